"""`segments.json` and `segments.rttm` beside the recording.

The second pass writes them, anew whenever it runs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.encrypted.sound import write_stored
from aurity_desktop.export.segments_json import segments_json
from aurity_desktop.runtime.paths import Paths


class SegmentFilesOnDisk:
    """The `SegmentFiles` port."""

    def __init__(
        self, paths: Paths, rttm: Callable[[str, Iterable[Turn]], str], keys: Keys = PLAIN
    ) -> None:
        """`rttm` writes turns under a name as RTTM."""
        self._keys = keys
        self._paths = paths
        self._rttm = rttm

    def write(
        self,
        session: SessionSummary,
        segments: Sequence[Segment],
        diarization: Diarization,
        spans: Sequence[Span] = (),
    ) -> dict[str, str]:
        """SHA-256 of each file's content by its name, whether it lies there plain or encrypted.

        Raises DiskFull, FolderNotWritable, VaultLocked.
        """
        folder = self._paths.session(session.session_id)
        turns = self._rttm(session.session_id, diarization.turns)
        files = {
            "segments.json": segments_json(session, segments, spans),
            "segments.rttm": turns.encode("utf-8"),
        }
        for name, data in files.items():
            write_stored(folder / name, data, self._keys, session.session_id)
        return {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
