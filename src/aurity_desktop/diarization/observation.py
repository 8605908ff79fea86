"""What the two networks saw in the windows of a recording, as plain arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.audio import SAMPLE_RATE

#: The segmentation network's window and what it says about one: 589 frames, at most three local speakers.
WINDOW_SAMPLES = 10 * SAMPLE_RATE
WINDOW_FRAMES = 589
LOCAL_SPEAKERS = 3
DIMENSION = 192


@dataclass(frozen=True, slots=True)
class Observations:
    """Consecutive windows, one every `step_samples`, the first at sample 0.

    `activity` is uint8 (windows, 589, 3): 1 where the local speaker talks. `embeddings` is float32
    (windows, 3, 192), NaN for local speakers who say too little to be known by.
    """

    activity: NDArray[np.uint8]
    embeddings: NDArray[np.float32]
    step_samples: int

    @classmethod
    def none(cls, step_samples: int) -> Observations:
        return cls(
            np.empty((0, WINDOW_FRAMES, LOCAL_SPEAKERS), np.uint8),
            np.empty((0, LOCAL_SPEAKERS, DIMENSION), np.float32),
            step_samples,
        )

    @classmethod
    def joined(cls, parts: list[Observations], step_samples: int) -> Observations:
        """Parts in order of time."""
        if not parts:
            return cls.none(step_samples)
        return cls(
            np.concatenate([part.activity for part in parts]),
            np.concatenate([part.embeddings for part in parts]),
            step_samples,
        )

    def __len__(self) -> int:
        return len(self.activity)
