"""What the live and the second pass ask of a recognizer, and what it answers; `whisper.py` is the real one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: float32 in -1 to 1, shape (n,), 16 kHz mono.
Audio: TypeAlias = NDArray[np.float32]


def to_audio(samples: NDArray[np.int16]) -> Audio:
    """int16 samples as the float32 that models take."""
    return samples.astype(np.float32) / np.float32(32768.0)


@dataclass(frozen=True, slots=True)
class Encoding:
    """Sound as the encoder sees it: `frames` of 10 ms hold the sound, padding comes after; `storage` is the engine's own."""

    storage: Any
    frames: int


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One decoding. `log_probability` is the mean per token; `no_speech` is 0 to 1."""

    tokens: tuple[int, ...]
    text: str
    log_probability: float
    no_speech: float


@dataclass(frozen=True, slots=True)
class TimedWord:
    """A word with its times in seconds from the start of what was encoded, and the tokens it is made of."""

    text: str
    start: float
    end: float
    probability: float
    tokens: tuple[int, ...]


class Recognizer(Protocol):
    """A speech model in steps, so that the caller decides what is encoded once and what is decoded again."""

    @property
    def name(self) -> str: ...
    @property
    def languages(self) -> frozenset[str]:
        """ISO 639-1 codes the model knows."""
        ...

    def load(self) -> None: ...
    def encode(self, audio: Audio, seconds: float) -> Encoding:
        """`audio` followed by silence up to `seconds`; at most 30."""
        ...

    def detect_language(self, encoding: Encoding) -> tuple[str, float]: ...
    def generate(
        self,
        encoding: Encoding,
        *,
        language: str,
        prompt: Sequence[int],
        max_new_tokens: int,
        beam_size: int = 1,
        temperature: float = 0.0,
    ) -> Hypothesis:
        """`prompt` are tokens of what was said before, or of words to expect."""
        ...

    def align(
        self, encoding: Encoding, *, language: str, tokens: Sequence[int]
    ) -> tuple[TimedWord, ...]: ...
    def tokens_of(self, text: str) -> tuple[int, ...]: ...


class VoiceDetector(Protocol):
    """Speech probability of every 32 ms of a stream, see `vad.Silero`."""

    def load(self) -> None: ...
    def reset(self) -> None: ...
    def feed(self, audio: Audio) -> NDArray[np.float32]: ...
