"""The worker's side of the job records: claim a job under a lease, report, reclaim.

A claim is one UPDATE that only a pending row satisfies, so two workers never hold one job. Whoever
holds it names owner and attempt in every further statement; a worker whose job was taken away
(its lease is over, another has reclaimed it) changes nothing any more.

Strikes count the attempts that failed or died since the job last came further than ever before: a
job that a series of power cuts hits, but that gets on between them, is not a poisoned one; a job
that kills its worker at the same place each time is, and ends as failed, whatever it repeats on the
way there.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from aurity_desktop.domain.errors import JobError
from aurity_desktop.domain.jobs import (
    HELD_BY_A_PAUSE,
    Job,
    JobEvent,
    JobPriority,
    JobState,
    JobStep,
)
from aurity_desktop.jobs.job_rows import as_job
from aurity_desktop.jobs.jobs_database import JobsDatabase
from aurity_desktop.jobs.pause import NOT_HELD, is_paused
from aurity_desktop.jobs.transitions import AT_ONCE, RETRY_DELAYS, Transition, transition
from aurity_desktop.storage.sqlite import numbered

LEASE_SECONDS = 30.0
#: No job has a lower one.
LEAST_PRIORITY = min(JobPriority)

#: What a claim has to come further by, in steps, to have got on: more than a rounding.
_FURTHER = 1e-6
_PLACES = {step: place for place, step in enumerate(JobStep)}

_GOT_ON = """
UPDATE jobs SET strikes = iif(?4 > reached + ?5, 0, strikes), reached = max(reached, ?4)
WHERE job_id = ?1 AND owner = ?2 AND attempt = ?3 AND state = 'in_progress'
"""


def reached(step: JobStep, share: float) -> float:
    """How far a job is that has gone through this share of a step: a number that only grows."""
    return _PLACES[step] + share


class ClaimLost(JobError):
    """The job is no longer this worker's: its lease ran out and another one has it.

    What this one did is kept where it is idempotent, and is not reported.
    """

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        super().__init__(f"Job {job_id} is no longer this worker's.")


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to work on a job: `job` as it was when it was claimed, and who holds it."""

    job: Job
    owner: str

    @property
    def key(self) -> tuple[str, str, int]:
        """Job, owner and attempt: what every further statement about the job has to name."""
        return self.job.job_id, self.owner, self.job.attempt


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """What a worker says of itself. Times are seconds since the epoch."""

    process_id: int
    started_at: float
    claim: Claim | None = None
    hard_limit_at: float | None = None


