"""One open ledger: the connection that all of its parts share."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, TypeAlias

from aurity_desktop.corpus.ledger.ledger_database import LEDGER, schema_differences, translated
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.storage.sqlite import Database, numbered
from aurity_desktop.storage.sqlite_errors import NOT_UTF8


def _lenient(text: bytes) -> str:
    return text.decode("utf-8", "replace")


#: A row as SQLite gives it.
Row: TypeAlias = tuple[Any, ...]


class OpenLedger:
    """A connection to the ledger at `path`, for one thread.

    `keys` are those of the files beside it. SQLite's errors come as ours, see
    `ledger_database.translated`.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path, keys: Keys = PLAIN) -> None:
        self._database = Database(connection, path, LEDGER)
        self.connection = connection
        self.path = path
        self.keys = keys

    def rows(self, sql: str, *values: object) -> list[Row]:
        """All rows of one SELECT; its parameters are `?` in their order, or ?1, ?2 …"""
        return self._fetched(sql, numbered(*values) if "?1" in sql else values)

    def named_rows(self, sql: str, values: Mapping[str, object]) -> list[Row]:
        """All rows of one SELECT whose parameters are named."""
        return self._fetched(sql, values)

    def _fetched(self, sql: str, values: Sequence[object] | Mapping[str, object]) -> list[Row]:
        """A text that is no UTF-8 was planted, and must not keep the other rows from being read.

        It comes with U+FFFD in it, so that whoever checks hashes finds it.
        """
        with translated(self.path):
            try:
                return self.connection.execute(sql, values).fetchall()
            except sqlite3.OperationalError as error:
                if NOT_UTF8 not in str(error):
                    raise
            before = self.connection.text_factory
            self.connection.text_factory = _lenient
            try:
                return self.connection.execute(sql, values).fetchall()
            finally:
                self.connection.text_factory = before

    def readable(self, select: str, key: str, *values: object) -> list[Row]:
        """The rows of a SELECT without an order that a damaged database still gives.

        From the beginning to the damage, and from the end back to it. `key` are the columns that
        the table is kept by; the first value that is selected tells rows apart.
        """
        self.connection.text_factory = _lenient
        found, whole = self._until_damage(f"{select} ORDER BY {key}", values)
        if not whole:
            backwards = ", ".join(f"{column} DESC" for column in key.split(", "))
            found += self._until_damage(f"{select} ORDER BY {backwards}", values)[0]
        return list({row[0]: row for row in found}.values())

    def _until_damage(self, sql: str, values: Sequence[object]) -> tuple[list[Row], bool]:
        rows: list[Row] = []
        try:
            cursor = self.connection.execute(sql, values)
            while (row := cursor.fetchone()) is not None:
                rows.append(row)
        except sqlite3.DatabaseError:
            return rows, False
        return rows, True

    def row(self, sql: str, *values: object) -> Row | None:
        """The first row, None where there is none."""
        rows = self.rows(sql, *values)
        return rows[0] if rows else None

    def transaction(self) -> AbstractContextManager[object]:
        """A write transaction: all or nothing, durable when the block has been left.

        It takes the write lock at once. Raises TransactionOpen inside another one.
        """
        return self._database.transaction()

    def snapshot(self) -> AbstractContextManager[object]:
        """What is read inside belongs to one moment; others may record meanwhile.

        Keep it short: it holds up the checkpoint of the write-ahead log.
        """
        return self._database.snapshot()

    def damage(self) -> list[str]:
        """What SQLite itself finds wrong with the database, and where its schema is not ours.

        Empty when it is whole. Reads all of it.
        """
        try:
            rows = self.connection.execute("PRAGMA integrity_check").fetchall()
            wrong = schema_differences(self.connection)
        except sqlite3.DatabaseError as error:
            return [str(error)]
        return [*(str(row[0]) for row in rows if row[0] != "ok"), *wrong]

    def close(self) -> None:
        """Twice is harmless."""
        self.connection.close()
