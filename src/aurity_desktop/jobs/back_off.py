"""Exponential back-off towards something that does not answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class BackOff:
    """When to try again: after 0.5 s, 1 s, 2 s … and at last once a minute. Any thread."""

    def __init__(
        self,
        first: float = 0.5,
        longest: float = 60.0,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`first` and `longest` in seconds; `clock` is monotonic."""
        self._first = first
        self._longest = longest
        self._clock = clock
        self._lock = threading.Lock()
        self._wait = 0.0
        self._next = 0.0

    @property
    def waits(self) -> bool:
        """Whether it is too early for another try."""
        with self._lock:
            return self._wait > 0 and self._clock() < self._next

    def failed(self) -> bool:
        """Twice the wait of the time before. True where the last try had succeeded."""
        with self._lock:
            is_first = self._wait == 0
            self._wait = min(max(2 * self._wait, self._first), self._longest)
            self._next = self._clock() + self._wait
            return is_first

    def succeeded(self) -> bool:
        """Start again from the shortest wait. True where the last try had failed."""
        with self._lock:
            had_failed, self._wait = self._wait > 0, 0.0
            return had_failed
