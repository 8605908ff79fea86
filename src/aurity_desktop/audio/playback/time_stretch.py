"""Faster or slower at the same pitch: WSOLA (Verhelst and Roelands, ICASSP 1993). Pure.

The output is laid together from overlapping pieces of the input; each piece is taken near where it
ought to begin, at the place where it continues the one before best.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

#: 40 ms a piece, half of it overlapping, sought within 10 ms to either side: two periods of a deep
#: voice.
PIECE = 640
HOP = PIECE // 2
_SEEK = 160


class Samples(Protocol):
    """A recording: an array, or what reads one from a file as it is asked for. int16."""

    def __len__(self) -> int: ...
    def __getitem__(self, part: slice) -> NDArray[np.int16]: ...


class Stretcher:
    """Walks through a recording and gives it out `HOP` samples at a time."""

    def __init__(self, samples: Samples) -> None:
        """`samples`: int16, shape (n,); may be paged in from a file."""
        self._samples = samples
        self._fade_in = np.hanning(PIECE + 1)[:HOP].astype(np.float32)
        self._at = 0.0
        self._tail: NDArray[np.float32] | None = None
        self._follows = 0

    @property
    def at_sample(self) -> int:
        """Where in the recording the next output lies."""
        return min(int(self._at), len(self._samples))

    @property
    def ended(self) -> bool:
        """Whether the whole recording was given out."""
        return self._at >= len(self._samples)

    def go_to(self, sample: int) -> None:
        """Go on from that sample, held within the recording."""
        self._at = float(max(0, min(sample, len(self._samples))))
        self._tail = None

    def next(self, factor: float) -> NDArray[np.int16]:
        """The next `HOP` samples at `factor` times the speed; silence fills up the last of them."""
        if factor == 1.0:
            return self._as_it_is()
        begin = int(self._at) if self._tail is None else self._best_begin(int(self._at))
        piece = self._taken(begin, PIECE)
        head = piece[:HOP]
        if self._tail is not None:
            head = head * self._fade_in + self._tail * self._fade_in[::-1]
        self._tail = piece[HOP:]
        self._follows = begin + HOP
        self._at += HOP * factor
        return np.asarray(np.rint(head), np.int16)

    def _as_it_is(self) -> NDArray[np.int16]:
        begin = int(self._at)
        out = self._taken(begin, HOP)
        if self._tail is not None:
            out = out * self._fade_in + self._tail * self._fade_in[::-1]
            self._tail = None
        self._at = float(begin + HOP)
        return np.asarray(np.rint(out), np.int16)

    def _best_begin(self, wanted: int) -> int:
        """Near `wanted`, where the sound goes on most like what would have followed the last."""
        template = self._taken(self._follows, HOP)
        first = max(0, wanted - _SEEK)
        region = self._taken(first, HOP + 2 * _SEEK)
        likeness = np.correlate(region, template, "valid")
        energy = np.convolve(np.square(region), np.ones(HOP, np.float32), "valid")
        return first + int(np.argmax(likeness / np.sqrt(energy + 1.0)))

    def _taken(self, begin: int, count: int) -> NDArray[np.float32]:
        """`count` samples from `begin`, silence beyond the end."""
        out = np.zeros(count, np.float32)
        part = self._samples[begin : begin + count]
        out[: len(part)] = part
        return out
