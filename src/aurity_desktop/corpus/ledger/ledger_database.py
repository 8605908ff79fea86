"""Opening the ledger's file by the one opener of `storage/sqlite.py`.

What only a ledger has is here: a key where the folder is encrypted, and a successor that may have
taken its place.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cache
from pathlib import Path

from aurity_desktop.corpus.ledger.ciphered import connect_ciphered
from aurity_desktop.corpus.ledger.schema import APPLICATION_ID
from aurity_desktop.domain.errors import CorpusUnreadable, KeyDamaged, LedgerBusy, NotALedger
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.encrypted.frames import SUFFIX
from aurity_desktop.storage import sqlite_errors
from aurity_desktop.storage.durable import make_private_file, put
from aurity_desktop.storage.file_lock import FileLock, LockHeld
from aurity_desktop.storage.migrations import Step, numbered_steps
from aurity_desktop.storage.sqlite import (
    Connect,
    Database,
    DatabaseFormat,
    JournalMode,
    OpenMode,
    Pragmas,
    Synchronous,
    connect_plain,
)
from aurity_desktop.storage.sqlite_errors import NO_DATABASE, StoreErrors

#: How the ledger's file is kept: WAL with `synchronous=FULL`, so that a committed transaction
#: survives a power cut; what is erased leaves no bytes behind; INSERT OR REPLACE does not slip past
#: the triggers. A process waits 30 s for another's transaction: they take about a millisecond, and
#: a stopped process is the exception.
LEDGER = DatabaseFormat(
    application_id=APPLICATION_ID,
    steps=numbered_steps("aurity_desktop.corpus.ledger"),
    pragmas=Pragmas(
        JournalMode.WAL,
        Synchronous.FULL,
        secure_delete=True,
        recursive_triggers=True,
        cache_kib=16_000,
    ),
    errors=StoreErrors(busy=LedgerBusy, not_ours=NotALedger, damaged=CorpusUnreadable),
    busy_seconds=30.0,
)

_COMMENT = re.compile(r"--[^\n]*")
_AROUND_SIGNS = re.compile(r" ?([(),]) ?")

#: The header of a ledger whose place another has taken carries this in place of `APPLICATION_ID`.
MOVED_ID = 0x41554D56


def open_database(
    path: Path, keys: Keys = PLAIN, database_format: DatabaseFormat = LEDGER
) -> sqlite3.Connection:
    """The ledger at `path`, made if it is not there, at the newest schema version.

    The connection belongs to the calling thread. Raises NotALedger, WrittenByNewer, LedgerBusy,
    CorpusUnreadable, FolderNotWritable, DiskFull, VaultLocked, KeyDamaged.
    """
    if path.is_dir():
        raise NotALedger(path, "it is a folder")
    if repair_marker(path).exists():
        raise CorpusUnreadable(path, "its repair is not done")
    # before there is a file: an untouched folder decides now whether it is encrypted
    keys.ledger_keys()
    make_private_file(path)

    def prepare(connection: sqlite3.Connection) -> None:
        _check_moved(connection)
        Database(connection, path, database_format).prepare()

    while True:
        try:
            return open_any(path, keys, prepare)[0]
        except _Moved:
            finish_move(path, keys)


def repair_marker(path: Path) -> Path:
    """What lies beside the ledger at `path` while it is repaired, and until that is done.

    Nobody opens the ledger meanwhile: what is recorded in it would be left behind in the old one,
    and an empty one would be begun where it has been moved away. It holds the name that the damaged
    ledger gets.
    """
    return path.with_name(f"{path.name}.repairing")


def next_path(path: Path) -> Path:
    """Where a ledger is built that shall take the place of the one at `path`."""
    return path.with_name(f"{path.stem}.next{path.suffix}")


@contextmanager
def moving(path: Path, *, patience: float) -> Iterator[None]:
    """Whoever builds `next_path` or puts it in place does so alone, by a lock between processes.

    Raises LedgerBusy after `patience` seconds.
    """
    try:
        lock = FileLock(path.with_name(f"{path.name}.lock"), patience=patience)
    except LockHeld as held:
        raise LedgerBusy(path) from held
    try:
        yield
    finally:
        lock.release()


def take_place(path: Path) -> None:
    """Put the finished ledger at `next_path` in the place of the one at `path`; durable.

    For who holds `moving`. Raises FileNotFoundError.
    """
    put(next_path(path), path)


def finish_move(path: Path, keys: Keys) -> None:
    """Put the ledger that has taken the place of the one at `path` there, where its builder died
    before it could.

    Nothing where somebody else has done it since: what lies at `next_path` by now may be half of
    another one. Raises LedgerBusy, CorpusUnreadable.
    """
    with moving(path, patience=LEDGER.busy_seconds):
        try:
            open_any(path, keys, _check_moved)[0].close()
        except _Moved as moved:
            try:
                take_place(path)
            except FileNotFoundError:
                detail = f"{next_path(path).name} took its place, and is gone"
                raise CorpusUnreadable(path, detail) from moved


class _Moved(Exception):
    """The file that was opened is no longer the ledger."""


def open_any(
    path: Path, keys: Keys, begin: Callable[[sqlite3.Connection], None], *, read_only: bool = False
) -> tuple[sqlite3.Connection, bytes | None]:
    """The database at `path`, and the key that opens it; None where it is plain.

    `begin` does the first reading, which shows whether the key is right. Raises NotALedger.
    """
    for anew in (False, True):
        tried = list(_candidates(keys, anew=anew))
        for key in tried:
            try:
                with translated(path):
                    return _connected(path, _connector(key, read_only=read_only), begin), key
            except NotALedger as refused:
                if refused.detail != NO_DATABASE:
                    raise
        if tried == [None]:
            _require_keys(path.parent / "sessions", keys)
            break
    ciphered = tried != [None]
    raise NotALedger(path, "it does not open with its key" if ciphered else NO_DATABASE)


def _require_keys(sessions: Path, keys: Keys) -> None:
    """Tell a ledger whose keys are missing from a damaged one. Raises KeyDamaged.

    Beside sessions that are encrypted, a ledger that is no plain database lacks its keys, and must
    not be taken for lost.
    """
    encrypted = {path.relative_to(sessions).parts[0] for path in sessions.rglob(f"*{SUFFIX}")}
    if encrypted and not any(keys.cipher(name) for name in encrypted):
        raise KeyDamaged("the data folder")


def _candidates(keys: Keys, *, anew: bool) -> Iterator[bytes | None]:
    """The keys to try, None for a plain ledger, the likeliest first.

    Plain first where it may be: then this process has it open with the same library all the time,
    see `ciphered.py`. An untouched folder that has keys gets a ledger with one.
    """
    found = keys.ledger_keys(anew=anew)
    if keys.ledger_may_be_plain():
        yield None
    yield from found


def _connector(key: bytes | None, *, read_only: bool) -> Connect:
    if key is None:
        mode = OpenMode.READ_ONLY if read_only else OpenMode.CREATE
        return connect_plain(LEDGER.busy_seconds, mode=mode)
    return lambda path: connect_ciphered(
        path, key, timeout=LEDGER.busy_seconds, read_only=read_only
    )


def _connected(
    path: Path, connect: Connect, begin: Callable[[sqlite3.Connection], None]
) -> sqlite3.Connection:
    connection = connect(path)
    try:
        begin(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def memory_database() -> sqlite3.Connection:
    """An empty ledger that is gone when it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    Database(connection, Path(":memory:"), LEDGER).migrate()
    return connection


