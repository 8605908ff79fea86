"""The peaks of a session's sound: taken once, and kept beside it as a cache."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any, Final

from aurity_desktop.application.program import Program
from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.errors import AudioError, CorpusError, StorageError
from aurity_desktop.domain.peaks import Peaks
from aurity_desktop.encrypted.cache_file import DAMAGED_NPZ, CacheFile

if TYPE_CHECKING:
    from numpy.typing import NDArray

_log = logging.getLogger(__name__)

_NAME: Final = "peaks.npz"
_FORMAT: Final = 1


def session_peaks(program: Program, session_id: str) -> Peaks:
    """From the cache, else from the slices, which takes a second for an hour of sound.

    Encrypted as the session is, and erased with it. Not on the GUI thread. A slice that cannot be
    read is silence. Raises VaultLocked, UnknownSession.
    """
    file = CacheFile(program.paths.session(session_id) / _NAME, session_id, program.vault)
    with closing(program.ledger()) as ledger:
        ledger.sessions.summary(session_id)
        kept = _kept(file)
        if kept is not None:
            newest = ledger.sound.slices(session_id, behind=max(0, kept.samples - 1))
            if newest and newest[-1].end_sample == kept.samples:
                return kept
        slices = ledger.sound.slices(session_id)
    from aurity_desktop.audio.slices.peaks import peaks_of

    peaks = peaks_of(_sound(program, slices))
    if peaks.values:
        _keep(file, peaks)
    return peaks


def _sound(program: Program, slices: Sequence[AudioSlice]) -> Iterator[NDArray[Any]]:
    import numpy as np

    for each in slices:
        try:
            yield program.slice_reader.read(each)
        except AudioError as error:
            _log.warning("slice %d is drawn as silence: %s", each.number, type(error).__name__)
            yield np.zeros(each.sample_count, np.int16)


def _kept(file: CacheFile) -> Peaks | None:
    import numpy as np

    try:
        with np.load(io.BytesIO(file.read()), allow_pickle=False) as held:
            if int(held["format"]) != _FORMAT:
                return None
            return Peaks(held["values"].astype(np.uint8).tobytes(), int(held["samples"]))
    except FileNotFoundError:
        return None
    except DAMAGED_NPZ as error:
        _log.warning("the kept peaks cannot be read (%s): taken again", type(error).__name__)
        return None


def _keep(file: CacheFile, peaks: Peaks) -> None:
    """A disk that refuses is no more than logged: they can be taken again."""
    import numpy as np

    out = io.BytesIO()
    np.savez(
        out,
        format=np.array(_FORMAT),
        samples=np.array(peaks.samples),
        values=np.frombuffer(peaks.values, np.uint8),
    )
    try:
        file.write(out.getvalue())
    except (OSError, StorageError, CorpusError) as error:
        _log.warning("the peaks are not kept: %s", type(error).__name__)
