"""Where speech is on the session's clock, from the voice detector's probabilities."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.asr.vad import WINDOW
from aurity_desktop.domain.audio import SAMPLE_RATE, seconds

_SPEECH = 0.5  # from here on a window is speech
_QUIET = 0.35  # below it a window is not; in between it is what the one before it was
_PAUSE_AT_END = round(0.25 * SAMPLE_RATE / WINDOW)  # windows without speech: the end is a pause


class SpeechTrack:
    """Where there is speech, as a flag for each window from session sample `origin` on.

    Positions are session samples.
    """

    def __init__(self, origin: int = 0) -> None:
        self._origin = origin
        self._speech: NDArray[np.bool_] = np.zeros(0, dtype=bool)

    def append(self, probabilities: NDArray[np.float32]) -> None:
        """Take in the probabilities of the next windows, shape (n,), with hysteresis."""
        before = bool(self._speech[-1]) if self._speech.size else False
        self._speech = np.concatenate([self._speech, with_hysteresis(probabilities, before)])

    def first_speech(self, start: int, end: int) -> int | None:
        """Where the first window of speech that begins in `start` to `end` lies; else None."""
        first = self._window(start)
        found = np.flatnonzero(self._speech[first : self._window(end)])
        if not found.size:
            return None
        return max(start, self._origin + (first + int(found[0])) * WINDOW)

    def speech_seconds(self, start: int, end: int) -> float:
        """Seconds of speech between two session samples."""
        speech = self._speech[self._window(start) : self._window(end)]
        return seconds(int(np.count_nonzero(speech)) * WINDOW)

    def speaks_at(self, end: int) -> bool:
        """Whether somebody speaks as the sound up to `end` stops.

        That is, whether there is no pause of a quarter of a second before it.
        """
        last = self._window(end)
        return bool(np.any(self._speech[max(0, last - _PAUSE_AT_END) : last]))

    def pause_before(self, start: int, limit: int, end: int) -> int:
        """`end`, when it is not beyond `limit`; else the middle of a pause before the limit.

        Taken is the longest pause in the second half of what lies before the limit.
        """
        if end <= limit:
            return end
        first = self._window((start + limit) // 2)
        quiet = ~self._speech[first : self._window(limit)]
        run_start, run_length = longest_run(quiet)
        if run_length == 0:
            return limit
        return self._origin + (first + run_start) * WINDOW + run_length * WINDOW // 2

    def _window(self, sample: int) -> int:
        return max(0, (sample - self._origin) // WINDOW)


def with_hysteresis(probabilities: NDArray[np.float32], before: bool) -> NDArray[np.bool_]:
    """Which windows are speech. `before`: whether the window before the first was."""
    decided = np.where(probabilities >= _SPEECH, 1, np.where(probabilities < _QUIET, 0, -1))
    decided = np.concatenate([[int(before)], decided])
    last_decided = np.maximum.accumulate(np.where(decided >= 0, np.arange(decided.size), 0))
    speech: NDArray[np.bool_] = decided[last_decided][1:] == 1
    return speech


def longest_run(flags: NDArray[np.bool_]) -> tuple[int, int]:
    """Start and length of the longest run of True, the later of equals; (0, 0) without one."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    if not starts.size:
        return 0, 0
    lengths = ends - starts
    best = lengths.size - 1 - int(np.argmax(lengths[::-1]))
    return int(starts[best]), int(lengths[best])
