"""The wake-up messages between whoever submits a job and the worker, through Huey.

The records decide; a message says no more than "look again", and any may be lost. SQLite by
default, Redis when the setting `queue.url` names a server.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from aurity_desktop.domain.errors import FolderNotWritable
from aurity_desktop.jobs.back_off import BackOff
from aurity_desktop.jobs.message_store import (
    MessagesStuck,
    MessageStore,
    on_disk,
    on_redis,
    shown,
    transport_failures,
)
from aurity_desktop.jobs.messages import JobIdSerializer
from aurity_desktop.storage.durable import make_folder, write_whole
from aurity_desktop.storage.file_lock import locked

__all__ = ["MessagesStuck", "WakeUps", "signing_key"]

_log = logging.getLogger(__name__)

_POLL_SECONDS = 0.5

#: What Huey's registry calls the one task.
_TASK = f"{__name__}.look_again"


class WakeUps:
    """The wake-up messages: sent by whoever submits a job, received by the worker's one thread."""

    def __init__(
        self,
        file: Path,
        *,
        url: str = "",
        received: Callable[[], object] | None = None,
        back_off: BackOff | None = None,
    ) -> None:
        """`file` is Huey's database, and its folder the place of the signing key.

        `received` runs for each message. Where there is one, `send` delivers within the process and
        asks no server: the worker wakes itself up whether or not one answers. A `url` that cannot
        be used is logged, and messages go through the file. Raises FolderNotWritable, DiskFull.
        """
        key = signing_key(file.parent / "signing.key")
        self._store = _store(file, url, key, back_off)
        self._local = _Local(self._store) if received is not None else None
        self._huey = _make_huey(self._local or self._store, JobIdSerializer(key, _TASK))

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
        self._look_again(job_id)

    def waiting(self) -> int:
        """How many were sent and not yet received. Raises MessagesStuck.

        In the worker: of those that it sent to itself.
        """
        return self._local.waiting() if self._local is not None else self._store.queue_size()

    def flush(self) -> None:
        """Drop every message.

        Those of a worker that was killed hang otherwise; the records tell what is to be done.

        Raises MessagesStuck.
        """
        self._store.flush_queue()

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
        )

    def close(self) -> None:
        """Give the connection up. Raises MessagesStuck."""
        self._store.close()


class _Local:
    """The store, with the messages in front of it that the process sends to itself."""

    blocking = False

    def __init__(self, store: MessageStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._message: bytes | None = None

    def enqueue(self, data: bytes, _priority: float | None = None) -> None:
        """One is as good as several: it says "look again"."""
        with self._lock:
            self._message = data

    def waiting(self) -> int:
        with self._lock:
            return int(self._message is not None)

    def dequeue(self) -> bytes | None:
        with self._lock:
            data, self._message = self._message, None
        return data if data is not None else self._store.dequeue()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)


def _store(file: Path, url: str, key: str, back_off: BackOff | None) -> MessageStore:
    if url:
        try:
            # One server may serve several data folders; the key's digest keeps their messages
            # apart.
            inner = on_redis(url, f"aurity_{_name_of(key)}")
            return MessageStore(inner, shown(url), transport_failures(url), key, back_off)
        except ImportError as error:
            why = f"{error}: install aurity-desktop[redis]"
        except (ValueError, TypeError) as error:
            why = str(error)
        _log.error(
            "the setting queue.url (%s) cannot be used (%s): messages go through %s",
            shown(url),
            why,
            file,
        )
    return MessageStore(on_disk(file), str(file), transport_failures(""), key, back_off)


def _make_huey(store: object, serializer: JobIdSerializer) -> Any:
    from huey import Huey

    def made(_name: str, **_options: object) -> object:
        return store

    return Huey("aurity", results=False, serializer=serializer, storage_class=made)


def _name_of(key: str) -> str:
    return hashlib.sha256(key.encode("ascii", "replace")).hexdigest()[:16]


def signing_key(path: Path) -> str:
    """The folder's key for the MAC of messages, made once, 0600, durable.

    Raises FolderNotWritable, DiskFull.
    """
    make_folder(path.parent)
    try:
        if not path.exists():
            # Of several who come first one makes it: a rename would replace another's key.
            with locked(path.with_name(f"{path.name}.lock"), patience=None):
                if not path.exists():
                    write_whole(path, [secrets.token_hex(32).encode("ascii")])
        return path.read_text(encoding="ascii", errors="replace")
    except OSError as error:
        raise FolderNotWritable(path.parent, str(error)) from error
