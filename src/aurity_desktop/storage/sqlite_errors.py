"""SQLite's errors as ours: one translation, and for each store a table of its own classes."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.domain.errors import AurityError, DiskFull, FolderNotWritable, WrittenByNewer
from aurity_desktop.storage.durable import has_room

#: What SQLite itself says of a file that is not one of its databases, in our words.
NO_DATABASE = "it is not a database"

#: A text that is none: the module's own error, without a code, and with the text in it, which
#: belongs in no log.
NOT_UTF8 = "Could not decode to UTF-8"

#: What SQLite says where a table is not as the program's own statements take it to be: somebody, or
#: a flipped bit, has changed the schema. It has no code of its own.
_OTHER_SCHEMA = re.compile(r"no such |has no column|has \d+ columns? but|syntax error|unknown ")

#: Extended codes carry the primary one in their low byte.
_PRIMARY = 0xFF

_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_NOT_WRITABLE = frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN})
_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_IOERR})

#: How a full disk is told where no page is written: even reading needs a write-ahead log and its
#: shared memory, which cannot be made.
_PERHAPS_FULL = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN})


class TransactionOpen(RuntimeError):
    """A transaction was begun inside another one: a fault of the program.

    Refused before SQLite is asked. Whoever needs several steps hands the open transaction on.
    """


@dataclass(frozen=True, slots=True)
class StoreErrors:
    """Which class a store raises for what SQLite or the opener refuses.

    Each is called with the file's path, and with a detail or the two schema versions (found and
    known) where that is needed. A full disk is DiskFull and a folder without the right to write is
    FolderNotWritable in every store. What is named by none of these is `other`; where a store has
    no such class, SQLite's error passes as it is.
    """

    busy: Callable[[Path], AurityError]
    not_ours: Callable[[Path, str], AurityError]
    damaged: Callable[[Path, str], AurityError]
    newer: Callable[[Path, int, int], AurityError] = WrittenByNewer
    other: Callable[[Path, str], AurityError] | None = None


@contextmanager
def translated(path: Path, errors: StoreErrors) -> Iterator[None]:
    """SQLite's errors inside the block are raised as those of the store.

    A broken constraint stays sqlite3.IntegrityError: it means something to the caller, or it is a
    bug of ours or a tampering.
    """
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.Error as error:
        raise _translation(error, path, errors) from error


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another connection holds the lock that was wanted."""
    return _primary_code(error) in _BUSY


def _translation(
    error: sqlite3.Error, path: Path, errors: StoreErrors
) -> AurityError | sqlite3.Error:
    code = _primary_code(error)
    detail = str(error).partition(" with text ")[0]
    if code == sqlite3.SQLITE_FULL or (code in _PERHAPS_FULL and not has_room(path.parent)):
        return DiskFull(path)
    if code in _BUSY:
        return errors.busy(path)
    if code == sqlite3.SQLITE_NOTADB:
        return errors.not_ours(path, NO_DATABASE)
    if code in _NOT_WRITABLE:
        return FolderNotWritable(path.parent, detail)
    if code in _DAMAGED or NOT_UTF8 in detail or _is_other_schema(code, detail):
        return errors.damaged(path, detail)
    return error if errors.other is None else errors.other(path, detail)


def _is_other_schema(code: int, detail: str) -> bool:
    return code == sqlite3.SQLITE_ERROR and _OTHER_SCHEMA.search(detail) is not None


def _primary_code(error: sqlite3.Error) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY
