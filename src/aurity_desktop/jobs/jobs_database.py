"""`jobs.db`, the file behind the job records, shared by the threads of a process."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from aurity_desktop.domain.errors import JobError
from aurity_desktop.storage.migrations import numbered_steps
from aurity_desktop.storage.sqlite import (
    DatabaseFormat,
    JournalMode,
    Pragmas,
    Synchronous,
    connect_plain,
    open_database,
)
from aurity_desktop.storage.sqlite_errors import StoreErrors, translated


class JobsUnreadable(JobError):
    """The file is damaged, no database, or of another program or version; `detail` says which."""

    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"The job records {path} cannot be used ({detail}). Sessions are not affected: "
            "move the file away, and unfinished sessions are queued anew at the next start."
        )


class JobsNewer(JobError):
    """The file was written by a newer version of this program; it is left as it is."""

    def __init__(self, path: Path, found: int, known: int) -> None:
        self.path = path
        self.found = found
        self.known = known
        super().__init__(
            f"The job records {path} were written by a newer version of Aurity Desktop "
            f"(schema {found}; this one knows {known}). Update the program; the file is left as "
            "it is."
        )


class JobsBusy(JobError):
    """Another process held the write lock for longer than it is waited for."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(
            f"The job records {path} are held by another process for too long. Try again."
        )


#: WAL with `synchronous=FULL`: what a transaction says is on the disk when it returns, through a
#: power cut too. The file's header names no application: its first versions did not either.
JOBS = DatabaseFormat(
    application_id=0,
    steps=numbered_steps("aurity_desktop.jobs"),
    pragmas=Pragmas(JournalMode.WAL, Synchronous.FULL, secure_delete=True),
    errors=StoreErrors(
        busy=JobsBusy,
        not_ours=JobsUnreadable,
        damaged=JobsUnreadable,
        newer=JobsNewer,
        other=JobsUnreadable,
    ),
    busy_seconds=10.0,
)


class JobsDatabase:
    """One connection that several threads share, a mutex around each call and each transaction.

    Raises JobsUnreadable, JobsNewer, JobsBusy, DiskFull, FolderNotWritable.
    """

    def __init__(self, path: Path, database_format: DatabaseFormat = JOBS) -> None:
        self._path = path
        self._errors = database_format.errors
        self._lock = threading.RLock()
        connect = connect_plain(database_format.busy_seconds, any_thread=True)
        self._database = open_database(path, database_format, connect)
        self._connection = self._database.connection
        self._connection.row_factory = sqlite3.Row

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: durable when the block ends, undone when it raises."""
        with self._lock, self._database.transaction() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """What `rows` reads inside the block belongs to one moment.

        Keep it short: the other threads wait.
        """
        with self._lock, self._database.snapshot():
            yield

    def rows(
        self, query: str, parameters: tuple[object, ...] | Mapping[str, object] = ()
    ) -> list[sqlite3.Row]:
        """All rows that a SELECT gives, addressed by the names of their columns."""
        with self._lock, translated(self._path, self._errors):
            return self._connection.execute(query, parameters).fetchall()

    def close(self) -> None:
        """Twice is harmless."""
        with self._lock:
            self._database.close()
