"""The questions that `verify` asks of the corpus as a whole: is every session still here, and is it
the one that was here; and what lies on the disk that no list tells of.

The corpus's own chain tells when a session came into the list (`SESSION_LISTED`), where its chain
ended when it was finished, exported, or its consent was answered (`SESSION_HEAD_NOTED`), and when
it was erased.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from aurity_desktop.corpus.ledger.audit_chain import broken_links, clock_set_back
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.errors import CorpusError, KeyDamaged
from aurity_desktop.domain.events import CORPUS_CHAIN, AuditRow, Event
from aurity_desktop.domain.integrity import Check
from aurity_desktop.domain.session import is_session_id
from aurity_desktop.encrypted.frames import SUFFIX
from aurity_desktop.runtime.paths import Paths

_DAMAGE = (
    CorpusError,
    sqlite3.DatabaseError,
    OSError,
    ValueError,
    TypeError,
    KeyError,
    RecursionError,
)

_LOCK = "recorder.lock"


@dataclass(slots=True)
class _Told:
    """What the corpus's chain tells of a session that is not erased."""

    audit_id: int
    heads: list[tuple[int, str]] = field(default_factory=list)


def tombstones(ledger: SqliteLedger) -> Check:
    """The corpus's own chain, and that it and the list of erasures name the same sessions."""
    try:
        rows = ledger.audit.rows(CORPUS_CHAIN)
        findings = [
            f"row {link.audit_id} of the corpus's chain {link.detail}"
            for link in broken_links(CORPUS_CHAIN, rows, None)
        ]
        told = Counter(_tombstone(row) for row in rows if row.operation == Event.SESSION_ERASED)
        listed = Counter(ledger.erasures.all())
    except _DAMAGE as error:
        return Check("erasures", (f"erasures cannot be checked: {error}",))
    findings += [f"the erasure of {each[0]} is in no chain" for each in listed - told]
    findings += [f"the erasure of {each[0]} is in no list" for each in told - listed]
    notes = (
        f"row {step.audit_id} of the corpus's chain: {step.detail}" for step in clock_set_back(rows)
    )
    detail = f"{listed.total()} erasures, {len(rows)} rows"
    return Check("erasures", tuple(findings), detail, tuple(notes))


def _tombstone(row: AuditRow) -> tuple[str, str, int, str]:
    said = json.loads(row.metadata)
    return said["session_id"], said["reason"], said["audit_rows"], said["last_hash"]


def listed_sessions(ledger: SqliteLedger) -> Check:
    """Every session that came into the list and was not erased, with the chain that it had then.

    Sessions from before the corpus's chain told of them are in no question here.
    """
    name = "sessions"
    try:
        # The chain first: what is listed meanwhile is not asked for, what is erased is looked up.
        told = _told(ledger.audit.rows(CORPUS_CHAIN))
        findings = [
            finding
            for session_id in sorted(told)
            for finding in _findings(ledger, session_id, told[session_id])
        ]
    except _DAMAGE as error:
        return Check(name, (f"{name} cannot be checked: {error}",))
    return Check(name, tuple(findings), f"{len(told)} told of in the corpus's chain")


def unlisted_folders(
    ledger: SqliteLedger, paths: Paths, is_recorded: Callable[[str], bool]
) -> Check:
    """Folders of sessions that no list tells of, encrypted or plain, and what is in them."""
    name = "folders"
    try:
        # The folders first: a recorder makes its folder, and then the session's first row.
        folders = sorted(path for path in paths.sessions.iterdir() if path.is_dir())
        recorded = {
            path.name for path in folders if is_session_id(path.name) and is_recorded(path.name)
        }
        listed = {*ledger.sessions.ids(), *recorded}
        findings = [
            f"{path.name}: {finding}"
            for path in folders
            if path.name not in listed and not path.name.startswith(".")
            for finding in _unlisted(ledger, path)
        ]
    except _DAMAGE as error:
        return Check(name, (f"{name} cannot be checked: {error}",))
    return Check(name, tuple(findings), f"{len(folders)} folders")


def _told(rows: list[AuditRow]) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for row in rows:
        said = json.loads(row.metadata)
        if row.operation == Event.SESSION_LISTED:
            told[said["session_id"]] = _Told(row.audit_id)
        elif row.operation == Event.SESSION_ERASED:
            told.pop(said["session_id"], None)
        elif row.operation == Event.SESSION_HEAD_NOTED:
            # Of a session from before the chain told of lists, too.
            session = told.setdefault(said["session_id"], _Told(row.audit_id))
            session.heads.append((int(said["audit_rows"]), str(said["last_hash"])))
    return told


def _findings(ledger: SqliteLedger, session_id: str, told: _Told) -> Iterator[str]:
    chain = ledger.audit.rows(session_id)
    if not chain and not ledger.sessions.knows(session_id):
        if not _was_erased_since(ledger, session_id, told):
            yield (
                f"{session_id} is gone: row {told.audit_id} of the corpus's chain tells of it, "
                "and none of its erasure"
            )
        return
    for count, last_hash in told.heads:
        if count > len(chain):
            yield (
                f"{session_id} is an older state that was put back: its chain has {len(chain)} "
                f"rows and had {count}"
            )
            return
        if count < 1 or chain[count - 1].row_hash != last_hash:
            yield (
                f"{session_id} was rewritten, or an older state was put back and went on: row "
                f"{count - 1} of its chain is not the one that the corpus's chain noted"
            )
            return


def _was_erased_since(ledger: SqliteLedger, session_id: str, told: _Told) -> bool:
    """By another process, between the look at the corpus's chain and that at the session."""
    return any(
        row.operation == Event.SESSION_ERASED
        and row.audit_id > told.audit_id
        and json.loads(row.metadata)["session_id"] == session_id
        for row in ledger.audit.rows(CORPUS_CHAIN)
    )


def _unlisted(ledger: SqliteLedger, folder: Path) -> Iterator[str]:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != _LOCK]
    session_id = folder.name
    if not files or ledger.sessions.knows(session_id):
        return
    encrypted = sum(path.suffix == SUFFIX for path in files)
    what = f"{len(files)} files, {encrypted} of them encrypted"
    if not is_session_id(session_id):
        if encrypted or any(path.suffix in {".wav", ".part", ".h5"} for path in files):
            yield f"{what}, in a folder that is no session's"
    elif ledger.erasures.was_erased(session_id):
        yield f"{what}, of a session that was erased"
    else:
        yield f"{what}, of a session that no ledger lists: run repair"
    if encrypted and is_session_id(session_id):
        yield from _without_key(ledger, session_id)


def _without_key(ledger: SqliteLedger, session_id: str) -> Iterator[str]:
    try:
        if ledger.keys.cipher(session_id) is None:
            yield "its files are encrypted, and its key is missing in keys.db"
    except KeyDamaged as error:
        yield str(error)
