"""Background work that is waited for: a worker of our own, and its jobs' progress."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from types import FrameType

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from aurity_desktop.application.program import Program
from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.application.worker.worker_process import WorkerProcess
from aurity_desktop.cli.output import say
from aurity_desktop.cli.progress import JobProgress
from aurity_desktop.domain.errors import JobFailed, JobsPaused
from aurity_desktop.domain.jobs import HELD_BY_A_PAUSE, Job, JobKind, JobPriority, JobState
from aurity_desktop.domain.ports import Queue

#: How often Python gets to see a signal while Qt waits.
_AWAKE_MS = 200


def event_loop() -> QCoreApplication:
    """The application, with Ctrl-C working while its loop runs."""
    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    if application.findChild(QTimer, "awake") is None:
        awake = QTimer(application)
        awake.setObjectName("awake")
        awake.start(_AWAKE_MS)
    return application


@contextmanager
def on_interrupt(act: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """While the block runs, Ctrl-C calls `act` with the signal's number and frame."""
    previous = signal.signal(signal.SIGINT, act)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, previous)


@contextmanager
def own_worker(program: Program) -> Iterator[WorkerProcess]:
    """A worker for the length of the block, once it is started; ended in order after it."""
    with closing(program.queue()) as queue:
        worker = WorkerProcess(program.command, queue, keys=program.vault.handed)
        try:
            yield worker
        finally:
            worker.close()


def wait_for(program: Program, jobs: Sequence[Job], worker: WorkerProcess) -> None:
    """Until every one of them has ended.

    Raises JobFailed with the reason of the first that did not complete, and JobsPaused as soon as
    one of them waits for the end of a pause.

    Ctrl-C raises KeyboardInterrupt and leaves them to the next worker: they are durable, and
    nothing done so far is done again.
    """
    if not jobs:
        return
    application = event_loop()
    worker.start()
    with closing(program.queue()) as queue:
        failed = _Waiting(queue, jobs).run(application)
    if failed is not None:
        raise JobFailed(failed.job_id, failed.error_message or f"The job was {failed.state}.")


def wait_for_names(program: Program, sessions: Sequence[str], worker: WorkerProcess) -> None:
    """Until misheard names have been looked for in these finished sessions.

    Their transcripts stand without them: where it fails, or all jobs are paused, that is said.
    """
    with closing(program.queue()) as queue:
        jobs = [
            job
            for job in queue.jobs()
            if job.kind is JobKind.NAMES and job.session_id in sessions and not job.ended
        ]
    try:
        wait_for(program, jobs, worker)
    except (JobFailed, JobsPaused) as error:
        say(f"Misheard names were not looked for: {error}")


def write_files(program: Program, session_id: str) -> None:
    """Make a session's files again from the ledger, by a job, and wait. Raises JobFailed."""
    with closing(program.queue()) as queue:
        job = queue.submit(JobKind.PROJECT, session_id, priority=JobPriority.ASKED_FOR)
    with own_worker(program) as worker:
        wait_for(program, [job], worker)


class _Waiting(QObject):
    def __init__(self, queue: Queue, jobs: Sequence[Job]) -> None:
        super().__init__()
        self._open = {job.job_id for job in jobs}
        self._failed: Job | None = None
        self._interrupted = self._paused = False
        self._progress = JobProgress(several=len(jobs) > 1)
        self._watcher = JobWatcher(queue, self)
        self._watcher.job_changed.connect(self._on_job)
        self._watcher.paused_changed.connect(self._on_paused)
        self._held = {job.job_id for job in jobs if job.kind in HELD_BY_A_PAUSE}

    def run(self, application: QCoreApplication) -> Job | None:
        """The first job that did not complete. Raises KeyboardInterrupt on Ctrl-C, JobsPaused."""
        for job_id in tuple(self._open):
            self._watcher.watch(job_id)
        try:
            with on_interrupt(self._on_interrupt):
                if self._open and not self._paused:
                    application.exec()
        finally:
            self._watcher.stop()
            self._progress.close()
        if self._interrupted:
            # Raised here: an exception out of a signal's handler dies inside Qt's loop.
            raise KeyboardInterrupt
        if self._paused:
            raise JobsPaused
        return self._failed

    def _on_interrupt(self, _number: int, _frame: object) -> None:
        say("The work goes on with the next start.")
        self._interrupted = True
        QCoreApplication.quit()

    def _on_paused(self, paused: bool) -> None:
        if paused and self._open & self._held:
            self._paused = True
            QCoreApplication.quit()

    def _on_job(self, job: Job) -> None:
        if job.job_id not in self._open:
            return
        self._progress.show(job)
        if job.ended:
            self._open.discard(job.job_id)
            if job.state is not JobState.COMPLETED and self._failed is None:
                self._failed = job
        if not self._open:
            QCoreApplication.quit()
