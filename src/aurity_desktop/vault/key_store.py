"""`keys.db`: every wrapped key of a data folder, in one SQLite file.

So changing the master key is one transaction. It holds no secret by itself. Its own file and not
the ledger, so that a ledger from a backup does not bring the key of an erased session back. A
connection lives as long as one call. A rollback journal and no write-ahead log: what was deleted
stands in no second file afterwards, nor in the blocks that such a file had.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import (
    CorpusUnreadable,
    KeysNotAuthentic,
    LedgerBusy,
    VaultExists,
)
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.storage.durable import make_private_file
from aurity_desktop.storage.migrations import numbered_steps
from aurity_desktop.storage.rollback_journal import without_a_trace
from aurity_desktop.storage.sqlite import (
    Database,
    DatabaseFormat,
    JournalMode,
    OpenMode,
    Pragmas,
    Synchronous,
    TransactionKind,
    connect_plain,
)
from aurity_desktop.storage.sqlite_errors import StoreErrors, translated
from aurity_desktop.vault.key_rows import Folder, KeyFile, Row, SessionKey
from aurity_desktop.vault.locks import Lock

#: How `keys.db` is kept: what is deleted is overwritten, in the one file there is, and the journal
#: that could bring it back is gone from its folder (EXTRA) before a commit returns.
KEYS: Final = DatabaseFormat(
    application_id=0x4155524B,  # "AURK"
    steps=numbered_steps("aurity_desktop.vault"),
    pragmas=Pragmas(JournalMode.ROLLBACK, Synchronous.EXTRA, secure_delete=True),
    errors=StoreErrors(
        busy=LedgerBusy,
        not_ours=CorpusUnreadable,
        damaged=CorpusUnreadable,
        other=CorpusUnreadable,
    ),
    busy_seconds=10.0,
)


class KeyRows:
    """The rows, inside one transaction or snapshot. Keys are wrapped as they go in and out."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def file(self) -> KeyFile:
        """All rows, each table read once."""
        return KeyFile(
            folders=self._rows("SELECT folder_id, generation, ledger_encrypted FROM folder"),
            locks=self._rows(
                "SELECT kind, public, ephemeral, encrypted, salt, memory_kib, passes, lanes, "
                "made_at, authenticator, voucher FROM locks"
            ),
            ledger=self._rows("SELECT position, wrapped FROM ledger_keys"),
            session_keys=self._rows("SELECT session_id, wrapped, whole, made_at FROM session_keys"),
            mac=self.mac(),
        )

    def mac(self) -> bytes:
        """What proves all the rows; empty in a file from before there was one."""
        found = self._execute("SELECT mac FROM authentication").fetchone()
        return bytes(found[0]) if found else b""

    def authenticate(self, master: bytes) -> None:
        """Write the MAC over all rows as they are now, as the last thing in a transaction."""
        self._execute(
            "INSERT OR REPLACE INTO authentication (one, mac) VALUES (1, ?)",
            (self.file().authentication(master),),
        )

    def folder(self) -> Folder:
        """Raises KeyDamaged where the row is gone."""
        return self.file().folder

    def set_folder(self, folder: Folder) -> None:
        """In place of what stood there."""
        self._execute(
            "INSERT INTO folder (one, folder_id, generation, ledger_encrypted) "
            "VALUES (1, ?, ?, ?) ON CONFLICT (one) DO UPDATE SET folder_id = excluded.folder_id, "
            "generation = excluded.generation, ledger_encrypted = excluded.ledger_encrypted",
            (folder.folder_id, folder.generation, int(folder.ledger_encrypted)),
        )

    def locks(self) -> dict[LockKind, Lock]:
        """At most one of each kind."""
        return self.file().lock_by_kind

    def set_lock(self, lock: Lock) -> None:
        """In place of the one of its kind."""
        cost = lock.cost
        self._execute(
            "INSERT OR REPLACE INTO locks (kind, public, ephemeral, encrypted, salt, memory_kib, "
            "passes, lanes, made_at, authenticator, voucher) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                lock.kind.value,
                lock.public,
                lock.ephemeral,
                lock.encrypted,
                lock.salt,
                cost.memory_kib,
                cost.passes,
                cost.lanes,
                _now(),
                lock.authenticator,
                lock.voucher,
            ),
        )

    def remove_lock(self, kind: LockKind) -> None:
        """Nothing happens where there is none."""
        self._execute("DELETE FROM locks WHERE kind = ?", (kind.value,))

    def keep_only_lock(self, kind: LockKind) -> None:
        """Every other row goes, those of no known kind as well."""
        self._execute("DELETE FROM locks WHERE kind != ?", (kind.value,))

    def ledger_keys(self) -> dict[int, bytes]:
        """0 is the one the ledger has, 1 the one it is given next."""
        return self.file().ledger_keys

    def set_ledger_keys(self, keys: dict[int, bytes]) -> None:
        """Wrapped ones, in place of all that stood there."""
        self._execute("DELETE FROM ledger_keys")
        for position, wrapped in keys.items():
            self._execute(
                "INSERT INTO ledger_keys (position, wrapped) VALUES (?, ?)", (position, wrapped)
            )

    def session(self, session_id: str) -> SessionKey | None:
        """None where the session has no key: it is stored plain, or erased."""
        row = self._execute(
            "SELECT wrapped, whole FROM session_keys WHERE session_id = ?", (session_id,)
        ).fetchone()
        return SessionKey(bytes(row[0]), bool(row[1])) if row else None

    def sessions(self) -> dict[str, SessionKey]:
        """Every session that has a key, by its id."""
        return self.file().sessions

    def set_session(self, session_id: str, key: SessionKey) -> None:
        """In place of the one before, which keeps the time at which it was made."""
        self._execute(
            "INSERT INTO session_keys (session_id, wrapped, whole, made_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (session_id) DO UPDATE SET wrapped = excluded.wrapped, "
            "whole = excluded.whole",
            (session_id, key.wrapped, int(key.whole), _now()),
        )

    def remove_session(self, session_id: str) -> None:
        """Nothing happens where there is none."""
        self._execute("DELETE FROM session_keys WHERE session_id = ?", (session_id,))

    def _rows(self, query: str) -> tuple[Row, ...]:
        return tuple(self._execute(query).fetchall())


