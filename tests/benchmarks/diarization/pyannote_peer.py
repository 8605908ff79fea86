"""pyannote's own diarization, as it ships, with the same two models: what ours is measured beside.

Everything is pyannote's: windows every second, one embedding of each speaker of each window. Only
the embedding network is not one that pyannote knows, so it stands behind pyannote's embedding
interface, written after its `ONNXWeSpeakerPretrainedSpeakerEmbedding` (features of the window,
those under the mask, one by one). This module imports torch and pyannote.audio; call
`import_all_of_pyannote` and `torch_setup.prepare` first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pyannote.audio.core.plda import PLDA
from pyannote.audio.pipelines import SpeakerDiarization
from pyannote.audio.pipelines.clustering import AgglomerativeClustering
from torch import Tensor
from torch.nn import functional

from aurity_desktop.diarization import campplus, segmentation
from aurity_desktop.diarization.fbank import FRAME_LENGTH, FRAME_SHIFT, fbank

#: Half a second: what pyannote's search for the shortest usable input starts from.
_MIN_FRAMES = 8


class CamPlusPlusEmbedding:
    """CAM++ behind the interface of `pyannote.audio.pipelines.speaker_verification`."""

    sample_rate = 16_000
    dimension = campplus.DIMENSION
    metric = "cosine"
    min_num_samples = FRAME_LENGTH + (_MIN_FRAMES - 1) * FRAME_SHIFT

    def __init__(self, network: campplus.CamPlusPlus) -> None:
        self._network = network

    def __call__(self, waveforms: Tensor, masks: Tensor) -> NDArray[np.float64]:
        """(batch, 1, samples) and (batch, mask frames) → (batch, 192); NaN where the mask leaves
        too little.
        """
        embeddings = np.full((len(waveforms), self.dimension), np.nan)
        with torch.inference_mode():
            for index, (waveform, mask) in enumerate(zip(waveforms, masks, strict=True)):
                features = fbank(waveform[0])
                chosen = functional.interpolate(mask[None, None], size=len(features))[0, 0] > 0.5
                features = features[chosen]
                if len(features) < _MIN_FRAMES:
                    continue
                features = features - features.mean(0)
                embeddings[index] = self._network(features[None])[0].numpy()
        return embeddings


class _NoPlda(PLDA):
    """Agglomerative clustering has no use for one; pyannote would fetch it from the hub."""

    def __init__(self) -> None:
        pass


class PyannotePeer(SpeakerDiarization):
    """`SpeakerDiarization` with agglomerative clustering and the CAM++ embedding above."""

    def __init__(self, segmentation_file: Path, embedding_file: Path) -> None:
        super().__init__(
            segmentation=segmentation.load(segmentation_file),
            embedding_exclude_overlap=True,
            plda=_NoPlda(),
            clustering="OracleClustering",  # builds no embedding; both are set below
            segmentation_batch_size=32,
            embedding_batch_size=32,
        )
        self.klustering = "AgglomerativeClustering"
        self._embedding = CamPlusPlusEmbedding(campplus.load(embedding_file))
        self._audio: Any = segmentation_audio()
        self.clustering = AgglomerativeClustering(metric="cosine")
        self._expects_num_speakers = False
        self.instantiate(
            {
                "segmentation": {"min_duration_off": 0.0},
                "clustering": {"method": "centroid", "min_cluster_size": 12, "threshold": 0.6},
            }
        )


def segmentation_audio() -> Any:
    from pyannote.audio import Audio

    return Audio(sample_rate=16_000, mono="downmix")
