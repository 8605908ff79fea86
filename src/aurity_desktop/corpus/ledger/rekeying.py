"""The ledger under another key.

A plain one is encrypted; an encrypted one takes a new key after something was erased. The copy is
built aside, forced to the disk, proved to be whole, and put in place by one rename; only when
nobody else has the ledger open. Killed at any instant it is one of the two: the old file says that
it was moved (`MOVED_ID`) only when the copy is durable under its name, and whoever opens the old
one after that puts the copy in its place.
"""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

from aurity_desktop.corpus.ledger.ciphered import connect_ciphered, quoted
from aurity_desktop.corpus.ledger.ledger_database import (
    MOVED_ID,
    moving,
    next_path,
    open_any,
    open_database,
    take_place,
    translated,
)
from aurity_desktop.corpus.ledger.schema import APPLICATION_ID
from aurity_desktop.domain.errors import CorpusUnreadable, LedgerBusy
from aurity_desktop.domain.keys import Keys
from aurity_desktop.storage.durable import force_file, make_private_file
from aurity_desktop.storage.sqlite import remove_database

_log = logging.getLogger(__name__)

#: How long somebody else's look into the ledger is waited for.
_PATIENCE_SECONDS = 5.0


def encrypt_ledger(path: Path, keys: Keys) -> bool:
    """The ledger is encrypted when this returns.

    False where it was already. Raises LedgerBusy, DiskFull, CorpusUnreadable.
    """
    key = _key_of(path, keys)
    if key is not None:
        keys.settle_ledger_key()
        return False
    _rebuild(path, None, keys.new_ledger_key())
    keys.settle_ledger_key()
    return True


def renew_ledger_key(path: Path, keys: Keys) -> None:
    """The ledger is under a new key when this returns.

    Its old pages, wherever a drive still holds them, open with nothing. Raises LedgerBusy while
    others have it open: the next key then stands in `keys.db` and says that this is to be done.
    """
    key = _key_of(path, keys)
    if key is None:
        return
    following = keys.new_ledger_key()
    if following == key:  # it was done, and its doer died before it could say so
        keys.settle_ledger_key()
        following = keys.new_ledger_key()
    _rebuild(path, key, following)
    keys.settle_ledger_key()


def renew_if_due(path: Path, keys: Keys) -> None:
    """What was put off because others had the ledger open, or was cut off.

    Where they still have it, it stays due.
    """
    if len(keys.ledger_keys(anew=True)) > 1:
        try:
            renew_ledger_key(path, keys)
        except LedgerBusy as error:
            _log.info("the ledger takes its new key later: %s", error)


def _key_of(path: Path, keys: Keys) -> bytes | None:
    open_database(path, keys).close()  # made, migrated, and a move that was cut off is finished
    connection, key = open_any(path, keys, _look)
    connection.close()
    return key


def _look(connection: sqlite3.Connection) -> None:
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _rebuild(path: Path, key: bytes | None, following: bytes) -> None:
    target = next_path(path)
    with moving(path, patience=_PATIENCE_SECONDS), translated(path):
        remove_database(target)
        connection = connect_ciphered(path, key, timeout=_PATIENCE_SECONDS)
        try:
            _take_alone(connection, path)
            _build(connection, target, following)
            # From here on the copy counts.
            connection.execute(f"PRAGMA application_id = {MOVED_ID}")
        finally:
            connection.close()
        take_place(path)


def _build(connection: sqlite3.Connection, target: Path, following: bytes) -> None:
    """A copy of the ledger at `target`, durable and proved; nothing there where that failed."""
    try:
        make_private_file(target)
        _copy(connection, target, following)
        force_file(target)
        _prove(connection, target, following)
    except BaseException:
        # on a full disk half a ledger would take the room of what is recorded
        remove_database(target)
        raise


def _take_alone(connection: sqlite3.Connection, path: Path) -> None:
    """Leave the write-ahead log, which needs the whole database for oneself, and stay alone.

    Raises LedgerBusy.
    """
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA fullfsync = ON")
    connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
    _look(connection)
    try:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.OperationalError as error:
        raise LedgerBusy(path) from error
    if mode != "delete":
        raise LedgerBusy(path)
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


def _copy(connection: sqlite3.Connection, target: Path, key: bytes) -> None:
    """Everything in the ledger, written into `target` under `key`; not yet forced to the disk."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute(f"ATTACH DATABASE ? AS next KEY {quoted(key)}", (str(target),))
    try:
        connection.execute("SELECT sqlcipher_export('next')").fetchone()
        connection.execute(f"PRAGMA next.user_version = {version}")
        connection.execute(f"PRAGMA next.application_id = {APPLICATION_ID}")
    finally:
        connection.execute("DETACH DATABASE next")


def _prove(connection: sqlite3.Connection, target: Path, key: bytes) -> None:
    """The copy opens with its key, is whole, has the same schema and as many rows in each table.

    Read anew from the file. Raises CorpusUnreadable.
    """
    found = connect_ciphered(target, key, timeout=_PATIENCE_SECONDS)
    try:
        for (line,) in found.execute("PRAGMA integrity_check"):
            if line != "ok":
                raise CorpusUnreadable(target, str(line))
        for pragma in ("application_id", "user_version"):
            if _one(found, f"PRAGMA {pragma}") != _one(connection, f"PRAGMA {pragma}"):
                raise CorpusUnreadable(target, f"its {pragma} is another one")
        if _schema(found) != _schema(connection):
            raise CorpusUnreadable(target, "its schema is another one")
        # a virtual table has no page of its own; its rows are those of its shadow tables
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
        for (table,) in connection.execute(tables).fetchall():
            count = f'SELECT count(*) FROM "{table}"'  # noqa: S608 - a name from the schema
            if _one(found, count) != _one(connection, count):
                raise CorpusUnreadable(target, f"{table} has another number of rows")
    finally:
        found.close()


def _schema(connection: sqlite3.Connection) -> list[tuple[str, str, str]]:
    """Every table, index and trigger, as SQL."""
    return list(connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name"))


def _one(connection: sqlite3.Connection, question: str) -> int:
    (answer,) = connection.execute(question).fetchone()
    return int(answer)
