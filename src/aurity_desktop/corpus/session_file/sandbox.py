"""Parsing a foreign file in a child process, with limits on its memory and its time.

HDF5 is a large C library; a crafted file may crash it or make it ask for all memory. Then the child
dies, and that is the answer. What it answers otherwise is JSON (`sandbox_answers.py`): nothing that
a child says is ever unpickled.
"""

from __future__ import annotations

import multiprocessing
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from aurity_desktop.corpus.session_file.sandbox_answers import (
    NoAnswer,
    decode,
    encode,
    encode_error,
)
from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.errors import NotOurFile
from aurity_desktop.runtime.confinement import forbid_network
from aurity_desktop.runtime.memory_privacy import keep_memory_private

_T = TypeVar("_T")
_File = TypeVar("_File", Path, StoredFile, Path | StoredFile)

#: Address space of the child. Python with NumPy and HDF5 maps about 1 GB of it before it has done
#: anything.
_MOST_BYTES = 4 << 30

#: A session of 24 hours takes less than a minute; a longer one, or a slow disk, so much more.
_MOST_SECONDS = 300.0
_BYTES_PER_SECOND = 5_000_000

#: What `st_blocks` counts in, whatever the blocks of the file system are (stat(2)).
_BLOCK = 512

#: The facts and the chain of a session of 24 hours are a tenth of it.
_MOST_ANSWERED = 1 << 30


def in_child(task: Callable[[_File], _T], file: _File, *, most_seconds: float | None = None) -> _T:
    """`task(file)` in a process of its own.

    `task` is a function of a module; its result is made of the types of `sandbox_answers.py`.

    Raises what `task` raises, as far as those types go, and NotOurFile where the child died, did
    not come to an end, or answered what is no answer.
    """
    path = StoredFile.at(file).path
    if most_seconds is None:
        most_seconds = seconds_for(path)
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(task, file, sender), daemon=True)
    child.start()
    sender.close()
    late = threading.Event()

    def end() -> None:
        late.set()
        child.kill()

    limit = threading.Timer(most_seconds, end)
    limit.start()
    try:
        # To its end: a child that stops in the middle of its answer is ended like a silent one.
        content = receiver.recv_bytes(_MOST_ANSWERED)
    except (EOFError, OSError) as error:
        if late.is_set():
            detail = f"reading it did not end within {most_seconds:.0f} s"
            raise NotOurFile(path, detail) from error
        child.join(1.0)
        raise NotOurFile(path, f"reading it crashes (exit code {child.exitcode})") from error
    finally:
        limit.cancel()
        limit.join()
        receiver.close()
        if child.is_alive():
            child.join(1.0)
        if child.is_alive():
            child.kill()
            child.join()
    try:
        return decode(content)  # type: ignore[return-value]  # what the task gave, see `_run`
    except NoAnswer as error:
        raise NotOurFile(path, f"reading it gave no answer: {error}") from error


def seconds_for(path: Path) -> float:
    """How long reading the file may take: what is there on the disk has to be read once or twice.

    By its blocks, so that a sparse file earns nothing by the length that it claims.
    """
    try:
        found = path.stat()
    except OSError:
        return _MOST_SECONDS
    held = getattr(found, "st_blocks", None)
    there = found.st_size if held is None else min(found.st_size, held * _BLOCK)
    return _MOST_SECONDS + there / _BYTES_PER_SECOND


def _run(task: Callable[[_File], _T], file: _File, sender: Connection) -> None:
    keep_memory_private()
    limit_memory()
    forbid_network()
    try:
        answer = encode(task(file))
    except Exception as error:  # noqa: BLE001 - a process's edge: the parent gets the error
        answer = encode_error(error)
    sender.send_bytes(answer)
    sender.close()


def limit_memory() -> None:
    """On Linux. macOS refuses a limit below what a process has mapped already, which is hundreds of
    gigabytes there; Windows has none without a job object.

    The sizes that a file declares are checked everywhere, and without the limit it is read all the
    same.
    """
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_BYTES if hard == resource.RLIM_INFINITY else min(_MOST_BYTES, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (most, hard))
