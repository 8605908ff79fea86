"""Several tracks of a file on one clock, mixed to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.automix import Automix
from aurity_desktop.audio.capture.resample import to_float, to_int16
from aurity_desktop.domain.audio import SAMPLE_RATE

#: How far one track may be ahead of another in the file: 19 MB of sound wait. Beyond that the later
#: one is taken to be silent there.
_MOST_AHEAD: Final = 600 * SAMPLE_RATE
_BLOCK: Final = SAMPLE_RATE


class TrackMix:
    """int16 of each track in, int16 of all out, 16 kHz. As long as the longest track."""

    def __init__(self, tracks: Sequence[int]) -> None:
        """`tracks` are the names by which they are fed."""
        self._mix = Automix(len(tracks), SAMPLE_RATE)
        self._waiting: dict[int, list[NDArray[np.int16]]] = {each: [] for each in tracks}
        self._counts = dict.fromkeys(tracks, 0)
        #: Samples of a track that come too late: their time has been given out as silence.
        self._late = dict.fromkeys(tracks, 0)

    def feed(self, track: int, samples: NDArray[np.int16]) -> Iterator[NDArray[np.int16]]:
        """What can be given out by now."""
        late = min(self._late[track], len(samples))
        self._late[track] -= late
        self._add(track, samples[late:])
        ahead = max(self._counts.values()) - _MOST_AHEAD
        for other, count in self._counts.items():
            if count < ahead:
                self._late[other] += ahead - count
                self._add(other, np.zeros(ahead - count, np.int16))
        yield from self._give(min(self._counts.values()))

    def finish(self) -> Iterator[NDArray[np.int16]]:
        """The rest: where a track has ended, it is silent."""
        longest = max(self._counts.values())
        for track, count in self._counts.items():
            self._add(track, np.zeros(longest - count, np.int16))
        yield from self._give(longest)
        rest = to_int16(self._mix.finish())
        if len(rest):
            yield rest

    def _add(self, track: int, samples: NDArray[np.int16]) -> None:
        self._waiting[track].append(samples)
        self._counts[track] += len(samples)

    def _give(self, count: int) -> Iterator[NDArray[np.int16]]:
        if count < _BLOCK and count < max(self._counts.values()):
            return
        together = []
        for track, pieces in self._waiting.items():
            whole = np.concatenate(pieces) if pieces else np.empty(0, np.int16)
            together.append(whole[:count])
            self._waiting[track] = [whole[count:]]
            self._counts[track] -= count
        mixed = to_int16(self._mix.feed(np.stack([to_float(each) for each in together])))
        if len(mixed):
            yield mixed