class KeyStore:
    """The file. Any thread, any process.

    Raises CorpusUnreadable, LedgerBusy, WrittenByNewer, DiskFull, FolderNotWritable.
    """

    def __init__(self, path: Path, database_format: DatabaseFormat = KEYS) -> None:
        self._path = path
        self._format = database_format

    @property
    def path(self) -> Path:
        """Where the file is, or will be."""
        return self._path

    def exists(self) -> bool:
        """Whether there are keys.

        An empty file is one whose maker was killed before it held anything: none depend on it.
        """
        if self._path.with_name(self._path.name + "-journal").exists():
            # SQLite takes back what was not committed
            with self._connected(OpenMode.CREATE) as database:
                database.connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        try:
            return self._path.stat().st_size > 0
        except FileNotFoundError:
            return False

    @contextmanager
    def reading(self) -> Iterator[KeyRows]:
        """One snapshot: whatever is read in the block belongs to one state of the file.

        Keep it short, and derive no key inside: every change by others waits meanwhile.
        """
        with self._opened() as database, database.snapshot() as connection:
            yield KeyRows(connection)

    @contextmanager
    def changing(self) -> Iterator[KeyRows]:
        """One transaction: all of it durable when the block ends, none of it when it raises.

        What it removes or replaces is then in no journal either.
        """
        with self._opened() as database, without_a_trace(database):
            yield KeyRows(database.connection)

    def create(self, fill: Callable[[KeyRows], None]) -> None:
        """The file with what `fill` puts into it, in one transaction.

        Raises VaultExists where another was first.
        """
        make_private_file(self._path)
        with (
            self._connected(OpenMode.CREATE) as database,
            without_a_trace(database, TransactionKind.EXCLUSIVE),
        ):
            _require_empty(database.connection)
            database.create_schema()
            fill(KeyRows(database.connection))

    @contextmanager
    def _opened(self) -> Iterator[Database]:
        """A file with keys in it, at the newest schema version."""
        with self._connected(OpenMode.EXISTING) as database:
            if not database.pragma("application_id"):
                raise CorpusUnreadable(self._path, "it is no store of keys")
            _refuse_programs(database.connection)
            database.migrate()
            yield database

    @contextmanager
    def _connected(self, mode: OpenMode) -> Iterator[Database]:
        with translated(self._path, self._format.errors):
            connect = connect_plain(self._format.busy_seconds, any_thread=True, mode=mode)
            database = Database(connect(self._path), self._path, self._format)
            try:
                database.check_identity()
                database.set_pragmas()
                yield database
            finally:
                database.connection.close()


def _require_empty(connection: sqlite3.Connection) -> None:
    """Raises VaultExists."""
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise VaultExists


def _refuse_programs(connection: sqlite3.Connection) -> None:
    """Raises KeysNotAuthentic: a trigger would run in each of our transactions; we have none."""
    query = "SELECT 1 FROM sqlite_master WHERE type IN ('trigger', 'view')"
    if connection.execute(query).fetchone():
        raise KeysNotAuthentic("it holds a program of its own")


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
