"""Locks between processes (a mutex in the file system), and a probe that looks without holding.

The lock is the operating system's, on an open file (`flock`, or `LockFileEx` on Windows, by
filelock): a killed holder lets go of it, and nothing stale is left behind. It is not `fcntl`'s
record lock, which a process loses when it closes any other descriptor of the file.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aurity_desktop.storage.durable import PRIVATE_FILE, storage_error

#: A probe holds the lock for a moment, shared; an attempt to take it is repeated for so long.
PROBE_SECONDS: Final = 0.5
_POLL_SECONDS: Final = 0.02


class LockHeld(Exception):
    """Another holder has the lock, in this process or in another."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(str(path))


class FileLock:
    """Held from its making until `release` or the end of the process, however it ends.

    Two of them exclude each other within one process too. Not inherited by child programs. The file
    stays where it is: removing it would let two holders lock two files of one name.
    """

    def __init__(self, path: Path, *, patience: float | None = PROBE_SECONDS) -> None:
        """Asks again for `patience` seconds; None: until it is free.

        The folder must be there. Raises LockHeld, DiskFull, FolderNotWritable.
        """
        taken = False
        try:
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
            try:
                taken = _take(self._descriptor, patience)
            finally:
                if not taken:
                    os.close(self._descriptor)
        except OSError as error:
            raise storage_error(error, path.parent) from error
        if not taken:
            raise LockHeld(path)

    def release(self) -> None:
        """Once. Closing the file lets go of the lock."""
        os.close(self._descriptor)


@contextmanager
def locked(path: Path, *, patience: float | None = PROBE_SECONDS) -> Iterator[None]:
    """Held while the block lasts. Raises LockHeld, DiskFull, FolderNotWritable."""
    lock = FileLock(path, patience=patience)
    try:
        yield
    finally:
        lock.release()


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock at `path`. Makes no file, and never waits.

    Any number may ask at once: the probe takes the lock shared, so that observers do not take each
    other for its holder.
    """
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_shared(descriptor)
    finally:
        os.close(descriptor)  # lets go of the shared lock, too


def _take(descriptor: int, patience: float | None) -> bool:
    from filelock import lock_descriptor

    started = time.monotonic()
    while not lock_descriptor(descriptor, blocking=False):
        if patience is not None and time.monotonic() - started >= patience:
            return False
        time.sleep(_POLL_SECONDS)
    return True


if sys.platform == "win32":
    import ctypes
    import msvcrt
    from ctypes import wintypes

    _FAIL_IMMEDIATELY = 1

    class _Overlapped(ctypes.Structure):
        """Where the lock begins: at byte 0, as filelock's."""

        _fields_ = (
            ("internal", ctypes.c_void_p),
            ("internal_high", ctypes.c_void_p),
            ("offset", wintypes.DWORD),
            ("offset_high", wintypes.DWORD),
            ("event", wintypes.HANDLE),
        )

    def _try_shared(descriptor: int) -> bool:
        handle = wintypes.HANDLE(msvcrt.get_osfhandle(descriptor))
        where = ctypes.byref(_Overlapped())
        locked = ctypes.windll.kernel32.LockFileEx(handle, _FAIL_IMMEDIATELY, 0, 1, 0, where)
        return bool(locked)

else:
    import fcntl

    def _try_shared(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):  # some file systems say EACCES for it
            return False
        return True
