"""Opening the ledger's SQLite file: private, durable, migrated, with its key where it has one, and
with SQLite's errors said in our own words.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aurity_desktop.corpus.ledger.ciphered import connect_ciphered
from aurity_desktop.corpus.ledger.schema import APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION
from aurity_desktop.domain.errors import (
    AurityError,
    CorpusUnreadable,
    DiskFull,
    FolderNotWritable,
    KeyDamaged,
    LedgerBusy,
    NotALedger,
    WrittenByNewer,
)
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.encrypted.frames import SUFFIX
from aurity_desktop.storage.durable import make_private_file, put

#: How long one process waits for another's transaction. They take about a millisecond; a stopped
#: process is the exception.
BUSY_SECONDS = 30.0


#: The header of a ledger whose place another has taken carries this in place of `APPLICATION_ID`.
MOVED_ID = 0x41554D56

_NO_DATABASE = "it is not a database"

#: A text that is none: the module's own error, without a code, and with the text in it, which
#: belongs in no log.
_NOT_UTF8 = "Could not decode to UTF-8"

#: Extended codes carry the primary one in their low byte.
_PRIMARY = 0xFF


def open_database(path: Path, keys: Keys = PLAIN) -> sqlite3.Connection:
    """The ledger at `path`, made if it is not there, at the newest schema version.

    WAL with `synchronous=FULL`: a committed transaction survives a power cut. The file is 0600 and
    its folder 0700; SQLite gives the `-wal` and `-shm` files the mode of the database. The
    connection belongs to the calling thread. Raises NotALedger, WrittenByNewer, LedgerBusy,
    CorpusUnreadable, FolderNotWritable, DiskFull, VaultLocked, KeyDamaged.
    """
    if path.is_dir():
        raise NotALedger(path, "it is a folder")
    # before there is a file: an untouched folder decides now whether it is encrypted
    keys.ledger_keys()
    make_private_file(path)
    while True:
        try:
            return _opened(path, keys)
        except _Moved:
            finish_move(path)


def next_path(path: Path) -> Path:
    """Where a ledger is built that shall take the place of the one at `path`."""
    return path.with_name(f"{path.stem}.next{path.suffix}")


def finish_move(path: Path) -> None:
    """The ledger at `path` says that another has taken its place, whose builder may have died
    before it could be put there.
    """
    with contextlib.suppress(FileNotFoundError):  # somebody else has just done it
        put(next_path(path), path)


class _Moved(Exception):
    """The file that was opened is no longer the ledger."""


def open_any(
    path: Path, keys: Keys, begin: Callable[[sqlite3.Connection], None], *, read_only: bool = False
) -> tuple[sqlite3.Connection, bytes | None]:
    """The database at `path` with the key that opens it, None where it is plain; `begin` does the
    first reading. Raises NotALedger.
    """
    for anew in (False, True):
        tried = list(_candidates(keys, anew=anew))
        for key in tried:
            try:
                with translated(path):
                    return _connected(path, key, begin, read_only=read_only), key
            except NotALedger as refused:
                if refused.detail != _NO_DATABASE:
                    raise
        if tried == [None]:
            _require_keys(path.parent / "sessions", keys)
            break
    ciphered = tried != [None]
    raise NotALedger(path, "it does not open with its key" if ciphered else _NO_DATABASE)


def _require_keys(sessions: Path, keys: Keys) -> None:
    """Beside sessions that are encrypted a ledger that is no plain database is no damaged one: it
    lacks its keys, and must not be taken for lost. Raises KeyDamaged.
    """
    encrypted = {path.relative_to(sessions).parts[0] for path in sessions.rglob(f"*{SUFFIX}")}
    if encrypted and not any(keys.cipher(name) for name in encrypted):
        raise KeyDamaged("the data folder")


def _candidates(keys: Keys, *, anew: bool) -> Iterator[bytes | None]:
    """Plain first where it may be: then this process has it open with the same library all the
    time, see `ciphered.py`. An untouched folder that has keys gets a ledger with one.
    """
    found = keys.ledger_keys(anew=anew)
    if keys.ledger_may_be_plain():
        yield None
    yield from found


def _connected(
    path: Path,
    key: bytes | None,
    begin: Callable[[sqlite3.Connection], None],
    *,
    read_only: bool = False,
) -> sqlite3.Connection:
    if key is not None:
        connection = connect_ciphered(path, key, timeout=BUSY_SECONDS, read_only=read_only)
    elif read_only:
        address = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    else:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        begin(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _opened(path: Path, keys: Keys) -> sqlite3.Connection:
    def begin(connection: sqlite3.Connection) -> None:
        _check_identity(connection, path)
        _use_wal(connection, path)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")  # what is erased leaves no bytes behind
        # else INSERT OR REPLACE slips past the triggers
        connection.execute("PRAGMA recursive_triggers = ON")
        connection.execute("PRAGMA cache_size = -16000")  # 16 MB
        _migrate(connection, path)

    return open_any(path, keys, begin)[0]


def memory_database() -> sqlite3.Connection:
    """An empty ledger that is gone when it is closed."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    _migrate(connection, Path(":memory:"))
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """All or nothing, durable when the block has been left.

    Takes the write lock at once, so that what the block reads still holds.
    """
    with translated(path):
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # SQLite itself rolls back on a full disk
                connection.execute("ROLLBACK")
            raise


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """SQLite's errors as ours.

    A broken constraint is a bug of ours or a tampering, and stays what it is.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.DatabaseError as error:
        raise _translation(error, path) from error


def _translation(error: sqlite3.DatabaseError, path: Path) -> AurityError | sqlite3.DatabaseError:
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LedgerBusy(path)
    if code == sqlite3.SQLITE_NOTADB:
        return NotALedger(path, _NO_DATABASE)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
        return FolderNotWritable(path.parent, str(error))
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR) or _NOT_UTF8 in str(error):
        return CorpusUnreadable(path, str(error).partition(" with text ")[0])
    return error


def _check_identity(connection: sqlite3.Connection, path: Path) -> None:
    application_id = _pragma(connection, "application_id")
    version = _pragma(connection, "user_version")
    if application_id == MOVED_ID:
        raise _Moved
    if application_id == APPLICATION_ID:
        if version > SCHEMA_VERSION:
            raise WrittenByNewer(path, version, SCHEMA_VERSION)
        return
    foreign = (
        application_id
        or version
        or connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None
    )
    # Another process may have made the schema between these lines: then the header says so by now.
    if foreign and _pragma(connection, "application_id") != APPLICATION_ID:
        raise NotALedger(path, "it belongs to another program")


def _use_wal(connection: sqlite3.Connection, path: Path) -> None:
    """SQLite does not wait for others while it changes the journal mode, so several first starts at
    once have to take turns here.
    """
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & _PRIMARY == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > deadline:
                raise
            time.sleep(0.01)
        else:
            if mode != "wal":
                raise CorpusUnreadable(
                    path, f"its journal is {mode}; the file system has no shared memory"
                )
            return


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "user_version") == SCHEMA_VERSION:
        return
    with transaction(connection, path):
        version = _pragma(connection, "user_version")  # another process may have been first
        for script in MIGRATIONS[version:]:
            for statement in _statements(script):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")


def _statements(script: str) -> Iterator[str]:
    """One statement at a time: `executescript` would commit the transaction it runs in."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if statement.strip() and sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    (value,) = connection.execute(f"PRAGMA {name}").fetchone()
    return int(value)
