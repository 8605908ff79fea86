"""The one way in which a SQLite file of ours is opened, whichever store it belongs to.

A store describes its file by a frozen `DatabaseFormat`: who it belongs to (`application_id`), its
numbered migrations, its pragmas and its errors. What is opened is private to the user, is refused
unchanged when it belongs to another program or to a newer version of this one, and is at the newest
schema version. SQLCipher is opened the same way: `connect` makes the connection.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from pathlib import Path, PurePath
from typing import Final
from urllib.parse import quote_from_bytes

from aurity_desktop.storage.durable import make_private_file
from aurity_desktop.storage.migrations import Step
from aurity_desktop.storage.sqlite_errors import (
    StoreErrors,
    TransactionOpen,
    is_busy,
    translated,
)

#: Pause between two attempts to change the journal mode.
_RETRY_SECONDS: Final = 0.01

Connect = Callable[[Path], sqlite3.Connection]


class JournalMode(StrEnum):
    """How a transaction is made atomic.

    WAL: a write-ahead log. ROLLBACK: a rollback journal that is deleted at each commit.
    """

    WAL = "wal"
    ROLLBACK = "delete"


class Synchronous(IntEnum):
    """When SQLite calls fsync; on macOS F_FULLFSYNC, since fsync stops at the drive's cache there.

    FULL: at every commit, so that it survives a power cut. EXTRA: the journal's folder too, which a
    rollback journal needs for that.
    """

    FULL = 2
    EXTRA = 3


class TransactionKind(StrEnum):
    """IMMEDIATE takes the write lock; EXCLUSIVE keeps readers out too (rollback journal)."""

    IMMEDIATE = "IMMEDIATE"
    EXCLUSIVE = "EXCLUSIVE"


class OpenMode(StrEnum):
    """What a connection may do with the file; CREATE makes it where it is missing."""

    READ_ONLY = "ro"
    EXISTING = "rw"
    CREATE = "rwc"


def numbered(*values: object) -> dict[str, object]:
    """The parameters of a statement that calls them ?1, ?2 …

    By their numbers: Python 3.12 before 3.12.4 warns of a sequence there.
    """
    return {str(number): value for number, value in enumerate(values, 1)}


@dataclass(frozen=True, slots=True)
class Pragmas:
    """What a connection is told before it is used.

    Each is always said: SQLite's defaults depend on how it was compiled. `secure_delete` overwrites
    what is deleted with zeros. `recursive_triggers` has INSERT OR REPLACE fire the triggers on
    DELETE. `cache_kib` of 0 leaves SQLite's own size.
    """

    journal_mode: JournalMode
    synchronous: Synchronous
    secure_delete: bool
    recursive_triggers: bool = False
    cache_kib: int = 0


@dataclass(frozen=True, slots=True)
class DatabaseFormat:
    """One kind of database file.

    `application_id` stands in the file's header and tells it from other SQLite files; 0 where a
    store has none. `steps` are its migrations; the last one's number is the schema version.
    `busy_seconds` is how long another process's lock is waited for.
    """

    application_id: int
    steps: tuple[Step, ...]
    pragmas: Pragmas
    errors: StoreErrors
    busy_seconds: float

    @property
    def version(self) -> int:
        """The newest schema version that this program knows."""
        return self.steps[-1].number


@dataclass(frozen=True, slots=True)
class Database:
    """An open connection, which file it is, and how that kind of file is used.

    As thread-safe as its connection: several threads share one only under a lock of their own.
    """

    connection: sqlite3.Connection
    path: Path
    format: DatabaseFormat

    def prepare(self) -> None:
        """Check whose file it is, set the pragmas, and migrate it to the newest schema version.

        A file that is refused is left as it is. Raises the errors of the format.
        """
        with translated(self.path, self.format.errors):
            self.check_identity()
            self.set_pragmas()
        self.migrate()

    def check_identity(self) -> None:
        """The file is empty or of this format. Raises `not_ours` and `newer` of its errors."""
        if self._is_ours():
            return
        empty = not self.pragma("application_id") and not self.pragma("user_version")
        if empty and self._has_no_tables():
            return
        # another process may have made the schema between these lines
        if not self._is_ours():
            raise self.format.errors.not_ours(self.path, "it belongs to another program")

    def set_pragmas(self) -> None:
        """Tell the connection how this kind of file is kept. Raises sqlite3.Error, `damaged`."""
        pragmas = self.format.pragmas
        self._set_journal_mode(pragmas.journal_mode)
        for name, value in (
            ("synchronous", pragmas.synchronous.value),
            ("fullfsync", 1),
            ("checkpoint_fullfsync", 1),
            ("secure_delete", int(pragmas.secure_delete)),
            ("recursive_triggers", int(pragmas.recursive_triggers)),
        ):
            self.connection.execute(f"PRAGMA {name} = {value}")
        if pragmas.cache_kib:
            self.connection.execute(f"PRAGMA cache_size = {-pragmas.cache_kib}")

    @contextmanager
    def transaction(
        self, kind: TransactionKind = TransactionKind.IMMEDIATE
    ) -> Iterator[sqlite3.Connection]:
        """All or nothing, durable when the block has been left.

        Takes the write lock at once, so that what the block reads still holds when it writes.
        Raises TransactionOpen inside another transaction or snapshot, and the errors of the format.
        """
        if self.connection.in_transaction:
            raise TransactionOpen(f"a transaction is open already in {self.path.name}")
        with translated(self.path, self.format.errors):
            self.connection.execute(f"BEGIN {kind}")
            try:
                yield self.connection
                self.connection.execute("COMMIT")
            except BaseException:
                self._roll_back()
                raise

    @contextmanager
    def snapshot(self) -> Iterator[sqlite3.Connection]:
        """What is read in the block belongs to one moment, whatever other processes commit.

        Keep it short: it holds up a checkpoint, and with a rollback journal every commit. Inside a
        transaction or another snapshot it is part of that. Raises the errors of the format.
        """
        with translated(self.path, self.format.errors):
            if self.connection.in_transaction:
                yield self.connection
                return
            self.connection.execute("BEGIN DEFERRED")
            try:
                # BEGIN alone takes no lock: the first read chooses the moment
                self.connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()
                yield self.connection
            finally:
                self._roll_back()

    def migrate(self) -> None:
        """Apply the steps that are missing, each in one transaction of its own.

        A new file gets all of them in one. Of several processes that open the file at once, one
        takes each step. Raises the errors of the format.
        """
        while self.pragma("user_version") != self.format.version:
            with self.transaction():
                version = self.pragma("user_version")  # another process may have been first
                if version > self.format.version:
                    raise self.format.errors.newer(self.path, version, self.format.version)
                if version == 0:
                    self.create_schema()
                elif version < self.format.version:
                    self._apply(self.format.steps[version])

    def create_schema(self) -> None:
        """All steps at once, inside a transaction of the caller's, on a file that is empty."""
        for step in self.format.steps:
            self._apply(step)

    def pragma(self, name: str) -> int:
        """A pragma whose value is a whole number. Raises the errors of the format."""
        with translated(self.path, self.format.errors):
            (value,) = self.connection.execute(f"PRAGMA {name}").fetchone()
        return int(value)

    def close(self) -> None:
        """Twice is harmless."""
        with translated(self.path, self.format.errors):
            self.connection.close()

    def _roll_back(self) -> None:
        """SQLite may have rolled back by itself, as it does when the disk is full."""
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def _apply(self, step: Step) -> None:
        step.apply(self.connection)
        if self.format.application_id:
            self.connection.execute(f"PRAGMA application_id = {self.format.application_id}")

    def _is_ours(self) -> bool:
        version = self.pragma("user_version")
        if self.pragma("application_id") != self.format.application_id:
            return False
        if version > self.format.version:
            raise self.format.errors.newer(self.path, version, self.format.version)
        return bool(version or self.format.application_id)

    def _has_no_tables(self) -> bool:
        return self.connection.execute("SELECT 1 FROM sqlite_master").fetchone() is None

    def _set_journal_mode(self, wanted: JournalMode) -> None:
        """Several first starts at once take turns here.

        SQLite itself does not wait for others while it changes the journal mode.
        """
        deadline = time.monotonic() + self.format.busy_seconds
        while True:
            try:
                (mode,) = self.connection.execute(f"PRAGMA journal_mode = {wanted}").fetchone()
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > deadline:
                    raise
                time.sleep(_RETRY_SECONDS)
            else:
                break
        if mode != wanted:
            lacking = "; the file system has no shared memory" if wanted is JournalMode.WAL else ""
            raise self.format.errors.damaged(self.path, f"its journal is {mode}{lacking}")


