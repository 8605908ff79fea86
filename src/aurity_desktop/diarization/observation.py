"""What the two networks saw in the windows of a recording, as plain arrays. NumPy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE

#: The segmentation network's window and what it says about one: 589 frames, at most three local
#: speakers.
WINDOW_SAMPLES = 10 * SAMPLE_RATE
WINDOW_FRAMES = 589
LOCAL_SPEAKERS = 3
#: Length of an embedding, and of the frame-level features it is pooled from.
DIMENSION = 192
FRAME_CHANNELS = 512


@dataclass(frozen=True, slots=True)
class ObserverSettings:
    """How windows lie and what is pooled.

    `step_samples` between windows is a multiple of 160. Every second window *owns* the two steps in
    its middle. `least_frames` (10 ms each): shorter crops are left out, and an embedding is pooled
    from no fewer.
    """

    step_samples: int = 16_000
    least_frames: int = 20

    @property
    def lag(self) -> int:
        """How many windows after one must be observed before all that it sees is owned.

        Counted after an even number of them.
        """
        return -(-WINDOW_SAMPLES // (2 * self.step_samples))


@dataclass(frozen=True, slots=True)
class Observations:
    """The windows of a recording, one every `step_samples`, without what lies inside long silences.

    `numbers` are theirs, ascending: number 0 begins at sample 0. `activity` is bool
    (windows, 589, 3): where each local speaker talks. `embeddings` is float32 (windows, 3, 192),
    NaN for local speakers who say too little alone to be known by.
    """

    activity: NDArray[np.bool_]
    embeddings: NDArray[np.float32]
    step_samples: int
    numbers: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.activity)

    @property
    def has_speech(self) -> bool:
        """Whether anybody talks in any window."""
        return bool(self.activity.any())

    def on_the_clock(self, start: float, end: float) -> tuple[float, float]:
        """A turn of these windows, taken for consecutive ones, in the recording's own seconds."""
        step = self.step_samples / SAMPLE_RATE
        place = min(int(max(0.0, start) / step), len(self) - 1)
        left_out = float(self.numbers[place] - place) * step
        return start + left_out, end + left_out


@dataclass(frozen=True, slots=True)
class VoicedFrames:
    """Frame-level features of stretches where one voice talks alone.

    `places` (n,) are feature frames of the recording (10 ms each), ascending; `features` is float32
    (n, 512).
    """

    places: NDArray[np.int64]
    features: NDArray[np.float32]

    @classmethod
    def joined(cls, parts: list[VoicedFrames]) -> VoicedFrames:
        """Parts of any order as one, ascending."""
        if not parts:
            return cls(np.empty(0, np.int64), np.empty((0, FRAME_CHANNELS), np.float32))
        places = np.concatenate([part.places for part in parts])
        order = np.argsort(places, kind="stable")
        features = np.concatenate([part.features for part in parts])
        return cls(places[order], features[order])

    def since(self, place: int) -> VoicedFrames:
        """Those at feature frame `place` and after."""
        first = int(np.searchsorted(self.places, place))
        return VoicedFrames(self.places[first:], self.features[first:])

    def __len__(self) -> int:
        return len(self.places)
