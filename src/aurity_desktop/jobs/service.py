"""The worker's life: what its main thread does while Huey's one thread works.

The main thread sends the heartbeat, passes on cancellations, ends work that no longer listens,
sends wake-ups that got lost, and steps back while somebody is recording. Everything it decides on
is in the records, so another process can take over at any instant.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Protocol

from aurity_desktop.domain.errors import AurityError, JobTimedOut
from aurity_desktop.domain.jobs import JobPriority
from aurity_desktop.jobs.claims import ClaimLost, Heartbeat, JobClaims
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.jobs.running_job import StopReason
from aurity_desktop.jobs.tasks import JobRunner
from aurity_desktop.jobs.wake_ups import WakeUps

_log = logging.getLogger(__name__)


class WorkerExit(IntEnum):
    """Why the service ended (where it could not begin, `WorkerThere` says so).

    `AGAIN` asks for a fresh one at once: nothing is wrong.
    """

    DONE = 0
    AGAIN = 75


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds between the main thread's acts.

    `beat` is that of a worker without a job; one at a job tells each tick that it lives. `grace` is
    how long work may take to answer a request to stop, `give_way` how long work ahead may keep a
    job waiting.
    """

    tick: float = 0.25
    beat: float = 5.0
    wake_up: float = 1.0
    settle: float = 5.0
    look_for_recording: float = 2.0
    expire: float = 3600.0
    housekeeping: float = 3600.0
    health: float = 10.0
    grace: float = 1.2
    give_way: float = 180.0


class Share(Protocol):
    """The processor's priority; see `CpuShare`."""

    @property
    def new_threads_are_normal(self) -> bool:
        """See `CpuShare.new_threads_are_normal`."""
        ...

    def lower(self) -> None:
        """All work of this process at the lowest priority."""
        ...

    def restore(self) -> bool:
        """True when the process has its normal share again."""
        ...

    def threads_renewed(self) -> None:
        """None of the threads that were lowered works any more."""
        ...


