"""Leaves out the libraries that nothing in the program asks for any more.

PyInstaller collects what a plugin is linked to; where the plugin stays out (`bundle.is_ballast`),
what only it was linked to need not be there. Libraries that are loaded by name are roots.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable
from pathlib import Path, PurePath

from left_out import needed_by

_BY_NAME = ("libportaudio",)


def still_needed(
    binaries: Iterable[tuple[str, str, str]],
    is_candidate: Callable[[tuple[str, str, str]], bool],
    asks_for: Callable[[bytes], set[str]] = needed_by,
) -> list[tuple[str, str, str]]:
    """PyInstaller's entries (target, source, kind) without the candidates that nothing asks for.

    Needed is what an entry that is no candidate, or a needed one, is linked to; `asks_for` tells
    that of a file's bytes.
    """
    entries = list(binaries)
    asked: dict[str, set[str]] = {}
    for target, source, kind in entries:
        if kind != "SYMLINK":
            asked[PurePath(target).name] = asks_for(Path(source).read_bytes())
    candidates = {
        PurePath(entry[0]).name
        for entry in entries
        if entry[2] != "SYMLINK" and is_candidate(entry)
    }
    candidates -= {name for name in candidates if name.startswith(_BY_NAME)}
    open_ = [name for name in asked if name not in candidates]
    needed = set(open_)
    while open_:
        for name in asked.get(open_.pop(), ()):
            if name not in needed:
                needed.add(name)
                open_.append(name)
    return [entry for entry in entries if PurePath(entry[0]).name not in candidates - needed]


def with_a_target(
    entries: Iterable[tuple[str, str, str]], shipped: Iterable[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    """PyInstaller's entries without the links whose target is not among what is `shipped`."""
    there = {PurePath(target).as_posix() for target, _, _ in shipped}
    return [
        (target, source, kind)
        for target, source, kind in entries
        if kind != "SYMLINK" or posixpath.normpath(PurePath(target).parent / source) in there
    ]
