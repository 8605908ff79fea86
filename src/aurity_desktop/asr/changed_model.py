"""An installed model as an engine is to read it: the same files, but for some that are changed.

They stand in a temporary folder, 124 MB of them with a narrowed model, while the engine reads them.
Where that folder cannot be had, or its disk has little room, which belongs to a recording, they are
made in memory; then the engine keeps the GIL for a fifth of a second more, and all else is alike.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from aurity_desktop.domain.errors import StorageError
from aurity_desktop.runtime.logs import FILE_ONLY
from aurity_desktop.storage.file_lock import LockHeld, is_held, locked

#: Writes a file as the engine is to read it, given the one before, both open.
Change = Callable[[BinaryIO, BinaryIO], None]

#: Bytes that stay free beside what is written: far more than where a recording ends for want of
#: room (`audio/slices/disk_space.py`).
LEFT_FREE = 600_000_000

_PREFIX = "aurity-model-"
_LOCK = "in-use"  # in the folder, held by who made it
_READ_BY_ENGINE = ("model.bin", "config.json", "vocabulary.json", "vocabulary.txt")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model's folder, and what the engine is to read in place of its files, by their names.

    Either nothing, or all that CTranslate2 reads.
    """

    folder: Path
    in_memory: Mapping[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """A file's content. Raises OSError."""
        kept = self.in_memory.get(name)
        return (self.folder / name).read_bytes() if kept is None else kept


@contextmanager
def installed_model(folder: Path) -> Iterator[ModelFiles]:
    """The model of `folder`, unchanged."""
    yield ModelFiles(folder)


def _room(folder: Path) -> int:
    return shutil.disk_usage(folder).free


@contextmanager
def changed_model(
    folder: Path, *steps: Mapping[str, Change], room: Callable[[Path], int] = _room
) -> Iterator[ModelFiles]:
    """The model of `folder`, changed file by file as `steps` name them, one step after the other.

    It exists as long as the block, in which the engine reads it. `room` tells the free bytes of a
    folder's disk. Raises OSError where the model cannot be read, and what the changes raise of a
    damaged file.
    """
    with ExitStack() as opened:
        try:
            files = opened.enter_context(_on_disk(folder, steps, room))
        except (OSError, StorageError, LockHeld) as error:
            _log.warning(
                "%s is changed in memory, not on the disk: %s", folder.name, error, extra=FILE_ONLY
            )
            files = _in_memory(folder, steps)
        yield files


@contextmanager
def _on_disk(
    folder: Path, steps: tuple[Mapping[str, Change], ...], room: Callable[[Path], int]
) -> Iterator[ModelFiles]:
    around = Path(tempfile.gettempdir())
    _forget_those_of_the_killed(around)
    files = [file for file in folder.iterdir() if file.is_file()]
    changed = {file.name for file in files if any(file.name in step for step in steps)}
    needed = sum(file.stat().st_size for file in files if file.name in changed)
    if room(around) < needed + LEFT_FREE:
        raise OSError(f"less than {(needed + LEFT_FREE) // 1_000_000} MB free in {around}")
    # Where the disk lets nothing be removed any more, the model is there all the same.
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        beside = Path(name)
        with locked(beside / _LOCK):
            for file in files:
                if file.name in changed:
                    with (beside / file.name).open("wb") as target:
                        _change(file, target, steps)
                else:
                    _link(file, beside / file.name)
            yield ModelFiles(beside)


def _in_memory(folder: Path, steps: tuple[Mapping[str, Change], ...]) -> ModelFiles:
    contents: dict[str, bytes] = {}
    for name in _READ_BY_ENGINE:
        if (folder / name).is_file():
            target = BytesIO()
            _change(folder / name, target, steps)
            contents[name] = target.getvalue()
    return ModelFiles(folder, contents)


def _change(file: Path, target: BinaryIO, steps: tuple[Mapping[str, Change], ...]) -> None:
    *first, last = [step[file.name] for step in steps if file.name in step] or [shutil.copyfileobj]
    with file.open("rb") as installed:
        source: BinaryIO = installed
        for change in first:
            between = BytesIO()
            change(source, between)
            between.seek(0)
            source = between
        last(source, target)


def _forget_those_of_the_killed(around: Path) -> None:
    """Remove what a process left that was killed while it loaded its model."""
    for left in around.glob(f"{_PREFIX}*"):
        if (left / _LOCK).is_file() and not is_held(left / _LOCK):
            shutil.rmtree(left, ignore_errors=True)


def _link(source: Path, target: Path) -> None:
    """The cheapest stand-in for the file that this system allows. Raises OSError."""
    for link in (os.symlink, os.link):
        # Windows wants a privilege for the first, and one volume for the second.
        with suppress(OSError):
            link(source.resolve(), target)
            return
    shutil.copyfile(source, target)
