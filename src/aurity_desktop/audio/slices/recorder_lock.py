"""One recorder a session: a lock that the operating system lets go of when its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import SessionBusy
from aurity_desktop.storage.durable import PRIVATE_FILE

_NAME: Final = "recorder.lock"
#: `is_being_recorded` holds the lock for a moment; so long a recorder asks again.
_PATIENCE_SECONDS: Final = 0.5


class RecorderLock:
    """Held from its making until `release` or the end of the process."""

    def __init__(self, session_id: str, folder: Path) -> None:
        """`folder` is the session's. Raises SessionBusy when another recorder holds it."""
        self._descriptor = os.open(folder / _NAME, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while not _try_lock(self._descriptor):
            if time.monotonic() > deadline:
                os.close(self._descriptor)
                raise SessionBusy(session_id, "being recorded")
            time.sleep(0.02)

    def release(self) -> None:
        os.close(self._descriptor)


@contextmanager
def held(session_id: str, folder: Path) -> Iterator[None]:
    """No recorder begins while the block lasts. Raises SessionBusy where one lives."""
    lock = RecorderLock(session_id, folder)
    try:
        yield
    finally:
        lock.release()


def is_being_recorded(folder: Path) -> bool:
    """Whether a recorder lives that writes the session in `folder`. Changes nothing."""
    try:
        descriptor = os.open(folder / _NAME, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_lock(descriptor)
    finally:
        os.close(descriptor)  # lets go of the lock, too


if sys.platform == "win32":
    import msvcrt

    def _try_lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
