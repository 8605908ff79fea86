"""The calls to the operating system on which durability rests, and nothing else.

`durable` makes all of them through one object, so that a test can put one in its place that
records them, refuses them, or says what a power cut would leave.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path


class Medium:
    """The disk, by its system calls. Every method raises OSError. Any thread."""

    def write(self, descriptor: int, data: memoryview) -> int:
        """How many bytes were taken: perhaps not all."""
        return os.write(descriptor, data)

    def force(self, descriptor: int) -> None:
        """The strongest flush of a file that the system has.

        The `fsync` of macOS stops at the drive's own cache, its `F_FULLFSYNC` does not.
        """
        if sys.platform == "darwin":
            import fcntl

            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
        else:
            os.fsync(descriptor)

    def fsync(self, descriptor: int) -> None:
        """A file's bytes and length."""
        os.fsync(descriptor)

    def fsync_folder(self, folder: Path) -> None:
        """The names in a folder. Not for Windows, which opens no folders."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def rename(self, source: Path, target: Path) -> None:
        """Atomic, within one file system; what was at `target` is gone."""
        source.replace(target)
