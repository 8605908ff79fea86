"""The `SpeechEngines`: the adapters of live text, second pass and diarization, to be measured."""

from __future__ import annotations

from contextlib import closing

from aurity_desktop.domain.ports import Diarizer, LiveTranscriber, Samples, WholeTranscriber
from aurity_desktop.models.model_store import ModelStore
from aurity_desktop.runtime.resources import sample_recording
from aurity_desktop.runtime.thread_pools import usable_processors


class InstalledEngines:
    """Each call makes and loads a new one, with the threads that the product gives it."""

    def __init__(self, models: ModelStore) -> None:
        self._models = models

    def sample(self) -> Samples:
        """int16, shape (n,), 16 kHz, about 30 s. Raises AudioFileMissing, NotAudio."""
        import numpy as np

        from aurity_desktop.audio.capture.decoding import AudioFile

        with closing(AudioFile(sample_recording())) as audio:
            return np.concatenate(list(audio.blocks()))

    def live(self, model: str) -> LiveTranscriber:
        """As the window makes it, in the sample's language. Raises ModelMissing, ModelDamaged."""
        from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper
        from aurity_desktop.asr.live import WhisperLive
        from aurity_desktop.asr.vad import Silero

        return WhisperLive(ConditionedWhisper(self._models.require(model)), Silero(), language="en")

    def whole(self, model: str) -> WholeTranscriber:
        """As the worker makes it. Raises ModelMissing, ModelDamaged."""
        from aurity_desktop.asr.vad import Silero
        from aurity_desktop.asr.whisper import Whisper
        from aurity_desktop.asr.whole_recording import WhisperWhole

        recognizer = Whisper(self._models.require(model), threads=usable_processors())
        recognizer.load()
        return WhisperWhole(recognizer, Silero)

    def diarizer(self) -> Diarizer:
        """As the worker makes it. Raises ModelMissing, ModelDamaged."""
        from aurity_desktop.diarization.pipeline import PyannoteDiarizer

        diarizer = PyannoteDiarizer(
            self._models.require("segmentation-3.0") / "pytorch_model.bin",
            self._models.require("campplus") / "campplus_cn_en_common.pt",
        )
        diarizer.begin()
        return diarizer
