"""Room on the disk: how much of it lets a recording begin, and go on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from enum import Enum, auto
from pathlib import Path

from aurity_desktop.domain.errors import DiskFull

WARN_BYTES = 2_000_000_000
STOP_BYTES = 200_000_000


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
