"""Making many lasting objects without the garbage collector going through all of them meanwhile."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class _Holds:
    """The blocks in which the collector is kept off: so many at a time, so many ended."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._was_on = False
        self.open = 0
        self.ended = 0

    def begin(self) -> None:
        with self._lock:
            if not self.open:
                self._was_on = gc.isenabled()
                gc.disable()
            self.open += 1

    def end(self) -> None:
        with self._lock:
            self.open -= 1
            self.ended += 1
            if not self.open and self._was_on:
                gc.enable()


_holds = _Holds()


@contextmanager
def without_collection() -> Iterator[None]:
    """Keep the collector off, for all threads, while many lasting objects are made.

    Each new thousand makes it look at all that there are, once they are many enough, and that keeps
    the GIL: 60 ms beside a speech model's tokenizer, which the window shows as a stall.
    """
    _holds.begin()
    try:
        yield
    finally:
        _holds.end()


def is_held() -> bool:
    """Whether lasting objects are being made: whoever collects by himself waits until they are."""
    return _holds.open > 0


def made() -> int:
    """How often lasting objects were made so far."""
    return _holds.ended
