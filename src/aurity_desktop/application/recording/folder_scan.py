"""Looks for sound files in a folder that are there as a whole, and tells each once."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from aurity_desktop.domain.sound_files import is_sound_name
from aurity_desktop.storage.open_writers import has_writer

#: A file is whole when nothing of it has changed for so many seconds.
SETTLED_SECONDS: Final = 10.0
_PIECE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Identity:
    """What changes with a file's content, as the file system tells it."""

    size: int
    changed_ns: int
    device: int
    number: int

    @classmethod
    def of(cls, found: os.stat_result) -> Identity:
        """From a look at it."""
        return cls(found.st_size, found.st_mtime_ns, found.st_dev, found.st_ino)

    def key(self, name: str) -> str:
        """What it is known by at another start, without its name in it (SHA-256, hex).

        Another drive gives it another number, so that does not count.
        """
        told = f"{name}\0{self.size}\0{self.changed_ns}"
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that is there as a whole."""

    path: Path
    identity: Identity


class FolderScan:
    """One thread at a time. Follows no link, goes into no folder, and changes nothing."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], float],
        is_written: Callable[[Path], bool] = has_writer,
    ) -> None:
        """`clock` is monotonic, in seconds."""
        self._folder = folder
        self._clock = clock
        self._is_written = is_written
        self._since: dict[str, tuple[Identity, float]] = {}
        self._told: dict[str, Identity] = {}
        #: Names of what is there and is no file of its own.
        self.links: frozenset[str] = frozenset()

    def look(self) -> list[FoundFile]:
        """What has become whole since, in the order of the names. Raises OSError.

        A file that is told and taken away, or changed, is told again when it is whole.
        """
        there = self._list()
        self._told = {name: seen for name, seen in self._told.items() if there.get(name) == seen}
        now = self._clock()
        self._since = {
            name: before
            if (before := self._since.get(name)) is not None and before[0] == identity
            else (identity, now)
            for name, identity in there.items()
        }
        return [
            FoundFile(self._folder / name, identity)
            for name, (identity, since) in sorted(self._since.items())
            if name not in self._told
            and now - since >= SETTLED_SECONDS
            and not self._is_written(self._folder / name)
        ]

    def told(self, found: FoundFile) -> None:
        """Whoever asked has taken this one up."""
        self._told[found.path.name] = found.identity

    def forget(self) -> None:
        """The folder is away: what is in it when it is back is told again."""
        self._told.clear()
        self._since.clear()

    def _list(self) -> dict[str, Identity]:
        files: dict[str, Identity] = {}
        links = set[str]()
        with os.scandir(self._folder) as entries:
            for entry in entries:
                if not is_sound_name(entry.name):
                    continue
                try:
                    found = os.lstat(entry.path)  # an entry's own look knows no number on Windows
                except FileNotFoundError:
                    continue
                if stat.S_ISLNK(found.st_mode):
                    links.add(entry.name)
                elif stat.S_ISREG(found.st_mode) and found.st_size:
                    files[entry.name] = Identity.of(found)
        self.links = frozenset(links)
        return files


def is_unchanged(found: FoundFile) -> bool:
    """Whether the very same file is still there."""
    try:
        return Identity.of(os.lstat(found.path)) == found.identity
    except OSError:
        return False


def content_hash(found: FoundFile, should_yield: Callable[[], bool]) -> str | None:
    """SHA-256 of the whole file, hex.

    None when `should_yield` came in between, or it is no longer the file that was found. Raises
    OSError where it cannot be read.
    """
    digest = hashlib.sha256()
    with _opened(found.path) as file:
        if Identity.of(os.fstat(file.fileno())) != found.identity:
            return None
        left = found.identity.size
        while piece := file.read(min(_PIECE, left)):
            digest.update(piece)
            left -= len(piece)  # of one that grows meanwhile no end would come
            if should_yield():
                return None
        if Identity.of(os.fstat(file.fileno())) != found.identity:
            return None
    return digest.hexdigest() if is_unchanged(found) else None


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Never what a link names that was put in its place meanwhile."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        yield file
