"""A writer in a process of its own that says each fact aloud once it is durable, and is killed."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any


def facts_of_killed(write: Callable[[Connection], None], after: float) -> list[Any]:
    """All that the writer had said when it was killed, `after` seconds from its first word on.

    So a kill hits work and not the start of Python. On POSIX it is `kill -9`, on Windows
    TerminateProcess.
    """
    context: Any = multiprocessing.get_context("fork" if os.name == "posix" else "spawn")
    receiver, sender = context.Pipe(duplex=False)
    writer = context.Process(target=write, args=(sender,), daemon=True)
    writer.start()
    sender.close()
    facts = _listen(receiver, after)
    _kill(writer)
    facts += _rest(receiver)
    receiver.close()
    writer.close()
    return facts


def _listen(receiver: Connection, after: float) -> list[Any]:
    """What is said until `after` seconds have passed since the first word, or until the writer has
    ended.
    """
    facts: list[Any] = []
    deadline = float("inf")
    try:
        while (left := deadline - time.monotonic()) > 0:
            if receiver.poll(min(left, 1.0)):
                facts.append(receiver.recv())
                deadline = min(deadline, time.monotonic() + after)
    except EOFError:
        return facts  # it was faster than the killer
    return facts


def _kill(writer: multiprocessing.process.BaseProcess) -> None:
    if os.name == "posix" and writer.pid is not None and writer.is_alive():
        os.kill(writer.pid, signal.SIGKILL)
    else:
        writer.kill()
    writer.join()


def _rest(receiver: Connection) -> list[Any]:
    """What the writer had said and nobody had heard yet; its last message may be cut off by the
    kill.
    """
    found = []
    try:
        while receiver.poll(0):
            found.append(receiver.recv())
    except EOFError:
        return found
    return found
