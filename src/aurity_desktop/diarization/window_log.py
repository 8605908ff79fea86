"""The windows of a growing recording, of which silent ones take no memory.

A weekend that somebody forgot to stop is 216,000 windows, 4 kB each; almost all of them are silent.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.diarization.observation import (
    DIMENSION,
    LOCAL_SPEAKERS,
    WINDOW_FRAMES,
    Observations,
)

#: Windows of silence kept around each one in which somebody talks: more than one is long, and than
#: clustering looks around.
_MARGIN = 16
#: Windows of one second are left out by this many: then the segmentation's frames, 27/1600 s apart,
#: lie behind the silence where they lay before.
_WHOLE_FRAMES = 27


class WindowLog:
    """What was observed of windows 0, 1, 2 …, in their order. Not thread-safe."""

    def __init__(self) -> None:
        self.count = 0
        self._numbers = [np.empty(0, np.int64)]
        self._activity = [np.empty((0, WINDOW_FRAMES, LOCAL_SPEAKERS), np.bool_)]
        self._embeddings = [np.empty((0, LOCAL_SPEAKERS, DIMENSION), np.float32)]

    @classmethod
    def of(
        cls,
        count: int,
        numbers: NDArray[np.int64],
        activity: NDArray[np.bool_],
        embeddings: NDArray[np.float32],
    ) -> WindowLog:
        """As `heard` gave them; `count` windows in all."""
        log = cls()
        log.count = count
        log._numbers, log._activity, log._embeddings = [numbers], [activity], [embeddings]
        return log

    def append(self, activity: NDArray[np.bool_], embeddings: NDArray[np.float32]) -> None:
        """The next windows: (windows, 589, 3) and (windows, 3, 192)."""
        talking = np.flatnonzero(activity.any(axis=(1, 2)))
        if len(talking):
            self._numbers.append(self.count + talking)
            self._activity.append(activity[talking])
            self._embeddings.append(embeddings[talking])
        self.count += len(activity)

    def heard(self) -> tuple[NDArray[np.int64], NDArray[np.bool_], NDArray[np.float32]]:
        """Numbers, activity and embeddings of the windows in which somebody talks."""
        self._numbers = [np.concatenate(self._numbers)]
        self._activity = [np.concatenate(self._activity)]
        self._embeddings = [np.concatenate(self._embeddings)]
        return self._numbers[0], self._activity[0], self._embeddings[0]

    def observations(
        self, activity: NDArray[np.bool_], embeddings: NDArray[np.float32], step_samples: int
    ) -> Observations:
        """All windows, these behind them, without the insides of long silences."""
        heard, held_activity, held_embeddings = self.heard()
        talking = np.flatnonzero(activity.any(axis=(1, 2)))
        heard = np.concatenate((heard, self.count + talking))
        numbers = _without_silences(heard, self.count + len(activity))
        found = Observations(
            np.zeros((len(numbers), WINDOW_FRAMES, LOCAL_SPEAKERS), np.bool_),
            np.full((len(numbers), LOCAL_SPEAKERS, DIMENSION), np.nan, np.float32),
            step_samples,
            numbers,
        )
        places = np.searchsorted(numbers, heard)
        found.activity[places[: len(held_activity)]] = held_activity
        found.embeddings[places[: len(held_activity)]] = held_embeddings
        found.activity[places[len(held_activity) :]] = activity[talking]
        found.embeddings[places[len(held_activity) :]] = embeddings[talking]
        return found


def _without_silences(heard: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The numbers of `count` windows, but for the insides of long runs that are not `heard`."""
    edges = np.concatenate(([-1], heard, [count]))
    kept = np.ones(count, np.bool_)
    for place in np.flatnonzero(np.diff(edges) > 2 * _MARGIN + _WHOLE_FRAMES):
        first, behind = edges[place] + 1 + _MARGIN, edges[place + 1] - _MARGIN
        kept[first : first + (behind - first) // _WHOLE_FRAMES * _WHOLE_FRAMES] = False
    return np.flatnonzero(kept)
