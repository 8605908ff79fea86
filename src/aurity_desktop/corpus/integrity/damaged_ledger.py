"""A damaged ledger: which one it is, what can still be read of it, and its way out of the place
that another one takes.

While `repair_marker` is there, nobody but `repair` opens the ledger. The new one is built aside
from the damaged one where it lies; then that is moved, the new one gets its name by one rename, and
the marker goes. Whatever kills the repair, the next one finds the damaged ledger by the marker.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from pathlib import Path

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.ledger_database import LEDGER, open_any, repair_marker
from aurity_desktop.domain.errors import CorpusUnreadable, KeyDamaged, NotALedger
from aurity_desktop.domain.keys import Keys
from aurity_desktop.runtime.paths import DAMAGED_LEDGERS, Paths
from aurity_desktop.storage.durable import put_in_place, sync_folder, write_whole
from aurity_desktop.storage.sqlite import OpenMode, connect_plain

#: The write-ahead log first: it must not be found beside the new ledger, whatever happens between.
_PARTS = ("-wal", "-shm", "")

#: How long others' looks into a damaged ledger are waited for.
PATIENCE_MS = 2_000


def is_damaged(paths: Paths, user_id: str, keys: Keys) -> bool:
    """Whether there is a ledger, and SQLite finds it damaged or none at all.

    Raises WrittenByNewer, LedgerBusy, VaultLocked, KeyDamaged, DiskFull.
    """
    if not paths.ledger.exists():
        return False
    try:
        with closing(SqliteLedger(paths.ledger, user_id, keys=keys)) as ledger:
            return bool(ledger.damage())
    except (NotALedger, CorpusUnreadable):
        return True


def began_before(paths: Paths) -> Path | None:
    """Where the damaged ledger goes by a repair that was cut off; None where none was."""
    marker = repair_marker(paths.ledger)
    if not marker.exists():
        return None
    name = marker.read_bytes().decode("utf-8", "replace").strip()
    return paths.data / name if fnmatchcase(name, DAMAGED_LEDGERS) else _new_name(paths)


def begin(paths: Paths) -> Path:
    """Put the marker there, durable, and return where the damaged ledger will go."""
    damaged = _new_name(paths)
    write_whole(repair_marker(paths.ledger), [damaged.name.encode()])
    return damaged


def end(paths: Paths) -> None:
    """The ledger is there for everybody again."""
    repair_marker(paths.ledger).unlink(missing_ok=True)
    sync_folder(paths.data)


def is_partly_moved(damaged: Path) -> bool:
    """Whether a part of it lies under its new name already."""
    return any(_part(damaged, suffix).exists() for suffix in _PARTS)


def move(paths: Paths, damaged: Path) -> None:
    """All parts of the ledger under their new name, durable; goes on where it was cut off."""
    if damaged.exists():
        return  # the ledger's own file goes last: all of it is there
    for suffix in _PARTS:
        part = _part(paths.ledger, suffix)
        if part.exists():
            put_in_place(part, _part(damaged, suffix))
    sync_folder(paths.data)


def require_alone(path: Path, keys: Keys) -> None:
    """Raises LedgerBusy where another process, or another connection of this one, has it open."""
    try:
        open_any(path, keys, _take_alone)[0].close()
    except (NotALedger, CorpusUnreadable, KeyDamaged, sqlite3.DatabaseError):
        return  # then nobody else can have it open either


@contextmanager
def reading(path: Path, paths: Paths, keys: Keys) -> Iterator[SqliteLedger]:
    """A damaged ledger, read only and as far as it goes.

    One that no key opens is read as if it were plain, and gives nothing.
    """
    try:
        connection, _ = open_any(path, keys, _look, read_only=True)
    except (NotALedger, CorpusUnreadable, sqlite3.DatabaseError):
        connection = _as_plain(path)
    reader = SqliteLedger(paths.ledger, "", keys=keys, connection=connection)
    try:
        yield reader
    finally:
        reader.close()


def _as_plain(path: Path) -> sqlite3.Connection:
    try:
        return connect_plain(LEDGER.busy_seconds, mode=OpenMode.READ_ONLY)(path)
    except sqlite3.DatabaseError:  # a folder, for one
        return sqlite3.connect(":memory:", isolation_level=None)


def _look(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _take_alone(connection: sqlite3.Connection) -> None:
    """Every connection to a ledger holds a shared lock: this one asks for the whole of it."""
    connection.execute(f"PRAGMA busy_timeout = {PATIENCE_MS}").fetchone()
    connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    _look(connection)
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("ROLLBACK")


def _new_name(paths: Paths) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d_%H%M%S_%f")
    return paths.ledger.with_name(DAMAGED_LEDGERS.replace("*", f"{stamp}.db"))


def _part(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
