"""The room on a full disk that a data folder can do without."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.reserve import Reserve

#: What was heard and found of each session, plain or encrypted: made again where it is needed.
_CACHES = tuple(
    f"{name}.npz{suffix}" for name in ("voices", "cuts", "peaks") for suffix in ("", ".aure")
)


def reserve_of(paths: Paths) -> Reserve:
    """The folder's reserve, and its caches where that is used up.

    For looking and erasing. The recorder leaves the caches to the worker.
    """
    return Reserve(paths.reserve, caches=lambda: _caches(paths))


def _caches(paths: Paths) -> Iterator[Path]:
    for name in _CACHES:
        yield from paths.sessions.glob(f"*/{name}")
