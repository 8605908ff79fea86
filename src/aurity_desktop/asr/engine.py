"""faster-whisper's model in steps: encode only what is there, decode, align.

Foreign errors end here. Whisper is trained on 30 s of sound and pays for 30 s however short the
speech is. CTranslate2's encoder takes shorter input, so a window is encoded with a few seconds of
silence behind it and no more. The silence matters: without it the decoder does not find the end and
repeats itself.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import numpy as np

from aurity_desktop.asr.changed_model import ModelFiles, installed_model
from aurity_desktop.asr.model_loading import load_whisper
from aurity_desktop.asr.recognizer import Audio, Encoding, Features, Hypothesis, TimedWord
from aurity_desktop.asr.without_torch import without_torch
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import (
    AurityError,
    ModelDamaged,
    ModelMissing,
    TranscriptionFailed,
)

_REQUIRED = ("model.bin", "config.json", "tokenizer.json")
_MAX_SECONDS = 30.0
_MAX_LENGTH = 448  # tokens of Whisper's decoder, the prompt included
_TOKENS_PER_SECOND = 50
_FRAMES_PER_SECOND = 100
_MEDIAN_FILTER = 7  # as in OpenAI's alignment
_LEAST_STATES = 20  # of the encoder, 0.4 s: fewer are no sound to hear a word in
_NEVER = 1e-9  # a probability whose logarithm can be added to others
_PREPENDED = "\"'“¿¡([{-"
_APPENDED = "\"'.。,，!！?？:：”)]}、"


class Engine:
    """One installed Whisper model.

    Loads at first use. So many calls `at_once`, from any threads; more wait. `threads` are the
    engine's own, for each of them. The heavy calls release the GIL. `opened` gives the files that
    the engine is to read in place of those of `folder` while it loads. One that only tells
    languages does without the tokenizer, which takes as long to read as the model.
    """

    def __init__(
        self,
        folder: Path,
        *,
        threads: int,
        opened: Callable[[Path], AbstractContextManager[ModelFiles]] = installed_model,
        only_tells_languages: bool = False,
        at_once: int = 1,
    ) -> None:
        self._folder = folder
        self._threads = threads
        self._opened = opened
        self._with_tokenizer = not only_tells_languages
        self._at_once = at_once
        self._model: Any = None
        self._loading = threading.Lock()
        self._tokenizers: dict[str, Any] = {}

    @property
    def name(self) -> str:
        """The model's name: that of its folder."""
        return self._folder.name

    @property
    def is_multilingual(self) -> bool:
        """Whether the model knows more than English. Loads it."""
        return bool(self._loaded().is_multilingual)

    def load(self) -> None:
        """Read the model into memory; nothing when it is there. Raises ModelMissing, ModelDamaged.

        What says nothing about the model comes out as it is: OSError of the disk, MemoryError,
        ImportError.
        """
        with self._loading:
            if self._model is None:
                self._load()

    def unload(self) -> None:
        """Give the memory back; the next use loads again."""
        self._model = None
        self._tokenizers.clear()

    def tokenizer(self, language: str) -> Any:
        """faster-whisper's tokenizer with the task set to transcribing `language`."""
        if language not in self._tokenizers:
            with without_torch():
                from faster_whisper.tokenizer import Tokenizer
            model = self._loaded()
            self._tokenizers[language] = Tokenizer(
                model.hf_tokenizer,
                model.is_multilingual,
                task="transcribe",
                language=language if model.is_multilingual else "en",
            )
        return self._tokenizers[language]

    def tokens_of(self, text: str) -> tuple[int, ...]:
        """Token ids of a text, without special tokens."""
        return tuple(self._loaded().hf_tokenizer.encode(text, add_special_tokens=False).ids)

    def names_of(self, tokens: Sequence[int]) -> list[str]:
        """What a vocabulary calls these tokens."""
        tokenizer = self._loaded().hf_tokenizer
        return [tokenizer.id_to_token(token) for token in tokens]

    def features(self, audio: Audio, seconds: float) -> Features:
        """Log-mel features of `audio` padded with silence to `seconds`; at most 30."""
        padded = np.zeros(round(min(seconds, _MAX_SECONDS) * SAMPLE_RATE), dtype=np.float32)
        heard = audio[: padded.size]
        padded[: heard.size] = heard
        values = self._loaded().feature_extractor(padded, padding=0)
        return Features(values, heard.size * _FRAMES_PER_SECOND // SAMPLE_RATE)

    def encode(self, features: Features) -> Encoding:
        """Run the encoder. Raises TranscriptionFailed."""
        try:
            return Encoding(self._loaded().encode(features.values), features.frames)
        except RuntimeError as error:
            raise TranscriptionFailed(str(error)) from error

    def languages(
        self, encoding: Encoding, start: float = 0.0, end: float | None = None
    ) -> dict[str, float]:
        """The probability of each language, by its ISO 639-1 code, from second `start` to `end`.

        Costs one step of the decoder; a model of one language is certain of it. The encoding may be
        another engine's of the same model.

        On 401 slices of 3 s, what lies behind 5 s of context, with the silence after it, was told
        as well as the slice encoded by itself: Spanish or English 395 times and 396 times; without
        the silence 364 times.
        """
        model = self._loaded()
        if not model.is_multilingual:
            return {"en": 1.0}
        try:
            found = model.model.detect_language(_part_of(encoding, start, end))[0]
        except RuntimeError as error:
            raise TranscriptionFailed(str(error)) from error
        return {token[2:-2]: float(probability) for token, probability in found}

    def generate(
        self,
        encoding: Encoding,
        prompt: Sequence[int],
        *,
        language: str,
        max_new_tokens: int,
        beam_size: int = 1,
        latest_start: float = 1.0,
        wants_no_speech: bool = True,
        repetition_penalty: float = 1.0,
    ) -> Hypothesis:
        """Decode what follows `prompt`, which ends with the task tokens.

        Time stamps are left out of the answer; the first one, where the task asks for them, lies at
        most `latest_start` seconds in. Without the no-speech probability it is 5 ms faster. Raises
        TranscriptionFailed.
        """
        tokenizer = self.tokenizer(language)
        # CTranslate2 bounds prompt and new tokens together, and the new ones by half of that bound
        # besides.
        max_length = min(max(2 * max_new_tokens, max_new_tokens + len(prompt) - 1), _MAX_LENGTH)
        try:
            result = self._loaded().model.generate(
                encoding.storage,
                [list(prompt)],
                beam_size=beam_size,
                max_length=max_length,
                return_scores=True,
                return_no_speech_prob=wants_no_speech,
                repetition_penalty=repetition_penalty,
                max_initial_timestamp_index=round(latest_start * _TOKENS_PER_SECOND),
            )[0]
        except RuntimeError as error:
            raise TranscriptionFailed(str(error)) from error
        written = result.sequences_ids[0]
        tokens = tuple(token for token in written if token < tokenizer.eot)
        last_stamp = written[-1] - tokenizer.timestamp_begin if written else -1
        return Hypothesis(
            tokens=tokens,
            text=tokenizer.decode(list(tokens)).strip(),
            log_probability=float(result.scores[0]),
            no_speech=float(result.no_speech_prob) if wants_no_speech else 0.0,
            reached=last_stamp / _TOKENS_PER_SECOND if tokens and last_stamp >= 0 else None,
            ended=len(written) < min(max_length // 2, max_length - len(prompt) + 1),
        )

    def align(
        self,
        encoding: Encoding,
        *,
        language: str,
        tokens: Sequence[int],
        start: Sequence[int] = (),
    ) -> tuple[TimedWord, ...]:
        """Times of the words that `tokens` spell, by the cross-attention of the alignment heads.

        They are aligned behind `start`, which without more is the task. Raises TranscriptionFailed.
        """
        if not tokens:
            return ()
        tokenizer = self.tokenizer(language)
        try:
            result = self._loaded().model.align(
                encoding.storage,
                list(start or tokenizer.sot_sequence),
                [list(tokens)],
                encoding.frames,
                median_filter_width=_MEDIAN_FILTER,
            )[0]
        except RuntimeError as error:
            raise TranscriptionFailed(str(error)) from error
        pairs = np.asarray(result.alignments)
        first_frames = pairs[np.flatnonzero(np.diff(pairs[:, 0], prepend=-1)), 1]
        texts, groups = tokenizer.split_to_word_tokens([*tokens, tokenizer.eot])
        bounds = np.cumsum([0, *(len(group) for group in groups[:-1])])
        words = [
            TimedWord(
                text=text,
                start=float(first_frames[begin]) / _TOKENS_PER_SECOND,
                end=float(first_frames[end]) / _TOKENS_PER_SECOND,
                probability=float(np.mean(result.text_token_probs[begin:end])),
                tokens=tuple(group),
            )
            for text, group, begin, end in zip(
                texts[:-1], groups[:-1], bounds[:-1], bounds[1:], strict=True
            )
        ]
        return with_punctuation(words)

    def _load(self) -> None:
        for name in _REQUIRED:
            if not (self._folder / name).is_file():
                raise ModelMissing(self.name, self._folder / name)
        try:
            with self._opened(self._folder) as files:
                self._model = load_whisper(
                    files, self._threads, self._with_tokenizer, self._at_once
                )
        except (AurityError, OSError, MemoryError, ImportError):
            raise
        except Exception as error:  # tokenizers raises a bare Exception for a damaged file
            # CTranslate2 throws a plain runtime_error.
            if "failed to allocate memory" in str(error):
                raise MemoryError(str(error)) from error
            raise ModelDamaged(self.name, self._folder) from error

    def forced(
        self,
        encoding: Encoding,
        texts: Sequence[Sequence[int]],
        *,
        language: str,
        start: float,
        end: float,
        task: Sequence[int] = (),
    ) -> list[tuple[float, ...]]:
        """How likely the decoder finds each token where it is made to write each of `texts`.

        Natural logarithms, one a token. It hears what lies from second `start` to `end` of the
        encoding and nothing else, and is told nothing before. `task` are the task tokens, for an
        engine without a tokenizer. Raises TranscriptionFailed.
        """
        import ctranslate2  # loaded long since: the encoding is its own

        states = np.asarray(encoding.storage)
        first = max(0, min(round(start * _TOKENS_PER_SECOND), states.shape[1] - _LEAST_STATES))
        last = max(round(end * _TOKENS_PER_SECOND), first + _LEAST_STATES)
        heard = np.repeat(states[:, first:last], len(texts), axis=0)
        try:
            results = self._loaded().model.align(
                ctranslate2.StorageView.from_array(np.ascontiguousarray(heard)),
                list(task or self.tokenizer(language).sot_sequence),
                [list(each) for each in texts],
                heard.shape[1] * _FRAMES_PER_SECOND // _TOKENS_PER_SECOND,
                median_filter_width=_MEDIAN_FILTER,
            )
        except RuntimeError as error:
            raise TranscriptionFailed(str(error)) from error
        return [
            tuple(float(each) for each in np.log(np.maximum(one.text_token_probs, _NEVER)))
            for one in results
        ]

    def _loaded(self) -> Any:
        self.load()
        return self._model


def _part_of(encoding: Encoding, start: float, end: float | None) -> Any:
    """The encoder's states from second `start` to `end`, and those of the silence behind."""
    import ctranslate2  # loaded long since: the encoding is its own

    states = np.asarray(encoding.storage)
    sound = encoding.frames * _TOKENS_PER_SECOND // _FRAMES_PER_SECOND
    first = round(start * _TOKENS_PER_SECOND)
    last = sound if end is None else min(sound, round(end * _TOKENS_PER_SECOND))
    wanted = np.concatenate([states[:, first:last], states[:, sound:]], axis=1)
    return ctranslate2.StorageView.from_array(np.ascontiguousarray(wanted))


def with_punctuation(words: Sequence[TimedWord]) -> tuple[TimedWord, ...]:
    """Marks that stand alone join the word they belong to; texts lose their surrounding blanks."""
    joined: list[TimedWord] = []
    opening: TimedWord | None = None
    for word in words:
        text = word.text.strip()
        current = word if opening is None else _joined(opening, word)
        if opening is None and word.text.startswith(" ") and text in _PREPENDED:
            opening = word
        elif joined and (text in _APPENDED or not word.text.startswith(" ")) and opening is None:
            # A piece without a blank before it ("-setamol", "'s", ".") belongs to the word
            # before.
            joined[-1] = _joined(joined[-1], word)
        else:
            joined.append(current)
            opening = None
    if opening is not None:
        joined.append(opening)
    return tuple(
        TimedWord(word.text.strip(), word.start, word.end, word.probability, word.tokens)
        for word in joined
        if word.text.strip()
    )


def _joined(left: TimedWord, right: TimedWord) -> TimedWord:
    """One word of two pieces. A mark has no time of its own: it lends none to the word it joins."""
    spoken = [piece for piece in (left, right) if any(letter.isalnum() for letter in piece.text)]
    timed = spoken or [left]
    return TimedWord(
        text=left.text + (right.text if spoken and spoken[0] is left else right.text.lstrip()),
        start=timed[0].start,
        end=timed[-1].end,
        probability=sum(piece.probability for piece in timed) / len(timed),
        tokens=left.tokens + right.tokens,
    )
