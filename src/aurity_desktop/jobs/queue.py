"""Huey behind the `Queue` port.

The records decide; a message says no more than "look again", and any may be lost.

SQLite by default, Redis when the setting `queue.url` names one. Either way a message carries a
job's id and is signed with a key of this data folder, because Huey pickles: a file or a server that
somebody else can write to must not be able to run code here.
"""

from __future__ import annotations

import hashlib
import logging
import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aurity_desktop.domain.errors import FolderNotWritable, JobError
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
from aurity_desktop.storage.durable import make_folder, make_private_file, write_whole
from aurity_desktop.storage.file_lock import locked

_log = logging.getLogger(__name__)

_POLL_SECONDS = 0.5


class MessagesStuck(JobError):
    """What carries the messages refuses them: a full disk, a server that is away."""

    def __init__(self, place: str, detail: str) -> None:
        self.place = place
        self.detail = detail
        super().__init__(
            f"The queue's messages cannot pass through {place} ({detail}). "
            "Jobs are kept and wait until they can."
        )


class WakeUps:
    """The wake-up messages: sent by whoever submits a job, received by the worker's one thread."""

    def __init__(
        self, file: Path, *, url: str = "", received: Callable[[], object] | None = None
    ) -> None:
        """`file` is Huey's database, and its folder the place of the signing key.

        `received` runs for each message.
        """
        self._huey = _make_huey(file, url)
        self._place = _without_password(url) or str(file)
        self._failures = _transport_failures(url)

        def look_again(job_id: str) -> None:
            del job_id  # whichever job comes first is done, see `JobClaims.claim`
            if received is not None:
                received()

        self._look_again = self._huey.task(name="look_again")(look_again)

    def send(self, job_id: str) -> None:
        """Wake the worker up.

        The records are the truth: a sender may go on after MessagesStuck, since the worker finds
        the job by itself.
        """
        with self._translated():
            self._look_again(job_id)

    def waiting(self) -> int:
        """How many were sent and not yet received. Raises MessagesStuck."""
        with self._translated():
            return int(self._huey.pending_count())

    def flush(self) -> None:
        """Drop every message.

        Those of a worker that was killed hang otherwise; the records tell what is to be done.

        Raises MessagesStuck.
        """
        with self._translated():
            self._huey.storage.flush_queue()
            self._huey.storage.flush_schedule()

    def consumer(self) -> Any:
        """Huey's consumer with one thread, not started.

        To be started on the main thread, since it sets signal handlers.
        """
        return self._huey.create_consumer(
            workers=1,
            worker_type="thread",
            periodic=False,
            initial_delay=0.1,
            max_delay=_POLL_SECONDS,
            flush_locks=True,
        )

    def close(self) -> None:
        """Give the connection up. Raises MessagesStuck."""
        with self._translated():
            self._huey.storage.close()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except self._failures as error:
            raise MessagesStuck(self._place, str(error)) from error


def _without_password(url: str) -> str:
    return re.sub(r"//[^/@]*@", "//", url)


def _make_huey(file: Path, url: str) -> Any:
    from huey import RedisHuey, SqliteHuey
    from huey.serializer import SignedSerializer

    key = signing_key(file.parent / "signing.key")
    common = {"results": False, "serializer": SignedSerializer(secret=key, salt="aurity-queue")}
    if url:
        # One server may serve several data folders; the key's digest keeps their messages apart.
        return RedisHuey(f"aurity_{_name_of(key)}", url=url, **common)
    return _on_disk(file, lambda: SqliteHuey("aurity", filename=str(file), fsync=True, **common))


def _on_disk(file: Path, make: Callable[[], Any]) -> Any:
    """A messages file that is damaged is made anew: nothing in it is missed."""
    make_private_file(file)
    try:
        return make()
    except sqlite3.OperationalError as error:
        raise FolderNotWritable(file.parent, str(error)) from error
    except sqlite3.DatabaseError as error:
        _log.warning("the messages in %s cannot be read (%s): starting without", file, error)
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            file.with_name(name).unlink(missing_ok=True)
        make_private_file(file)
        return make()


def _transport_failures(url: str) -> tuple[type[Exception], ...]:
    """What Huey passes on from the thing that carries its messages."""
    if url:
        from redis.exceptions import RedisError

        return (RedisError, OSError)
    return (sqlite3.Error, OSError)


def _name_of(key: str) -> str:
    return hashlib.sha256(key.encode("ascii")).hexdigest()[:16]


def signing_key(path: Path) -> str:
    """The folder's key for signing messages, made once, 0600, durable.

    Raises FolderNotWritable, DiskFull.
    """
    make_folder(path.parent)
    try:
        if not path.exists():
            # Of several who come first one makes it: a rename would replace another's key.
            with locked(path.with_name(f"{path.name}.lock"), patience=None):
                if not path.exists():
                    write_whole(path, [secrets.token_hex(32).encode("ascii")])
        return path.read_text(encoding="ascii")
    except OSError as error:
        raise FolderNotWritable(path.parent, str(error)) from error


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
    ) -> Job:
        """See `JobRecords.submit`; the worker is woken up."""
        job = self._records.submit(
            kind, session_id, priority=priority, speaker_count=speaker_count, model=model
        )
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
