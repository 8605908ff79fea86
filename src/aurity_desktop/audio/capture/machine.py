"""What the computer does beside recording: it goes to sleep and wakes, and its lid is closed."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from enum import StrEnum


class MachineEvent(StrEnum):
    """SLEEPS comes before it does: there is a moment left to put things on the disk."""

    SLEEPS = "sleeps"
    WOKE = "woke"
    LID_CLOSED = "lid_closed"


class Machine:
    """Told of by one thread, asked by the recorder's loop. One that nobody watches tells nothing.

    After SLEEPS the recorder says `ready` when all that was heard is on the disk.
    """

    def __init__(self) -> None:
        self._events: deque[MachineEvent] = deque()
        self._ready = threading.Event()

    def take(self) -> Sequence[MachineEvent]:
        """What happened since, oldest first. Never waits."""
        taken = []
        while self._events:
            taken.append(self._events.popleft())
        return taken

    def ready(self) -> None:
        """The computer may sleep."""
        self._ready.set()

    def tell(self, event: MachineEvent) -> None:
        """By whoever watches it."""
        self._events.append(event)

    def tell_sleep(self, patience: float) -> bool:
        """Tell that it is about to sleep, and wait for `ready`, so many seconds at most."""
        self._ready.clear()
        self.tell(MachineEvent.SLEEPS)
        return self._ready.wait(patience)
