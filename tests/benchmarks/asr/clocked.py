"""A recognizer and a voice detector that keep the time of their steps."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper
from aurity_desktop.asr.recognizer import (
    Audio,
    Encoding,
    Features,
    Hypothesis,
    PreviousText,
    TimedWord,
)
from aurity_desktop.asr.vad import Silero


@dataclass
class ClockedRecognizer:
    """A recognizer that keeps the time of its steps, in seconds."""

    inner: ConditionedWhisper
    spent: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.spent = dict.fromkeys(("features", "encoder", "decoder", "alignment"), 0.0)

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def context(self) -> float:
        return self.inner.context

    def load(self) -> None:
        self.inner.load()

    def tokens_of(self, text: str) -> tuple[int, ...]:
        return self.inner.tokens_of(text)

    def languages(self, encoding: Encoding, start: float = 0.0) -> Mapping[str, float]:
        with self._clock("decoder"):
            return self.inner.languages(encoding, start)

    def features(self, audio: Audio, seconds: float) -> Features:
        with self._clock("features"):
            return self.inner.features(audio, seconds)

    def encode(self, features: Features) -> Encoding:
        with self._clock("encoder"):
            return self.inner.encode(features)

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
        with self._clock("decoder"):
            return self.inner.generate(
                encoding,
                language=language,
                said=said,
                earlier=earlier,
                max_new_tokens=max_new_tokens,
                beam_size=beam_size,
            )

    def align(
        self,
        encoding: Encoding,
        *,
        language: str,
        tokens: Sequence[int],
        said: PreviousText | None = None,
    ) -> tuple[TimedWord, ...]:
        with self._clock("alignment"):
            return self.inner.align(encoding, language=language, tokens=tokens, said=said)

    @contextmanager
    def _clock(self, step: str) -> Iterator[None]:
        with watch() as seconds:
            yield
        self.spent[step] += seconds()


class ClockedVoice:
    """A voice detector that keeps its time, in seconds."""

    def __init__(self) -> None:
        self._inner = Silero()
        self.spent = 0.0

    def load(self) -> None:
        self._inner.load()

    def reset(self) -> None:
        self._inner.reset()

    def feed(self, audio: Audio) -> NDArray[np.float32]:
        with watch() as seconds:
            answer = self._inner.feed(audio)
        self.spent += seconds()
        return answer


@contextmanager
def watch() -> Iterator[Callable[[], float]]:
    """A stop watch: after the block, the value given tells the seconds that it took."""
    started = time.perf_counter()
    ended: list[float] = []
    yield lambda: ended[0]
    ended.append(time.perf_counter() - started)
