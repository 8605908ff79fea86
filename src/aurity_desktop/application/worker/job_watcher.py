"""The jobs as signals, and the commands that people give them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.jobs import Job, JobKind, JobPriority, JobState
from aurity_desktop.domain.ports import Queue

_POLL_MS = 250


class JobWatcher(QObject):
    """Polls the job records four times a second and tells what is different.

    Belongs to the thread that made it. The first look tells every job that has not ended or was
    asked for; from then on each change of any job is told once. That a session's files wait for
    the end of its corrections is no work to be shown, and of names that are looked for in a
    finished session only the end is told. `paused_changed` tells whether all jobs are
    paused, and `looked` that there is something new among `jobs`.
    """

    job_changed = Signal(Job)
    paused_changed = Signal(bool)
    looked = Signal()
    failed = Signal(Exception)

    def __init__(self, queue: Queue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._known: dict[str, Job] = {}
        self._asked_for: set[str] = set()
        self._has_looked = False
        self._paused = False
        self._failure_told = False
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self.look)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """As the last look found them, newest first, without those that wait for quiet."""
        return tuple(job for job in self._known.values() if not _waits_for_quiet(job))

    @property
    def paused(self) -> bool:
        """Whether all jobs are paused, as the last look found it."""
        return self._paused

    def start(self) -> None:
        """Look now, and four times a second from now on."""
        self.look()
        self._timer.start()

    def watch(self, job_id: str) -> None:
        """Tell this job's state as it is, at once, and its changes from now on."""
        self._known.pop(job_id, None)
        self._asked_for.add(job_id)
        self.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look once. What cannot be read is told once as `failed`, and read again later."""
        try:
            jobs, paused = self._queue.jobs(), self._queue.paused()
        except AurityError as error:
            if not self._failure_told:
                self._failure_told = True
                self.failed.emit(error)
            return
        self._failure_told = False
        before, self._known = self._known, {job.job_id: job for job in jobs}
        news = [job for job in reversed(jobs) if before.get(job.job_id) != job]
        if not self._has_looked:
            self._has_looked = True
            news = [job for job in news if not job.ended or job.job_id in self._asked_for]
        for job in news:
            if job.job_id in self._asked_for or not (_waits_for_quiet(job) or _is_beside(job)):
                self.job_changed.emit(job)
        if before.keys() != self._known.keys() or news:
            self.looked.emit()
        if paused is not self._paused:
            self._paused = paused
            self.paused_changed.emit(paused)

    def cancel(self, job_id: str) -> None:
        """Ask for the job's end; errors come as `failed`."""
        try:
            self._queue.cancel(job_id)
        except AurityError as error:
            self.failed.emit(error)

    def retry(self, job_id: str) -> None:
        """Queue a failed job again; errors come as `failed`."""
        try:
            self._queue.retry(job_id)
        except AurityError as error:
            self.failed.emit(error)

    def pause_all(self) -> None:
        """Let transcripts and imports wait until told; errors come as `failed`."""
        self._set_paused(self._queue.pause)

    def resume_all(self) -> None:
        """Go on with what waits; errors come as `failed`."""
        self._set_paused(self._queue.resume)

    def _set_paused(self, change: Callable[[], None]) -> None:
        try:
            change()
        except AurityError as error:
            self.failed.emit(error)
        else:
            self.look()

    def finalize_again(self, session_id: str) -> None:
        """Queue the second pass of a session; errors come as `failed`."""
        try:
            self._queue.submit(JobKind.FINALIZE, session_id, priority=JobPriority.ASKED_FOR)
        except AurityError as error:
            self.failed.emit(error)


def _is_beside(job: Job) -> bool:
    return job.kind is JobKind.NAMES and not job.ended


def _waits_for_quiet(job: Job) -> bool:
    return job.kind is JobKind.PROJECT and job.state is JobState.PENDING
