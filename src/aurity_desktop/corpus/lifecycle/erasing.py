"""Erasing sessions: rows, keys, sound, files, and every trace that is ours.

Exports that were given away are not.

The ledger goes first, and its line in `erasures` says what has to be gone: after a crash in the
middle, `finish_erasures` takes away what is left of the folder, and `repair` does not bring it
back.
"""

from __future__ import annotations

import logging
import shutil
from datetime import datetime
from functools import partial
from pathlib import Path

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.ledger_database import repair_marker
from aurity_desktop.corpus.projection.corpus_file import try_update_links
from aurity_desktop.domain.errors import SessionBusy, SessionHeld, UnknownSession
from aurity_desktop.domain.retention import Outlook, RetentionPolicy
from aurity_desktop.domain.session import SessionSummary, is_session_id
from aurity_desktop.runtime.paths import DAMAGED_LEDGERS, Paths
from aurity_desktop.runtime.room import reserve_of
from aurity_desktop.storage.durable import PRIVATE_FOLDER, sync_folder
from aurity_desktop.storage.reserve import with_reserve

_log = logging.getLogger(__name__)

#: The reason that stands in `erasures` for what a policy erased.
BY_POLICY = "retention policy"


def erase_session(ledger: SqliteLedger, paths: Paths, session_id: str, reason: str) -> None:
    """Gone for good when it returns; on a full disk by the room of the reserve.

    A row with an impossible id was planted: it goes, and there is no folder that could be its own.
    Raises SessionHeld, SessionBusy, UnknownSession.
    """
    reserve = reserve_of(paths)
    with_reserve(reserve, lambda: ledger.erasures.erase(session_id, reason))
    _remove_damaged_ledgers(paths)
    if is_session_id(session_id):
        with_reserve(reserve, lambda: _clear(ledger, paths, [session_id]))


def retention_outlook(ledger: SqliteLedger, policy: RetentionPolicy, now: datetime) -> Outlook:
    """What the policy erases and when, as it stands at `now`."""
    return policy.outlook(
        ledger.sessions.all(), ledger.retention.holds(), now, ledger.retention.record(now)
    )


def due_for_erasure(
    ledger: SqliteLedger, policy: RetentionPolicy, now: datetime
) -> list[SessionSummary]:
    """The preview: what `enforce_retention` would erase, oldest first."""
    return [expiry.session for expiry in retention_outlook(ledger, policy, now).going]


def announce_retention(ledger: SqliteLedger, policy: RetentionPolicy, now: datetime) -> list[str]:
    """Put on record what will be erased, from which its days of grace count; which sessions."""
    new = [each.session.session_id for each in retention_outlook(ledger, policy, now).to_announce]
    if new:
        ledger.retention.announce(new, now)
    return new


def enforce_retention(
    ledger: SqliteLedger, paths: Paths, policy: RetentionPolicy, now: datetime
) -> list[str]:
    """Announce what is due, erase what was announced long enough ago or a person has said yes to,
    and say what was erased.

    What an earlier run left when it was killed is taken away first.
    """
    left = finish_erasures(ledger, paths)
    announce_retention(ledger, policy, now)
    reserve = reserve_of(paths)
    erased = []
    for session in due_for_erasure(ledger, policy, now):
        try:
            with_reserve(reserve, partial(ledger.erasures.erase, session.session_id, BY_POLICY))
        except (SessionHeld, SessionBusy, UnknownSession) as error:
            # Since the look a moment ago somebody put it on hold, runs it again, or erased it.
            _log.info("kept by retention: %s", type(error).__name__)
        else:
            erased.append(session.session_id)
    if left or erased:
        _remove_damaged_ledgers(paths)
    with_reserve(reserve, lambda: _clear(ledger, paths, erased))
    return erased


def is_due(ledger: SqliteLedger, paths: Paths, policy: RetentionPolicy, now: datetime) -> bool:
    """Whether `enforce_retention` would find anything to erase."""
    return bool(_left(ledger, paths)) or bool(due_for_erasure(ledger, policy, now))


def finish_erasures(ledger: SqliteLedger, paths: Paths) -> list[str]:
    """Folders of sessions that were erased while the program died. Returns their ids."""
    left = _left(ledger, paths)
    with_reserve(reserve_of(paths), lambda: _clear(ledger, paths, left))
    return left


def _left(ledger: SqliteLedger, paths: Paths) -> list[str]:
    """Looked up by what was erased: of ten thousand folders hardly one is."""
    erased = {session_id for session_id, *_ in ledger.erasures.all()}
    if not erased:
        return []
    found = erased.intersection(path.name for path in paths.sessions.iterdir())
    return sorted(filter(ledger.erasures.was_erased, filter(is_session_id, found)))


def _clear(ledger: SqliteLedger, paths: Paths, session_ids: list[str]) -> None:
    """Take away what is left of erased sessions: keys, files, links, and pages of the ledger.

    An emptied folder stays until the ledger is scrubbed too: it is what tells the next run that
    something is left to do.
    """
    if not session_ids:
        return
    ledger.keys.destroy(session_ids)  # first of all: from here on nothing opens their files
    folders = [paths.session(session_id) for session_id in session_ids]
    left = [folder for folder in folders if not _is_emptied(folder)]
    sync_folder(paths.sessions)
    if not try_update_links(paths):
        return
    if not ledger.erasures.scrub():
        _log.warning("the ledger is being read: what was erased is scrubbed from it later")
        return
    for folder in folders:
        if folder not in left:
            folder.rmdir()
    sync_folder(paths.sessions)


def _is_emptied(folder: Path) -> bool:
    """Whether nothing is left in the folder, which stays.

    On Windows a file that another program has open stays with it, and is taken away by a later run.
    """
    try:
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir(mode=PRIVATE_FOLDER)
    except PermissionError as error:
        _log.warning("a file of an erased session is in use and goes later: %s", error.strerror)
        return False
    return True


def _remove_damaged_ledgers(paths: Paths) -> None:
    """Remove the ledgers that `repair` put aside: any of them may hold what is erased.

    No row can be taken out of a damaged file. What could be read of it was carried over when it was
    put aside; an encrypted one opens with nothing after an erasure anyway, for the ledger's key is
    renewed. `repair` itself, which still reads it, finishes erasures without this; and what it has
    not carried over yet stays.
    """
    if repair_marker(paths.ledger).exists():
        return
    for path in paths.data.glob(DAMAGED_LEDGERS):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:  # on Windows somebody reads it
            _log.warning("a damaged ledger stays until the next erasure: %s", error.strerror)
