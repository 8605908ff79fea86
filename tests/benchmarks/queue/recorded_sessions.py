"""Sessions as a recorder would leave them, made from files of speech."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.decoding import AudioFile
from aurity_desktop.audio.slices.slice_store import SliceStore, prepare_folder
from aurity_desktop.audio.slices.slicer import Slicer
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.reserve import Reserve


def speech(files: Sequence[Path], seconds: float) -> NDArray[np.int16]:
    """The files one after the other, from the start again where they are too short; int16, shape
    (n,), 16 kHz.
    """
    wanted = round(seconds * SAMPLE_RATE)
    parts: list[NDArray[np.int16]] = []
    have = 0
    while have < wanted:
        for file in files:
            with closing(AudioFile(file)) as audio:
                parts += audio.blocks()
            have = sum(map(len, parts))
            if have >= wanted:
                break
    return np.concatenate(parts)[:wanted]


def record(
    paths: Paths, session_id: str, samples: NDArray[np.int16], language: str, source: str
) -> None:
    """A session in state `recording` with all its slices durable."""
    folder = paths.session(session_id) / "slices"
    prepare_folder(folder)
    with closing(SqliteLedger(paths.ledger, "bench")) as ledger:
        ledger.sessions.create(
            SessionPlan(session_id, datetime.now(UTC), source, language=language)
        )
        store = SliceStore(session_id, folder, Reserve(paths.data / "reserve", 0))
        for piece in Slicer().cut(samples):
            ended = store.append(piece)
            if ended is not None:
                ledger.sound.record_slice(store.seal(ended))
        last = store.finish()
        if last is not None:
            ledger.sound.record_slice(store.seal(last))
