"""Where messages lie: `huey.db`, or a Redis server. What Huey asks of a storage, and no more.

Huey's storages can hold results, schedules, revocations and locks as well, each of which it would
read back. None of them is used here, so none of them is asked for: whatever somebody puts there is
not looked at.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aurity_desktop.domain.errors import FolderNotWritable, JobError
from aurity_desktop.jobs.back_off import BackOff
from aurity_desktop.jobs.messages import MessageRefused, decode
from aurity_desktop.storage.durable import make_private_file

_log = logging.getLogger(__name__)

#: Seconds for connecting, and for an answer. The worker's heartbeat must not wait for longer.
_CONNECT_SECONDS = 3.0
_ANSWER_SECONDS = 5.0

_SCHEMES = ("redis", "rediss", "unix")


class MessagesStuck(JobError):
    """What carries the messages refuses them: a full disk, a server that is away."""

    def __init__(self, place: str, detail: str) -> None:
        self.place = place
        self.detail = detail
        super().__init__(
            f"The queue's messages cannot pass through {place} ({detail}). "
            "Jobs are kept and wait until they can."
        )


class MessageStore:
    """Huey's storage, with a back-off around one of Huey's own.

    While the other side does not answer it is left alone for ever longer, up to a minute, and that
    is logged once. Any thread.
    """

    #: Huey polls: what is delivered within this process has to be found too.
    blocking = False
    priority = False

    def __init__(
        self,
        inner: Any,
        place: str,
        failures: tuple[type[Exception], ...],
        key: str,
        back_off: BackOff | None = None,
    ) -> None:
        """`place` names the store to people; `failures` are what `inner` raises when it fails."""
        self._inner = inner
        self._place = place
        self._failures = failures
        self._key = key
        self._back_off = back_off or BackOff()

    def enqueue(self, data: bytes, _priority: float | None = None) -> None:
        """Raises MessagesStuck."""
        with self._answering():
            self._inner.enqueue(data)

    def dequeue(self) -> bytes | None:
        """The oldest message. None where there is none, it is refused, or the store is away."""
        if self._back_off.waits:
            return None
        try:
            with self._answering():
                data = self._inner.dequeue()
        except MessagesStuck:
            return None  # the main thread finds what is due in the records
        if data is None:
            return None
        try:
            decode(data, self._key)
        except MessageRefused as error:
            _log.warning("%s", error)
            return None
        return bytes(data)

    def queue_size(self) -> int:
        """Raises MessagesStuck."""
        with self._answering():
            return int(self._inner.queue_size())

    def flush_queue(self) -> None:
        """Raises MessagesStuck."""
        with self._answering():
            self._inner.flush_queue()
            self._inner.flush_schedule()

    def read_schedule(self, _timestamp: object) -> list[bytes]:
        """Nothing is ever scheduled, and what lies there is not looked at."""
        return []

    def peek_many(self, _keys: object) -> dict[str, bytes]:
        """Nothing is ever revoked, and what lies there is not looked at."""
        return {}

    def delete_data(self, _key: object) -> bool:
        """Huey forgets a revocation when its task has run: there is none."""
        return False

    def close(self) -> None:
        """Give the connection up. Raises MessagesStuck."""
        with self._answering(always=True):
            self._inner.close()

    @contextmanager
    def _answering(self, *, always: bool = False) -> Iterator[None]:
        if self._back_off.waits and not always:
            raise MessagesStuck(self._place, "it did not answer a moment ago")
        try:
            yield
        except self._failures as error:
            stuck = MessagesStuck(self._place, in_words(error))
            if self._back_off.failed():
                _log.warning("%s", stuck)
            raise stuck from error
        if self._back_off.succeeded():
            _log.info("the queue's messages pass through %s again", self._place)


def on_disk(file: Path) -> Any:
    """Huey's storage in SQLite. A file that is damaged is made anew: nothing in it is missed.

    Raises FolderNotWritable.
    """
    from huey.storage import SqliteStorage

    make_private_file(file)
    try:
        # Huey leaves a connection open whose first statement fails, and Windows would then not let
        # the damaged file be removed: it is found here first.
        with closing(sqlite3.connect(file)) as probe:
            probe.execute("SELECT 1 FROM sqlite_master")
        return SqliteStorage("aurity", filename=str(file), fsync=True)
    except sqlite3.OperationalError as error:
        raise FolderNotWritable(file.parent, str(error)) from error
    except sqlite3.DatabaseError as error:
        _log.warning("the messages in %s cannot be read (%s): starting without", file, error)
        for name in (file.name, f"{file.name}-wal", f"{file.name}-shm"):
            file.with_name(name).unlink(missing_ok=True)
        make_private_file(file)
        return SqliteStorage("aurity", filename=str(file), fsync=True)


def on_redis(url: str, name: str) -> Any:
    """Huey's storage on the server of the URL, not connected yet; `name` is its queue there.

    A password stands in the URL (`redis://:password@host`), `rediss://` is TLS with the server's
    certificate checked. Raises ValueError for a URL that is none, ImportError without the library.
    """
    if urlsplit(url).scheme not in _SCHEMES:
        raise ValueError("it begins with none of redis://, rediss:// and unix://")
    from huey.storage import RedisStorage
    from redis import ConnectionPool
    from redis.backoff import NoBackoff
    from redis.retry import Retry

    pool = ConnectionPool.from_url(
        url,
        socket_connect_timeout=_CONNECT_SECONDS,
        socket_timeout=_ANSWER_SECONDS,
        retry=Retry(NoBackoff(), 0),  # the back-off is `BackOff`'s
    )
    storage = RedisStorage(name, blocking=False, connection_pool=pool)
    storage.close = pool.disconnect  # Huey's own does nothing
    return storage


def transport_failures(url: str) -> tuple[type[Exception], ...]:
    """What Huey passes on from the thing that carries its messages."""
    if url:
        from redis.exceptions import RedisError

        return (RedisError, OSError, ValueError)
    return (sqlite3.Error, OSError)


def shown(url: str) -> str:
    """The URL without user, password and options."""
    parts = urlsplit(url)
    try:
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        host, port = "", ""
    if parts.scheme == "unix":
        return f"unix://{parts.path}"
    number = parts.path if parts.path[1:].isdigit() else ""
    return f"{parts.scheme}://{host}{port}{number}" if "@" not in parts.path else parts.scheme


def in_words(error: Exception) -> str:
    """What went wrong with a server, as far as it can be said plainly."""
    kind, text = type(error).__name__, str(error)
    if "CERTIFICATE_VERIFY_FAILED" in text:
        return f"its certificate is not trusted: {text}"
    if kind in ("AuthenticationError", "AuthenticationWrongNumberOfArgsError") or (
        text.startswith(("NOAUTH", "WRONGPASS")) or "Authentication required" in text
    ):
        return "it does not accept the password in queue.url, or there is none"
    if kind == "NoPermissionError":
        return f"the user in queue.url may not do this there: {text}"
    if isinstance(error, TimeoutError) or kind == "TimeoutError":
        return "no answer came in time"
    return text
