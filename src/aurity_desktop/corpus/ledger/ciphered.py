"""SQLCipher behind the face of `sqlite3`: the same calls, errors of the same names and codes.

SQLCipher (AES-256-CBC and HMAC-SHA-512 a page) is a SQLite of its own, with exception classes of
its own. A process that has a database open with one of the two must not open it with the other:
each keeps its own account of the POSIX locks on the file, and closing drops them for both
(sqlite.org/howtocorrupt.html, 2.2).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar, cast

from aurity_desktop.storage.sqlite import OpenMode, database_uri

_T = TypeVar("_T")


def connect_ciphered(
    path: Path, key: bytes | None, *, timeout: float, read_only: bool = False
) -> sqlite3.Connection:
    """A connection whose database is under `key`; without one, SQLCipher on a plain database.

    Nothing is read yet, so a wrong key shows at the first statement, as SQLITE_NOTADB. Raises
    sqlite3.Error.
    """
    from sqlcipher3 import dbapi2

    mode = OpenMode.READ_ONLY if read_only else OpenMode.CREATE
    address = database_uri(path.absolute(), mode)
    raw = _translated(
        lambda: dbapi2.connect(address, uri=True, timeout=timeout, isolation_level=None)
    )
    connection = _Connection(raw)
    connection.execute("PRAGMA cipher_log_level = NONE")  # it would write to standard error
    if key is not None:
        connection.execute(f"PRAGMA key = {quoted(key)}")
    return cast(sqlite3.Connection, connection)


def quoted(key: bytes) -> str:
    """The key as SQLCipher takes it raw, without deriving it from a passphrase."""
    return f"\"x'{key.hex()}'\""


class _Connection:
    """What the corpus uses of `sqlite3.Connection`."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    def execute(self, sql: str, values: Any = ()) -> _Cursor:
        return _Cursor(_translated(lambda: self._raw.execute(sql, values)))

    def executemany(self, sql: str, rows: Any) -> _Cursor:
        return _Cursor(_translated(lambda: self._raw.executemany(sql, rows)))

    @property
    def text_factory(self) -> Any:
        """What makes a text of its bytes."""
        return self._raw.text_factory

    @text_factory.setter
    def text_factory(self, make: Any) -> None:
        self._raw.text_factory = make

    @property
    def in_transaction(self) -> bool:
        return bool(self._raw.in_transaction)

    def close(self) -> None:
        _translated(self._raw.close)


class _Cursor:
    """What the corpus uses of `sqlite3.Cursor`."""

    def __init__(self, raw: Any) -> None:
        self._raw = raw

    @property
    def rowcount(self) -> int:
        return int(self._raw.rowcount)

    def fetchone(self) -> Any:
        return _translated(self._raw.fetchone)

    def fetchall(self) -> Sequence[Any]:
        return _translated(self._raw.fetchall)

    def __iter__(self) -> Iterator[Any]:
        while (row := self.fetchone()) is not None:
            yield row


def _translated(call: Callable[[], _T]) -> _T:
    from sqlcipher3 import dbapi2

    try:
        return call()
    except dbapi2.Error as error:
        twin: sqlite3.Error = getattr(sqlite3, type(error).__name__)(*error.args)
        twin.sqlite_errorcode = getattr(error, "sqlite_errorcode", 0)
        twin.sqlite_errorname = getattr(error, "sqlite_errorname", "")
        raise twin from error
