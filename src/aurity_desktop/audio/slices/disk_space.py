"""Room on the disk: thresholds, and a reserve that is given up for the last slice's sealing."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from aurity_desktop.domain.errors import DiskFull
from aurity_desktop.storage.durable import open_private, sync_file

WARN_BYTES = 2_000_000_000
STOP_BYTES = 200_000_000
RESERVE_BYTES = 64 * 2**20
_BLOCK = bytes(2**20)


class Room(Enum):
    """Whether recording may go on: with a warning when it is low, not at all when there is none."""

    ENOUGH = auto()
    LOW = auto()
    NONE = auto()


def free_bytes(folder: Path) -> int:
    """What the user may still write on the disk that holds `folder`."""
    return shutil.disk_usage(folder).free


class DiskWatch:
    """Whether recording may go on. Looks at the disk when asked, once a second is enough."""

    def __init__(self, folder: Path, free: Callable[[Path], int] = free_bytes) -> None:
        self.folder = folder
        self._free = free
        self.free = 0

    def look(self) -> Room:
        """Also leaves the figure in `free`."""
        self.free = self._free(self.folder)
        if self.free < STOP_BYTES:
            return Room.NONE
        return Room.LOW if self.free < WARN_BYTES else Room.ENOUGH

    def require_room(self) -> None:
        """Raises DiskFull when a recording could not even begin."""
        if self.look() is Room.NONE:
            raise DiskFull(self.folder, self.free)


class Reserve:
    """A file that only takes room. `release` removes it when a write found the disk full.

    The threads of a recorder share one: room that any of them gave back is room for all.
    """

    def __init__(self, path: Path, size: int = RESERVE_BYTES) -> None:
        self._path = path
        self._size = size
        self._mutex = threading.Lock()
        self._releases = 0

    @property
    def releases(self) -> int:
        """How often it was given back here; to be read before a write, see `release`."""
        return self._releases

    def claim(self) -> bool:
        """Take the room, or what is missing of it: a killed process or a copied folder may have
        left a file that is empty or full of holes.

        False when the disk has no room to spare; that is no error by itself.
        """
        try:
            descriptor = open_private(self._path)
        except OSError:
            return False
        try:
            self._allocate(descriptor)
        except OSError:
            os.close(descriptor)
            self._path.unlink(missing_ok=True)
            return False
        os.close(descriptor)
        return True

    def release(self, *, since: int | None = None) -> bool:
        """Give the room back. Whether there is room now that was not there before.

        `since`, what `releases` was before the write that failed: then it is enough that another
        thread has given it back meanwhile. One that cannot be removed gives no room.
        """
        with self._mutex:
            try:
                self._path.unlink()
            except OSError:
                return since is not None and self._releases > since
            self._releases += 1
            return True

    def _allocate(self, descriptor: int) -> None:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, 0, self._size)
            return
        if os.fstat(descriptor).st_size >= self._size:
            return
        for start in range(0, self._size, len(_BLOCK)):
            os.write(descriptor, _BLOCK[: self._size - start])
        sync_file(descriptor)
