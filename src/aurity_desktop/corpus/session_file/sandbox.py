"""Parsing a foreign file in a child process, with limits on its memory and its time.

HDF5 is a large C library; a crafted file may crash it or make it ask for all memory. Then the child
dies, and that is the answer.
"""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeVar

from aurity_desktop.corpus.session_file.stored_file import StoredFile
from aurity_desktop.domain.errors import NotOurFile
from aurity_desktop.runtime.memory_privacy import keep_memory_private

_T = TypeVar("_T")
_File = TypeVar("_File", Path, StoredFile, Path | StoredFile)

#: Address space of the child. Python with NumPy and HDF5 maps about 1 GB of it before it has done
#: anything.
_MOST_BYTES = 4 << 30

#: A session of 24 hours takes less than a minute.
_MOST_SECONDS = 300.0


def in_child(task: Callable[[_File], _T], file: _File) -> _T:
    """`task(file)` in a process of its own.

    `task` is a function of a module; its result is pickled by our own code.

    Raises what `task` raises, and NotOurFile where the child died or did not come to an end.
    """
    path = StoredFile.at(file).path
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_run, args=(task, file, sender), daemon=True)
    child.start()
    sender.close()
    try:
        if not receiver.poll(_MOST_SECONDS):
            raise NotOurFile(path, f"reading it did not end within {_MOST_SECONDS:.0f} s")
        ok, answer = receiver.recv()
    except EOFError as error:
        child.join()
        raise NotOurFile(path, f"reading it crashes (exit code {child.exitcode})") from error
    finally:
        receiver.close()
        if child.is_alive():
            child.join(1.0)
        if child.is_alive():
            child.kill()
            child.join()
    if ok:
        return answer  # type: ignore[no-any-return]  # what _run sent: the task's own result
    raise answer


def _run(task: Callable[[_File], _T], file: _File, sender: Connection) -> None:
    keep_memory_private()
    _limit_memory()
    answer: tuple[bool, object]
    try:
        answer = (True, task(file))
    except Exception as error:  # noqa: BLE001 - a process's edge: the parent gets the error
        answer = (False, error)
    sender.send(answer)
    sender.close()


def _limit_memory() -> None:
    """On Linux and macOS. Windows has no such limit without a job object.

    The sizes that a file declares are checked everywhere.
    """
    if sys.platform == "win32":
        return
    import resource

    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MOST_BYTES if hard == resource.RLIM_INFINITY else min(_MOST_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
