"""A recording out of its slices, for when they are not joined."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import AudioSlice


class SlicedSound:
    """`len(sound)` and `sound[begin:end]`, as of an array; the slices that hold the part are read.

    One thread.
    """

    def __init__(
        self, slices: Sequence[AudioSlice], read: Callable[[AudioSlice], NDArray[np.int16]]
    ) -> None:
        """`slices` in their order, without holes; `read` gives the samples of one, checked."""
        self._slices = slices
        self._starts = [each.start_sample for each in slices]
        self._read = read

    def __len__(self) -> int:
        return self._slices[-1].end_sample if self._slices else 0

    def __getitem__(self, part: slice) -> NDArray[np.int16]:
        """int16, shape (n,). Raises SliceMissing, SliceDamaged."""
        begin, end, _ = part.indices(len(self))
        if begin >= end:
            return np.empty(0, np.int16)
        first = bisect_right(self._starts, begin) - 1
        behind = bisect_right(self._starts, end - 1)
        sound = np.concatenate([self._read(each) for each in self._slices[first:behind]])
        offset = self._starts[first]
        return sound[begin - offset : end - offset]
