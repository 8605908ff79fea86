"""The `VoiceListener` of the enrolment.

Made of sound files, the diarization's networks and the microphone check.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from aurity_desktop.domain.keys import CHECK, PLAIN, Keys
from aurity_desktop.domain.microphone_report import MicrophoneFault
from aurity_desktop.domain.ports import Samples
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.voice import Voice
from aurity_desktop.models.model_store import ModelStore

_EMBEDDING = "campplus"


def embedding_model(models: ModelStore) -> str:
    """What names the file that makes embeddings, from the manifest."""
    (file,) = models.manifest.model(_EMBEDDING).files
    return f"{_EMBEDDING} {file.sha256[:16]}"


class DiarizerListener:
    """Loads nothing before `voices` is called."""

    def __init__(self, models: ModelStore, keys: Keys = PLAIN) -> None:
        """`keys` open what a microphone check of this data folder has heard."""
        self._models = models
        self._keys = keys

    @property
    def model(self) -> str:
        """As `embedding_model`: voices of another model cannot be compared."""
        return embedding_model(self._models)

    def read(self, path: Path) -> Samples:
        """Any sound file, or what a microphone check has just heard.

        Raises AudioFileMissing, NotAudio, EmptyAudio, VaultLocked.
        """
        import numpy as np

        from aurity_desktop.audio.capture.decoded_file import DecodedFile
        from aurity_desktop.audio.slices.session_audio import recorded_sound

        if path.name.startswith(CHECK):
            with recorded_sound(path, self._keys) as heard:
                return np.asarray(heard[0 : len(heard)])
        with closing(DecodedFile(path)) as audio:
            return np.concatenate(list(audio.blocks()))

    def voices(self, samples: Samples) -> Sequence[Voice]:
        """The voices in it, one for each speaker. Raises ModelMissing, ModelDamaged."""
        from aurity_desktop.diarization.pipeline import PyannoteDiarizer

        diarizer = PyannoteDiarizer(
            self._models.require("segmentation-3.0") / "pytorch_model.bin",
            self._models.require(_EMBEDDING) / "campplus_cn_en_common.pt",
        )
        recording = diarizer.begin()
        recording.extend(samples)
        return list(recording.voices(recording.finish(SpeakerCount()).turns).values())

    def faults(self, samples: Samples) -> tuple[MicrophoneFault, ...]:
        """What a microphone check would say against this sound."""
        from aurity_desktop.audio.check.analysis import examine

        return examine(samples, is_loopback=False).faults
