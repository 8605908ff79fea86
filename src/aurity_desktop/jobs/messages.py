"""What a message of the queue is: the id of a job as JSON, with a MAC. Nothing is ever unpickled.

    {"job": "job_…", "mac": "HMAC-SHA256 of the id, in hex, under the folder's signing key"}

Huey's own serializers pickle, and unpickling runs what the writer of a message wants to have run.
The MAC keeps the messages of two data folders on one server apart. It is no defence against who can
read the key beside them, and need not be: all that a message can do is to wake the worker up.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from aurity_desktop.domain.errors import JobError

#: A message is a hundred bytes. Nothing longer is parsed.
_MOST_BYTES = 512

_CONTEXT = b"aurity-queue wake-up\0"


class MessageRefused(JobError):
    """What lay in the queue is no message of this data folder."""

    def __init__(self, detail: str) -> None:
        self.detail = detail
        super().__init__(f"A message in the queue was refused: {detail}.")


def encode(job_id: str, key: str) -> bytes:
    """The message that wakes the worker up for the job."""
    message = {"job": job_id, "mac": _mac(job_id, key)}
    return json.dumps(message, separators=(",", ":")).encode("ascii")


def decode(data: object, key: str) -> str:
    """The id of the job. `data` is whatever lay in the queue. Raises MessageRefused."""
    if not isinstance(data, bytes | bytearray | memoryview):
        raise MessageRefused("it is not made of bytes")
    content = bytes(data)
    if len(content) > _MOST_BYTES:
        raise MessageRefused(f"it is longer than {_MOST_BYTES} bytes")
    try:
        message = json.loads(content.decode("ascii"))
    except (ValueError, RecursionError) as error:
        raise MessageRefused("it is not JSON") from error
    if not isinstance(message, dict) or message.keys() != {"job", "mac"}:
        raise MessageRefused("it has other fields")
    job_id, mac = message["job"], message["mac"]
    if not isinstance(job_id, str) or not isinstance(mac, str):
        raise MessageRefused("its fields are no texts")
    if not hmac.compare_digest(mac.encode("utf-8", "replace"), _mac(job_id, key).encode("ascii")):
        raise MessageRefused("its MAC is not that of this data folder")
    return job_id


class JobIdSerializer:
    """Huey's serializer for the one task there is: called with the id of a job, and nothing else.

    Whatever else Huey can put into a message (time, priority, retries, a task to follow) is left
    out on the way in, and so cannot come out.
    """

    def __init__(self, key: str, task_name: str) -> None:
        """`task_name` is what Huey's registry calls the task."""
        self._key = key
        self._task_name = task_name

    def serialize(self, message: Any) -> bytes:
        """`message` is Huey's named tuple. Raises ValueError for another task or other values."""
        if getattr(message, "name", None) != self._task_name or len(message.args) != 1:
            raise ValueError("a message of another task")
        return encode(message.args[0], self._key)

    def deserialize(self, data: object) -> Any:
        """Huey's named tuple. Raises MessageRefused."""
        from huey.registry import Message

        return Message(id=None, name=self._task_name, args=(decode(data, self._key),), kwargs={})


def _mac(job_id: str, key: str) -> str:
    content = _CONTEXT + job_id.encode("utf-8", "surrogatepass")
    return hmac.new(key.encode("utf-8", "replace"), content, hashlib.sha256).hexdigest()
