"""How loud each channel of a file is, ten times a second: what tells who speaks on which."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

#: Levels are of so many seconds.
WINDOW: Final = 0.1
#: Of a level in a byte: decibels above -100 dB of full scale.
FLOOR_DB: Final = -100
#: More channels than a large mixing desk has are not told apart.
MOST_CHANNELS: Final = 64

#: A channel's place in a file: its track and its number there, both from 0.
Place: TypeAlias = tuple[int, int]


class ChannelLevels:
    """A byte a channel and window, on the clock of the file. A day of stereo needs 2 MB."""

    def __init__(self) -> None:
        self._levels: dict[Place, bytearray] = {}
        self._open: dict[int, _Window] = {}

    def hear(self, track: int, at: float, channels: NDArray[np.float32], rate: int) -> None:
        """Samples of one track from `at` seconds on, shape (channels, n), full scale 1.0."""
        start, end = round(at * rate), channels.shape[1]
        size = max(1, round(WINDOW * rate))
        done = 0
        while done < end:
            number = (start + done) // size
            piece = channels[:, done : min(end, (number + 1) * size - start)]
            window = self._open.get(track)
            if window is None or window.number != number or len(window.energy) != len(piece):
                self._close(track)
                window = self._open[track] = _Window(number, len(piece))
            window.add(piece)
            done += piece.shape[1]

    def columns(self) -> Iterator[tuple[Place, bytes]]:
        """Each channel's levels from the beginning on, where there are several channels."""
        for track in list(self._open):
            self._close(track)
        if len(self._levels) > 1:
            for place, levels in sorted(self._levels.items()):
                yield place, bytes(levels)

    def _close(self, track: int) -> None:
        window = self._open.pop(track, None)
        if window is None:
            return
        for channel, level in enumerate(window.levels()):
            place = (track, channel)
            if place not in self._levels and len(self._levels) >= MOST_CHANNELS:
                continue
            column = self._levels.setdefault(place, bytearray())
            column.extend(bytes(max(0, window.number - len(column))))
            if len(column) == window.number:
                column.append(level)
            else:  # a window that was closed in between: the louder part counts
                column[window.number] = max(column[window.number], level)


class _Window:
    """One window of one track, while it is heard."""

    def __init__(self, number: int, channels: int) -> None:
        self.number = number
        self.energy = np.zeros(channels)
        self._samples = 0

    def add(self, piece: NDArray[np.float32]) -> None:
        """An offset is no sound."""
        self.energy += piece.var(axis=1, dtype=np.float64) * piece.shape[1]
        self._samples += piece.shape[1]

    def levels(self) -> list[int]:
        power = self.energy / max(1, self._samples)
        decibels = 10 * np.log10(np.maximum(power, 1e-10)) - FLOOR_DB
        return [int(each) for each in np.clip(np.rint(decibels), 0, 255)]
