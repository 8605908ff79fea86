"""Progress of a download that somebody else writes: how a folder grows."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

_POLL_SECONDS = 0.2


class DownloadGrowth:
    """Tells `arrived`, while its block runs, by how many bytes a folder has grown.

    Every fifth of a second, `size` bytes at most, on a thread of its own. A block that ends well
    has the rest told, so that the sum is `size` exactly.
    """

    def __init__(self, folder: Path, size: int, arrived: Callable[[int], None]) -> None:
        self._folder = folder
        self._size = size
        self._arrived = arrived
        self._told = 0
        self._before = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="growth", daemon=True)

    def __enter__(self) -> DownloadGrowth:
        self._before = _bytes_in(self._folder)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()
        if kind is None and self._told < self._size:
            self._arrived(self._size - self._told)

    def _watch(self) -> None:
        while not self._ended.wait(_POLL_SECONDS):
            come = min(self._size, _bytes_in(self._folder) - self._before)
            if come > self._told:
                self._arrived(come - self._told)
                self._told = come


def _bytes_in(folder: Path) -> int:
    """The size of everything below a folder; what another process removes meanwhile is left out."""
    total = 0
    for root, _, names in os.walk(folder):
        for name in names:
            try:
                total += (Path(root) / name).stat().st_size
            except OSError:
                continue
    return total