def open_database(
    path: Path, database_format: DatabaseFormat, connect: Connect | None = None
) -> Database:
    """The database at `path`, made if it is not there, at the newest schema version.

    The file is 0600 and its folder 0700 before SQLite opens it; SQLite gives `-wal`, `-shm` and
    `-journal` the mode of the database. The connection belongs to the calling thread unless
    `connect` says otherwise. Raises the errors of the format, DiskFull, FolderNotWritable.
    """
    make_private_file(path)
    return prepared(path, database_format, connect or connect_plain(database_format.busy_seconds))


def prepared(path: Path, database_format: DatabaseFormat, connect: Connect) -> Database:
    """As `open_database`, for a file that is there already; closed again when it is refused."""
    with translated(path, database_format.errors):
        database = Database(connect(path), path, database_format)
    try:
        database.prepare()
    except BaseException:
        database.connection.close()
        raise
    return database


def remove_database(path: Path) -> None:
    """The file and what SQLite keeps beside it; nothing where there is none. Raises OSError."""
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def database_uri(path: PurePath, mode: OpenMode) -> str:
    """An absolute path as the URI that SQLite takes (sqlite.org/uri.html).

    A share of Windows stands in the path, with an empty authority: SQLite takes no other one.
    """
    text = quote_from_bytes(os.fsencode(path.as_posix()), safe="/:")
    return f"file://{'' if text.startswith('/') else '/'}{text}?mode={mode}"


def connect_plain(
    busy_seconds: float, *, any_thread: bool = False, mode: OpenMode = OpenMode.CREATE
) -> Connect:
    """Makes connections that are not encrypted and leave transactions to `Database`.

    `any_thread` is for those who take turns by a mutex of their own.
    """

    def connect(path: Path) -> sqlite3.Connection:
        return sqlite3.connect(
            database_uri(path.absolute(), mode),
            uri=True,
            timeout=busy_seconds,
            isolation_level=None,
            check_same_thread=not any_thread,
        )

    return connect