class WorkerService:
    """Serves one data folder until `stop` is called.

    Made and run on the process's main thread.

    The caller holds the folder's lock, so whatever the records call "in progress" at the start
    belongs to a dead worker.
    """

    def __init__(
        self,
        records: JobRecords,
        claims: JobClaims,
        runner: JobRunner,
        wake_ups: WakeUps,
        *,
        recording: Callable[[], bool],
        share: Share,
        end_process: Callable[[int], None],
        catch_up: Callable[[], None] = lambda: None,
        keep_house: Callable[[], None] = lambda: None,
        release_threads: Callable[[], None] = lambda: None,
        renew: bool = True,
        rhythm: Rhythm = Rhythm(),
    ) -> None:
        """`recording` says whether somebody records in this folder. `end_process` ends the process
        at once, without unwinding. `catch_up` submits what was left undone while no worker lived;
        `keep_house`, at the start and every hour, what has become due.

        `release_threads`: what the engines keep of threads is to be made anew, by the thread that
        uses them next. `renew`: end as `AGAIN` where only a fresh process gets the processor's
        normal share back.
        """
        self._records = records
        self._claims = claims
        self._runner = runner
        self._wake_ups = wake_ups
        self._recording = recording
        self._share = share
        self._end_process = end_process
        self._catch_up = catch_up
        self._keep_house = keep_house
        self._release_threads = release_threads
        self._renew = renew
        self._rhythm = rhythm
        self._stop = threading.Event()
        self._started_at = time.time()
        self._due: dict[str, float] = {}
        self._exit = WorkerExit.DONE
        self._kept_waiting_since: float | None = None
        self._trouble: dict[str, str] = {}
        self._consumer: Any = None

    def stop(self) -> None:
        """End in an orderly way: the job at work is put back.

        From any thread, and from a signal handler.
        """
        self._stop.set()

    def run(self) -> WorkerExit:
        """Blocks until stopped."""
        self._take_over()
        self._consumer = self._consume()
        try:
            while not self._stop.wait(self._rhythm.tick):
                self.tick()
                if self._is_due("health", self._rhythm.health):
                    self._consumer.check_worker_health()
        finally:
            self._put_back()
            self._consumer.stop()
        return self._exit

    def _consume(self) -> Any:
        consumer = self._wake_ups.consumer()
        consumer.start()
        self._own_signals()
        return consumer

    def tick(self) -> None:
        """One round of the main thread.

        A disk that is full for a moment does not end the worker.
        """
        for act in (
            self._beat,
            self._watch,
            self._look_for_recording,
            self._expire,
            self._housekeeping,
            self._settle,
            self._runner.ends.report,
            self._wake_up,
        ):
            with self._tolerated(act.__name__):
                act()

    def _look_for_recording(self) -> None:
        if self._runner.declined or self._is_due("recording", self._rhythm.look_for_recording):
            self._give_way_to_recording()

    def _expire(self) -> None:
        if self._is_due("expire", self._rhythm.expire):
            self._records.expire()

    def _housekeeping(self) -> None:
        if self._is_due("housekeeping", self._rhythm.housekeeping):
            self._keep_house()

    def _settle(self) -> None:
        if self._is_due("settle", self._rhythm.settle):
            self._runner.settle()

    def _wake_up(self) -> None:
        if self._is_due("wake_up", self._rhythm.wake_up):
            self._send_lost_wake_up()
            self._end_work_ahead_that_hangs()

    # -- start and end -----------------------------------------------------------------------------
    def _take_over(self) -> None:
        """Reclaim what a dead worker left: its jobs, its messages, and ends it did not report."""
        with self._tolerated("flush"):  # a server that is away: old messages are looks too many
            self._wake_ups.flush()
        self._claims.reclaim(alone=True)
        self._runner.ends.report()
        with self._tolerated("expire"):
            self._expire()
        with self._tolerated("catch_up"):
            self._catch_up()

    def _own_signals(self) -> None:
        """Take back the signal handlers that Huey's consumer has set.

        A hang-up would make it start itself again, which is the parent's to do.
        """
        for name in ("SIGINT", "SIGTERM"):
            signal.signal(getattr(signal, name), lambda *_: self.stop())
        if sys.platform != "win32":
            signal.signal(signal.SIGHUP, signal.SIG_IGN)

    def _put_back(self) -> None:
        self._runner.close()
        running = self._runner.running
        if running is None:
            with contextlib.suppress(AurityError):
                self._runner.settle()
            return
        running.stop(StopReason.WORKER_ENDS)
        deadline = time.monotonic() + self._rhythm.grace
        while self._runner.running is running and time.monotonic() < deadline:
            time.sleep(0.02)
        if self._runner.running is running:
            # It answered at the last moment, or the disk is full: the next worker reclaims it.
            with contextlib.suppress(AurityError):
                self._claims.interrupt(running.claim)
            self._end_process(self._exit)

    # -- while it runs -----------------------------------------------------------------------------
    def _beat(self) -> None:
        running = self._runner.running
        if not self._is_due("beat", self._rhythm.beat) and running is None:
            return
        gives_way = running is not None and running.gives_way
        if running and gives_way and self._claims.due(JobPriority.NORMAL) is not None:
            running.stop(StopReason.GIVES_WAY)
        if running and self._claims.is_held(running.claim.job):
            running.stop(StopReason.PAUSED)
        wants_cancel = self._claims.beat(
            Heartbeat(
                os.getpid(),
                self._started_at,
                running.claim if running else None,
                running.hard_limit_at if running else None,
            )
        )
        if wants_cancel and running is not None:
            running.stop(StopReason.CANCELLED)

    def _watch(self) -> None:
        """End work that does not answer, by ending the process; a fresh one goes on."""
        running = self._runner.running
        if running is None:
            return
        try:
            if running.overdue():
                limit = running.hard_limit_seconds
                error = JobTimedOut(running.claim.job.job_id, limit)
                self._claims.fail(running.claim, f"JobTimedOut: {error}", may_retry=False)
            elif (
                running.stop_reason is StopReason.CANCELLED
                and running.stopping_for() > self._rhythm.grace
            ):
                self._claims.cancelled(running.claim)
            else:
                return
        except ClaimLost:
            # It ended in the meantime and so does this work; where it does not, the process is
            # kept by work that is nobody's.
            running.stop(StopReason.LOST)
            if running.stopping_for() <= 2 * self._rhythm.grace:
                return
        _log.warning(
            "work does not answer: ending the process",
            extra={"facts": {"job": running.claim.job.job_id}},
        )
        self._runner.ends.report()
        self._end_process(WorkerExit.AGAIN)

    def _give_way_to_recording(self) -> None:
        if self._recording():
            self._share.lower()
            if not self._runner.busy and not self._wake_ups.waiting():
                self._wake_ups.send("")  # no job: what has been recorded can be worked on ahead
            return
        if self._share.restore():
            if self._runner.declined:
                self._send_lost_wake_up()  # its message is used up
            return
        if self._runner.busy:
            return
        # A job that waits would go on at the lowest priority to its end, so it is left to what is
        # not lowered.
        if self._share.new_threads_are_normal:
            self._renew_threads()
            self._send_lost_wake_up()
        elif self._renew:
            self._exit = WorkerExit.AGAIN
            self.stop()

    def _renew_threads(self) -> None:
        """Go on with new threads, which have the normal share of the processor.

        What was heard while recording stays in memory: a job that waits need not load it again.
        """
        self._runner.close()
        self._consumer.stop(graceful=True)  # until its thread has ended
        self._release_threads()
        self._share.threads_renewed()
        self._runner.open()
        self._consumer = self._consume()

    def _send_lost_wake_up(self) -> None:
        """Send the wake-up for a job that is due without one.

        Its sender died in between, or its back-off is over.
        """
        if self._runner.busy or self._wake_ups.waiting():
            return
        job = self._claims.due()
        if job is not None:
            self._wake_ups.send(job.job_id)

    def _end_work_ahead_that_hangs(self) -> None:
        """Work ahead gives way to a job within a stretch's time, or else it hangs.

        The process then ends, so that it does not keep the job waiting.
        """
        waiting = self._claims.due(JobPriority.NORMAL)
        if not self._runner.working_ahead or waiting is None:
            self._kept_waiting_since = None
            return
        now = time.monotonic()
        self._kept_waiting_since = self._kept_waiting_since or now
        if now - self._kept_waiting_since > self._rhythm.give_way:
            _log.warning("work ahead does not give way: ending the process")
            self._end_process(WorkerExit.AGAIN)

    def _is_due(self, act: str, every: float) -> bool:
        now = time.monotonic()
        if now < self._due.get(act, 0.0):
            return False
        self._due[act] = now + every
        return True

    @contextlib.contextmanager
    def _tolerated(self, act: str) -> Iterator[None]:
        """A full disk, a server that is away, or a session whose content nobody expected does not
        end the worker, and keeps it from no other act.

        The same trouble with an act is logged once.
        """
        try:
            yield
        except Exception as error:  # noqa: BLE001 - the main thread's edge
            trouble = f"{type(error).__name__}: {error}"
            if self._trouble.get(act) != trouble:
                self._trouble[act] = trouble
                fault = None if isinstance(error, AurityError) else error
                _log.warning("the worker goes on after: %s", trouble, exc_info=fault)
