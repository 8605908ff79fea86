"""An installed model as an engine is to read it: the same files, but for some that are changed."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

#: Writes the changed file, given the installed one and where it is to stand.
Change = Callable[[Path, Path], None]


@contextmanager
def changed_model(folder: Path, changes: Mapping[str, Change]) -> Iterator[Path]:
    """A temporary folder with the model of `folder`, changed file by file as `changes` names them.

    It exists as long as the block, in which the engine reads it. Raises OSError of the disk, and
    what the changes raise of a damaged file.
    """
    with TemporaryDirectory(prefix="aurity-model-") as name:
        beside = Path(name)
        for file in folder.iterdir():
            change = changes.get(file.name, _link)
            if file.is_file():
                change(file, beside / file.name)
        yield beside


def _link(source: Path, target: Path) -> None:
    """The cheapest stand-in for the file that this system allows. Raises OSError."""
    for link in (os.symlink, os.link):
        # Windows wants a privilege for the first, and one volume for the second.
        with suppress(OSError):
            link(source.resolve(), target)
            return
    shutil.copyfile(source, target)
