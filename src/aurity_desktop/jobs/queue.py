"""Huey behind the `Queue` port: the records of jobs, and a wake-up for the worker."""

from __future__ import annotations

import logging
from pathlib import Path

from aurity_desktop.domain.errors import FolderNotWritable
from aurity_desktop.domain.jobs import (
    Job,
    JobHistoryEntry,
    JobKind,
    QueueFigures,
    StepTiming,
    WorkerStatus,
)
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.jobs.job_records import JobRecords
from aurity_desktop.jobs.metrics import JobMetrics
from aurity_desktop.jobs.wake_ups import MessagesStuck, WakeUps

_log = logging.getLogger(__name__)


class HueyQueue:
    """The `Queue` port of a data folder, for whoever submits and looks.

    Cheap to make: Huey waits for the first message. Besides what the port says, raises
    JobsUnreadable, JobsNewer, JobsBusy, DiskFull and FolderNotWritable.
    """

    def __init__(self, jobs_file: Path, queue_file: Path, url: str = "") -> None:
        """Raises FolderNotWritable, JobsUnreadable."""
        self._records = JobRecords(jobs_file)
        self._metrics = JobMetrics(self._records.database)
        self._queue_file = queue_file
        self._url = url
        self._wake_ups: WakeUps | None = None

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
        """See `JobRecords.submit`; the worker is woken up for what need not wait."""
        job = self._records.submit(
            kind,
            session_id,
            priority=priority,
            speaker_count=speaker_count,
            model=model,
            quiet=quiet,
        )
        if not quiet:
            self._wake_worker(job)
        return job

    def job(self, job_id: str) -> Job:
        """Raises UnknownJob."""
        return self._records.job(job_id)

    def jobs(self, session_id: str | None = None) -> list[Job]:
        """Newest first; of one session, or all."""
        return self._records.jobs(session_id)

    def history(self, job_id: str) -> list[JobHistoryEntry]:
        """Oldest first. Raises UnknownJob."""
        return self._records.history(job_id)

    def timings(self, job_id: str) -> list[StepTiming]:
        """In the order in which the steps were done. Raises UnknownJob."""
        return self._records.timings(job_id)

    def cancel(self, job_id: str) -> None:
        """At once where the job waits, else when the worker has seen it. Raises UnknownJob."""
        self._records.request_cancel(job_id)

    def retry(self, job_id: str) -> Job:
        """See `JobRecords.retry`; the worker is woken up."""
        job = self._records.retry(job_id)
        self._wake_worker(job)
        return job

    def pause(self) -> None:
        """See `JobRecords.pause`."""
        self._records.pause()

    def resume(self) -> None:
        """See `JobRecords.resume`; the worker finds by itself what is due."""
        self._records.resume()

    def paused(self) -> bool:
        """See `JobRecords.paused`."""
        return self._records.paused()

    def figures(self) -> QueueFigures:
        """See `JobMetrics.figures`."""
        return self._metrics.figures()

    def worker(self) -> WorkerStatus | None:
        """See `JobRecords.worker`."""
        return self._records.worker()

    def close(self) -> None:
        """Both files, the records and the messages."""
        if self._wake_ups is not None:
            self._wake_ups.close()
        self._records.close()

    def _wake_worker(self, job: Job) -> None:
        """The record is durable already.

        Without a message the worker finds it some seconds later.
        """
        try:
            self._wake_ups = self._wake_ups or WakeUps(self._queue_file, url=self._url)
            self._wake_ups.send(job.job_id)
        except (FolderNotWritable, MessagesStuck) as error:
            _log.warning("message not sent: %s", error)
