"""Making bytes survive a power cut: files and folders private to the user, written through to the
disk, put in place whole.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import DiskFull, FolderNotWritable

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_HELD_SECONDS: Final = 3.0

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})

#: Text mode would turn 0x0A into 0x0D 0x0A on Windows; elsewhere the flag does not exist.
_BINARY = getattr(os, "O_BINARY", 0)


def create_private(path: Path) -> int:
    """A descriptor of a new file that only the user can read. Raises FileExistsError, OSError."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, PRIVATE_FILE)


def sync_file(descriptor: int) -> None:
    """Everything written to the file is on the medium when this returns."""
    if sys.platform == "darwin":
        import fcntl

        # fsync of macOS stops at the drive's own cache.
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_folder(folder: Path) -> None:
    """The names in the folder are on the medium when this returns. NTFS journals them by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_all(descriptor: int, data: memoryview) -> int:
    """Write until nothing is left.

    On an OSError what was written stays written: see `Unwritten`.
    """
    written = 0
    while written < len(data):
        try:
            written += os.write(descriptor, data[written:])
        except OSError as error:
            raise Unwritten(written, error) from error
    return written


class Unwritten(OSError):
    """The disk took only the first `written` bytes. `errno` is that of the failed write."""

    def __init__(self, written: int, cause: OSError) -> None:
        super().__init__(cause.errno, cause.strerror)
        self.written = written


def put_in_place(source: Path, target: Path) -> None:
    """Rename within a folder, over what is there.

    Raises OSError.

    On Windows a virus scanner or the indexer may hold a new file for a moment and with it refuse
    the rename: it is asked for again.
    """
    deadline = time.monotonic() + _HELD_SECONDS
    while True:
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > deadline:
                raise
            time.sleep(_HELD_SECONDS / 50)
        else:
            return


def put(temporary: Path, path: Path) -> None:
    """Give a finished file its name, durably. What had the name before is gone. Raises OSError."""
    put_in_place(temporary, path)
    sync_folder(path.parent)


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A new empty private file beside `path`, to be filled, fsynced and handed to `put`; gone
    afterwards unless it was.

    Raises DiskFull and FolderNotWritable in place of OSErrors.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    try:
        os.close(create_private(temporary))
        yield temporary
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise DiskFull(path.parent) from error
        raise FolderNotWritable(path.parent, str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """A private file that is complete or not there.

    Durable when it returns. Raises DiskFull, FolderNotWritable.
    """
    with aside(path) as temporary:
        with temporary.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            sync_file(file.fileno())
        put(temporary, path)


def make_folder(path: Path) -> None:
    """A private folder and, where needed, those above it. Raises FolderNotWritable."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    except OSError as error:
        raise FolderNotWritable(path, str(error)) from error


def make_private_file(path: Path) -> None:
    """Have the file there with mode 0600 before SQLite opens it: its -wal and -shm files inherit
    the mode.

    A file that exists is not opened: closing *any* descriptor of a file drops every POSIX lock that
    this process holds on it, the locks of its other SQLite connections included
    (sqlite.org/howtocorrupt.html, 2.2). Raises FolderNotWritable.
    """
    make_folder(path.parent)
    try:
        os.close(create_private(path))
    except FileExistsError:
        return
    except OSError as error:
        raise FolderNotWritable(path.parent, str(error)) from error
