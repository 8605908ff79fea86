"""One recorder a session, by a lock between processes in the session's folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import SessionBusy
from aurity_desktop.storage.file_lock import FileLock, LockHeld, is_held

_NAME: Final = "recorder.lock"


class RecorderLock:
    """Held from its making until `release` or the end of the process."""

    def __init__(self, session_id: str, folder: Path) -> None:
        """`folder` is the session's.

        Raises SessionBusy when another recorder holds it, DiskFull, FolderNotWritable.
        """
        try:
            self._lock = FileLock(folder / _NAME)
        except LockHeld as error:
            raise SessionBusy(session_id, "being recorded") from error

    def release(self) -> None:
        """Once; the next recorder may begin."""
        self._lock.release()


@contextmanager
def held(session_id: str, folder: Path) -> Iterator[None]:
    """No recorder begins while the block lasts.

    Raises SessionBusy where one lives, DiskFull, FolderNotWritable.
    """
    lock = RecorderLock(session_id, folder)
    try:
        yield
    finally:
        lock.release()


def is_being_recorded(folder: Path) -> bool:
    """Whether a recorder lives that writes the session in `folder`. Changes nothing."""
    return is_held(folder / _NAME)
