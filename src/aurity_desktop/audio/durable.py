"""Making bytes survive a power cut: files and folders private to the user, written through to the disk."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Final

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_HELD_SECONDS: Final = 2.0

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
    """Write until nothing is left. On an OSError what was written stays written: see `Unwritten`."""
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
    """Rename within a folder, over what is there. Raises OSError.

    On Windows a virus scanner or the indexer may hold a new file for a moment and with it refuse the rename: it is asked for again.
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
