"""Putting files in place whole: written aside, fsynced, renamed, the folder fsynced."""

from __future__ import annotations

import errno
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aurity_desktop.domain.errors import DiskFull, FolderNotWritable

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

#: A build takes seconds; what is this old has no maker any more.
LEFTOVER_SECONDS = 600.0

#: Files that are being written (`aside`), and plain content on its way out or in (`envelope.private_name`).
_LEFTOVERS = (".*.new", ".export-*.h5", ".reading-*.h5")

#: How long a reader on Windows may stand in the way of a rename.
_PATIENCE_SECONDS = 3.0

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})


@contextmanager
def aside(path: Path) -> Iterator[Path]:
    """A new empty private file beside `path`, to be filled, fsynced and handed to `put`; gone afterwards unless it was.

    Raises DiskFull and FolderNotWritable in place of OSErrors.
    """
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    try:
        os.close(os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
        yield temporary
    except OSError as error:
        if error.errno in _NO_SPACE:
            raise DiskFull(path.parent) from error
        raise FolderNotWritable(path.parent, str(error)) from error
    finally:
        temporary.unlink(missing_ok=True)


def put(temporary: Path, path: Path) -> None:
    """Give it its name, durably. What had the name before is gone.

    Windows refuses while somebody has that open; readers are quick, so it is tried again for a moment. Raises OSError.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            temporary.replace(path)
        except PermissionError:
            if os.name != "nt" or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            sync_folder(path.parent)
            return


def write_whole(path: Path, pieces: Iterable[bytes]) -> None:
    """A file that is complete or not there. Durable when it returns. Raises DiskFull, FolderNotWritable."""
    with aside(path) as temporary:
        with temporary.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        put(temporary, path)


def make_folder(path: Path) -> None:
    """A private folder and, where needed, those above it. Raises FolderNotWritable."""
    try:
        path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    except OSError as error:
        raise FolderNotWritable(path, str(error)) from error


def remove_leftovers(folder: Path, older_than: float = LEFTOVER_SECONDS) -> list[Path]:
    """What a killed builder, export or import left in `folder`: hidden files of ours that nobody has written to for `older_than` seconds."""
    removed = []
    for pattern in _LEFTOVERS:
        for path in folder.glob(pattern):
            try:
                old = time.time() - path.stat().st_mtime > older_than
            except FileNotFoundError:
                continue  # its maker is alive and has just renamed it
            if old:
                path.unlink(missing_ok=True)
                removed.append(path)
    return removed


def sync_folder(folder: Path) -> None:
    """Make a rename in it durable. Windows has no such call and does it by itself."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
