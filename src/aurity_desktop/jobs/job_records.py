"""The job records: what is to be done, what is being done by whom, and how it ended.

The truth of the queue.

    pending ── claim ──> in_progress ── complete ──> completed
       ^                     │  │  └──── fail ─────> failed        (bad input, time-out, or no
       └─ retry, lost, ──────┘  └── cancelled ─────> cancelled      attempt left)
          interrupted

Here is what anyone may ask for; what a worker does with them is in `claims`.
"""

from __future__ import annotations

import sqlite3
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from aurity_desktop.domain.errors import JobError, SessionBusy, UnknownJob
from aurity_desktop.domain.jobs import (
    Job,
    JobEvent,
    JobHistoryEntry,
    JobKind,
    JobState,
    StepTiming,
    WorkerStatus,
)
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.jobs.job_rows import as_history, as_job, as_timing, as_worker
from aurity_desktop.jobs.jobs_database import JobsDatabase
from aurity_desktop.jobs.pause import is_paused
from aurity_desktop.jobs.transitions import AT_ONCE, RETRY_DELAYS, Transition, transition
from aurity_desktop.storage.sqlite import numbered

KEEP_ENDED_SECONDS = 24 * 3600.0
KEEP_FIGURES_SECONDS = 365 * 24 * 3600.0

#: A job that is given up is tried again by itself so often, within so long.
REVIVALS = 5
KEEP_GIVEN_UP_SECONDS = 30 * 24 * 3600.0

_EXPIRED = f"""
(ended_at < ?1 OR ended_at > ?2)
AND NOT (given_up AND revivals < {REVIVALS} AND ended_at BETWEEN ?3 AND ?1)
"""
_EXPIRED_JOBS = f"DELETE FROM jobs WHERE {_EXPIRED}"  # noqa: S608 - constants of this module
_EXPIRED_HISTORY = f"""
DELETE FROM history WHERE job_id IN (SELECT job_id FROM jobs WHERE {_EXPIRED})
"""  # noqa: S608 - as above

_GIVEN_UP = f"""
SELECT * FROM jobs AS old
WHERE state = 'failed' AND given_up AND revivals < {REVIVALS}
AND (ended_at <= ?1 OR ended_at > ?2)
AND NOT EXISTS (SELECT 1 FROM jobs AS newer
                WHERE newer.kind = old.kind AND newer.session_id = old.session_id
                AND newer.sequence > old.sequence)
ORDER BY sequence
"""  # noqa: S608 - as above

_AGAIN = """
UPDATE jobs SET state = 'pending', strikes = 0, not_before = ?, ended_at = NULL, error = '',
                error_line = '', progress = 0, eta = NULL, cancel_requested = 0, given_up = 0
WHERE job_id = ?
"""

#: What is asked for again and again begins after so many seconds all the same.
_LONGEST_QUIET = 600.0


