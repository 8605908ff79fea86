"""A disk that records what is forced to it, and says what a power cut would leave."""

from __future__ import annotations

import os
from collections import defaultdict
from pathlib import Path

from aurity_desktop.storage.medium import Medium


class RecordingDisk(Medium):
    """Does what is asked, and remembers it.

    `steps` are the calls in their order: "write", "fsync", "rename OLD NEW", "fsync folder NAME".
    `after_power_cut` takes the worst that a file system may do: a file has the content that was
    last forced, and a folder the names that it had when it was last forced.
    """

    def __init__(self) -> None:
        self.steps: list[str] = []
        self._contents: dict[int, bytes] = {}
        self._names: dict[int, dict[str, int]] = {}
        self._refusals: dict[str, list[OSError]] = defaultdict(list)
        #: A descriptor of each file that was forced, so that none of their inodes is used again.
        self._held: dict[int, int] = {}

    def refuse(self, call: str, *errors: int) -> None:
        """The next calls of that method raise an OSError each, with these numbers."""
        self._refusals[call] += [OSError(number, os.strerror(number)) for number in errors]

    def after_power_cut(self, path: Path) -> bytes | None:
        """What would be found under that name if the power went now; None: nothing."""
        inode = self._names.get(path.parent.stat().st_ino, {}).get(path.name)
        return None if inode is None else self._contents.get(inode, b"")

    def has_name(self, path: Path) -> bool:
        """Whether a file or folder of that name would be there if the power went now."""
        return path.name in self._names.get(path.parent.stat().st_ino, {})

    def count(self, step: str) -> int:
        return sum(each.startswith(step) for each in self.steps)

    def close(self) -> None:
        for descriptor in self._held.values():
            os.close(descriptor)
        self._held.clear()

    def write(self, descriptor, data):
        self._call("write", "write")
        return super().write(descriptor, data)

    def force(self, descriptor):
        self._call("force", "fsync")
        super().force(descriptor)
        self._remember(descriptor)

    def fsync(self, descriptor):
        self._call("fsync", "fsync")
        super().fsync(descriptor)
        self._remember(descriptor)

    def fsync_folder(self, folder):
        self._call("fsync_folder", f"fsync folder {folder.name}")
        super().fsync_folder(folder)
        entries = {entry.name: entry.inode() for entry in os.scandir(folder)}
        self._names[folder.stat().st_ino] = entries

    def rename(self, source, target):
        self._call("rename", f"rename {source.name} {target.name}")
        super().rename(source, target)

    def _call(self, method: str, step: str) -> None:
        if self._refusals[method]:
            raise self._refusals[method].pop(0)
        self.steps.append(step)

    def _remember(self, descriptor: int) -> None:
        inode, place = os.fstat(descriptor).st_ino, os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, 0, os.SEEK_SET)
        content = bytearray()
        while block := os.read(descriptor, 1 << 20):
            content += block
        os.lseek(descriptor, place, os.SEEK_SET)
        self._contents[inode] = bytes(content)
        if inode not in self._held:
            self._held[inode] = os.dup(descriptor)
