"""Whether a file is being written, as far as the system tells: on Linux, by our own processes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

_PROCESSES: Final = Path("/proc")
_FOR_WRITING: Final = os.O_WRONLY | os.O_RDWR


def has_writer(path: Path, processes: Path = _PROCESSES) -> bool:
    """Whether a process that we may look at has it open for writing.

    False where nothing tells: another account's process, another machine on a shared folder, and
    systems without `/proc`. Not by a lease (`F_SETLEASE`), whose end is a signal that kills. Raises
    OSError where the file is not there.
    """
    found = path.stat()
    return any(
        (held.st_dev, held.st_ino) == (found.st_dev, found.st_ino)
        for held in _open_for_writing(processes)
    )


def _open_for_writing(processes: Path) -> Iterator[os.stat_result]:
    for process in _entries(processes):
        if not process.name.isdigit():
            continue
        for descriptor in _entries(process / "fd"):
            with suppress(OSError, ValueError):
                if _flags(process / "fdinfo" / descriptor.name) & _FOR_WRITING:
                    yield descriptor.stat()


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:  # it ended meanwhile, or is another account's
        return []


def _flags(info: Path) -> int:
    for line in info.read_text(encoding="ascii").splitlines():
        if line.startswith("flags:"):
            return int(line.partition(":")[2], 8)
    return 0
