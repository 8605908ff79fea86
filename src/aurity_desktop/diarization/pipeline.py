"""Who spoke when: the `Diarizer` of the product."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.diarization import torch_setup
from aurity_desktop.diarization.clustering import ClusteringSettings, VoiceClustering
from aurity_desktop.diarization.incremental import GROUP, IncrementalDiarizer
from aurity_desktop.diarization.observation import ObserverSettings
from aurity_desktop.diarization.turns import MODEL
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.ports import Progress
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import Diarization
from aurity_desktop.runtime.thread_pools import usable_processors

if TYPE_CHECKING:
    from aurity_desktop.diarization.clustering_pipeline import ObservedDiarization
    from aurity_desktop.diarization.observer import WindowObserver

__all__ = ["MODEL", "PyannoteDiarizer"]

_PROGRESS_EVERY = 0.25  # seconds
_OBSERVED = 0.95  # share of the work that observing takes; the clustering is the rest


class PyannoteDiarizer:
    """pyannote.audio's diarization with its slow parts made fast.

    Not thread-safe; loads its networks on first use.
    """

    def __init__(
        self,
        segmentation_file: Path,
        embedding_file: Path,
        *,
        threads: int | None = None,
        clustering: ClusteringSettings | None = None,
    ) -> None:
        """`threads` that share the work; as many as the process may run on unless told."""
        self._segmentation_file = segmentation_file
        self._embedding_file = embedding_file
        self._threads = threads or usable_processors()
        self._clustering = clustering or ClusteringSettings()
        self._loaded: tuple[WindowObserver, ObservedDiarization, str] | None = None

    def begin(self) -> IncrementalDiarizer:
        """The diarization of a recording in progress. Loads the networks; raises ModelError."""
        return IncrementalDiarizer(*self._load())

    def diarize(
        self, samples: NDArray[np.int16], *, count: SpeakerCount, progress: Progress
    ) -> Diarization:
        """Turns of the whole recording.

        Raises ModelError, and whatever `progress` raises, within a second.
        """
        recording = self.begin()
        report = _RateLimited(progress)
        report(0.0)
        block = GROUP * self._load()[0].settings.step_samples
        for start in range(0, len(samples), block):
            recording.extend(samples[start : start + block])
            report(_OBSERVED * min(1.0, (start + block) / len(samples)))
        found = recording.finish(count)
        progress(1.0)
        return found

    def _load(self) -> tuple[WindowObserver, ObservedDiarization, str]:
        if self._loaded is None:
            torch_setup.prepare(1)
            from aurity_desktop.diarization.clustering_pipeline import ObservedDiarization
            from aurity_desktop.diarization.observer import WindowObserver

            settings = ObserverSettings()
            observer = WindowObserver(
                self._segmentation_file, self._embedding_file, settings, threads=self._threads
            )
            clustering = VoiceClustering(self._clustering, step=seconds(settings.step_samples))
            pipeline = ObservedDiarization(observer.network, clustering)
            files = (self._segmentation_file, self._embedding_file)
            self._loaded = observer, pipeline, _fingerprint(files, settings)
        return self._loaded


def _fingerprint(files: tuple[Path, ...], settings: object) -> str:
    """Tells apart what other models or settings have observed."""
    digest = hashlib.sha256(repr(settings).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


class _RateLimited:
    """Passes progress on at most four times a second: a slow listener must not slow the work."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._last: float | None = None

    def __call__(self, fraction: float) -> None:
        now = time.monotonic()
        if self._last is None or now - self._last >= _PROGRESS_EVERY:
            self._last = now
            self._progress(fraction)
