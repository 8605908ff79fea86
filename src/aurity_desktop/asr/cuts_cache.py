"""Cache of what the cutter has heard of a recording in progress, for a restarted worker.

One `.npz` beside the session's slices, replaced whole. It tells when somebody speaks: it is private
to the user, and encrypted where the session is.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.asr.recognizer import Audio
from aurity_desktop.asr.vad import WINDOW, VoiceState
from aurity_desktop.encrypted.cache_file import DAMAGED_NPZ, CacheFile

_Number = TypeVar("_Number", np.float32, np.float64)

_log = logging.getLogger(__name__)
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What a cutter has heard of a recording.

    `probability` of speech is float32, one for each window so far; `waiting` are the samples behind
    them, `state` the detector's in between. `sound` names the samples themselves, so that they are
    taken for no others.
    """

    probability: NDArray[np.float32]
    waiting: Audio
    state: VoiceState
    sound: str

    @property
    def samples(self) -> int:
        """How many session samples have been heard."""
        return self.probability.size * WINDOW + self.waiting.size


def save(file: Path | CacheFile, heard: Heard, detector: str) -> None:
    """Replace the cache: whole or not there, not durable against a power cut. Raises OSError."""
    out = io.BytesIO()
    np.savez_compressed(
        out,
        format=np.array(_FORMAT),
        detector=np.array(detector),
        sound=np.array(heard.sound),
        probability=heard.probability,
        waiting=heard.waiting,
        hidden=heard.state.hidden,
        cell=heard.state.cell,
        before=heard.state.before,
        slow=heard.state.slow,
    )
    CacheFile.at(file).write(out.getvalue())


def load(file: Path | CacheFile, detector: str, like: VoiceState) -> Heard | None:
    """What was saved, or None where there is nothing that can be used.

    That is, where it is damaged, or another detector heard it, whose state is not `like` this.
    """
    kept = CacheFile.at(file)
    try:
        with np.load(io.BytesIO(kept.read()), allow_pickle=False) as held:
            if int(held["format"]) != _FORMAT or str(held["detector"]) != detector:
                return None
            return Heard(
                _like(np.zeros(0, np.float32), held["probability"]),
                _like(np.zeros(0, np.float32), held["waiting"]),
                VoiceState(
                    _like(like.hidden, held["hidden"], exactly=True),
                    _like(like.cell, held["cell"], exactly=True),
                    _like(like.before, held["before"], exactly=True),
                    _like(like.slow, held["slow"], exactly=True),
                ),
                str(held["sound"]),
            )
    except FileNotFoundError:
        return None
    except DAMAGED_NPZ as error:
        _log.warning("%s cannot be read (%s); the recording is cut again.", kept.path, error)
        return None


def _like(
    expected: NDArray[_Number], found: NDArray[_Number], *, exactly: bool = False
) -> NDArray[_Number]:
    """`found`, if it is of that type and that many dimensions, or exactly of that shape.

    Raises ValueError.
    """
    if found.dtype != expected.dtype or found.ndim != expected.ndim:
        raise ValueError("another type")
    if exactly and found.shape != expected.shape:
        raise ValueError("another shape")
    return found
