"""How loud it is: ten values a second for the eye, and a watch for silence that lasts."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE, Level

WINDOW = SAMPLE_RATE // 10
FLOOR_DB = -96.0
_FULL_SCALE = 32_768.0
_CLIPPED = 32_767

#: Speech into a microphone that works lies well above, the noise of a quiet room about here.
SILENCE_DB = -55.0


def decibels(amplitude: float) -> float:
    """An amplitude on the int16 scale in dBFS, not below `FLOOR_DB`."""
    return max(FLOOR_DB, 20 * math.log10(amplitude / _FULL_SCALE)) if amplitude > 0 else FLOOR_DB


def level_of(samples: NDArray[np.int16] | NDArray[np.float32]) -> Level:
    """The level of all of `samples`, shape (n,), on the scale of int16. None at all are silence.

    An offset is no sound: it counts for the peak, which the converter sees, and not for the level.
    """
    if not len(samples):
        return Level(FLOOR_DB, FLOOR_DB)
    wide = samples.astype(np.float32)  # -32768 has no int16 of the other sign
    magnitude = np.abs(wide)
    return Level(
        rms_db=decibels(float(np.std(wide, dtype=np.float64))),
        peak_db=decibels(float(magnitude.max())),
        clipped_samples=int(np.count_nonzero(magnitude >= _CLIPPED)),
    )


class Meter:
    """Levels of whole tenths of a second, however the samples come."""

    def __init__(self) -> None:
        self._rest = np.empty(0, np.int16)

    def feed(self, samples: NDArray[np.int16]) -> list[Level]:
        """The levels that these samples, int16, shape (n,), complete, in order."""
        joined = np.concatenate((self._rest, samples))
        whole = len(joined) // WINDOW * WINDOW
        self._rest = joined[whole:]
        return [level_of(joined[start : start + WINDOW]) for start in range(0, whole, WINDOW)]


class SilenceWatch:
    """How long it has been silent, from levels that come ten times a second."""

    def __init__(self) -> None:
        self._windows = 0

    @property
    def length(self) -> float:
        """Seconds of silence up to now."""
        return self._windows * WINDOW / SAMPLE_RATE

    def feed(self, level: Level) -> float:
        """The length of the silence that this level ended, 0.0 where it ended none."""
        if level.rms_db < SILENCE_DB:
            self._windows += 1
            return 0.0
        ended = self.length
        self._windows = 0
        return ended
