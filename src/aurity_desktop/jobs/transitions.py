"""The moves of a job's state, inside a transaction that the caller holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from aurity_desktop.domain.errors import UnknownJob
from aurity_desktop.domain.jobs import Job, JobEvent, JobState
from aurity_desktop.jobs.job_rows import as_job
from aurity_desktop.jobs.jobs_database import JobsDatabase
from aurity_desktop.storage.sqlite import numbered

#: `not_before` of a job that may be claimed now, and the back-off of none: before any time, so that
#: no clock that is set back holds it up.
AT_ONCE: Final = 0.0
#: The back-off: seconds before the second, third and fourth attempt.
RETRY_DELAYS: Final = (60.0, 120.0, 240.0)


@dataclass(frozen=True, slots=True)
class Transition:
    """One open write transaction and the moment it happens at, in seconds since the epoch."""

    connection: sqlite3.Connection
    now: float

    def job(self, job_id: str) -> Job:
        """Raises UnknownJob."""
        row = self.connection.execute("SELECT * FROM jobs WHERE job_id = ?", (job_id,)).fetchone()
        if row is None:
            raise UnknownJob(job_id)
        return as_job(row)

    def tell(self, job_id: str, event: JobEvent, detail: str = "") -> None:
        """Into the history, and as the record's last event."""
        self.connection.execute(
            "INSERT INTO history (job_id, at, attempt, event, detail) "
            "SELECT job_id, ?, attempt, ?, ? FROM jobs WHERE job_id = ?",
            (self.now, event, detail, job_id),
        )
        self.connection.execute("UPDATE jobs SET last_event = ? WHERE job_id = ?", (event, job_id))

    def end(
        self, job: Job, state: JobState, event: JobEvent, reason: str = "", line: str = ""
    ) -> None:
        """The job is over; its run goes into the figures.

        `line` is the error as `domain.error_lines` writes it, "" for none of ours.
        """
        self.connection.execute(
            """
            UPDATE jobs SET state = ?1, owner = '', step = '', told = 0, error = ?2, eta = NULL,
                            ended_at = ?3, error_line = ?5,
                            progress = CASE ?1 WHEN 'completed' THEN 100 ELSE progress END
            WHERE job_id = ?4
            """,
            numbered(state, reason, self.now, job.job_id, line),
        )
        self.tell(job.job_id, event, reason)
        self.connection.execute(
            """
            INSERT INTO runs (job_id, kind, state, waited, ran, retries, audio_seconds, ended_at)
            SELECT job_id, kind, state, max(0, coalesce(first_started_at, ended_at) - created_at),
                   max(0, ended_at - coalesce(first_started_at, ended_at)), retries, audio_seconds,
                   ended_at
            FROM jobs WHERE job_id = ?
            """,
            (job.job_id,),
        )

    def strike(
        self, job: Job, reason: str, event: JobEvent, delays: tuple[float, ...], line: str = ""
    ) -> None:
        """Count the attempt against the job, and schedule the next one or end it as failed.

        `delays` are the back-off: seconds before the second, third … attempt. After the last one
        the job is given up, see `JobRecords.given_up`.
        """
        (strikes,) = self.connection.execute(
            "UPDATE jobs SET strikes = strikes + 1 WHERE job_id = ? RETURNING strikes",
            (job.job_id,),
        ).fetchone()
        if strikes > len(delays):
            self.end(job, JobState.FAILED, JobEvent.FAILED, reason, line)
            self.connection.execute("UPDATE jobs SET given_up = 1 WHERE job_id = ?", (job.job_id,))
            return
        delay = delays[strikes - 1]
        self.connection.execute(
            """
            UPDATE jobs SET state = 'pending', owner = '', step = '', retries = retries + 1,
                            not_before = ?, error = ?, error_line = ?, eta = NULL
            WHERE job_id = ?
            """,
            (self.now + delay if delay else AT_ONCE, reason, line, job.job_id),
        )
        self.tell(job.job_id, event, reason)


@contextmanager
def transition(database: JobsDatabase, clock: Callable[[], float]) -> Iterator[Transition]:
    """One write transaction: durable when the block ends, undone when it raises."""
    with database.transaction() as connection:
        yield Transition(connection, clock())
