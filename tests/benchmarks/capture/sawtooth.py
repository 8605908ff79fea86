"""A signal whose every sample tells its place, and what is missing from a recording of it."""

from __future__ import annotations

import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE

#: A prime, and never zero, so that silence is told from signal and no block length divides the
#: period.
PERIOD = 32_749


def sawtooth(count: int, start: int = 0) -> NDArray[np.int16]:
    """`count` samples from the `start`-th on."""
    return (np.arange(start, start + count) % PERIOD + 1).astype(np.int16)


def write_sawtooth(path: Path, seconds: float) -> Path:
    """A WAV of it, written a minute at a time."""
    total = int(seconds * SAMPLE_RATE)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        for start in range(0, total, 60 * SAMPLE_RATE):
            count = min(60 * SAMPLE_RATE, total - start)
            file.writeframes(sawtooth(count, start).astype("<i2").tobytes())
    return path


@dataclass(frozen=True, slots=True)
class Flaws:
    """What is wrong with a recording of a sawtooth.

    `missing` samples were played and are not there. `inserted` zeros stand between samples that
    follow each other: the player or the sound server had nothing to give, and nothing was lost.
    """

    samples: int
    breaks: int
    missing: int
    inserted: int


def flaws_of(recording: NDArray[np.int16]) -> Flaws:
    """Looks between the first and the last sample that is not zero."""
    positions = np.flatnonzero(recording)
    if not len(positions):
        return Flaws(len(recording), 0, 0, 0)
    values = recording[positions].astype(np.int64) - 1
    steps = np.diff(values) % PERIOD
    missing = int(((steps - 1) % PERIOD).sum())
    inserted = int(positions[-1] - positions[0] + 1 - len(positions))
    return Flaws(len(positions), int(np.count_nonzero(steps != 1)), missing, inserted)
