"""Runs both networks over windows of a recording: who talks when in each, and what each of them sounds like.

The costly embedding network runs once over every stretch of one voice, not once for every window that sees it:
every second window *owns* the middle of itself (tiles without gap or overlap), the frames of each voice that talks alone
there pass through the network as one crop, and an embedding is pooled from all frames of a voice in a window,
whichever windows own them. So a crop holds one voice, as the network was trained on, and costs what the
recording is long.

This module imports torch and pyannote.audio; call `torch_setup.prepare` first.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from aurity_desktop.diarization import campplus, segmentation
from aurity_desktop.diarization.campplus_frames import VoiceFrames
from aurity_desktop.diarization.fbank import FRAME_LENGTH, FRAME_SHIFT, fbank, frame_count
from aurity_desktop.diarization.observation import (
    DIMENSION,
    LOCAL_SPEAKERS,
    WINDOW_FRAMES,
    WINDOW_SAMPLES,
    ObserverSettings,
    VoicedFrames,
)

#: Where the segmentation's frames lie: centres 270 samples apart, the first 495 samples into the window.
_SEGMENTATION_SHIFT = 270
_SEGMENTATION_CENTRE = 495
#: A crop's length is a multiple of this many feature frames, so that crops of a length can share a batch.
_QUANTUM = 10
_CROPS_AT_ONCE = 8
#: The seven classes of the power set: nobody, one of three, two of three.
_SPEAKERS_OF_CLASS = np.array(
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], np.bool_
)

Activity = NDArray[np.bool_]


class WindowObserver:
    """Both networks, loaded once. Not thread-safe."""

    def __init__(
        self, segmentation_file: Path, embedding_file: Path, settings: ObserverSettings
    ) -> None:
        """Loads the networks. Raises ModelMissing, ModelDamaged."""
        self.settings = settings
        self.network: Any = segmentation.load(segmentation_file)
        self._segmentation = segmentation.SlidingSegmentation(self.network)
        self._voices = VoiceFrames(campplus.load(embedding_file))
        self._frame_of = _feature_to_segmentation()

    def segment(self, samples: NDArray[np.float32]) -> Activity:
        """The windows that start every step in `samples` (n,) → (windows, 589, 3), as in `Observations`."""
        with torch.inference_mode():
            sound = torch.from_numpy(samples)
            classes = self._segmentation(sound, WINDOW_SAMPLES, self.settings.step_samples)
            activity: Activity = _SPEAKERS_OF_CLASS[classes.argmax(-1).numpy()]
        return activity

    def voices(
        self,
        samples: NDArray[np.float32],
        activity: Activity,
        first_window: int,
        *,
        is_last: bool,
    ) -> VoicedFrames:
        """Frame-level features of what the windows own; `samples` start with window number `first_window`.

        Even windows own the two steps in their middle; the very first also what is before, the last, even or odd,
        what is left.
        """
        if not activity.any():
            return VoicedFrames.joined([])
        step = self.settings.step_samples // FRAME_SHIFT
        crops: dict[int, list[NDArray[np.int64]]] = defaultdict(list)
        for index, talks in enumerate(activity):
            number = first_window + index
            start, end = self._owned(number, at_end=is_last and index == len(activity) - 1)
            for crop in self._crops(talks, start, end):
                crops[len(crop)].append(crop + index * step)
        with torch.inference_mode():
            features = fbank(torch.from_numpy(samples))
            parts = [
                part
                for length in sorted(crops)
                for part in self._features_of(crops[length], features, first_window * step)
            ]
        return VoicedFrames.joined(parts)

    def _owned(self, number: int, *, at_end: bool) -> tuple[int, int]:
        """The feature frames of a window that it owns."""
        middle = WINDOW_SAMPLES // FRAME_SHIFT // 2
        step = self.settings.step_samples // FRAME_SHIFT
        even = number % 2 == 0
        start = 0 if number == 0 else middle - step if even else middle
        return start, len(self._frame_of) if at_end else middle + step if even else start

    def _crops(self, talks: Activity, start: int, end: int) -> list[NDArray[np.int64]]:
        """For each local speaker the frames between `start` and `end` of the window in which nobody else talks."""
        owned = talks[self._frame_of[start:end]]
        alone = owned & (owned.sum(axis=1, keepdims=True) == 1)
        crops = [start + np.flatnonzero(alone[:, speaker]) for speaker in range(LOCAL_SPEAKERS)]
        return [
            crop[: len(crop) // _QUANTUM * _QUANTUM]
            for crop in crops
            if len(crop) >= self.settings.least_frames
        ]

    def _features_of(
        self, crops: list[NDArray[np.int64]], features: Tensor, offset: int
    ) -> list[VoicedFrames]:
        """Crops of one length through the network, a few at a time."""
        parts = []
        for first in range(0, len(crops), _CROPS_AT_ONCE):
            some = np.stack(crops[first : first + _CROPS_AT_ONCE])
            batch = features[torch.from_numpy(some)]
            seen = self._voices(batch - batch.mean(1, keepdim=True)).numpy()
            places = some[:, ::2] + offset  # the network halves the rate
            parts += [VoicedFrames(*pair) for pair in zip(places, seen, strict=True)]
        return parts

    def embed(
        self, activity: Activity, voiced: VoicedFrames, first_window: int
    ) -> NDArray[np.float32]:
        """Embeddings (windows, 3, 192) of the windows from `first_window` on, pooled from all their voiced frames."""
        step = self.settings.step_samples // FRAME_SHIFT
        embeddings = np.full((len(activity), LOCAL_SPEAKERS, DIMENSION), np.nan, np.float32)
        with torch.inference_mode():
            for index, talks in enumerate(activity):
                start = (first_window + index) * step
                low, high = np.searchsorted(voiced.places, (start, start + len(self._frame_of)))
                active = talks[self._frame_of[voiced.places[low:high] - start]]
                for speaker in range(LOCAL_SPEAKERS):
                    mine = active[:, speaker] & (active.sum(axis=1) == 1)
                    if 2 * mine.sum() >= self.settings.least_frames:
                        frames = torch.from_numpy(voiced.features[low:high][mine])
                        embeddings[index, speaker] = self._voices.pool(frames).numpy()
        return embeddings


def _feature_to_segmentation() -> NDArray[np.intp]:
    """For each feature frame of a window, the segmentation frame whose centre is nearest."""
    centres = np.arange(frame_count(WINDOW_SAMPLES)) * FRAME_SHIFT + FRAME_LENGTH // 2
    nearest = np.rint((centres - _SEGMENTATION_CENTRE) / _SEGMENTATION_SHIFT)
    return nearest.clip(0, WINDOW_FRAMES - 1).astype(np.intp)
