"""The ledger lost: made anew from whatever is left, session by session.

For each session the longest chain that holds is taken: out of what can still be read of the damaged
ledger, or out of its session file. A session of which only sound is left begins a new chain, and is
found as an interrupted recording.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.corpus.ledger.fact_tables import Fact
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.ledger_database import LEDGER, open_any
from aurity_desktop.corpus.ledger.replay import NotReplayable, unproven_facts
from aurity_desktop.corpus.lifecycle.erasing import finish_erasures
from aurity_desktop.corpus.projection.corpus_file import links_are_true, update_links
from aurity_desktop.corpus.projection.import_folder import remove_dead_imports
from aurity_desktop.corpus.projection.leftovers import remove_leftovers
from aurity_desktop.corpus.session_file.sandbox import in_child
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.errors import (
    AurityError,
    CorpusError,
    CorpusUnreadable,
    NotALedger,
    WrittenByNewer,
)
from aurity_desktop.domain.events import AuditRow, Event
from aurity_desktop.domain.integrity import RepairReport
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.ports import Recover
from aurity_desktop.domain.session import SessionPlan, is_session_id
from aurity_desktop.runtime.paths import DAMAGED_LEDGERS, Paths
from aurity_desktop.storage.sqlite import OpenMode, connect_plain

_Rows = tuple[list[Fact], list[AuditRow]]
_T = TypeVar("_T")


def repair_corpus(paths: Paths, user_id: str, recover: Recover, keys: Keys = PLAIN) -> RepairReport:
    """The ledger, where it is lost or damaged, and then every session.

    A damaged ledger is moved aside, and deleted by nothing but a later erasure.

    Nothing else may have the ledger open meanwhile. Raises DiskFull, FolderNotWritable,
    WrittenByNewer.
    """
    acts: list[str] = []
    unrepaired: list[str] = []
    if not links_are_true(paths):
        acts.append("corpus.h5 built anew")  # at the end, or with the first session file that is
    keys.ledger_keys()  # locked, or without its key: that is no damage, and nothing is touched
    old = _moved_aside(paths, user_id, keys)
    if old is not None:
        acts.append(f"the damaged ledger was moved to {old.name}")
    with closing(SqliteLedger(paths.ledger, user_id, keys=keys)) as ledger:
        acts += [f"{name}: its erasure was completed" for name in finish_erasures(ledger, paths)]
        lost = [
            name for name in _sessions_on_disk(paths, old, keys) if not ledger.sessions.knows(name)
        ]
        for name in lost:
            try:
                acts.append(f"{name}: {_bring_back(ledger, paths, name, old)}")
            except WrittenByNewer as error:
                unrepaired.append(f"{name}: {error}")  # nothing of it is begun anew meanwhile
        for summary in ledger.sessions.all():
            report = repair_session(ledger, paths, summary.session_id, recover)
            acts += [f"{report.subject}: {act}" for act in report.acts]
            unrepaired += [f"{report.subject}: {what}" for what in report.unrepaired]
        if ledger.search.damage():
            ledger.search.rebuild()
            acts.append("search index built anew")
    leftovers = remove_dead_imports(paths.sessions)
    leftovers += [
        path
        for folder in (paths.data, *paths.sessions.iterdir())
        for path in remove_leftovers(folder)
    ]
    acts += [f"{path.name} removed: its maker had died" for path in leftovers]
    update_links(paths)
    return RepairReport("corpus", tuple(acts), tuple(unrepaired))


def _moved_aside(paths: Paths, user_id: str, keys: Keys) -> Path | None:
    """The damaged ledger under its new name; None where the ledger is whole or there is none.

    Its write-ahead log goes first and goes along: a new ledger must not find it.
    """
    if not paths.ledger.exists():
        return None
    try:
        with closing(SqliteLedger(paths.ledger, user_id, keys=keys)) as ledger:
            if not ledger.damage():
                return None
    except (NotALedger, CorpusUnreadable):
        pass  # that is the damage
    stamp = datetime.now(UTC).strftime("%Y%m%d_%H%M%S_%f")
    moved = paths.ledger.with_name(DAMAGED_LEDGERS.replace("*", f"{stamp}.db"))
    for suffix in ("-wal", "-shm", ""):
        part = paths.ledger.with_name(paths.ledger.name + suffix)
        if part.exists():
            part.replace(moved.with_name(moved.name + suffix))
    return moved


def _sessions_on_disk(paths: Paths, old: Path | None, keys: Keys) -> list[str]:
    folders = (path for path in paths.sessions.iterdir() if path.is_dir())
    found = {path.name for path in folders if any(path.iterdir())}  # an empty one never began
    if old is not None:
        with _old_ledger(paths, old, keys) as reader:
            found |= set(_attempt(reader.sessions.ids) or [])
    return sorted(name for name in found if is_session_id(name))


def _bring_back(ledger: SqliteLedger, paths: Paths, session_id: str, old: Path | None) -> str:
    """What was done, in words.

    Raises WrittenByNewer where the session's file holds what only a later program can read, and
    nothing else holds it.
    """
    sources = {"the damaged ledger": _rows_of_ledger(paths, old, session_id, ledger.keys)}
    newer: WrittenByNewer | None = None
    try:
        sources["its session file"] = _rows_of_file(paths, session_id, ledger.keys)
    except WrittenByNewer as error:
        newer = error
    whole = {name: rows for name, rows in sources.items() if rows and _holds(session_id, rows)}
    for name, (facts, audit) in sorted(whole.items(), key=lambda item: -len(item[1][1])):
        try:
            ledger.facts.restore(session_id, facts, audit)
        except (NotReplayable, CorpusError):
            continue  # the other source, or the sound alone
        ledger.audit.record_event(session_id, Event.SESSION_RECOVERED, {"source": name})
        return f"brought back from {name}"
    if newer is not None:
        raise newer
    folder = paths.session(session_id)
    began = datetime.fromtimestamp(folder.stat().st_mtime, UTC)
    ledger.sessions.create(SessionPlan(session_id, began, source="recovered"))
    ledger.audit.record_event(session_id, Event.SESSION_RECOVERED, {"source": "slices"})
    return "only its sound is left; it begins anew as an interrupted recording"


def _holds(session_id: str, rows: _Rows) -> bool:
    facts, audit = rows
    return (
        bool(facts)
        and not broken_links(session_id, audit, None)
        and not unproven_facts(facts, audit)
    )


def _rows_of_ledger(paths: Paths, old: Path | None, session_id: str, keys: Keys) -> _Rows | None:
    if old is None:
        return None
    with _old_ledger(paths, old, keys) as reader:
        return _attempt(
            lambda: (reader.facts.of_session(session_id), reader.audit.rows(session_id))
        )


def _rows_of_file(paths: Paths, session_id: str, keys: Keys) -> _Rows | None:
    """Read in a child: the file may be as damaged as the ledger. Raises WrittenByNewer."""
    file = _attempt(lambda: StoredFile.of(paths.session_file(session_id), keys, session_id))
    if file is None or not file.exists():
        return None
    return _attempt(lambda: in_child(stored_rows, file))


def stored_rows(file: StoredFile) -> _Rows:
    """Facts and chain of a session file, unproven. Called in a child process, so it is public.

    Raises NotOurFile, WrittenByNewer, CorpusUnreadable, BadCiphertext.
    """
    with opened(file) as stored:
        return stored.facts(), stored.audit()


@contextmanager
def _old_ledger(paths: Paths, old: Path, keys: Keys) -> Iterator[SqliteLedger]:
    """The damaged ledger, read only and as far as it goes.

    One that no key opens is read as if it were plain, and gives nothing.
    """
    try:
        connection, _ = open_any(old, keys, _look, read_only=True)
    except (NotALedger, CorpusUnreadable):
        connection = connect_plain(LEDGER.busy_seconds, mode=OpenMode.READ_ONLY)(old)
    reader = SqliteLedger(paths.ledger, "", keys=keys, connection=connection)
    try:
        yield reader
    finally:
        reader.close()


def _look(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _attempt(read: Callable[[], _T]) -> _T | None:
    """None where a damaged source does not give it. Raises WrittenByNewer: that is no damage."""
    try:
        return read()
    except WrittenByNewer:
        raise
    except (AurityError, sqlite3.DatabaseError, ValueError, TypeError):
        return None
