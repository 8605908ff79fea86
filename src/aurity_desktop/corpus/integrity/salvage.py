"""The ledger lost: made anew from whatever is left, session by session.

For each session the longest chain that holds is taken, out of what can still be read of the damaged
ledger, out of its session file, or out of both together. A session of which only sound is left
begins a new chain, and is found as an interrupted recording. The corpus's own chain and the list of
erasures are carried over.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity import damaged_ledger
from aurity_desktop.corpus.integrity.readable_sessions import (
    Rows,
    count_of,
    found_in,
    holding_chain,
    rows_of_ledger,
)
from aurity_desktop.corpus.integrity.session_repair import repair_session
from aurity_desktop.corpus.ledger.corpus_record import (
    carry_over,
    listed_since_erased,
    readable_tombstones,
)
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.replay import NotReplayable
from aurity_desktop.corpus.lifecycle.erasing import finish_erasures
from aurity_desktop.corpus.projection.corpus_file import links_are_true, try_update_links
from aurity_desktop.corpus.projection.import_folder import remove_dead_imports
from aurity_desktop.corpus.projection.leftovers import remove_leftovers
from aurity_desktop.corpus.session_file.sandbox import in_child
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.errors import (
    AurityError,
    CorpusError,
    CorpusUnreadable,
    DiskFull,
    FolderNotWritable,
    LedgerBusy,
    WrittenByNewer,
)
from aurity_desktop.domain.events import CORPUS_CHAIN, AuditRow, Event
from aurity_desktop.domain.integrity import RepairReport
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.domain.ports import Recover
from aurity_desktop.domain.session import SessionPlan, is_session_id
from aurity_desktop.runtime.paths import DAMAGED_LEDGERS, Paths
from aurity_desktop.storage.durable import force_file, put
from aurity_desktop.storage.file_lock import FileLock, LockHeld
from aurity_desktop.storage.sqlite import remove_database

_log = logging.getLogger(__name__)

#: How long another repair is waited for.
PATIENCE_SECONDS = 30.0

#: What the trouble of one session may be, which ends the repair of no other.
_TROUBLE = (
    AurityError,
    OSError,
    sqlite3.Error,
    NotReplayable,
    ValueError,
    TypeError,
    KeyError,
    RecursionError,
)

_T = TypeVar("_T")


class _Told:
    """What the report will say."""

    def __init__(self) -> None:
        self.acts: list[str] = []
        self.unrepaired: list[str] = []


def repair_corpus(paths: Paths, user_id: str, recover: Recover, keys: Keys = PLAIN) -> RepairReport:
    """The ledger, where it is lost or damaged, and then every session.

    A damaged ledger is moved aside, and deleted by nothing but a later erasure. Repairs take turns;
    one that was cut off is completed by the next. On a full disk a damaged ledger stays where it
    is.

    Nothing else may have the ledger open meanwhile. Raises LedgerBusy, DiskFull, FolderNotWritable,
    WrittenByNewer, VaultLocked, KeyDamaged.
    """
    told = _Told()
    with _taking_turns(paths):
        if not links_are_true(paths):
            told.acts.append("corpus.h5 built anew")  # at the end, or with the first session file
        keys.ledger_keys()  # locked, or without its key: no damage, and nothing is touched
        _make_whole(paths, user_id, keys, told)
        with closing(SqliteLedger(paths.ledger, user_id, keys=keys)) as ledger:
            finished = finish_erasures(ledger, paths)
            told.acts += [f"{name}: its erasure was completed" for name in finished]
            unlisted = {name for name in _on_disk(paths) if not ledger.erasures.was_erased(name)}
            _bring_back_all(ledger, paths, unlisted, _put_aside(paths), told)
            _repair_each(ledger, paths, recover, told)
            if ledger.search.damage():
                ledger.search.rebuild()
                told.acts.append("search index built anew")
        leftovers = remove_dead_imports(paths.sessions)
        leftovers += [
            path
            for folder in (paths.data, *paths.sessions.iterdir())
            for path in remove_leftovers(folder)
        ]
        told.acts += [f"{path.name} removed: its maker had died" for path in leftovers]
        if not try_update_links(paths):
            told.unrepaired.append("corpus.h5: another program has it open")
    return RepairReport("corpus", tuple(told.acts), tuple(told.unrepaired))


@contextmanager
def _taking_turns(paths: Paths) -> Iterator[None]:
    try:
        lock = FileLock(paths.data / "repair.lock", patience=PATIENCE_SECONDS)
    except LockHeld as held:
        raise LedgerBusy(paths.ledger) from held
    try:
        yield
    finally:
        lock.release()


def _make_whole(paths: Paths, user_id: str, keys: Keys, told: _Told) -> None:
    """Build another ledger from the damaged one and put it in its place; see `damaged_ledger`."""
    moved_to = damaged_ledger.began_before(paths)
    if moved_to is None:
        if not damaged_ledger.is_damaged(paths, user_id, keys):
            return
        moved_to = damaged_ledger.begin(paths)
    elif paths.ledger.exists() and moved_to.exists():
        damaged_ledger.end(paths)  # the new one is in place: only this was left
        return
    moved = damaged_ledger.is_partly_moved(moved_to)
    draft = paths.ledger.with_name(f"{paths.ledger.stem}.rebuilding{paths.ledger.suffix}")
    try:
        if moved:
            damaged_ledger.move(paths, moved_to)
        source = moved_to if moved else paths.ledger
        if source.exists():
            damaged_ledger.require_alone(source, keys)
            _build(paths, user_id, keys, draft, source, told)
            damaged_ledger.require_alone(source, keys)
            damaged_ledger.move(paths, moved_to)
            put(draft, paths.ledger)
            told.acts.insert(0, f"the damaged ledger was moved to {moved_to.name}")
    except BaseException:
        remove_database(draft)  # on a full disk half a ledger would take the room of what is left
        if not damaged_ledger.is_partly_moved(moved_to):
            damaged_ledger.end(paths)
        raise
    damaged_ledger.end(paths)


def _build(paths: Paths, user_id: str, keys: Keys, draft: Path, source: Path, told: _Told) -> None:
    """Everything that `source` and the session files still tell, in a ledger at `draft`; durable.

    Raises DiskFull, FolderNotWritable, CorpusUnreadable.
    """
    remove_database(draft)
    with closing(SqliteLedger(draft, user_id, keys=keys)) as ledger:
        with damaged_ledger.reading(source, paths, keys) as reader:
            known = reader.sessions.readable_ids()
            readable = corpus_chain(reader)
            chain = holding_chain(CORPUS_CHAIN, readable)
            tombstones = readable_tombstones(reader)
            carry_over(ledger, chain, tombstones)
        if len(chain) < len(readable):
            told.unrepaired.append(
                f"{len(readable) - len(chain)} rows of the corpus's chain, behind one that is lost"
            )
        known |= {name for name in listed_since_erased(chain) if is_session_id(name)}
        erased = {name for name, *_ in ledger.erasures.all()} - known
        _bring_back_all(ledger, paths, (known | _on_disk(paths)) - erased, [source], told)
        if damage := ledger.damage():
            raise CorpusUnreadable(draft, damage[0])
    force_file(draft)


def corpus_chain(damaged: SqliteLedger) -> list[AuditRow]:
    """The rows of the corpus's own chain that a damaged ledger still gives."""
    return damaged.audit.readable(CORPUS_CHAIN)


