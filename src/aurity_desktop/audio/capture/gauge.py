"""What the window shows of the sound itself: levels ten times a second, and silence that lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.meter import Meter, SilenceWatch
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import LevelMeasured, Report, SilenceNoticed, SoundReturned

#: A little under a tenth of a second, so that a level that comes on time is not left out.
_LEVEL_SECONDS = 0.09
_SILENCE_FIRST, _SILENCE_AGAIN = 15.0, 60.0


class Gauge:
    """Turns sound into reports.

    A file that is read fast gives no more of them a second than a microphone does.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._meter = Meter()
        self._silence = SilenceWatch()
        self._silence_due = _SILENCE_FIRST
        self._level_due = 0.0

    def feed(self, samples: NDArray[np.int16]) -> Iterator[Report]:
        """The reports that these samples, int16, shape (n,), give rise to."""
        for level in self._meter.feed(samples):
            yield from self._silence_told(level)
            now = self._clock()
            if now >= self._level_due:
                self._level_due = now + _LEVEL_SECONDS
                yield LevelMeasured(level)

    def _silence_told(self, level: Level) -> Iterator[Report]:
        ended = self._silence.feed(level)
        if ended >= _SILENCE_FIRST:
            self._silence_due = _SILENCE_FIRST
            yield SoundReturned(ended)
        if self._silence.length >= self._silence_due:
            self._silence_due += _SILENCE_AGAIN
            yield SilenceNoticed(self._silence.length)
