"""Which files of the watched folder were imported, so that none is imported twice.

By their content, whatever they are called: `watched.json` in the data folder, with hashes and
session ids and no name. A session's id is on record before its recorder begins, so that after a
crash the ledger tells whether the file was begun, and where it goes on.
"""

from __future__ import annotations

import json
import threading
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.folder_scan import FoundFile, is_unchanged
from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.domain.errors import CannotWatch
from aurity_desktop.domain.session import OPEN_STATES
from aurity_desktop.storage.durable import write_whole

_DAMAGED: Final = "it is damaged. Without it, what is in the watched folder would be imported anew"


class Verdict(StrEnum):
    """What is to be done with a file's content.

    LATER: a recorder is at it just now.
    """

    NEW = "new"
    GO_ON = "go_on"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Judged:
    """`session_id` is of the session that goes on, `of_seconds` how long the whole file is."""

    verdict: Verdict
    session_id: str = ""
    of_seconds: float = 0.0


class WatchRecord:
    """An `ImportRecord` of the watched folder. Any thread; one process at a time, which holds the
    folder's lock. What it writes is durable when it returns. Raises CannotWatch where the file is
    damaged, DiskFull, FolderNotWritable.
    """

    def __init__(self, program: Program) -> None:
        self._program = program
        self._path = program.paths.watched
        self._lock = threading.Lock()
        self._hashes: dict[Path, tuple[FoundFile, str]] = {}

    def known_hash(self, found: FoundFile) -> str | None:
        """That of a file which was read before, by its name, size and time of change."""
        with self._lock:
            known = self._read()["seen"].get(found.identity.key(found.path.name))
        return known if isinstance(known, str) else None

    def judge(self, found: FoundFile, content: str) -> Judged:
        """What is to be done with it; what is done by its path from now on is about this content.

        Reads the ledger. Raises CorpusError.
        """
        with self._lock:
            self._hashes[found.path] = (found, content)
            entry = self._read()["files"].get(content)
        if entry is None:
            return Judged(Verdict.NEW)
        if entry.get("ended"):
            return Judged(Verdict.DONE)
        judged = self._begun(str(entry.get("session", "")))
        if judged.verdict is Verdict.DONE:
            self.finished(found.path)
        return judged

    def planned(self, path: Path, session_id: str) -> None:
        """The file at `path` is about to be read into this session."""
        self._put(path, {"session": session_id})

    def is_unchanged(self, path: Path) -> bool:
        """Whether the file is still there as it was found."""
        with self._lock:
            known = self._hashes.get(path)
        return known is not None and is_unchanged(known[0])

    def finished(self, path: Path) -> None:
        """It is read as a whole, or somebody does not want it: never again."""
        self._put(path, {"ended": True})

    def _begun(self, session_id: str) -> Judged:
        with closing(self._program.ledger()) as ledger:
            if not ledger.sessions.knows(session_id):
                return Judged(Verdict.NEW)
            state = ledger.sessions.summary(session_id).state
        if state not in OPEN_STATES:
            return Judged(Verdict.DONE)
        if self._program.is_being_recorded(session_id):
            return Judged(Verdict.LATER)
        part = SessionRecovery(self._program).part(session_id)
        return Judged(Verdict.GO_ON, session_id, part.of_seconds if part else 0.0)

    def _put(self, path: Path, facts: dict[str, Any]) -> None:
        with self._lock:
            found, content = self._hashes[path]
            kept = self._read()
            kept["files"][content] = {**kept["files"].get(content, {}), "ended": False, **facts}
            kept["seen"][found.identity.key(path.name)] = content
            write_whole(self._path, [json.dumps(kept).encode("ascii")])

    def _read(self) -> dict[str, dict[str, Any]]:
        try:
            kept = json.loads(self._path.read_bytes())
            return {name: dict(kept[name]) for name in ("files", "seen")}
        except FileNotFoundError:
            return {"files": {}, "seen": {}}
        except OSError as error:
            raise CannotWatch(self._path, error.strerror or str(error)) from error
        except (ValueError, TypeError, KeyError) as error:
            raise CannotWatch(self._path, _DAMAGED) from error
