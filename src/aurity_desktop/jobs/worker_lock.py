"""One worker a data folder, by a lock between processes."""

from __future__ import annotations

from pathlib import Path

from aurity_desktop.domain.errors import JobError
from aurity_desktop.storage.durable import make_folder
from aurity_desktop.storage.file_lock import FileLock, LockHeld


class WorkerThere(JobError):
    """Another worker serves this folder. Nothing is wrong; there is just nothing to do."""

    exit_code = 3

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"Another worker holds {path} and does the work of this folder.")


class WorkerLock:
    """Held from its making until `release` or the end of the process, killed or not."""

    def __init__(self, path: Path) -> None:
        """Tried once, without waiting. Raises WorkerThere, DiskFull, FolderNotWritable."""
        make_folder(path.parent)
        try:
            self._lock = FileLock(path, patience=0.0)
        except LockHeld as error:
            raise WorkerThere(path) from error

    def release(self) -> None:
        """Once; another worker may begin."""
        self._lock.release()