def _bring_back_all(
    ledger: SqliteLedger, paths: Paths, names: set[str], damaged: list[Path], told: _Told
) -> None:
    """Those of the sessions that the ledger does not know; `damaged` are ledgers to read, too."""
    lost = [name for name in sorted(names) if not ledger.sessions.knows(name)]
    with ExitStack() as stack:
        readers = {
            f"the damaged ledger {path.name}" if number else "the damaged ledger": (
                stack.enter_context(damaged_ledger.reading(path, paths, ledger.keys))
            )
            for number, path in enumerate(damaged if lost else ())
        }
        for name in lost:
            try:
                told.acts += [
                    f"{name}: {act}" for act in _bring_back(ledger, paths, name, readers, told)
                ]
            except (DiskFull, FolderNotWritable, LedgerBusy):
                raise
            except _TROUBLE as error:
                told.unrepaired.append(f"{name}: {error}")
                if ledger.erasures.was_erased(name):
                    # It came back since, and must not be taken for what an erasure left.
                    _begin_anew(ledger, paths, name)


def _repair_each(ledger: SqliteLedger, paths: Paths, recover: Recover, told: _Told) -> None:
    for summary in ledger.sessions.all():
        name = summary.session_id
        try:
            report = repair_session(ledger, paths, name, recover)
        except (DiskFull, LedgerBusy):
            raise
        except _TROUBLE as error:
            _log.warning("a session cannot be repaired: %s", type(error).__name__)
            told.unrepaired.append(f"{name}: {error}")
        else:
            told.acts += [f"{name}: {act}" for act in report.acts]
            told.unrepaired += [f"{name}: {what}" for what in report.unrepaired]


