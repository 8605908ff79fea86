"""Runs both networks over windows of a recording.

They tell who talks when in each window, and what each of those voices sounds like. The costly
embedding network runs once over every stretch of one voice, not once for every window that sees it:
every second window *owns* the middle of itself (tiles without gap or overlap), the frames of each
voice that talks alone there pass through the network as one crop, and an embedding is pooled from
all frames of a voice in a window, whichever windows own them. So a crop holds one voice, as the
network was trained on, and the cost is that of the recording's length.

This module imports torch and pyannote.audio; call `torch_setup.prepare(1)` first.
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
from aurity_desktop.diarization.worker_threads import WorkerThreads

#: Where the segmentation's frames lie: centres 270 samples apart, the first 495 samples into the
#: window.
_SEGMENTATION_SHIFT = 270
_SEGMENTATION_CENTRE = 495
#: A crop's length is a multiple of this many feature frames, so that crops of a length can share a
#: batch.
_QUANTUM = 10
_CROPS_AT_ONCE = 8
#: One thread's share at a time: windows for the segmentation network and for pooling, and feature
#: frames.
_WINDOWS_AT_ONCE = 4
_FRAMES_AT_ONCE = 1000
#: The seven classes of the power set: nobody, one of three, two of three.
_SPEAKERS_OF_CLASS = np.array(
    [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 0], [1, 0, 1], [0, 1, 1]], np.bool_
)

Activity = NDArray[np.bool_]


class WindowObserver:
    """Both networks, loaded once. Not thread-safe; shares its work out over worker threads."""

    def __init__(
        self,
        segmentation_file: Path,
        embedding_file: Path,
        settings: ObserverSettings,
        *,
        threads: int = 1,
    ) -> None:
        """Loads the networks. Raises ModelMissing, ModelDamaged."""
        self.settings = settings
        self._workers = WorkerThreads(threads)
        self.network: Any = segmentation.load(segmentation_file)
        self._segmentation = segmentation.SlidingSegmentation(self.network)
        self._voices = VoiceFrames(campplus.load(embedding_file))
        self._frame_of = _feature_to_segmentation()

    def segment(self, samples: NDArray[np.float32]) -> Activity:
        """Activity of the windows that start every step in `samples` (n,).

        Shape (windows, 589, 3), as in `Observations`.
        """
        sound = torch.from_numpy(samples)
        step = self.settings.step_samples
        count = (len(samples) - WINDOW_SAMPLES) // step + 1

        def classes(first: int) -> NDArray[np.int64]:
            last = min(first + _WINDOWS_AT_ONCE, count) - 1
            part = sound[first * step : last * step + WINDOW_SAMPLES]
            found: NDArray[np.int64] = (
                self._segmentation(part, WINDOW_SAMPLES, step).argmax(-1).numpy()
            )
            return found

        parts = self._workers.map(classes, range(0, count, _WINDOWS_AT_ONCE))
        activity: Activity = _SPEAKERS_OF_CLASS[np.concatenate(parts)]
        return activity

    def voices(
        self,
        samples: NDArray[np.float32],
        activity: Activity,
        first_window: int,
        *,
        is_last: bool,
    ) -> VoicedFrames:
        """Frame-level features of what the windows own; `samples` start with window `first_window`.

        Even windows own the two steps in their middle; the very first also what is before, the
        last, even or odd, what is left.
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
        features = self._features(samples)
        seen = self._workers.map(
            lambda some: self._voiced_frames(some, features, first_window * step), _batches(crops)
        )
        return VoicedFrames.joined([part for parts in seen for part in parts])

    def _features(self, samples: NDArray[np.float32]) -> Tensor:
        sound = torch.from_numpy(samples)

        def part(first: int) -> Tensor:
            start = first * FRAME_SHIFT
            return fbank(sound[start : start + (_FRAMES_AT_ONCE - 1) * FRAME_SHIFT + FRAME_LENGTH])

        count = frame_count(len(samples))
        return torch.cat(self._workers.map(part, range(0, count, _FRAMES_AT_ONCE)))

    def _owned(self, number: int, *, at_end: bool) -> tuple[int, int]:
        """The feature frames of a window that it owns."""
        middle = WINDOW_SAMPLES // FRAME_SHIFT // 2
        step = self.settings.step_samples // FRAME_SHIFT
        even = number % 2 == 0
        start = 0 if number == 0 else middle - step if even else middle
        return start, len(self._frame_of) if at_end else middle + step if even else start

    def _crops(self, talks: Activity, start: int, end: int) -> list[NDArray[np.int64]]:
        """For each local speaker, the frames from `start` to `end` in which nobody else talks."""
        owned = talks[self._frame_of[start:end]]
        alone = owned & (owned.sum(axis=1, keepdims=True) == 1)
        crops = [start + np.flatnonzero(alone[:, speaker]) for speaker in range(LOCAL_SPEAKERS)]
        return [
            crop[: len(crop) // _QUANTUM * _QUANTUM]
            for crop in crops
            if len(crop) >= self.settings.least_frames
        ]

    def _voiced_frames(
        self, crops: NDArray[np.int64], features: Tensor, offset: int
    ) -> list[VoicedFrames]:
        """Crops of one length (crops, frames) through the network together."""
        batch = features[torch.from_numpy(crops)]
        seen = self._voices(batch - batch.mean(1, keepdim=True)).numpy()
        places = crops[:, ::2] + offset  # the network halves the rate
        return [VoicedFrames(*pair) for pair in zip(places, seen, strict=True)]

    def embed(
        self, activity: Activity, voiced: VoicedFrames, first_window: int
    ) -> NDArray[np.float32]:
        """Embeddings (windows, 3, 192) of the windows from `first_window` on.

        Each is pooled from all voiced frames of its speaker in the window.
        """
        embeddings = np.full((len(activity), LOCAL_SPEAKERS, DIMENSION), np.nan, np.float32)

        def fill(first: int) -> None:
            for index in range(first, min(first + _WINDOWS_AT_ONCE, len(activity))):
                self._embed_window(activity[index], voiced, first_window + index, embeddings[index])

        self._workers.map(fill, range(0, len(activity), _WINDOWS_AT_ONCE))
        return embeddings

    def _embed_window(
        self, talks: Activity, voiced: VoicedFrames, number: int, embeddings: NDArray[np.float32]
    ) -> None:
        """Into `embeddings` (3, 192), where there is enough of a voice."""
        start = number * self.settings.step_samples // FRAME_SHIFT
        low, high = np.searchsorted(voiced.places, (start, start + len(self._frame_of)))
        active = talks[self._frame_of[voiced.places[low:high] - start]]
        for speaker in range(LOCAL_SPEAKERS):
            mine = active[:, speaker] & (active.sum(axis=1) == 1)
            if 2 * mine.sum() >= self.settings.least_frames:
                frames = torch.from_numpy(voiced.features[low:high][mine])
                embeddings[speaker] = self._voices.pool(frames).numpy()


def _batches(crops: dict[int, list[NDArray[np.int64]]]) -> list[NDArray[np.int64]]:
    """Crops of one length, a few at a time, the longest first: so no thread waits long."""
    return [
        np.stack(crops[length][first : first + _CROPS_AT_ONCE])
        for length in sorted(crops, reverse=True)
        for first in range(0, len(crops[length]), _CROPS_AT_ONCE)
    ]


def _feature_to_segmentation() -> NDArray[np.intp]:
    """For each feature frame of a window, the segmentation frame whose centre is nearest."""
    centres = np.arange(frame_count(WINDOW_SAMPLES)) * FRAME_SHIFT + FRAME_LENGTH // 2
    nearest = np.rint((centres - _SEGMENTATION_CENTRE) / _SEGMENTATION_SHIFT)
    return nearest.clip(0, WINDOW_FRAMES - 1).astype(np.intp)
