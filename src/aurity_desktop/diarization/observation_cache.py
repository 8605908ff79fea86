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
from aurity_desktop.diarization.window_log import WindowLog
from aurity_desktop.encrypted.cache_file import DAMAGED_NPZ, CacheFile

_LOG = logging.getLogger(__name__)
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Observed:
    """The windows before number `log.count`, and `recent` ones behind them without embeddings yet.

    `recent` is bool (windows, 589, 3), `voiced` the frames that their embeddings still need.
    """

    log: WindowLog
    recent: NDArray[np.bool_]
    voiced: VoicedFrames


def save(file: Path | CacheFile, observed: Observed, fingerprint: str) -> None:
    """Replace the cache: whole or not there, not durable against a power cut. Raises OSError.

    Readable by its owner alone, encrypted where the session is. It can be computed again.
    """
    numbers, activity, embeddings = observed.log.heard()
    out = io.BytesIO()
    np.savez_compressed(
        out,
        format=np.array(_FORMAT),
        fingerprint=np.array(fingerprint),
        count=np.array(observed.log.count),
        numbers=numbers,
        activity=activity,
        embeddings=embeddings,
        recent=observed.recent,
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
            log = WindowLog.of(
                int(held["count"]), held["numbers"], held["activity"], held["embeddings"]
            )
            return Observed(log, held["recent"], VoicedFrames(held["places"], held["features"]))
    except FileNotFoundError:
        return None
    except DAMAGED_NPZ as error:
        _LOG.warning("%s cannot be read (%s); the recording is observed again.", kept.path, error)
        return None