class JobClaims:
    """Every method is one durable transaction; the worker's threads share one instance."""

    def __init__(
        self,
        database: JobsDatabase,
        owner: str,
        *,
        clock: Callable[[], float] = time.time,
        retry_delays: tuple[float, ...] = RETRY_DELAYS,
        lease_seconds: float = LEASE_SECONDS,
    ) -> None:
        """`owner` is this worker's name, new at each start."""
        self._database = database
        self._owner = owner
        self._clock = clock
        self._retry_delays = retry_delays
        self._lease_seconds = lease_seconds

    def claim(self, least: int = LEAST_PRIORITY) -> Claim | None:
        """Take the due job that comes first by priority, then age; None when none is due.

        What a pause of all jobs holds is left.
        `least`: jobs of a lower priority are left.
        """
        with transition(self._database, self._clock) as change:
            row = change.connection.execute(
                f"""
                UPDATE jobs
                SET state = 'in_progress', owner = ?1, attempt = attempt + 1, lease_until = ?2,
                    started_at = ?3, first_started_at = coalesce(first_started_at, ?3),
                    cancel_requested = 0
                WHERE state = 'pending' AND job_id = (
                    SELECT job_id FROM jobs
                    WHERE state = 'pending' AND (not_before <= ?3 OR not_before > ?4)
                    AND priority >= ?5 AND {NOT_HELD}
                    ORDER BY priority DESC, sequence LIMIT 1)
                RETURNING job_id
                """,  # noqa: S608 - constants of `pause`
                numbered(
                    self._owner,
                    change.now + self._lease_seconds,
                    change.now,
                    self._longest_wait(change.now),
                    int(least),
                ),
            ).fetchone()
            if row is None:
                return None
            change.tell(row["job_id"], JobEvent.STARTED)
            return Claim(change.job(row["job_id"]), self._owner)

    def due(self, least: int = LEAST_PRIORITY) -> Job | None:
        """The job that `claim` would take now."""
        now = self._clock()
        rows = self._database.rows(
            f"""
            SELECT * FROM jobs WHERE state = 'pending' AND (not_before <= ? OR not_before > ?)
            AND priority >= ? AND {NOT_HELD}
            ORDER BY priority DESC, sequence LIMIT 1
            """,  # noqa: S608 - constants of `pause`
            (now, self._longest_wait(now), int(least)),
        )
        return as_job(rows[0]) if rows else None

    def is_held(self, job: Job) -> bool:
        """Whether a pause of all jobs is about this one."""
        return job.kind in HELD_BY_A_PAUSE and is_paused(self._database)

    def set_audio_seconds(self, claim: Claim, audio_seconds: float) -> None:
        """Raises ClaimLost."""
        with transition(self._database, self._clock) as change:
            self._held(
                claim,
                change.connection.execute(
                    "UPDATE jobs SET audio_seconds = ? "
                    "WHERE job_id = ? AND owner = ? AND attempt = ? AND state = 'in_progress'",
                    (audio_seconds, *claim.key),
                ),
            )

    def start_step(self, claim: Claim, step: JobStep) -> None:
        """Raises ClaimLost."""
        with transition(self._database, self._clock) as change:
            self._check(change, claim)
            change.connection.execute(
                "UPDATE jobs SET step = ? WHERE job_id = ?", (step, claim.job.job_id)
            )
            change.tell(claim.job.job_id, JobEvent.STEP_STARTED, step)

    def complete_step(
        self, claim: Claim, step: JobStep, seconds: float, audio_seconds: float
    ) -> None:
        """Keep what the step took, and forget the strikes where no attempt has come so far before.

        Raises ClaimLost.
        """
        with transition(self._database, self._clock) as change:
            self._get_on(change, claim, reached(step, 1.0))
            change.connection.execute(
                "INSERT INTO steps (job_id, attempt, step, seconds, audio_seconds, ended_at) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                (claim.job.job_id, claim.job.attempt, step, seconds, audio_seconds, change.now),
            )
            change.tell(claim.job.job_id, JobEvent.STEP_COMPLETED, step)

    def progress(
        self, claim: Claim, percent: float, eta: float | None, so_far: float = 0.0
    ) -> None:
        """How far the work is; it is never less than it was before, whoever begins it again.

        `so_far`: see `reached`; the strikes are forgotten where it is further than ever. Raises
        ClaimLost.
        """
        with transition(self._database, self._clock) as change:
            self._get_on(change, claim, so_far)
            change.connection.execute(
                "UPDATE jobs SET progress = max(progress, ?), eta = ? WHERE job_id = ?",
                (percent, eta, claim.job.job_id),
            )

    def complete(self, claim: Claim) -> None:
        """Raises ClaimLost."""
        self._finish(claim, JobState.COMPLETED, JobEvent.COMPLETED)

    def cancelled(self, claim: Claim) -> None:
        """Raises ClaimLost."""
        self._finish(claim, JobState.CANCELLED, JobEvent.CANCELLED)

    def interrupt(self, claim: Claim) -> None:
        """The worker ends on purpose: the job waits for the next one, without a strike.

        Its start counts for no attempt: the next worker goes on with this one. Raises ClaimLost.
        """
        with transition(self._database, self._clock) as change:
            self._check(change, claim)
            change.connection.execute(
                "UPDATE jobs SET state = 'pending', owner = '', step = '', not_before = ?, "
                "eta = NULL, attempt = attempt - 1 WHERE job_id = ?",
                (AT_ONCE, claim.job.job_id),
            )
            change.tell(claim.job.job_id, JobEvent.INTERRUPTED)

    def fail(self, claim: Claim, reason: str, *, may_retry: bool, line: str = "") -> Job:
        """The attempt failed: schedule the next one, or end the job.

        The reason is kept, and `line`, the error as `domain.error_lines` writes it. Raises
        ClaimLost.
        """
        with transition(self._database, self._clock) as change:
            job = self._check(change, claim)
            if may_retry:
                change.strike(job, reason, JobEvent.RETRY_SCHEDULED, self._retry_delays, line)
            else:
                change.end(job, JobState.FAILED, JobEvent.FAILED, reason, line)
            return change.job(job.job_id)

    def reclaim(self, *, alone: bool) -> list[Job]:
        """Put the jobs of dead workers back into the queue; returns those that ended by it.

        `alone` says that no other worker can be alive, because the caller holds the folder's lock;
        else a lease has to be over. A job that somebody wanted cancelled is cancelled.
        """
        with transition(self._database, self._clock) as change:
            rows = change.connection.execute(
                "SELECT * FROM jobs WHERE state = 'in_progress' AND owner <> ? "
                "AND (? OR lease_until < ? OR lease_until > ?)",
                (
                    self._owner,
                    int(alone),
                    change.now,
                    # a live worker renews it every second, by the clock as it is now
                    change.now + 2 * self._lease_seconds,
                ),
            ).fetchall()
            return self._put_back(change, map(as_job, rows))

    def reclaim_own(self, held: Sequence[Claim]) -> list[Job]:
        """Put back what this worker has claimed and does not hold any more, whatever the time is;
        returns the jobs that ended by it.

        A fault between a claim and its outcome would leave the job at work for ever otherwise.
        """
        with transition(self._database, self._clock) as change:
            rows = change.connection.execute(
                "SELECT * FROM jobs WHERE state = 'in_progress' AND owner = ?", (self._owner,)
            ).fetchall()
            keys = {claim.key for claim in held}
            own = (job for job in map(as_job, rows) if Claim(job, self._owner).key not in keys)
            return self._put_back(change, own)

    def _put_back(self, change: Transition, jobs: Iterable[Job]) -> list[Job]:
        ended: list[Job] = []
        for job in jobs:
            if job.cancel_requested:
                change.end(job, JobState.CANCELLED, JobEvent.CANCELLED)
            else:
                reason = "the worker ended in the middle of it"
                change.strike(
                    job, reason, JobEvent.WORKER_LOST, (AT_ONCE, *self._retry_delays[:-1])
                )
            reclaimed = change.job(job.job_id)
            if reclaimed.ended:
                ended.append(reclaimed)
        return ended

    def beat(self, heartbeat: Heartbeat) -> bool:
        """Write the heartbeat and extend the lease; True when somebody wants the job cancelled."""
        claim = heartbeat.claim
        with transition(self._database, self._clock) as change:
            change.connection.execute(
                """
                INSERT INTO worker (one, owner, process_id, started_at, heartbeat_at, job_id,
                                    hard_limit_at)
                VALUES (1, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (one) DO UPDATE SET
                    owner = excluded.owner, process_id = excluded.process_id,
                    started_at = excluded.started_at, heartbeat_at = excluded.heartbeat_at,
                    job_id = excluded.job_id, hard_limit_at = excluded.hard_limit_at
                """,
                (
                    self._owner,
                    heartbeat.process_id,
                    heartbeat.started_at,
                    change.now,
                    claim.job.job_id if claim else "",
                    heartbeat.hard_limit_at,
                ),
            )
            if claim is None:
                return False
            row = change.connection.execute(
                """
                UPDATE jobs SET lease_until = ?
                WHERE job_id = ? AND owner = ? AND attempt = ? AND state = 'in_progress'
                RETURNING cancel_requested
                """,
                (change.now + self._lease_seconds, *claim.key),
            ).fetchone()
            return row is not None and bool(row["cancel_requested"])

    def _get_on(self, change: Transition, claim: Claim, so_far: float) -> None:
        self._held(
            claim, change.connection.execute(_GOT_ON, numbered(*claim.key, so_far, _FURTHER))
        )

    def _longest_wait(self, now: float) -> float:
        """No back-off that began by this clock reaches further."""
        return now + max(self._retry_delays, default=0.0)

    def _finish(self, claim: Claim, state: JobState, event: JobEvent) -> None:
        with transition(self._database, self._clock) as change:
            change.end(self._check(change, claim), state, event)

    @staticmethod
    def _check(change: Transition, claim: Claim) -> Job:
        row = change.connection.execute(
            "SELECT * FROM jobs "
            "WHERE job_id = ? AND owner = ? AND attempt = ? AND state = 'in_progress'",
            claim.key,
        ).fetchone()
        if row is None:
            raise ClaimLost(claim.job.job_id)
        return as_job(row)

    @staticmethod
    def _held(claim: Claim, cursor: sqlite3.Cursor) -> None:
        if cursor.rowcount != 1:
            raise ClaimLost(claim.job.job_id)