def schema_differences(connection: sqlite3.Connection) -> list[str]:
    """What is planted, changed or missing among tables, indexes, triggers and views; in order.

    A trigger that somebody added would change what is recorded from then on. Raises sqlite3.Error.
    """
    found, wanted = _schema(connection), _own_schema(LEDGER.steps)
    return sorted(
        [f"{each} is not of Aurity's schema" for each in found.keys() - wanted.keys()]
        + [f"{each} is missing" for each in wanted.keys() - found.keys()]
        + [
            f"{each} is not as Aurity makes it"
            for each in found.keys() & wanted.keys()
            if found[each] != wanted[each]
        ]
    )


@cache
def _own_schema(_steps: tuple[Step, ...]) -> dict[str, str | None]:
    """What these migrations, which are the ledger's, have made."""
    with closing(memory_database()) as fresh:
        return _schema(fresh)


def _schema(connection: sqlite3.Connection) -> dict[str, str | None]:
    """The statement that made each, without the blanks and comments that mean nothing."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
    return {f"{kind} {name}": _plain(sql) for kind, name, sql in rows}


def _plain(sql: object) -> str | None:
    if sql is None:
        return None
    return _AROUND_SIGNS.sub(r"\1", " ".join(_COMMENT.sub(" ", str(sql)).split()))


def translated(path: Path) -> AbstractContextManager[None]:
    """SQLite's errors inside the block as the ledger's."""
    return sqlite_errors.translated(path, LEDGER.errors)


def _check_moved(connection: sqlite3.Connection) -> None:
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id == MOVED_ID:
        raise _Moved
