"""The file behind the job records: one SQLite database, private to the user, durable at every
commit.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aurity_desktop.domain.errors import DiskFull, JobError
from aurity_desktop.storage.durable import make_private_file

_VERSION_1 = (
    """
    CREATE TABLE jobs (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        job_id TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        session_id TEXT NOT NULL,
        priority INTEGER NOT NULL,
        speakers_given INTEGER NOT NULL,
        speakers_minimum INTEGER,
        speakers_maximum INTEGER,
        state TEXT NOT NULL,
        progress REAL NOT NULL DEFAULT 0,
        eta REAL,
        step TEXT NOT NULL DEFAULT '',
        attempt INTEGER NOT NULL DEFAULT 0,
        strikes INTEGER NOT NULL DEFAULT 0,
        retries INTEGER NOT NULL DEFAULT 0,
        error TEXT NOT NULL DEFAULT '',
        last_event TEXT NOT NULL,
        cancel_requested INTEGER NOT NULL DEFAULT 0,
        owner TEXT NOT NULL DEFAULT '',
        lease_until REAL NOT NULL DEFAULT 0,
        not_before REAL NOT NULL,
        audio_seconds REAL NOT NULL DEFAULT 0,
        created_at REAL NOT NULL,
        first_started_at REAL,
        started_at REAL,
        ended_at REAL,
        told INTEGER NOT NULL DEFAULT 0
    ) STRICT
    """,
    # What makes submit idempotent, whatever two processes do at the same instant.
    "CREATE UNIQUE INDEX one_open_job ON jobs (kind, session_id) WHERE state IN ('pending', 'in_progress')",
    "CREATE INDEX jobs_by_state ON jobs (state, priority DESC, sequence)",
    """
    CREATE TABLE history (
        job_id TEXT NOT NULL,
        at REAL NOT NULL,
        attempt INTEGER NOT NULL,
        event TEXT NOT NULL,
        detail TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX history_by_job ON history (job_id)",
    # Steps and runs are the memory of this machine: they outlive the jobs that they came from.
    """
    CREATE TABLE steps (
        job_id TEXT NOT NULL,
        attempt INTEGER NOT NULL,
        step TEXT NOT NULL,
        seconds REAL NOT NULL,
        audio_seconds REAL NOT NULL,
        ended_at REAL NOT NULL
    ) STRICT
    """,
    "CREATE INDEX steps_by_step ON steps (step, ended_at)",
    """
    CREATE TABLE runs (
        job_id TEXT NOT NULL,
        kind TEXT NOT NULL,
        state TEXT NOT NULL,
        waited REAL NOT NULL,
        ran REAL NOT NULL,
        retries INTEGER NOT NULL,
        audio_seconds REAL NOT NULL,
        ended_at REAL NOT NULL
    ) STRICT
    """,
    "CREATE INDEX runs_by_end ON runs (ended_at)",
    """
    CREATE TABLE worker (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        owner TEXT NOT NULL,
        process_id INTEGER NOT NULL,
        started_at REAL NOT NULL,
        heartbeat_at REAL NOT NULL,
        job_id TEXT NOT NULL,
        hard_limit_at REAL
    ) STRICT
    """,
)

#: Script `n` brings the records from schema version `n` (`PRAGMA user_version`) to `n + 1`.
_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    _VERSION_1,
    ("ALTER TABLE jobs ADD COLUMN model TEXT NOT NULL DEFAULT ''",),
)

SCHEMA_VERSION = len(_MIGRATIONS)


class JobsUnreadable(JobError):
    def __init__(self, path: Path, detail: str) -> None:
        self.path = path
        self.detail = detail
        super().__init__(
            f"The job records {path} cannot be used ({detail}). Sessions are not affected: "
            "move the file away, and unfinished sessions are queued anew at the next start."
        )


class JobsDatabase:
    """One connection that several threads share, a lock around each transaction.

    WAL with `synchronous=FULL`: what a transaction says is on the disk when it returns, through a
    power cut too. Raises JobsUnreadable, DiskFull, FolderNotWritable.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.RLock()
        make_private_file(path)
        try:
            self._connection = sqlite3.connect(
                path, timeout=10, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise JobsUnreadable(path, str(error)) from error
        self._connection.row_factory = sqlite3.Row
        with self._translated():
            self._connection.execute("PRAGMA journal_mode = WAL")
            self._connection.execute("PRAGMA synchronous = FULL")
        self._migrate()

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: durable when the block ends, undone when it raises."""
        with self._lock, self._translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def rows(self, query: str, parameters: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        with self._lock, self._translated():
            return self._connection.execute(query, parameters).fetchall()

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    def _migrate(self) -> None:
        with self.transaction() as connection:
            (found,) = connection.execute("PRAGMA user_version").fetchone()
            if found == SCHEMA_VERSION:
                return
            if found > SCHEMA_VERSION:
                raise JobsUnreadable(
                    self._path,
                    f"written by a newer version, schema {found}, known {SCHEMA_VERSION}",
                )
            for script in _MIGRATIONS[found:]:
                for statement in script:
                    connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise  # means something to the caller, who knows which rule was hit
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL:
                raise DiskFull(self._path) from error
            raise JobsUnreadable(self._path, str(error)) from error
