"""Erasing sessions: rows, keys, sound, files, and every trace that is ours. Exports that were given away are not.

The ledger goes first, and its line in `erasures` says what has to be gone: after a crash in the middle, `finish_erasures`
takes away what is left of the folder, and `repair` does not bring it back.
"""

from __future__ import annotations

import shutil
from datetime import datetime

from aurity_desktop.corpus.ledger import SqliteLedger
from aurity_desktop.corpus.links import update_links
from aurity_desktop.domain.retention import RetentionPolicy
from aurity_desktop.domain.session import SessionSummary, is_session_id
from aurity_desktop.durable import sync_folder
from aurity_desktop.paths import Paths

#: The reason that stands in `erasures` for what a policy erased.
BY_POLICY = "retention policy"


def erase_session(ledger: SqliteLedger, paths: Paths, session_id: str, reason: str) -> None:
    """Gone for good when it returns. Raises SessionHeld, SessionBusy, UnknownSession."""
    ledger.erase(session_id, reason)
    _clear(ledger, paths, [session_id])


def due_for_erasure(
    ledger: SqliteLedger, policy: RetentionPolicy, now: datetime
) -> list[SessionSummary]:
    """The preview: what `enforce_retention` would erase. Oldest first; sessions on hold are not among them."""
    held = frozenset(hold.session_id for hold in ledger.holds())
    return policy.due(ledger.sessions(), held, now)


def enforce_retention(
    ledger: SqliteLedger, paths: Paths, policy: RetentionPolicy, now: datetime
) -> list[str]:
    """Erase what is due, and say what was erased."""
    due = [session.session_id for session in due_for_erasure(ledger, policy, now)]
    for session_id in due:
        ledger.erase(session_id, BY_POLICY)
    _clear(ledger, paths, due)
    return due


def finish_erasures(ledger: SqliteLedger, paths: Paths) -> list[str]:
    """Folders of sessions that were erased while the program died. Returns their ids."""
    left = [
        path.name
        for path in paths.sessions.iterdir()
        if is_session_id(path.name) and ledger.was_erased(path.name)
    ]
    _clear(ledger, paths, left)
    return sorted(left)


def _clear(ledger: SqliteLedger, paths: Paths, session_ids: list[str]) -> None:
    if not session_ids:
        return
    ledger.keys.destroy(session_ids)  # first of all: from here on nothing opens their files
    for session_id in session_ids:
        folder = paths.session(session_id)
        if folder.exists():
            shutil.rmtree(folder)
    sync_folder(paths.sessions)
    update_links(paths)
    ledger.scrub()
