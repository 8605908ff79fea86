"""What the two passes ask of a recognizer, and what it answers.

`whisper.py` and `conditioned_whisper.py` are the real ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.transcript import Word
from aurity_desktop.runtime.sound_offset import without_offset

#: float32 in -1 to 1, shape (n,), 16 kHz mono.
Audio: TypeAlias = NDArray[np.float32]


def tokens_of(words: Sequence[TimedWord]) -> tuple[int, ...]:
    """The tokens that spell these words, one after the other."""
    return tuple(token for word in words for token in word.tokens)


def to_audio(samples: NDArray[np.int16]) -> Audio:
    """int16 samples as the float32 that models take, without a DC offset."""
    return without_offset(samples)


@dataclass(frozen=True, slots=True)
class Features:
    """Log-mel features, float32, shape (bands, frames of 10 ms).

    The first `frames` hold the sound, padding comes after.
    """

    values: NDArray[np.float32]
    frames: int


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoder's output; `storage` is the engine's own, `frames` are those of its features."""

    storage: Any
    frames: int


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One decoding.

    `log_probability` is the mean per token; `no_speech` is 0 to 1, and 0 where it is not known.
    `ended`: the decoder found an end by itself; otherwise it was stopped at the bound. `reached`:
    where it says that the last word ends, in seconds of the window; None where it does not say.
    """

    tokens: tuple[int, ...]
    text: str
    log_probability: float
    no_speech: float = 0.0
    ended: bool = True
    reached: float | None = None


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word, its times in seconds of what was encoded, its probability and its tokens."""

    text: str
    start: float
    end: float
    probability: float
    tokens: tuple[int, ...]

    @property
    def as_word(self) -> Word:
        """The same without its tokens, on the same clock."""
        return Word(self.start, self.end, self.text, self.probability)


@dataclass(frozen=True, slots=True)
class PreviousText:
    """Settled words whose sound is in the window: what the decoder is conditioned on.

    `start` and `end` are seconds of the window, `texts` is how the words are written, and `earlier`
    are tokens of what was said before them.
    """

    tokens: tuple[int, ...]
    start: float
    end: float
    texts: tuple[str, ...] = ()
    earlier: tuple[int, ...] = ()


class Recognizer(Protocol):
    """A speech model in steps: the caller decides what is encoded once and decoded again."""

    @property
    def name(self) -> str:
        """The name under which the model is recorded."""
        ...

    def load(self) -> None:
        """Read the model into memory; nothing when it is there.

        Raises ModelMissing, ModelDamaged.
        """
        ...

    def features(self, audio: Audio, seconds: float) -> Features:
        """Those of `audio` followed by silence up to `seconds`; at most 30."""
        ...

    def encode(self, features: Features) -> Encoding:
        """Run the encoder. Raises TranscriptionFailed."""
        ...

    def languages(self, encoding: Encoding, start: float, end: float) -> Mapping[str, float]:
        """The probability of each language, by its ISO 639-1 code.

        Heard is what lies from `start` to `end`, in seconds of what was encoded.
        """
        ...

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
        """Decode. `prompt` are tokens of what was said before, or of words to expect.

        Tokens that were written already are less likely by the `repetition_penalty`. Raises
        TranscriptionFailed.
        """
        ...

    def align(
        self, encoding: Encoding, *, language: str, tokens: Sequence[int]
    ) -> tuple[TimedWord, ...]:
        """Times and probabilities of the words that `tokens` spell. Raises TranscriptionFailed."""
        ...

    def tokens_of(self, text: str) -> tuple[int, ...]:
        """Token ids of a text, without special tokens."""
        ...


class ConditionedRecognizer(Protocol):
    """A speech model that continues previous text.

    The first `context` seconds of every window are what came before its cut.
    """

    @property
    def name(self) -> str:
        """The name under which the model is recorded."""
        ...

    @property
    def context(self) -> float:
        """Seconds of every window that lie before the cut; the same for every window."""
        ...

    def load(self) -> None:
        """Read the model into memory; nothing when it is there.

        Raises ModelMissing, ModelDamaged.
        """
        ...

    def features(self, audio: Audio, seconds: float) -> Features:
        """Those of `audio` followed by silence up to `seconds`; at most 30."""
        ...

    def encode(self, features: Features) -> Encoding:
        """Run the encoder. Raises TranscriptionFailed."""
        ...

    def languages(self, encoding: Encoding, start: float = 0.0) -> Mapping[str, float]:
        """The probability of each language, by its ISO 639-1 code.

        Heard is what lies behind `start`, in seconds of the window.
        """
        ...

    def generate(
        self,
        encoding: Encoding,
        *,
        language: str,
        said: PreviousText | None,
        earlier: Sequence[int],
        max_new_tokens: int,
        beam_size: int = 1,
    ) -> Hypothesis:
        """Decode what follows the cut. Raises TranscriptionFailed.

        `earlier` are tokens of what was said before the window, or of words to expect.
        """
        ...

    def align(
        self,
        encoding: Encoding,
        *,
        language: str,
        tokens: Sequence[int],
        said: PreviousText | None = None,
    ) -> tuple[TimedWord, ...]:
        """Times and probabilities of the words that follow the cut.

        Where `said` is given, they are aligned behind it. Raises TranscriptionFailed.
        """
        ...

    def tokens_of(self, text: str) -> tuple[int, ...]:
        """Token ids of a text, without special tokens."""
        ...


class ForcedModel(Protocol):
    """A speech model that can be made to write a text; see `Whisper`."""

    def features(self, audio: Audio, seconds: float) -> Features:
        """Those of `audio` followed by silence up to `seconds`; at most 30."""
        ...

    def encode(self, features: Features) -> Encoding:
        """Run the encoder. Raises TranscriptionFailed."""
        ...

    def forced(
        self,
        encoding: Encoding,
        texts: Sequence[Sequence[int]],
        *,
        language: str,
        start: float,
        end: float,
    ) -> list[tuple[float, ...]]:
        """The logarithm of each token's probability, where only `start` to `end` is heard."""
        ...

    def tokens_of(self, text: str) -> tuple[int, ...]:
        """Token ids of a text, without special tokens."""
        ...


class VoiceDetector(Protocol):
    """Voice activity detection over a stream: a probability for every 32 ms; see `vad.Silero`."""

    def load(self) -> None:
        """Read the network; nothing when it is there."""
        ...

    def reset(self) -> None:
        """Begin another stream."""
        ...

    def feed(self, audio: Audio) -> NDArray[np.float32]:
        """Speech probabilities of the windows that `audio` completes, shape (n,)."""
        ...