def _on_disk(paths: Paths) -> set[str]:
    folders = (path for path in paths.sessions.iterdir() if path.is_dir())
    return {path.name for path in folders if is_session_id(path.name) and _has_begun(path)}


def _has_begun(folder: Path) -> bool:
    """An empty folder is that of a session that never began."""
    try:
        return any(folder.iterdir())
    except OSError:
        return True


def _put_aside(paths: Paths) -> list[Path]:
    """The newest first: its name tells."""
    found = (path for path in paths.data.glob(DAMAGED_LEDGERS) if path.suffix == ".db")
    return sorted(found, reverse=True)


def _bring_back(
    ledger: SqliteLedger,
    paths: Paths,
    session_id: str,
    damaged: dict[str, SqliteLedger],
    told: _Told,
) -> list[str]:
    """What was done, in words.

    Raises WrittenByNewer where the session's file holds what only a later program can read, and
    nothing else holds it; OSError where its folder cannot be read.
    """
    sources = {name: rows_of_ledger(each, session_id) for name, each in damaged.items()}
    newer: WrittenByNewer | None = None
    try:
        in_file = _rows_of_file(paths, session_id, ledger.keys)
    except WrittenByNewer as error:
        newer = error
    else:
        if in_file is not None:
            sources["its session file"] = in_file
    for found in found_in(session_id, sources):
        try:
            ledger.facts.restore(session_id, found.facts, found.audit)
        except (NotReplayable, CorpusError):
            continue  # another source, or the sound alone
        source = {"source": found.source}
        ledger.audit.record_event(session_id, Event.SESSION_RECOVERED, source)
        if (lost := count_of(sources) - len(found.audit)) > 0:
            told.unrepaired.append(f"{session_id}: {lost} rows, behind one that is lost")
        return [f"brought back from {found.source}"]
    if newer is not None:
        raise newer
    if not paths.session(session_id).exists():
        told.unrepaired.append(f"{session_id}: nothing of it can be read")
        return []
    _begin_anew(ledger, paths, session_id)
    return ["only its sound is left; it begins anew as an interrupted recording"]


def _begin_anew(ledger: SqliteLedger, paths: Paths, session_id: str) -> None:
    folder = paths.session(session_id)
    changed = folder.stat().st_mtime if folder.exists() else 0.0
    began = datetime.fromtimestamp(changed, UTC)
    ledger.sessions.create(SessionPlan(session_id, began, source="recovered"))
    ledger.audit.record_event(session_id, Event.SESSION_RECOVERED, {"source": "slices"})


def _rows_of_file(paths: Paths, session_id: str, keys: Keys) -> Rows | None:
    """Read in a child: the file may be as damaged as the ledger. Raises WrittenByNewer."""
    file = _attempt(lambda: StoredFile.of(paths.session_file(session_id), keys, session_id))
    if file is None or not file.exists():
        return None
    return _attempt(lambda: in_child(stored_rows, file))


def stored_rows(file: StoredFile) -> Rows:
    """Facts and chain of a session file, unproven. Called in a child process, so it is public.

    Raises NotOurFile, WrittenByNewer, CorpusUnreadable, BadCiphertext.
    """
    with opened(file) as stored:
        return stored.facts(), stored.audit()


def _attempt(read: Callable[[], _T]) -> _T | None:
    """None where a damaged source does not give it. Raises WrittenByNewer: that is no damage."""
    try:
        return read()
    except WrittenByNewer:
        raise
    except (AurityError, sqlite3.DatabaseError, ValueError, TypeError):
        return None
