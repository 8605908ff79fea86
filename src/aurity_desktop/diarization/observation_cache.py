"""Cache of what the networks observed in a recording in progress, for a restarted worker.

One `.npz` beside the session's slices, replaced whole. It holds voice embeddings, which tell people
apart: it is private to the user, belongs to the session and must go when the session goes.
"""

from __future__ import annotations

import io
import logging
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.diarization.observation import VoicedFrames
from aurity_desktop.encrypted.cache_file import DAMAGED_NPZ, CacheFile

_LOG = logging.getLogger(__name__)
_FORMAT = 1


@dataclass(frozen=True, slots=True)
class Observed:
    """The windows before number `len(activity)`; the last few of them have no embeddings yet.

    `activity` is bool (windows, 589, 3), `embeddings` float32 (windows embedded, 3, 192), `voiced`
    the frames that windows without embeddings still need.
    """

    activity: NDArray[np.bool_]
    embeddings: NDArray[np.float32]
    voiced: VoicedFrames


def save(file: Path | CacheFile, observed: Observed, fingerprint: str) -> None:
    """Replace the cache: whole or not there, not durable against a power cut. Raises OSError.

    Readable by its owner alone, encrypted where the session is. It can be computed again.
    """
    out = io.BytesIO()
    np.savez(
        out,
        format=np.array(_FORMAT),
        fingerprint=np.array(fingerprint),
        activity=observed.activity,
        embeddings=observed.embeddings,
        places=observed.voiced.places,
        features=observed.voiced.features,
    )
    CacheFile.at(file).write(out.getvalue())


def load(file: Path | CacheFile, fingerprint: str) -> Observed | None:
    """What was saved, or None where there is nothing that can be used.

    That is, where it is damaged, or other models or settings made it.
    """
    kept = CacheFile.at(file)
    try:
        with np.load(io.BytesIO(kept.read()), allow_pickle=False) as held:
            if int(held["format"]) != _FORMAT or str(held["fingerprint"]) != fingerprint:
                return None
            return Observed(
                held["activity"],
                held["embeddings"],
                VoicedFrames(held["places"], held["features"]),
            )
    except FileNotFoundError:
        return None
    except DAMAGED_NPZ as error:
        _LOG.warning("%s cannot be read (%s); the recording is observed again.", kept.path, error)
        return None
