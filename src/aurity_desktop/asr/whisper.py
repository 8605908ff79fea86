"""A Whisper model as it is meant to be used: a whole window, with a prompt if wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from aurity_desktop.asr.engine import Engine
from aurity_desktop.asr.recognizer import (
    Audio,
    Encoding,
    Features,
    Hypothesis,
    PreviousText,
    TimedWord,
)


class Whisper:
    """The `Recognizer` of one installed model.

    Loads at first use; one call at a time, from any thread.
    """

    context = 0.0

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self._engine = Engine(folder, threads=threads)

    @property
    def name(self) -> str:
        """The model's name: that of its folder."""
        return self._engine.name

    def load(self) -> None:
        """Read the model into memory. Raises ModelMissing, ModelDamaged."""
        self._engine.load()

    def unload(self) -> None:
        """Give its memory and its threads back; the next use loads again."""
        self._engine.unload()

    def features(self, audio: Audio, seconds: float) -> Features:
        """Log-mel features of `audio`, padded with silence to `seconds`; at most 30."""
        return self._engine.features(audio, seconds)

    def encode(self, features: Features) -> Encoding:
        """Run the encoder. Raises TranscriptionFailed."""
        return self._engine.encode(features)

    def languages(self, encoding: Encoding, start: float, end: float) -> Mapping[str, float]:
        """The probability of each language from second `start` to `end`."""
        return self._engine.languages(encoding, start, end)

    def generate(
        self,
        encoding: Encoding,
        *,
        language: str,
        prompt: Sequence[int],
        max_new_tokens: int,
        beam_size: int = 1,
        repetition_penalty: float = 1.0,
    ) -> Hypothesis:
        """Decode with time stamps: so told, the model leaves out less than without."""
        tokenizer = self._engine.tokenizer(language)
        start = tokenizer.sot_sequence
        return self._engine.generate(
            encoding,
            [tokenizer.sot_prev, *prompt, *start] if prompt else start,
            language=language,
            max_new_tokens=max_new_tokens,
            beam_size=beam_size,
            repetition_penalty=repetition_penalty,
        )

    def align(
        self, encoding: Encoding, *, language: str, tokens: Sequence[int]
    ) -> tuple[TimedWord, ...]:
        """Word times by cross-attention. Raises TranscriptionFailed."""
        return self._engine.align(encoding, language=language, tokens=tokens)

    def forced(
        self,
        encoding: Encoding,
        texts: Sequence[Sequence[int]],
        *,
        language: str,
        start: float,
        end: float,
    ) -> list[tuple[float, ...]]:
        """The logarithm of each token's probability where the decoder is made to write `texts`.

        It hears second `start` to `end` of the encoding. Raises TranscriptionFailed.
        """
        return self._engine.forced(encoding, texts, language=language, start=start, end=end)

    def continued(
        self,
        encoding: Encoding,
        said: PreviousText | None,
        *,
        language: str,
        prompt: Sequence[int],
        max_new_tokens: int,
    ) -> str:
        """All that the model writes where it has written what was `said` and was told the `prompt`.

        Greedy, without time stamps; what was said is part of the answer. Raises
        TranscriptionFailed.
        """
        written = said.tokens if said else ()
        tokenizer = self._engine.tokenizer(language)
        task = [*tokenizer.sot_sequence, tokenizer.no_timestamps]
        # What is written already is written once more, token by token.
        hypothesis = self._engine.generate(
            encoding,
            [tokenizer.sot_prev, *prompt, *task, *written],
            language=language,
            max_new_tokens=len(written) + max_new_tokens,
            wants_no_speech=False,
        )
        return hypothesis.text

    def tokens_of(self, text: str) -> tuple[int, ...]:
        """Token ids of a text, without special tokens."""
        return self._engine.tokens_of(text)
