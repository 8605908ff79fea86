"""Room that is set aside on the disk, and given up where a write finds no other.

For the last slice's sealing, and for erasing, which needs a little room before it gives some.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from aurity_desktop.domain.errors import DiskFull
from aurity_desktop.storage.durable import open_private, sync_file

RESERVE_BYTES = 64 * 2**20
_BLOCK = bytes(2**20)

_T = TypeVar("_T")


def with_reserve(reserve: Reserve, act: Callable[[], _T]) -> _T:
    """`act`, and once more with the room of the reserve where it found the disk full.

    For what can be called again after it raised DiskFull.
    """
    releases = reserve.releases
    try:
        return act()
    except DiskFull:
        if not reserve.release(since=releases):
            raise
    return act()


class Reserve:
    """A file that only takes room. `release` removes it when a write found the disk full.

    The threads of a recorder share one: room that any of them gave back is room for all.
    """

    def __init__(
        self,
        path: Path,
        size: int = RESERVE_BYTES,
        *,
        caches: Callable[[], Iterable[Path]] = tuple,
    ) -> None:
        """`caches` finds files that can be made again: they go where the reserve is used up."""
        self._path = path
        self._size = size
        self._caches = caches
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
        thread has given it back meanwhile. What cannot be removed gives no room.
        """
        with self._mutex:
            if _removed(self._path) or sum(map(_removed, self._caches())):
                self._releases += 1
                return True
            return since is not None and self._releases > since

    def _allocate(self, descriptor: int) -> None:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(descriptor, 0, self._size)
            return
        if os.fstat(descriptor).st_size >= self._size:
            return
        for start in range(0, self._size, len(_BLOCK)):
            os.write(descriptor, _BLOCK[: self._size - start])
        sync_file(descriptor)


def _removed(path: Path) -> bool:
    try:
        path.unlink()
    except OSError:
        return False
    return True
