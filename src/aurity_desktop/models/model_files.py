"""Model files: checked on their way to the disk, put in place whole, private to the user."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from aurity_desktop.models.manifest import Form
from aurity_desktop.storage.durable import ASIDE_PATTERN, write_whole

BLOCK = 1 << 20

#: What unfinished files are called: now, and by versions before 2026-12.
_UNFINISHED = (ASIDE_PATTERN, ".*.part")


class WrongContent(Exception):
    """What came is not what was promised; nothing was put in place."""


def sha256_of(path: Path) -> str:
    """64 hex digits over the whole file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(target: Path, blocks: Iterable[bytes], forms: Sequence[Form]) -> None:
    """Write `target` from `blocks`, whole and checked, durable when it returns. Mode 0600.

    The first of `forms` is what is expected, the others do as well. Never writes more bytes than
    the largest has, so that a wrong source cannot fill the disk.
    Raises WrongContent, DiskFull, FolderNotWritable, and whatever `blocks` raises; then `target` is
    as it was.
    """
    write_whole(target, _checked(blocks, forms))


def require_room(folder: Path, size: int) -> None:
    """Raises OSError (ENOSPC) where the disk of `folder`, which is there, has not so many bytes.

    Before something is fetched: whoever fetches it tells a full disk in words of its own, or as a
    bad connection.
    """
    if shutil.disk_usage(folder).free < size:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def forget_unfinished(folder: Path) -> None:
    """Remove what a killed installation left half-written.

    Only under the installation's lock. Raises OSError.
    """
    for pattern in _UNFINISHED:
        for unfinished in folder.glob(pattern):
            unfinished.unlink()


def _checked(blocks: Iterable[bytes], forms: Sequence[Form]) -> Iterator[bytes]:
    """The blocks as they are; at the first byte too many, or at the end, raises WrongContent."""
    size, digest, come = max(form.size for form in forms), hashlib.sha256(), 0
    for block in blocks:
        come += len(block)
        if come > size:
            raise WrongContent(f"more than {size} bytes")
        digest.update(block)
        yield block
    form = next((form for form in forms if form.size == come), None)
    if form is None:
        raise WrongContent(f"{come} bytes instead of {forms[0].size}")
    if digest.hexdigest() != form.sha256:
        raise WrongContent(f"SHA-256 {digest.hexdigest()} instead of {form.sha256}")
