"""Says what the event loop was busy with when it was late.

A thread looks at the stack of the thread that should have ticked.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import TypeAlias

_LOOK_SECONDS = 0.01
_DEEPEST = 4
_LONGEST_LOOK_SECONDS = 1.0

#: `file:line function`, the innermost last.
Calls: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stall:
    """`at` is on the clock of the witness; `doing` are the innermost calls seen meanwhile,
    outermost first, and `beside` those of the other threads, one of which may have kept the GIL.
    """

    at: float
    milliseconds: float
    doing: Calls
    beside: tuple[Calls, ...] = ()


class StallWitness:
    """Watches the thread it is made on.

    `last_alive` tells when that one was last seen alive, on `clock`.

    Looks a hundred times a second, and takes the stack of a thread that has been silent for
    `patience` seconds; `stalled` then makes a Stall of it. A stall inside Qt itself shows the
    Python call that Qt was entered from, which may be none but the event loop.
    """

    def __init__(
        self,
        last_alive: Callable[[], float],
        *,
        patience: float = 0.03,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._last_alive = last_alive
        self._patience = patience
        self._clock = clock
        self._watched = threading.get_ident()
        self._seen: tuple[float, Calls, tuple[Calls, ...]] = (0.0, (), ())
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="stall-witness", daemon=True)
        self.stalls: list[Stall] = []

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    def look(self) -> None:
        alive = self._last_alive()
        if self._clock() - alive > self._patience:
            with _undisturbed():
                watched, others = self._take_calls()
            self._seen = (alive, watched, others)

    def _take_calls(self) -> tuple[Calls, tuple[Calls, ...]]:
        frames = sys._current_frames()  # documented, for tools like this
        watched = _calls(frames.pop(self._watched, None))
        frames.pop(threading.get_ident(), None)
        return watched, tuple(map(_calls, frames.values()))

    def stalled(self, milliseconds: float) -> None:
        """The loop is back after so long: on the watched thread, before it does anything else."""
        began = self._clock() - milliseconds / 1000
        at, doing, beside = self._seen
        if at < began - 0.1:  # an earlier silence: this one was over before anybody looked
            doing, beside = (), ()
        self.stalls.append(Stall(began, milliseconds, doing, beside))

    def _watch(self) -> None:
        while not self._over.wait(_LOOK_SECONDS):
            self.look()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """No other thread gets the GIL for a while.

    Who holds a frame holds what it made: were the watched thread to run on and return from its
    `paintEvent`, its painter would still be at work, and nothing were painted any more.
    """
    interval = sys.getswitchinterval()
    sys.setswitchinterval(_LONGEST_LOOK_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)


def _calls(frame: FrameType | None) -> Calls:
    """Reads no source file meanwhile, as `traceback` does: the thread whose frames these are would
    run on, and they would be gone.
    """
    calls: list[str] = []
    while frame is not None and len(calls) < _DEEPEST:
        code = frame.f_code
        calls.append(f"{_short(code.co_filename)}:{frame.f_lineno} {code.co_name}")
        frame = frame.f_back
    return tuple(reversed(calls))


def _short(file: str) -> str:
    _, found, behind = file.rpartition("aurity_desktop")
    return behind.lstrip("/\\") if found else file
