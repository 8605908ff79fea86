"""Two ways to write live text with a recognizer that only knows whole windows, as peers.

Both hear a second more, write the whole window anew and show all of it. They differ in what of it
they believe, and so in where the next window begins.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from aurity_desktop.asr.recognizer import Audio
from aurity_desktop.domain.audio import SAMPLE_RATE

_LONGEST_WITHOUT_SEGMENT = 25.0  # seconds of a window whose text is believed as it is
_TRIMMED_FROM = 15.0  # seconds of a window that is cut at the next segment that is agreed on
_PROMPT_CHARACTERS = 200
_MOST_SAID_AGAIN = 5  # words
_SAID_AGAIN_WITHIN = 1.0  # seconds
_JUST_BEFORE = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word as the recognizer writes it, with the blank before it; seconds of the window."""

    text: str
    start: float
    end: float

    def later(self, seconds: float) -> HeardWord:
        return HeardWord(self.text, self.start + seconds, self.end + seconds)


@dataclass(frozen=True, slots=True)
class HeardSegment:
    """Seconds of the window. `words` only where their times are asked for."""

    text: str
    end: float
    words: tuple[HeardWord, ...] = ()


#: Text of a window, told what was said before it.
Recognize = Callable[[Audio, str], Sequence[HeardSegment]]


class StreamingPolicy(Protocol):
    """What is shown is `committed`, then `uncertain`."""

    @property
    def committed(self) -> str: ...

    @property
    def uncertain(self) -> str: ...

    def hear(self, audio: Audio) -> None:
        """More sound, right behind what was heard."""

    def write(self) -> None:
        """Write the window anew."""

    def finish(self) -> None:
        """Nothing more comes."""


class GrowingWindow:
    """All segments but the last are done with, and the window begins anew behind them."""

    def __init__(self, recognize: Recognize) -> None:
        self._recognize = recognize
        self._window = np.zeros(0, dtype=np.float32)
        self.committed = ""
        self.uncertain = ""

    def hear(self, audio: Audio) -> None:
        self._window = np.concatenate([self._window, audio])

    def write(self) -> None:
        segments = list(self._recognize(self._window, ""))
        if len(self._window) > _LONGEST_WITHOUT_SEGMENT * SAMPLE_RATE and len(segments) == 1:
            done, open_ones = segments, []
        else:
            done, open_ones = segments[:-1], segments[-1:]
        if done:
            self.committed = _joined(self.committed, *(each.text for each in done))
            self._window = self._window[round(done[-1].end * SAMPLE_RATE) :]
        self.uncertain = _joined(*(each.text for each in open_ones))

    def finish(self) -> None:
        self.committed, self.uncertain = _joined(self.committed, self.uncertain), ""


class LocalAgreement:
    """What two writings in a row agree on, from the first word on, is believed (Macháček et al.,
    "Turning Whisper into Real-Time Transcription System", 2023, LocalAgreement-2).

    The window is told the believed text before it, and cut at a segment's end that is believed
    where it has become too long.
    """

    def __init__(self, recognize: Recognize) -> None:
        self._recognize = recognize
        self._window = np.zeros(0, dtype=np.float32)
        self._begin = 0.0  # of the window, in seconds of the whole
        self._believed: list[HeardWord] = []
        self._open: list[HeardWord] = []

    @property
    def committed(self) -> str:
        return "".join(word.text for word in self._believed)

    @property
    def uncertain(self) -> str:
        return "".join(word.text for word in self._open)

    @property
    def _believed_to(self) -> float:
        return self._believed[-1].end if self._believed else 0.0

    def hear(self, audio: Audio) -> None:
        self._window = np.concatenate([self._window, audio])

    def write(self) -> None:
        segments = self._recognize(self._window, self._prompt())
        written = [word.later(self._begin) for each in segments for word in each.words]
        written = self._without_said_again(
            [word for word in written if word.start > self._believed_to - _JUST_BEFORE]
        )
        agreed = 0
        for before, now in zip(self._open, written, strict=False):
            if before.text != now.text:
                break
            agreed += 1
        self._believed += written[:agreed]
        self._open = written[agreed:]
        self._trim([self._begin + each.end for each in segments])

    def finish(self) -> None:
        self._believed, self._open = self._believed + self._open, []

    def _prompt(self) -> str:
        before = [word.text for word in self._believed if word.end <= self._begin]
        return "".join(before)[-_PROMPT_CHARACTERS:]

    def _without_said_again(self, written: list[HeardWord]) -> list[HeardWord]:
        """The window holds sound whose words are believed already: those are left out."""
        if not written or abs(written[0].start - self._believed_to) >= _SAID_AGAIN_WITHIN:
            return written
        texts = [word.text for word in written]
        for count in range(1, min(_MOST_SAID_AGAIN, len(self._believed), len(written)) + 1):
            if [word.text for word in self._believed[-count:]] == texts[:count]:
                return written[count:]
        return written

    def _trim(self, ends: Sequence[float]) -> None:
        if len(self._window) <= _TRIMMED_FROM * SAMPLE_RATE:
            return
        believed = [end for end in ends[:-1] if self._begin < end <= self._believed_to]
        if believed:
            self._window = self._window[round((believed[-1] - self._begin) * SAMPLE_RATE) :]
            self._begin = believed[-1]


def _joined(*texts: str) -> str:
    return " ".join(" ".join(texts).split())
