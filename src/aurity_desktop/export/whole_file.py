"""A file is complete or it is not there."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path

from aurity_desktop.domain.errors import DiskFull, FolderNotWritable


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step, 0600, durable when it returns. Raises DiskFull, FolderNotWritable."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
    try:
        descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        _sync_folder(path.parent)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskFull(path) from error
        raise FolderNotWritable(path.parent, str(error)) from error


def _sync_folder(folder: Path) -> None:
    """Windows has no such thing, and needs none."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
