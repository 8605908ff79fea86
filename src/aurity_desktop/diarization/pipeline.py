"""Who spoke when: the `Diarizer` of the product."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.diarization import torch_setup
from aurity_desktop.diarization.clustering import ClusteringSettings, VoiceClustering
from aurity_desktop.diarization.observation import WINDOW_SAMPLES, Observations
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.ports import Progress
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Diarization, Turn

if TYPE_CHECKING:
    from pyannote.core import Annotation

    from aurity_desktop.diarization.observer import WindowObserver
    from aurity_desktop.diarization.whole import ObservedDiarization

MODEL = "pyannote segmentation-3.0 + CAM++"

#: Windows observed between two calls of `progress`: well under a second of work on a slow machine.
_WINDOWS_AT_ONCE = 8
_PROGRESS_EVERY = 0.25  # seconds
_OBSERVED = 0.95  # share of the work that observing takes


class PyannoteDiarizer:
    """pyannote.audio's pipeline with its slow parts made fast. Not thread-safe; loads its networks on first use."""

    def __init__(
        self,
        segmentation_file: Path,
        embedding_file: Path,
        *,
        threads: int | None = None,
        clustering: ClusteringSettings | None = None,
    ) -> None:
        """`threads` that torch may use; all the process may run on unless told."""
        self._segmentation_file = segmentation_file
        self._embedding_file = embedding_file
        self._threads = threads or available_processors()
        self._clustering = clustering or ClusteringSettings()
        self._loaded: tuple[WindowObserver, ObservedDiarization] | None = None

    def diarize(
        self, samples: NDArray[np.int16], *, count: SpeakerCount, progress: Progress
    ) -> Diarization:
        """Turns of the whole recording. Raises ModelError, and whatever `progress` raises, within a second."""
        observer, whole = self._load()
        report = _RateLimited(progress)
        report(0.0)
        parts: list[Observations] = []
        for start, stretch in _stretches(samples, observer.settings.step_samples):
            parts.append(observer.observe(stretch))
            report(_OBSERVED * start / max(1, len(samples)))
        observations = Observations.joined(parts, observer.settings.step_samples)
        report(_OBSERVED)
        if not observations.activity.any():
            return Diarization((), (), MODEL)
        return _diarization(whole.annotate(observations, count), seconds(len(samples)))

    def _load(self) -> tuple[WindowObserver, ObservedDiarization]:
        if self._loaded is None:
            torch_setup.prepare(self._threads)
            from aurity_desktop.diarization.observer import ObserverSettings, WindowObserver
            from aurity_desktop.diarization.whole import ObservedDiarization

            settings = ObserverSettings()
            observer = WindowObserver(self._segmentation_file, self._embedding_file, settings)
            clustering = VoiceClustering(self._clustering, step=seconds(settings.step_samples))
            self._loaded = observer, ObservedDiarization(observer.network, clustering)
        return self._loaded


def available_processors() -> int:
    """Processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _RateLimited:
    """Passes progress on at most every quarter of a second; the first and the last always."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last = -_PROGRESS_EVERY

    def __call__(self, fraction: float) -> None:
        now = time.monotonic()
        if now - self._last >= _PROGRESS_EVERY:
            self._last = now
            self._progress(fraction)


def _window_count(samples: int, step: int) -> int:
    """Windows that cover a recording; the last one may reach beyond its end, as pyannote has it."""
    if samples == 0:
        return 0
    return 1 + max(0, -(-(samples - WINDOW_SAMPLES) // step))


def _stretches(samples: NDArray[np.int16], step: int) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Cut for the observer: each stretch holds a few windows; the last is filled up with silence."""
    windows = _window_count(len(samples), step)
    for first in range(0, windows, _WINDOWS_AT_ONCE):
        last = min(first + _WINDOWS_AT_ONCE, windows) - 1
        start, end = first * step, last * step + WINDOW_SAMPLES
        stretch = np.zeros(end - start, np.float32)
        heard = samples[start:end]
        np.divide(heard, 32768, out=stretch[: len(heard)], casting="unsafe")
        yield end, stretch


def _diarization(annotation: Annotation, length: float) -> Diarization:
    """Turns within the recording, labelled in order of first appearance."""
    labels: dict[object, str] = {}
    turns = []
    for segment, _, voice in sorted(
        annotation.itertracks(yield_label=True), key=lambda t: (t[0].start, t[0].end)
    ):
        start, end = max(0.0, segment.start), min(segment.end, length)
        if end > start:
            label = labels.setdefault(voice, f"SPEAKER_{len(labels):02d}")
            turns.append(Turn(start, end, label))
    return Diarization(tuple(turns), tuple(labels.values()), MODEL)
