"""Linux is kept awake while something is recorded, and asked to wait before it sleeps all the same.

logind's inhibitor locks (https://systemd.io/INHIBITOR_LOCKS/): "block" for what the computer would
do by itself, and for its lid; "delay" for a sleep that a person, or an empty battery, wants.
elogind has the same interface.

Over the system's message bus, and not by `wakepy`: that asks the desktop over the session bus
alone, so without one nothing is held, and a desktop that does not answer holds up the start of a
recording for two seconds with each of its two ways.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

from aurity_desktop.audio.capture.machine import Machine, MachineEvent
from aurity_desktop.runtime.message_bus import Bus, BusRefused, BusUnavailable, MessageBus, Place

_LOGIND: Final = Place(
    "org.freedesktop.login1", "/org/freedesktop/login1", "org.freedesktop.login1.Manager"
)
_PROPERTIES: Final = Place(_LOGIND.service, _LOGIND.path, "org.freedesktop.DBus.Properties")
_WHO, _WHY = "Aurity Desktop", "A consultation is being recorded"
#: Each for itself: which of them a user may have, the system's policy says.
_BLOCKED: Final = ("idle", "sleep", "handle-lid-switch")
#: logind itself waits for five seconds by default.
_FLUSH_SECONDS: Final = 4.0
#: logind tells nobody when the lid moves.
_LID_SECONDS: Final = 2.0
_JOIN_SECONDS: Final = 2.0
#: Until a bus that is gone, or a logind that did not answer, is asked again.
_AGAIN_SECONDS: Final = 5.0


class Logind(threading.Thread):
    """Holds the locks for as long as it runs, and tells the machine's recorder of sleep and lid.

    The locks are file descriptors, so that they go with the process, however it ends. Where there
    is no system bus, or no logind, nothing is held and nothing is told. Where they go away, or do
    not answer, what is held stays held, and they are asked again; an end of a sleep that was missed
    meanwhile is told then.
    """

    def __init__(
        self,
        machine: Machine,
        connect: Callable[[], MessageBus] = lambda: MessageBus(Bus.SYSTEM),
        *,
        lid_seconds: float = _LID_SECONDS,
        flush_seconds: float = _FLUSH_SECONDS,
        again_seconds: float = _AGAIN_SECONDS,
    ) -> None:
        super().__init__(name="logind", daemon=True)
        self._machine, self._connect = machine, connect
        self._lid_seconds, self._flush_seconds = lid_seconds, flush_seconds
        self._again_seconds = again_seconds
        self._bus: MessageBus | None = None
        self._ended = threading.Event()
        self._locks: list[int] = []
        self._delay: int | None = None
        self._lid_is_closed: bool | None = None
        self._sleep_told = False

    def end(self) -> None:
        """Let go of the locks. By any other thread."""
        self._ended.set()
        self._machine.ready()
        if self._bus is not None:
            self._bus.end()
        self.join(_JOIN_SECONDS)

    def run(self) -> None:
        """Until `end`; where there was no bus at first, until then."""
        try:
            again = self._ask(first=True)
            while again and not self._ended.wait(self._again_seconds):
                again = self._ask(first=False)
        finally:
            _close(self._locks)

    def _ask(self, *, first: bool) -> bool:
        """Hold and listen for as long as the bus does. Whether it is worth asking again."""
        try:
            self._bus = bus = self._connect()
        except BusUnavailable:
            return not first
        try:
            if not self._ended.is_set():
                self._hold(bus)
                self._listen(bus)
        except BusRefused:
            return False
        except BusUnavailable:
            return True
        finally:
            self._let_go()
            bus.close()
        return False

    def _hold(self, bus: MessageBus) -> None:
        """What was held of a bus before is let go of when this one has given its own."""
        before, self._locks = self._locks, []
        try:
            for what in _BLOCKED:
                lock = _inhibited(bus, what, "block")
                if lock is not None:
                    self._locks.append(lock)
        except BusUnavailable:
            self._locks += before
            raise
        _close(before)

    def _listen(self, bus: MessageBus) -> None:
        bus.listen(_LOGIND, "PrepareForSleep")
        self._delay = _inhibited(bus, "sleep", "delay")
        if self._sleep_told and not _is_set(bus, "PreparingForSleep"):
            self._tell_woke()  # while the bus was gone
        while True:
            self._look_at_lid(bus)
            signal = bus.next_signal(self._lid_seconds)
            if signal is None or signal.member != "PrepareForSleep":
                continue
            if signal.body[0]:
                self._sleep_told = True
                self._machine.tell_sleep(self._flush_seconds)
                self._let_go()
            else:
                self._tell_woke()
                if self._delay is None:
                    self._delay = _inhibited(bus, "sleep", "delay")

    def _tell_woke(self) -> None:
        self._sleep_told = False
        self._machine.tell(MachineEvent.WOKE)

    def _let_go(self) -> None:
        """The computer need not wait for us any longer."""
        if self._delay is not None:
            os.close(self._delay)
            self._delay = None

    def _look_at_lid(self, bus: MessageBus) -> None:
        """Beside other screens a closed lid is how the computer is used."""
        was, now = self._lid_is_closed, _is_set(bus, "LidClosed")
        self._lid_is_closed = now
        if now and was is False and not _is_set(bus, "Docked"):
            self._machine.tell(MachineEvent.LID_CLOSED)


def _close(locks: Sequence[int]) -> None:
    for lock in locks:
        os.close(lock)


@contextmanager
def kept_awake_by_logind() -> Iterator[Machine]:
    """While the block runs. Nothing here waits for the bus."""
    machine = Machine()
    logind = Logind(machine)
    logind.start()
    try:
        yield machine
    finally:
        logind.end()


def _inhibited(bus: MessageBus, what: str, mode: str) -> int | None:
    """The descriptor that is the lock; None where it may not be had."""
    with suppress(BusRefused):
        (lock,) = bus.call(_LOGIND, "Inhibit", "ssss", (what, _WHO, _WHY, mode))
        return int(lock.to_raw_fd())
    return None


def _is_set(bus: MessageBus, name: str) -> bool:
    """A property of logind's; not set where it has none of that name."""
    try:
        ((_, value),) = bus.call(_PROPERTIES, "Get", "ss", (_LOGIND.interface, name))
    except BusRefused:
        return False
    return bool(value)
