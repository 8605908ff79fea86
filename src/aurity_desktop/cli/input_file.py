"""A file that somebody names to be read: there, readable, and one that a child can open, too."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import AudioFileMissing, DiskFull, FileUnreadable
from aurity_desktop.storage.durable import NO_ROOM, create_private

#: A file system in memory, so that no sound lies on the disk in the clear.
_IN_MEMORY: Final = Path("/dev/shm")  # noqa: S108  # the folder in it is private
_NOT_THERE: Final = frozenset({errno.ENOENT, errno.ENOTDIR, errno.ENAMETOOLONG, errno.ELOOP})


@contextmanager
def input_file(path: Path) -> Iterator[Path]:
    """The plain file that `path` names, absolute, for the length of the block.

    What comes through a pipe (`/dev/stdin`, a FIFO, `<(…)` of a shell) is read to its end first:
    decoders go back and forth, and a child has a standard input of its own. Raises
    AudioFileMissing, FileUnreadable, DiskFull.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISREG(mode):
            with path.open("rb"):
                plain = _as_a_child_sees_it(path)
        elif not stat.S_ISFIFO(mode) and not stat.S_ISSOCK(mode):
            raise FileUnreadable(path, "it is a folder" if stat.S_ISDIR(mode) else "it is no file")
    except OSError as error:
        if error.errno in _NOT_THERE:
            raise AudioFileMissing(path) from error
        raise FileUnreadable(path, error.strerror or str(error)) from error
    if stat.S_ISREG(mode):
        yield plain
        return
    with tempfile.TemporaryDirectory(dir=_IN_MEMORY if _IN_MEMORY.is_dir() else None) as folder:
        yield _taken_in(path, Path(folder))


def _as_a_child_sees_it(path: Path) -> Path:
    """`/dev/stdin` is another file in every process."""
    named = path.absolute()
    return Path(os.path.realpath(named)) if named.is_relative_to("/dev") else named


def _taken_in(path: Path, folder: Path) -> Path:
    target = folder / path.name
    try:
        with path.open("rb") as source, os.fdopen(create_private(target), "wb") as taken:
            shutil.copyfileobj(source, taken)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFull(folder) from error
        raise FileUnreadable(path, error.strerror or str(error)) from error
    return target
