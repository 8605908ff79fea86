"""What a wake-up sets off: claim the job that comes first, do its work, record how it ended."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import NoReturn, TypeAlias

from aurity_desktop.domain.error_lines import error_line
from aurity_desktop.domain.errors import (
    AudioError,
    AurityError,
    BadSessionId,
    JobCancelled,
    JobTimedOut,
    ModelError,
    UnknownSession,
    UsageError,
)
from aurity_desktop.domain.jobs import Job, JobKind, JobPriority, JobState
from aurity_desktop.domain.ports import StepWatch
from aurity_desktop.jobs.claims import LEAST_PRIORITY, Claim, ClaimLost, JobClaims
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.jobs.metrics import JobMetrics
from aurity_desktop.jobs.outcomes import Outcomes
from aurity_desktop.jobs.running_job import JobInterrupted, RunningJob

_log = logging.getLogger(__name__)

#: The work of one kind of job. Repeatable: what an earlier attempt has done is found and not done
#: again.
Work: TypeAlias = Callable[[Job, StepWatch], None]

#: Called once a job has ended in whatever way.
Ended: TypeAlias = Callable[[Job], None]

#: Work done ahead while no job waits; it asks its argument now and then, and leaves off when that
#: says True.
AheadWork: TypeAlias = Callable[[Callable[[], bool]], None]

#: A broken program or installation: as wrong a minute later, and to be told at once.
_BROKEN = (
    ImportError,
    NameError,
    AttributeError,
    TypeError,
    ValueError,
    LookupError,
    AssertionError,
    NotImplementedError,
)

#: What a second attempt cannot mend: the input is bad, or a model has to be installed first.
_FINAL = (AudioError, UsageError, BadSessionId, UnknownSession, ModelError, JobTimedOut)


#: A job that gives way lets what is recorded have a turn this often.
_TURN_SECONDS = 3.0


class Ends:
    """Tells each end of a job once it is on record, by the worker that lives then.

    At least once, so `ended` is idempotent.
    """

    def __init__(self, records: JobRecords, ended: Ended) -> None:
        self._records = records
        self._ended = ended
        self._lock = threading.Lock()
        self._trouble: dict[str, str] = {}

    def report(self) -> None:
        """Never raises: what cannot be told now is told at the next call, and keeps no other end
        from being told. Any thread.
        """
        with self._lock:
            try:
                untold = self._records.untold()
            except AurityError as error:
                _log.warning("the ends of jobs are told later: %s", error)
                return
            for job in untold:
                self._report(job)

    def _report(self, job: Job) -> None:
        facts = {"job": job.job_id}
        try:
            self._ended(job)
            self._records.mark_told(job)
        except AurityError as error:
            self._log_once(job, "the end of a job is told later: %s", error, facts)
        # A session whose content nobody expected must not keep the others from going on.
        except Exception as error:  # noqa: BLE001
            self._log_once(job, "the end of a job cannot be told: %r", error, facts)
        else:
            self._trouble.pop(job.job_id, None)

    def _log_once(self, job: Job, words: str, error: Exception, facts: dict[str, str]) -> None:
        if self._trouble.get(job.job_id) != repr(error):
            self._trouble[job.job_id] = repr(error)
            _log.warning(words, error, extra={"facts": facts})


class JobRunner:
    """Runs one job at a time, on the thread that calls `run_next`.

    `running` and `busy` may be read from any other.
    """

    def __init__(
        self,
        claims: JobClaims,
        metrics: JobMetrics,
        work: Mapping[JobKind, Work],
        ends: Ends,
        *,
        ahead: AheadWork | None = None,
        fit: Callable[[], bool] = lambda: True,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`fit` says whether this process may begin a job: not at the lowest priority when nobody
        records any more.
        """
        self._claims = claims
        self._metrics = metrics
        self._work = work
        self.ends = ends
        self._outcomes = Outcomes()
        self._ahead = ahead
        self._fit = fit
        self._declined = False
        self._clock = clock
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._running: RunningJob | None = None
        self._closed = False
        self._working_ahead = False
        self._trouble = ""
        self._last_turn = float("-inf")

    @property
    def busy(self) -> bool:
        """At a job, or at work done ahead."""
        return self._running is not None or self._working_ahead

    @property
    def working_ahead(self) -> bool:
        """Whether work is done ahead now, while no job was due."""
        return self._working_ahead

    @property
    def declined(self) -> bool:
        """Whether the last look found a job that this process is not fit to begin."""
        return self._declined

    @property
    def running(self) -> RunningJob | None:
        """The job at work, None between jobs."""
        return self._running

    def close(self) -> None:
        """Claim nothing more, and leave off what is done ahead."""
        with self._lock:
            self._closed = True

    def open(self) -> None:
        """Claim again."""
        with self._lock:
            self._closed = False

    def run_next(self) -> bool:
        """Do the job that comes first; without one, work ahead. False when no job was due.

        Never raises: a job's failure is its own.
        """
        self._outcomes.settle()
        self._declined = not self._is_fit()
        if self._declined:
            return False
        try:
            running = self._begin(JobPriority.NORMAL)
            if running is None:
                self._work_ahead()
                running = None if self._pressed() else self._begin(LEAST_PRIORITY)
        except AurityError as error:
            _log.warning("no job can be claimed now: %s", error)
            return False
        if running is None:
            return False
        try:
            self._do(running)
        finally:
            self._running = None
        self.ends.report()
        return True

    def settle(self) -> None:
        """Record how jobs ended where that failed before, and put back a job that this worker has
        claimed and nobody works on.

        Any thread. Raises JobsBusy, JobsUnreadable, StorageError.
        """
        self._outcomes.settle()
        with self._lock:  # a claim and `_running` change together under it
            if self._running is None:
                self._claims.reclaim_own(self._outcomes.claims)

    def _work_ahead(self) -> None:
        """Do what a later job will need.

        Nothing is lost when it fails: that job does it then, and says what is wrong.
        """
        if self._ahead is None or self._closed:
            return
        self._working_ahead = True
        try:
            self._ahead(self._pressed)
        except Exception as error:  # noqa: BLE001 - the thread's edge
            if str(error) != self._trouble:  # every few seconds the same, until it is mended
                self._trouble = str(error)
                _log.warning("work ahead left off: %s: %s", type(error).__name__, error)
        finally:
            self._working_ahead = False

    def _is_fit(self) -> bool:
        try:
            return self._claims.due() is None or self._fit()
        except AurityError as error:
            _log.warning("whether somebody records cannot be told: %s", error)
            return True

    def _pressed(self) -> bool:
        return self._closed or self._claims.due(JobPriority.NORMAL) is not None

    def _between(self) -> None:
        """What is recorded meanwhile has its turns beside a job that gives way to it."""
        if self._monotonic() - self._last_turn >= _TURN_SECONDS:
            self._work_ahead()
            self._last_turn = self._monotonic()

    def _begin(self, least: int) -> RunningJob | None:
        with self._lock:
            if self._closed:
                return None
            claim = self._claims.claim(least)
            if claim is None:
                return None
            gives_way = claim.job.priority < JobPriority.NORMAL
            self._last_turn = self._monotonic()
            self._running = RunningJob(
                claim,
                self._claims,
                self._metrics,
                clock=self._clock,
                monotonic=self._monotonic,
                between=self._between if gives_way else None,
            )
            return self._running

    def _do(self, running: RunningJob) -> None:
        claim = running.claim
        job = claim.job
        facts = {"job": job.job_id, "kind": job.kind, "session": job.session_id}
        _log.info("job started", extra={"facts": facts | {"attempt": job.attempt}})
        self._outcomes.record(claim, self._outcome(running, facts))

    def _outcome(self, running: RunningJob, facts: dict[str, str]) -> Callable[[], None]:
        """Do the work, and return what puts its end on record."""
        claim = running.claim
        try:
            self._work[claim.job.kind](claim.job, running)
        except JobCancelled:
            return partial(self._claims.cancelled, claim)
        except JobInterrupted:
            return partial(self._claims.interrupt, claim)
        except ClaimLost as lost:
            return partial(_raise, lost)
        except _FINAL as error:
            return partial(self._fail, claim, error, may_retry=False)
        except Exception as error:  # noqa: BLE001 - the thread's edge
            _log.exception("job failed", extra={"facts": {"job": claim.job.job_id}})
            return partial(self._fail, claim, error, may_retry=not isinstance(error, _BROKEN))
        return partial(self._complete, claim, facts)

    def _complete(self, claim: Claim, facts: dict[str, str]) -> None:
        self._claims.complete(claim)
        _log.info("job completed", extra={"facts": facts})

    def _fail(self, claim: Claim, error: Exception, *, may_retry: bool) -> None:
        reason = f"{type(error).__name__}: {error}"
        line = error_line(error) if isinstance(error, AurityError) else ""
        job = self._claims.fail(claim, reason, may_retry=may_retry, line=line)
        if job.state is JobState.FAILED:
            _log.error("job gave up", extra={"facts": {"job": job.job_id, "reason": reason}})


def _raise(error: Exception) -> NoReturn:
    raise error
