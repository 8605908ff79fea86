"""`keys.db`: every wrapped key of a data folder, in one SQLite file, so that changing the master
key is one transaction.

It holds no secret by itself. Its own file and not the ledger, so that a ledger from a backup does
not bring the key of an erased session back. A connection lives as long as one call. A rollback
journal and no WAL: what was deleted stands in no second file afterwards.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import (
    CorpusUnreadable,
    DiskFull,
    FolderNotWritable,
    LedgerBusy,
    VaultExists,
    WrittenByNewer,
)
from aurity_desktop.domain.keys import LockKind
from aurity_desktop.storage.durable import make_private_file
from aurity_desktop.vault.locks import Cost, Lock

APPLICATION_ID: Final = 0x4155524B  # "AURK"
SCHEMA_VERSION: Final = 1
_BUSY_SECONDS: Final = 10.0

_SCHEMA: Final = (
    """CREATE TABLE folder (
        one INTEGER PRIMARY KEY CHECK (one = 1), folder_id TEXT NOT NULL, generation INTEGER NOT NULL,
        ledger_encrypted INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE locks (
        kind TEXT PRIMARY KEY, public BLOB NOT NULL, ephemeral BLOB NOT NULL, encrypted BLOB NOT NULL, salt BLOB NOT NULL,
        memory_kib INTEGER NOT NULL, passes INTEGER NOT NULL, lanes INTEGER NOT NULL, made_at TEXT NOT NULL
    ) STRICT""",
    "CREATE TABLE ledger_keys (position INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT",
    """CREATE TABLE session_keys (
        session_id TEXT PRIMARY KEY, wrapped BLOB NOT NULL, whole INTEGER NOT NULL, made_at TEXT NOT NULL
    ) STRICT""",
)


@dataclass(frozen=True, slots=True)
class Folder:
    """`generation` counts the master keys; `ledger_encrypted` says whether the ledger is encrypted."""

    folder_id: str
    generation: int
    ledger_encrypted: bool


@dataclass(frozen=True, slots=True)
class SessionKey:
    wrapped: bytes
    whole: bool


class KeyRows:
    """The rows, inside one transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def folder(self) -> Folder:
        folder_id, generation, encrypted = self._execute(
            "SELECT folder_id, generation, ledger_encrypted FROM folder"
        ).fetchone()
        return Folder(folder_id, generation, bool(encrypted))

    def set_folder(self, folder: Folder) -> None:
        self._execute(
            "INSERT OR REPLACE INTO folder VALUES (1, ?, ?, ?)",
            (folder.folder_id, folder.generation, int(folder.ledger_encrypted)),
        )

    def locks(self) -> dict[LockKind, Lock]:
        rows = self._execute(
            "SELECT kind, public, ephemeral, encrypted, salt, memory_kib, passes, lanes FROM locks"
        )
        return {
            LockKind(kind): Lock(
                LockKind(kind), public, ephemeral, wrapped, salt, Cost(memory, passes, lanes)
            )
            for kind, public, ephemeral, wrapped, salt, memory, passes, lanes in rows
        }

    def set_lock(self, lock: Lock) -> None:
        cost = lock.cost
        self._execute(
            "INSERT OR REPLACE INTO locks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
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
            ),
        )

    def remove_lock(self, kind: LockKind) -> None:
        self._execute("DELETE FROM locks WHERE kind = ?", (kind.value,))

    def ledger_keys(self) -> dict[int, bytes]:
        """0 is the one the ledger has, 1 the one it is given next."""
        rows = self._execute("SELECT position, wrapped FROM ledger_keys ORDER BY position")
        return {position: bytes(wrapped) for position, wrapped in rows}

    def set_ledger_keys(self, keys: dict[int, bytes]) -> None:
        self._execute("DELETE FROM ledger_keys")
        for position, wrapped in keys.items():
            self._execute("INSERT INTO ledger_keys VALUES (?, ?)", (position, wrapped))

    def session(self, session_id: str) -> SessionKey | None:
        row = self._execute(
            "SELECT wrapped, whole FROM session_keys WHERE session_id = ?", (session_id,)
        ).fetchone()
        return SessionKey(bytes(row[0]), bool(row[1])) if row else None

    def sessions(self) -> dict[str, SessionKey]:
        rows = self._execute("SELECT session_id, wrapped, whole FROM session_keys")
        return {name: SessionKey(bytes(wrapped), bool(whole)) for name, wrapped, whole in rows}

    def set_session(self, session_id: str, key: SessionKey) -> None:
        self._execute(
            "INSERT INTO session_keys VALUES (?, ?, ?, ?) "
            "ON CONFLICT (session_id) DO UPDATE SET wrapped = excluded.wrapped, whole = excluded.whole",
            (session_id, key.wrapped, int(key.whole), _now()),
        )

    def remove_session(self, session_id: str) -> None:
        self._execute("DELETE FROM session_keys WHERE session_id = ?", (session_id,))


class KeyStore:
    """Any thread, any process.

    Raises CorpusUnreadable, LedgerBusy, WrittenByNewer, DiskFull, FolderNotWritable.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        return self._path

    def exists(self) -> bool:
        """An empty file is one whose maker was killed before it held anything: there are no keys in
        it, and none depend on it.
        """
        if self._path.with_name(self._path.name + "-journal").exists():
            with self._connected(
                create=True
            ) as connection:  # SQLite takes back what was not committed
                connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        try:
            return self._path.stat().st_size > 0
        except FileNotFoundError:
            return False

    @contextmanager
    def reading(self) -> Iterator[KeyRows]:
        with self._connected() as connection:
            yield KeyRows(connection)

    @contextmanager
    def changing(self) -> Iterator[KeyRows]:
        """One transaction: all of it durable when the block ends, none of it when it raises."""
        with self._connected() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield KeyRows(connection)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def create(self, fill: Callable[[KeyRows], None]) -> None:
        """The file with what `fill` puts into it, in one transaction.

        Raises VaultExists where another was first.
        """
        make_private_file(self._path)
        with self._connected(create=True) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            try:
                _require_empty(connection)
                for statement in _SCHEMA:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
                fill(KeyRows(connection))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    @contextmanager
    def _connected(self, *, create: bool = False) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(
                self._path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
            )
            try:
                if not create:
                    self._check(connection)
                connection.execute("PRAGMA synchronous = EXTRA")
                connection.execute("PRAGMA secure_delete = ON")
                yield connection
            finally:
                connection.close()
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code == sqlite3.SQLITE_FULL:
                raise DiskFull(self._path) from error
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise LedgerBusy(self._path) from error
            if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN):
                raise FolderNotWritable(self._path.parent, str(error)) from error
            raise CorpusUnreadable(self._path, str(error)) from error

    def _check(self, connection: sqlite3.Connection) -> None:
        (found,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if found != APPLICATION_ID:
            raise CorpusUnreadable(self._path, "it is no store of keys")
        if version > SCHEMA_VERSION:
            raise WrittenByNewer(self._path, version, SCHEMA_VERSION)


def _require_empty(connection: sqlite3.Connection) -> None:
    """Raises VaultExists."""
    if connection.execute("SELECT 1 FROM sqlite_master").fetchone():
        raise VaultExists


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
