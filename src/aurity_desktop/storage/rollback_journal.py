"""Overwriting the rollback journal of a SQLite file before it is deleted.

The journal holds the pages as they were before a change, so also what the change deleted. SQLite
deletes the file and leaves its blocks to the file system, where they stay readable until something
else is written there; `secure_delete` is about the pages of the database alone.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aurity_desktop.storage.durable import sync_file, write_all
from aurity_desktop.storage.sqlite import Database, TransactionKind

_log = logging.getLogger(__name__)

_PIECE: Final = bytes(1 << 16)


@contextmanager
def without_a_trace(
    database: Database, kind: TransactionKind = TransactionKind.IMMEDIATE
) -> Iterator[None]:
    """A transaction whose journal is overwritten with zeros and forced to the disk, then deleted.

    The lock is kept from the commit until the connection is closed, which has to be the next thing
    (`locking_mode`, set inside the transaction: a lock kept from before would keep another process
    from committing). So nobody else can have begun a journal of that name. SQLite then leaves a
    header of zeros, which it takes for no journal: killed at any instant the file is as after the
    commit, or as before. Raises as `Database.transaction`.
    """
    try:
        with database.transaction(kind) as connection:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchone()
            yield
    finally:
        _overwrite(database.path.with_name(f"{database.path.name}-journal"))


def _overwrite(journal: Path) -> None:
    """Nothing happens where there is none. What fails is logged: the change stands all the same."""
    flags = os.O_RDWR | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        descriptor = os.open(journal, flags)
    except FileNotFoundError:
        return
    except OSError as error:
        _log.warning("a journal is not overwritten: %s", error.strerror)
        return
    try:
        left = os.fstat(descriptor).st_size
        while left > 0:
            left -= write_all(descriptor, memoryview(_PIECE)[:left])
        sync_file(descriptor)
    except OSError as error:
        _log.warning("a journal is not overwritten: %s", error.strerror)
    finally:
        os.close(descriptor)
    try:
        journal.unlink(missing_ok=True)
    except OSError:  # on Windows, where SQLite has it open: the next change begins in it
        _log.debug("a journal of zeros stays until the next change")
