"""Cuts sound into slices on the sample clock. Pure: no file, no time, no thread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SLICE_SAMPLES


@dataclass(frozen=True, slots=True)
class Piece:
    """Samples that go to one slice, after those that went there before.

    `completes` says that they are its last.
    """

    number: int
    samples: NDArray[np.int16]
    completes: bool


class Slicer:
    """Gives every sample to exactly one slice: no gap, no overlap, `SLICE_SAMPLES` each.

    A session that is taken up again starts at its next number, right after the last sample it has,
    whatever the length of the slice before.
    """

    def __init__(self, number: int = 0, at_sample: int = 0) -> None:
        self._number = number
        self._at_sample = at_sample
        self._filled = 0

    @property
    def number(self) -> int:
        """Of the slice that the next sample goes to."""
        return self._number

    @property
    def at_sample(self) -> int:
        """The session's clock: the index of the next sample."""
        return self._at_sample

    def cut(self, samples: NDArray[np.int16]) -> list[Piece]:
        """The pieces that `samples`, shape (n,), fall into, in order."""
        pieces: list[Piece] = []
        offset = 0
        while offset < len(samples):
            count = min(len(samples) - offset, SLICE_SAMPLES - self._filled)
            completes = self._filled + count == SLICE_SAMPLES
            pieces.append(Piece(self._number, samples[offset : offset + count], completes))
            offset += count
            self._filled += count
            self._at_sample += count
            if completes:
                self.close()
        return pieces

    def close(self) -> None:
        """The open slice ends here, however short; the next sample begins another."""
        if self._filled:
            self._number += 1
            self._filled = 0