class NothingToRetry(JobError):
    """The job has done what was asked of it."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        super().__init__(f"Job {job_id} is completed. There is nothing to run again.")


class JobRecords:
    """Every method is one durable transaction.

    Any thread, any number of processes.

    `clock` gives seconds since the epoch. Besides what is said, raises JobsUnreadable, JobsNewer,
    JobsBusy, DiskFull and FolderNotWritable.
    """

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self.database = JobsDatabase(path)
        self._clock = clock

    def submit(
        self,
        kind: JobKind,
        session_id: str,
        *,
        priority: int = 0,
        speaker_count: SpeakerCount | None = None,
        model: str = "",
        quiet: float = 0.0,
    ) -> Job:
        """The open job of this kind for this session, made if there is none.

        It is due when nobody has asked for it for `quiet` seconds, see `_begins`. Raises
        SessionBusy.
        """
        with transition(self.database, self._clock) as change:
            row = change.connection.execute(
                "SELECT * FROM jobs "
                "WHERE kind = ? AND session_id = ? AND state IN ('pending', 'in_progress')",
                (kind, session_id),
            ).fetchone()
            if row is None:
                job_id = f"job_{uuid.uuid4().hex[:16]}"
                given = speaker_count or SpeakerCount()
                change.connection.execute(
                    """
                    INSERT INTO jobs (job_id, kind, session_id, priority, speakers_given,
                                      speakers_minimum, speakers_maximum, model, state,
                                      last_event, not_before, created_at)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'pending', ?, ?, ?)
                    """,
                    (
                        job_id,
                        kind,
                        session_id,
                        priority,
                        int(speaker_count is not None),
                        given.minimum,
                        given.maximum,
                        model,
                        JobEvent.CREATED,
                        _begins(change.now, change.now, quiet),
                        change.now,
                    ),
                )
                change.tell(job_id, JobEvent.CREATED)
            else:
                job_id = row["job_id"]
                self._adopt(change, as_job(row), priority, speaker_count, model)
                change.connection.execute(
                    "UPDATE jobs SET not_before = ? "
                    "WHERE job_id = ? AND state = 'pending' AND error = ''",
                    (_begins(change.now, row["created_at"], quiet), job_id),
                )
            return change.job(job_id)

    def _adopt(
        self,
        change: Transition,
        job: Job,
        priority: int,
        speaker_count: SpeakerCount | None,
        model: str,
    ) -> None:
        """Somebody asks for what is under way already.

        It takes the higher priority and, while it waits, the newer count and model.
        """
        other_count = speaker_count is not None and speaker_count != job.speaker_count
        other_model = model not in ("", job.model)
        if (other_count or other_model) and job.state is JobState.IN_PROGRESS:
            raise SessionBusy(job.session_id, f"being worked on by job {job.job_id}")
        if other_model:
            change.connection.execute(
                "UPDATE jobs SET model = ? WHERE job_id = ?", (model, job.job_id)
            )
        if speaker_count is not None:
            change.connection.execute(
                "UPDATE jobs SET speakers_given = 1, speakers_minimum = ?, speakers_maximum = ? "
                "WHERE job_id = ?",
                (speaker_count.minimum, speaker_count.maximum, job.job_id),
            )
        change.connection.execute(
            "UPDATE jobs SET priority = max(priority, ?) WHERE job_id = ?", (priority, job.job_id)
        )

    def job(self, job_id: str) -> Job:
        """Raises UnknownJob."""
        rows = self.database.rows("SELECT * FROM jobs WHERE job_id = ?", (job_id,))
        if not rows:
            raise UnknownJob(job_id)
        return as_job(rows[0])

    def jobs(self, session_id: str | None = None) -> list[Job]:
        """Newest first."""
        rows = self.database.rows(
            "SELECT * FROM jobs WHERE ?1 IS NULL OR session_id = ?1 ORDER BY sequence DESC",
            numbered(session_id),
        )
        return [as_job(row) for row in rows]

    def history(self, job_id: str) -> list[JobHistoryEntry]:
        """What happened to the job, oldest first. Raises UnknownJob."""
        with self.database.snapshot():
            self.job(job_id)
            rows = self.database.rows(
                "SELECT * FROM history WHERE job_id = ? ORDER BY rowid", (job_id,)
            )
        return [as_history(row) for row in rows]

    def timings(self, job_id: str) -> list[StepTiming]:
        """The steps that the job has completed, in the order in which it did. Raises UnknownJob."""
        with self.database.snapshot():
            self.job(job_id)
            rows = self.database.rows(
                "SELECT * FROM steps WHERE job_id = ? ORDER BY rowid", (job_id,)
            )
        return [as_timing(row) for row in rows]

    def request_cancel(self, job_id: str) -> None:
        """Cancel at once what waits; mark what is at work. Raises UnknownJob."""
        with transition(self.database, self._clock) as change:
            job = change.job(job_id)
            if job.state is JobState.PENDING:
                change.end(job, JobState.CANCELLED, JobEvent.CANCELLED)
            elif job.state is JobState.IN_PROGRESS and not job.cancel_requested:
                change.connection.execute(
                    "UPDATE jobs SET cancel_requested = 1 WHERE job_id = ?", (job_id,)
                )
                change.tell(job_id, JobEvent.CANCEL_REQUESTED)

    def retry(self, job_id: str) -> Job:
        """Start an ended job anew, or one that waits for its retry at once.

        Raises UnknownJob, SessionBusy, NothingToRetry.
        """
        with transition(self.database, self._clock) as change:
            job = change.job(job_id)
            if job.state is JobState.COMPLETED:
                raise NothingToRetry(job_id)
            if job.state is not JobState.IN_PROGRESS:
                try:
                    change.connection.execute(_AGAIN, (AT_ONCE, job_id))
                except sqlite3.IntegrityError as error:
                    raise SessionBusy(job.session_id, "being worked on by a newer job") from error
                change.tell(job_id, JobEvent.RETRIED_BY_HAND)
            return change.job(job_id)

    def pause(self) -> None:
        """Let the kinds in `HELD_BY_A_PAUSE` wait until `resume`, also through a restart."""
        with transition(self.database, self._clock) as change:
            change.connection.execute(
                "INSERT OR IGNORE INTO pause (one, since) VALUES (1, ?)", (change.now,)
            )

    def resume(self) -> None:
        """Nothing waits for this any more."""
        with transition(self.database, self._clock) as change:
            change.connection.execute("DELETE FROM pause")

    def paused(self) -> bool:
        """Whether somebody has paused the jobs."""
        return is_paused(self.database)

    def given_up(self, after: float) -> list[Job]:
        """Failed for want of attempts `after` seconds ago and more, and not asked for since.

        Oldest first. Not those that `revive` has tried `REVIVALS` times.
        """
        now = self._clock()
        rows = self.database.rows(_GIVEN_UP, numbered(now - after, now))
        return [as_job(row) for row in rows]

    def revive(self, job: Job) -> None:
        """Try a job that was given up again, by itself, with all its attempts.

        Nothing where it is no longer as it was when `given_up` found it.
        """
        with transition(self.database, self._clock) as change:
            found = change.connection.execute(_GIVEN_UP, numbered(change.now, change.now))
            if job.job_id in {row["job_id"] for row in found}:
                change.connection.execute(
                    "UPDATE jobs SET revivals = revivals + 1 WHERE job_id = ?", (job.job_id,)
                )
                change.connection.execute(_AGAIN, (AT_ONCE, job.job_id))
                change.tell(job.job_id, JobEvent.REVIVED)

    def untold(self) -> list[Job]:
        """Jobs that have ended and whose session has not been told yet, oldest first."""
        rows = self.database.rows(
            "SELECT * FROM jobs WHERE ended_at IS NOT NULL AND told = 0 ORDER BY ended_at"
        )
        return [as_job(row) for row in rows]

    def mark_told(self, job: Job) -> None:
        """This end of the job, and not one that may have followed, has been told."""
        with transition(self.database, self._clock) as change:
            change.connection.execute(
                "UPDATE jobs SET told = 1 WHERE job_id = ? AND attempt = ? AND state = ?",
                (job.job_id, job.attempt, job.state),
            )

    def worker(self) -> WorkerStatus | None:
        """The newest heartbeat, whoever sent it and however long ago; None before the first."""
        rows = self.database.rows("SELECT * FROM worker")
        return as_worker(rows[0]) if rows else None

    def expire(self) -> int:
        """Forget the jobs that ended more than 24 hours ago; how many.

        Those that are to be tried again by themselves are kept for 30 days. Their figures stay for
        a year. What ended in a future that was none, by a clock that has
        been set right since, goes as well.
        """
        with transition(self.database, self._clock) as change:
            limits = numbered(
                change.now - KEEP_ENDED_SECONDS,
                change.now + KEEP_ENDED_SECONDS,
                change.now - KEEP_GIVEN_UP_SECONDS,
            )
            oldest = change.now - KEEP_FIGURES_SECONDS
            change.connection.execute(_EXPIRED_HISTORY, limits)
            change.connection.execute("DELETE FROM runs WHERE ended_at < ?", (oldest,))
            change.connection.execute("DELETE FROM steps WHERE ended_at < ?", (oldest,))
            return change.connection.execute(_EXPIRED_JOBS, limits).rowcount

    def close(self) -> None:
        """No call may follow. Twice is harmless."""
        self.database.close()


def _begins(now: float, first_asked: float, quiet: float) -> float:
    """When a job is due that was asked for now, and for the first time then.

    No wait is longer than a back-off: one that is, is taken for that of a clock set back.
    """
    if quiet <= 0.0:
        return AT_ONCE
    waits = min(quiet, max(RETRY_DELAYS))
    return min(now + waits, max(first_asked + _LONGEST_QUIET, now))
