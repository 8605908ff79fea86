"""Where a session's sound is gathered while it is imported, and what a killed import left there.

`sessions/.<id>.importing/` holds a lock and the session's folder to be. The lock is the operating
system's: the folder of an import that was killed is told from that of one at work without looking
at any clock.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import DiskFull, FolderNotWritable, SessionBusy
from aurity_desktop.storage.durable import make_folder
from aurity_desktop.storage.file_lock import FileLock, LockHeld, locked

_PATTERN: Final = ".*.importing"
_LOCK: Final = ".lock"


@contextmanager
def being_imported(folder: Path) -> Iterator[Path]:
    """Where the content of `folder` may be gathered while the block lasts, empty at first.

    To be renamed to `folder`; what is left of it afterwards goes. Raises SessionBusy where another
    import is at the same session, DiskFull, FolderNotWritable.
    """
    importing = folder.with_name(f".{folder.name}.importing")
    make_folder(importing)
    try:
        lock = FileLock(importing / _LOCK, patience=0.0)
    except LockHeld as error:
        raise SessionBusy(folder.name, "being imported") from error
    try:
        _empty(importing)
        yield importing / folder.name
    finally:
        _empty(importing)
        lock.release()
        shutil.rmtree(importing, ignore_errors=True)


def remove_dead_imports(sessions: Path) -> list[Path]:
    """Remove what killed imports left below the folder of sessions; those at work are left alone.

    Returns the folders that went. Never raises for one that cannot be removed.
    """
    removed = []
    for importing in sorted(sessions.glob(_PATTERN)):
        if not importing.is_dir() or importing.is_symlink():
            continue
        try:
            with locked(importing / _LOCK, patience=0.0):
                _empty(importing)
        except (LockHeld, DiskFull, FolderNotWritable):
            continue
        shutil.rmtree(importing, ignore_errors=True)
        if not importing.exists():
            removed.append(importing)
    return removed


def _empty(importing: Path) -> None:
    """All but the lock: on Windows a file that is open cannot be removed."""
    for path in importing.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != _LOCK:
            path.unlink(missing_ok=True)
