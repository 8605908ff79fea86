"""Where a file may be written that somebody names: a plain file or a free name, and none of ours.

Everything is put in place by a rename, which makes a plain file of a device, a pipe or a link as
well; as root that is `/dev/null`.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path, PureWindowsPath
from typing import Final

from aurity_desktop.domain.errors import TargetExists, TargetRefused

_MOST_LINKS: Final = 40
#: What stands there names open files of a process, devices and settings of the kernel.
_NO_FILES: Final = (Path("/proc"), Path("/sys"))


def writable_target(path: Path, own: Iterable[Path], *, replace: bool) -> Path:
    """The file that `path` names, absolute, links followed.

    `own` are the folders of the program, in which nothing is written for others. Raises
    TargetRefused, and TargetExists for a file that is there unless `replace`.
    """
    try:
        target = _followed(path.absolute())
        mode = _mode(target)
        inside = any(_is_within(target.parent, folder) for folder in own)
    except OSError as error:
        raise TargetRefused(path, error.strerror or str(error)) from error
    if os.name == "nt" and PureWindowsPath(target).is_reserved():
        raise TargetRefused(path, "it is the name of a device")
    if any(target.is_relative_to(place) for place in _NO_FILES):
        raise TargetRefused(path, "it is no plain file")
    if mode is not None and stat.S_ISDIR(mode):
        raise TargetRefused(path, "it is a folder")
    if mode is not None and not stat.S_ISREG(mode):
        raise TargetRefused(path, "it is no plain file")
    if inside:
        raise TargetRefused(path, "it lies in the program's own data")
    if mode is not None and not replace:
        raise TargetExists(path)
    return target


def writable_folder(path: Path, own: Iterable[Path]) -> Path:
    """The folder that `path` names, absolute, links followed, for a folder of files.

    It need not be there; what is in it is for the caller to look at. Raises TargetRefused.
    """
    try:
        target = _followed(path.absolute())
        mode = _mode(target)
        near = any(_is_within(target, each) or _is_within(each, target) for each in own)
    except OSError as error:
        raise TargetRefused(path, error.strerror or str(error)) from error
    if any(target.is_relative_to(place) for place in _NO_FILES) or not target.name:
        raise TargetRefused(path, "it is no folder for files")
    if mode is not None and not stat.S_ISDIR(mode):
        raise TargetRefused(path, "it is no folder")
    if near:
        raise TargetRefused(path, "it is where the program's own data lie")
    return target


def _followed(path: Path) -> Path:
    """Link by link: where `/dev/stdout` ends up depends on who asks, and it is no file's name."""
    for _ in range(_MOST_LINKS):
        path = Path(os.path.realpath(path.parent)) / path.name
        if not path.is_symlink() or any(path.is_relative_to(place) for place in _NO_FILES):
            return path
        path = path.parent / path.readlink()
    raise OSError(f"{path.name} is a link to itself")


def _mode(path: Path) -> int | None:
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _is_within(folder: Path, own: Path) -> bool:
    """By what the folders are, not by what they are called."""
    if not own.exists():
        return False
    return any(each.exists() and each.samefile(own) for each in (folder, *folder.parents))
