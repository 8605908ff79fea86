"""A job at work: its progress and ETA on record, and a request to stop passed on to the work."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum

from aurity_desktop.domain.errors import JobCancelled, JobError, JobTimedOut
from aurity_desktop.domain.jobs import JobPriority, JobStep, PlannedStep
from aurity_desktop.domain.ports import Progress
from aurity_desktop.jobs.claims import Claim, JobClaims, reached
from aurity_desktop.jobs.limits import Limits
from aurity_desktop.jobs.metrics import JobMetrics

#: Progress goes to the disk this often at most: a callback is cheap, a durable commit is not.
_WRITE_EVERY_SECONDS = 0.25


class StopReason(StrEnum):
    """Why a job's work is to end before it is done."""

    CANCELLED = "cancelled"
    WORKER_ENDS = "worker_ends"
    GIVES_WAY = "gives_way"
    PAUSED = "paused"
    LOST = "lost"


class JobInterrupted(JobError):
    """The worker is asked to end, or another job goes first; the job goes on afterwards."""

    def __init__(self, job_id: str) -> None:
        self.job_id = job_id
        super().__init__(f"Job {job_id} was interrupted and goes on later.")


class RunningJob:
    """A `StepWatch`.

    The work calls it from the task's thread; `stop`, `overdue` and `hard_limit_at` are the main
    thread's.
    """

    def __init__(
        self,
        claim: Claim,
        claims: JobClaims,
        metrics: JobMetrics,
        *,
        clock: Callable[[], float] = time.time,
        monotonic: Callable[[], float] = time.monotonic,
        between: Callable[[], None] | None = None,
    ) -> None:
        """`between` is done now and then on the work's thread; its time is not the job's."""
        self.claim = claim
        self._between = between
        self._claims = claims
        self._metrics = metrics
        self._clock = clock
        self._monotonic = monotonic
        self._began = monotonic()
        self._audio_seconds = 0.0
        self._limits = Limits.for_audio(0.0)
        self._steps: tuple[PlannedStep, ...] = ()
        self._done: set[JobStep] = set()
        self._written = float("-inf")
        self._furthest = 0.0
        self._stop_lock = threading.Lock()
        self._stop: StopReason | None = None
        self._stop_asked_at: float | None = None

    # -- StepWatch ---------------------------------------------------------------------------------
    def plan(self, audio_seconds: float, steps: Sequence[PlannedStep]) -> None:
        """The work says what it has ahead; the time limits follow from `audio_seconds`."""
        self._steps = tuple(steps)
        self._audio_seconds = audio_seconds
        self._limits = Limits.for_audio(audio_seconds)
        self._claims.set_audio_seconds(self.claim, audio_seconds)
        self._check()

    @contextmanager
    def step(self, step: JobStep) -> Iterator[Progress]:
        """One step: on record when it begins and when it is complete, with what it took.

        Raises JobCancelled, JobInterrupted and JobTimedOut at any report, and ClaimLost.
        """
        planned = next(each for each in self._steps if each.step is step)
        self._check()
        self._claims.start_step(self.claim, step)
        began = self._monotonic()
        self._report(planned, 0.0, began, at_once=True)

        def progress(fraction: float) -> None:
            self._report(planned, min(max(fraction, 0.0), 1.0), began)

        yield progress
        self._claims.complete_step(
            self.claim, step, self._monotonic() - began, planned.audio_seconds
        )
        self._done.add(step)
        self._report(planned, 1.0, began, at_once=True)

    # -- the main thread's -------------------------------------------------------------------------
    def stop(self, reason: StopReason) -> None:
        """Have the work end at its next call. The first reason counts."""
        with self._stop_lock:
            if self._stop is None:
                self._stop = reason
                self._stop_asked_at = self._monotonic()

    @property
    def gives_way(self) -> bool:
        """Whether every other job goes before this one."""
        return self.claim.job.priority < JobPriority.NORMAL

    @property
    def stop_reason(self) -> StopReason | None:
        """None while nobody has told the work to stop."""
        return self._stop

    def stopping_for(self) -> float:
        """Seconds since the work was told to stop; 0.0 when it was not."""
        asked = self._stop_asked_at
        return 0.0 if asked is None else self._monotonic() - asked

    def overdue(self) -> bool:
        """The hard limit is over: nothing but the end of the process stops this work."""
        return self._monotonic() - self._began > self._limits.hard

    @property
    def hard_limit_seconds(self) -> float:
        """How long the job may run before its process is ended."""
        return self._limits.hard

    @property
    def hard_limit_at(self) -> float:
        """On the wall clock, for whoever watches from outside."""
        return self._clock() + self._limits.hard - (self._monotonic() - self._began)

    # -- inside ------------------------------------------------------------------------------------
    def _report(
        self, planned: PlannedStep, fraction: float, began: float, *, at_once: bool = False
    ) -> None:
        self._check()
        if self._between is not None:
            before = self._monotonic()
            self._between()
            self._began += self._monotonic() - before
        now = self._monotonic()
        if not at_once and now - self._written < _WRITE_EVERY_SECONDS:
            return
        self._written = now
        overall = self._overall(planned, fraction)
        if overall > self._furthest:
            self._furthest = overall
            self._limits = self._limits.at_pace(now - self._began, overall)
        self._claims.progress(
            self.claim,
            round(100 * overall, 1),
            self._eta(planned, fraction, now - began),
            reached(planned.step, self._gone_through(planned, fraction)),
        )

    def _overall(self, planned: PlannedStep, fraction: float) -> float:
        whole = sum(each.share for each in self._steps)
        done = sum(each.share for each in self._steps if each.step in self._done)
        if planned.step not in self._done:
            done += planned.share * fraction
        return done / whole if whole > 0 else 0.0

    def _gone_through(self, planned: PlannedStep, fraction: float) -> float:
        """Of all the sound, the share that the step is behind, in whatever attempt it was done.

        A step's `fraction` is only of the sound that this attempt found left.
        """
        if self._audio_seconds <= 0.0:
            return fraction
        left = min(planned.audio_seconds / self._audio_seconds, 1.0)
        return 1.0 - left * (1.0 - fraction)

    def _eta(self, planned: PlannedStep, fraction: float, elapsed: float) -> float | None:
        """Seconds left: what lies ahead as learned, and of the step under way what its own pace
        leaves once that is known.
        """
        left = 0.0
        for each in self._steps:
            if each.step in self._done:
                continue
            expected = self._metrics.expected(each)
            if each.step is planned.step:
                if fraction > 0.1:
                    left += elapsed / fraction * (1 - fraction)
                    continue
                if expected is not None:
                    expected = max(0.0, expected - elapsed)
            if expected is None:
                return None
            left += expected
        return round(left, 1)

    def _check(self) -> None:
        job_id = self.claim.job.job_id
        match self._stop:
            case StopReason.CANCELLED:
                raise JobCancelled(job_id)
            case None:
                pass
            case _:
                raise JobInterrupted(job_id)
        if self._monotonic() - self._began > self._limits.soft:
            raise JobTimedOut(job_id, self._limits.soft)
