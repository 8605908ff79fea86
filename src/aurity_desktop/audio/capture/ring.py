"""Where the audio callback leaves its frames: a ring buffer without a lock.

It is made once and has one writer and one reader. Each side changes only its own counter, and a
counter is published by one assignment after the frames it stands for are in place. The interpreter
makes such an assignment atomic, so neither side ever waits for the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Loss:
    """Frames that found the ring full.

    `frames` of them, after frame `at_frame` of those that were kept.
    """

    at_frame: int
    frames: int


class Ring:
    """A first-in, first-out ring buffer of int16 frames, shape (capacity, channels)."""

    def __init__(self, capacity: int, channels: int) -> None:
        self._frames = np.zeros(
            (capacity, channels), np.int16
        )  # zeros: the pages exist from now on
        self._frames.fill(0)
        self._capacity = capacity
        self._written = 0
        self._read = 0
        self._lost = 0
        self._lost_at = 0
        self._lost_told = 0

    @property
    def written(self) -> int:
        """Frames put in since the beginning."""
        return self._written

    @property
    def waiting(self) -> int:
        """Frames that can be read now."""
        return self._written - self._read

    def write(self, block: NDArray[np.int16]) -> None:
        """Copy `block`, shape (n, channels), in.

        Called by the audio callback; a block that does not fit is counted as lost.
        """
        count = len(block)
        written = self._written
        if count > self._capacity - (written - self._read):
            self._lost_at = written
            self._lost += count
            return
        start = written % self._capacity
        first = min(count, self._capacity - start)
        self._frames[start : start + first] = block[:first]
        if first < count:
            self._frames[: count - first] = block[first:]
        self._written = written + count

    def read(self, limit: int | None = None) -> NDArray[np.int16]:
        """Take out what is there, at most `limit` frames: a copy, shape (n, channels).

        Called by the reader.
        """
        count = self.waiting if limit is None else min(self.waiting, limit)
        start = self._read % self._capacity
        first = min(count, self._capacity - start)
        out = np.empty((count, self._frames.shape[1]), np.int16)
        out[:first] = self._frames[start : start + first]
        out[first:] = self._frames[: count - first]
        self._read += count
        return out

    def take_loss(self) -> Loss | None:
        """What was lost since the last call. Called by the reader."""
        lost = self._lost
        if lost == self._lost_told:
            return None
        loss = Loss(self._lost_at, lost - self._lost_told)
        self._lost_told = lost
        return loss
