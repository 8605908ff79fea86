"""One worker per data folder: a lock that the system takes back the moment its holder is gone,
killed or not.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from aurity_desktop.domain.errors import FolderNotWritable, JobError


class WorkerThere(JobError):
    """Another worker serves this folder. Nothing is wrong; there is just nothing to do."""

    exit_code = 3

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"Another worker holds {path} and does the work of this folder.")


class WorkerLock:
    """Held from construction to `release` or the end of the process.

    Raises WorkerThere, FolderNotWritable.

    A lock on an open file, not the file itself, is what counts: nothing stale is left behind by a
    kill.
    """

    def __init__(self, path: Path) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise FolderNotWritable(path.parent, str(error)) from error
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise WorkerThere(path) from error

    def release(self) -> None:
        """Let the next worker in."""
        os.close(self._descriptor)


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
