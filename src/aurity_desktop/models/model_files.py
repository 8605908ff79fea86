"""Files put in place whole, private to the user, and hashed on the way."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from aurity_desktop.storage.durable import put, sync_file

BLOCK = 1 << 20
_ASIDE = ".part"


class WrongContent(Exception):
    """What came is not what was promised; nothing was put in place."""


def sha256_of(path: Path) -> str:
    """64 hex digits over the whole file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(target: Path, blocks: Iterable[bytes], *, size: int, sha256: str) -> None:
    """Write `target` from `blocks`: aside, checked, fsynced, renamed, the folder fsynced.

    Mode 0600.

    Never writes more than `size` bytes, so that a wrong source cannot fill the disk.
    Raises WrongContent, OSError, and whatever `blocks` raises; then `target` is as it was.
    """
    # mkstemp makes the file 0600 whatever the umask says.
    handle, aside = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=_ASIDE)
    try:
        with os.fdopen(handle, "wb") as file:
            for block in _checked(blocks, size, sha256):
                file.write(block)
            file.flush()
            sync_file(file.fileno())
        put(Path(aside), target)
    except BaseException:  # also at Ctrl-C: half a file is never left behind, and the cause goes on
        with suppress(FileNotFoundError):
            Path(aside).unlink()
        raise


def forget_unfinished(folder: Path) -> None:
    """Remove what a killed installation left half-written.

    Only under the installation's lock. Raises OSError.
    """
    for aside in folder.glob(f".*{_ASIDE}"):
        aside.unlink()


def place_bytes(target: Path, content: bytes) -> None:
    """`place` for a small file made here. Raises OSError."""
    place(target, [content], size=len(content), sha256=hashlib.sha256(content).hexdigest())


def _checked(blocks: Iterable[bytes], size: int, sha256: str) -> Iterator[bytes]:
    """The blocks as they are; at the first byte too many, or at the end, raises WrongContent."""
    digest, come = hashlib.sha256(), 0
    for block in blocks:
        come += len(block)
        if come > size:
            raise WrongContent(f"more than {size} bytes")
        digest.update(block)
        yield block
    if come != size:
        raise WrongContent(f"{come} bytes instead of {size}")
    if digest.hexdigest() != sha256:
        raise WrongContent(f"SHA-256 {digest.hexdigest()} instead of {sha256}")
