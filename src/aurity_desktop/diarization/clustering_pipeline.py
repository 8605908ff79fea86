"""From observed windows to turns: pyannote's `SpeakerDiarization` over what was observed before.

Counting, stitching and thresholds are pyannote's; its two slow steps, running the networks, are
replaced by handing over arrays. This module imports torch and pyannote.audio; call
`torch_setup.prepare` first.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyannote.audio import Inference
from pyannote.audio.core.plda import PLDA
from pyannote.audio.pipelines import SpeakerDiarization
from pyannote.core import Annotation, SlidingWindow, SlidingWindowFeature

from aurity_desktop.diarization.clustering import VoiceClustering
from aurity_desktop.diarization.observation import WINDOW_SAMPLES, Observations
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.session import SpeakerCount

_OUT_OF_BOUNDS = r"\s*The detected number of speakers"


class NoPlda(PLDA):
    """Agglomerative clustering has no use for one, and pyannote would look for one on the hub."""

    def __init__(self) -> None:
        pass


class ObservedDiarization(SpeakerDiarization):
    """pyannote's pipeline over `Observations`, passed as `file["observations"]`."""

    def __init__(self, network: Any, clustering: VoiceClustering) -> None:
        # With oracle clustering pyannote builds no embedding of its own; the real clustering is put
        # in below.
        super().__init__(segmentation=network, plda=NoPlda(), clustering="OracleClustering")
        self.clustering = clustering
        self._expects_num_speakers = False
        self.instantiate({"segmentation": {"min_duration_off": 0.0}})

    def annotate(self, observations: Observations, count: SpeakerCount) -> Annotation:
        """Turns as pyannote's annotation.

        A count that cannot be met gives the nearest one that can.
        """
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message=_OUT_OF_BOUNDS)
            output = self.apply(
                {"uri": "session", "observations": observations},
                min_speakers=count.minimum,
                max_speakers=count.maximum,
            )
        return output.speaker_diarization

    def get_segmentations(self, file: Any, **_: Any) -> SlidingWindowFeature:
        """The observed activity, in the place of running the segmentation network."""
        observations: Observations = file["observations"]
        return SlidingWindowFeature(
            observations.activity.astype(np.float32), _windows(observations)
        )

    def get_embeddings(self, file: Any, *_: Any, **__: Any) -> NDArray[np.float32]:
        """The observed embeddings, in the place of running the embedding network."""
        observations: Observations = file["observations"]
        return observations.embeddings

    @staticmethod
    def to_diarization(
        segmentations: SlidingWindowFeature, count: SlidingWindowFeature
    ) -> SlidingWindowFeature:
        """Per frame the `count` most active voices.

        As pyannote's, but it never invents a voice where too few are active, and works on arrays
        rather than frame by frame.
        """
        activations = Inference.aggregate(
            segmentations, count.sliding_window, missing=0.0, skip_average=True
        )
        extent = activations.extent & count.extent
        active = activations.crop(extent)
        wanted = count.crop(extent)
        ranks = np.argsort(np.argsort(-active, axis=1, kind="stable"), axis=1, kind="stable")
        chosen = (ranks < wanted) & (active > 0.0)
        frames = activations.crop(extent, return_data=False).sliding_window
        return SlidingWindowFeature(chosen.astype(np.float64), frames)


def _windows(observations: Observations) -> SlidingWindow:
    return SlidingWindow(
        start=0.0, duration=seconds(WINDOW_SAMPLES), step=seconds(observations.step_samples)
    )
