"""Runs both networks over windows of a recording: who talks when in each, and what each of them sounds like.

This module imports torch and pyannote.audio; call `torch_setup.prepare` first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from aurity_desktop.diarization import campplus, segmentation
from aurity_desktop.diarization.fbank import FRAME_LENGTH, FRAME_SHIFT, fbank, frame_count
from aurity_desktop.diarization.observation import (
    DIMENSION,
    LOCAL_SPEAKERS,
    WINDOW_FRAMES,
    WINDOW_SAMPLES,
    Observations,
)

#: Where the segmentation's frames lie: centres 270 samples apart, each seeing 991 samples.
_SEGMENTATION_SHIFT = 270
_SEGMENTATION_CENTRE = 495


@dataclass(frozen=True, slots=True)
class ObserverSettings:
    """`step_samples` between windows; `crop_frames`, the most of a voice that is looked at per window (10 ms each);
    `least_frames`, below which there is no embedding; `batch`, crops that go through the network together.
    """

    step_samples: int = 40_000
    crop_frames: int = 1000
    least_frames: int = 20
    batch: int = 16


class WindowObserver:
    """Both networks, loaded once. Not thread-safe."""

    def __init__(
        self, segmentation_file: Path, embedding_file: Path, settings: ObserverSettings
    ) -> None:
        """Loads the networks. Raises ModelMissing, ModelDamaged."""
        self.settings = settings
        self.network: Any = segmentation.load(segmentation_file)
        self._voices = campplus.load(embedding_file)
        self._frame_of = _feature_to_segmentation()

    def observe(self, samples: NDArray[np.float32]) -> Observations:
        """The windows that fit into `samples` (n,), the first at its start; n = 10 s + k steps."""
        step = self.settings.step_samples
        with torch.inference_mode():
            sound = torch.from_numpy(samples)
            activity = self._segment(sound.unfold(0, WINDOW_SAMPLES, step))
            embeddings = self._embed(sound, activity)
        return Observations(activity, embeddings, step)

    def _segment(self, windows: Tensor) -> NDArray[np.uint8]:
        classes = self.network(windows.unsqueeze(1)).argmax(-1)
        activity: NDArray[np.uint8] = _SPEAKERS_OF_CLASS[classes.numpy()]
        return activity

    def _embed(self, sound: Tensor, activity: NDArray[np.uint8]) -> NDArray[np.float32]:
        embeddings = np.full((len(activity), LOCAL_SPEAKERS, DIMENSION), np.nan, np.float32)
        if not activity.any():
            return embeddings
        features = fbank(sound)
        crops: dict[int, list[tuple[int, int, Tensor]]] = defaultdict(list)
        shift = self.settings.step_samples // FRAME_SHIFT
        for window, speaker in np.argwhere(activity.any(axis=1)):
            frames = self._frames_of_voice(activity[window], speaker)
            if len(frames):
                crop = features[torch.from_numpy(frames + window * shift)]
                crops[len(frames)].append((window, speaker, crop - crop.mean(0)))
        for group in crops.values():
            for start in range(0, len(group), self.settings.batch):
                part = group[start : start + self.settings.batch]
                vectors = self._voices(torch.stack([crop for _, _, crop in part]))
                for (window, speaker, _), vector in zip(part, vectors.numpy(), strict=True):
                    embeddings[window, speaker] = vector
        return embeddings

    def _frames_of_voice(self, activity: NDArray[np.uint8], speaker: int) -> NDArray[np.intp]:
        """The feature frames of a window (589, 3) that show this voice best: alone, from the middle of what it says."""
        talks = activity[self._frame_of]
        frames = np.flatnonzero((talks[:, speaker] == 1) & (talks.sum(axis=1) == 1))
        if len(frames) < self.settings.least_frames:
            frames = np.flatnonzero(talks[:, speaker])
        length = min(len(frames), self.settings.crop_frames) // 10 * 10
        if length < self.settings.least_frames:
            return frames[:0]
        first = (len(frames) - length) // 2
        return frames[first : first + length]


#: The seven classes of the power set: nobody, one of three, two of three.
_SPEAKERS_OF_CLASS = np.array(
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], np.uint8
)


def _feature_to_segmentation() -> NDArray[np.intp]:
    """For each feature frame of a window, the segmentation frame whose centre is nearest."""
    centres = np.arange(frame_count(WINDOW_SAMPLES)) * FRAME_SHIFT + FRAME_LENGTH // 2
    nearest = np.rint((centres - _SEGMENTATION_CENTRE) / _SEGMENTATION_SHIFT)
    return nearest.clip(0, WINDOW_FRAMES - 1).astype(np.intp)
