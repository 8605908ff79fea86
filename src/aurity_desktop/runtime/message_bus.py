"""One connection to a D-Bus message bus of this machine, for a thread that may wait.

By jeepney, which the keyring brings along, and not by QtDBus: PySide cannot send an unsigned number
nor an array of structures, and the recorder has no Qt. Only a bus that is a Unix socket is spoken
with.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from aurity_desktop.domain.errors import AurityError

if TYPE_CHECKING:
    from jeepney import Message

#: A service of this machine answers in milliseconds; one that starts first, in a second or two.
_PATIENCE_SECONDS = 5.0


class BusUnavailable(AurityError):
    """There is no such bus, it is gone, or nobody answers."""


class BusRefused(AurityError):
    """The service does not know what was asked of it, or does not allow it."""


class Bus(StrEnum):
    """The one of the desktop session, and that of the machine."""

    SESSION = "SESSION"
    SYSTEM = "SYSTEM"


@dataclass(frozen=True, slots=True)
class Place:
    """Whose object something is asked of, and by which of its interfaces."""

    service: str
    path: str
    interface: str


_BUS = Place("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus")
#: What the bus tells each connection about its own names, asked or not.
_OF_THE_CONNECTION = ("NameAcquired", "NameLost")


@dataclass(frozen=True, slots=True)
class BusSignal:
    """What a service told everybody who listens."""

    path: str
    interface: str
    member: str
    body: Sequence[Any]

    @property
    def gone(self) -> str:
        """The service that has just left the bus, "" where this tells of no such thing."""
        if (self.interface, self.member) != (_BUS.interface, "NameOwnerChanged"):
            return ""
        name, _, owner = self.body
        return "" if owner else str(name)


class MessageBus:
    """Used by one thread; `end` may be called by any other, and ends what that one waits for."""

    def __init__(self, bus: Bus) -> None:
        """Connect. Raises BusUnavailable. A bus that hangs is waited for ten seconds."""
        from jeepney.auth import AuthenticationError
        from jeepney.io.common import RouterClosed
        from jeepney.io.threading import open_dbus_connection

        faults = (OSError, RuntimeError, LookupError, ValueError, AuthenticationError, RouterClosed)
        self._signals: deque[BusSignal] = deque()
        try:
            self._connection = open_dbus_connection(bus.value, enable_fds=True)
        except faults as error:
            raise BusUnavailable(f"The {bus.value.lower()} bus cannot be used: {error}") from error

    def call(
        self, place: Place, member: str, signature: str = "", body: Sequence[Any] = ()
    ) -> Sequence[Any]:
        """What the service answers. Signals that come meanwhile wait for `next_signal`.

        Raises BusUnavailable, and BusRefused when it says no.
        """
        from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call

        address = DBusAddress(place.path, place.service, place.interface)
        message = new_method_call(address, member, signature or None, tuple(body))
        serial = next(self._connection.outgoing_serial)
        try:
            self._connection.send(message, serial=serial)
        except OSError as error:
            raise BusUnavailable(str(error)) from error
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            answer = self._receive(until)
            if answer is None:
                raise BusUnavailable(f"{place.service} does not answer")
            if answer.header.fields.get(HeaderFields.reply_serial) != serial:
                self._keep(answer)
            elif answer.header.message_type is MessageType.error:
                raise BusRefused(str(answer.header.fields.get(HeaderFields.error_name, "")))
            else:
                return tuple(answer.body)

    def listen(self, place: Place, member: str) -> None:
        """Be told this signal from now on, of every object of the service."""
        self._match(f"sender='{place.service}',interface='{place.interface}',member='{member}'")

    def follow(self, service: str) -> None:
        """Be told when this service leaves the bus; see `BusSignal.gone`."""
        self._match(f"sender='{_BUS.service}',member='NameOwnerChanged',arg0='{service}'")

    def next_signal(self, patience: float | None = None) -> BusSignal | None:
        """The next one of those, oldest first; None when there was none in time.

        Waits for ever with None. Raises BusUnavailable, also when it was ended.
        """
        until = None if patience is None else time.monotonic() + patience
        while not self._signals:
            message = self._receive(until)
            if message is None:
                return None
            self._keep(message)
        return self._signals.popleft()

    def end(self) -> None:
        """Whoever waits raises BusUnavailable, and so does whoever asks later. Any thread."""
        with suppress(OSError):
            self._connection.interrupt()

    def close(self) -> None:
        """By the thread that used it. The bus lets go of what this connection held."""
        with suppress(OSError):
            self._connection.close()

    def _match(self, rule: str) -> None:
        self.call(_BUS, "AddMatch", "s", (f"type='signal',{rule}",))

    def _receive(self, until: float | None) -> Message | None:
        """A message, None when none came in time."""
        from jeepney.io.threading import ReceiveStopped

        wait = None if until is None else max(0.0, until - time.monotonic())
        try:
            return self._connection.receive(timeout=wait)
        except TimeoutError:
            return None
        # what a broken bus sends makes the library fail in many ways
        except (OSError, RuntimeError, ValueError, LookupError, TypeError, ReceiveStopped) as error:
            raise BusUnavailable(f"The bus is gone: {error}") from error

    def _keep(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        if message.header.message_type is MessageType.signal:
            names = (HeaderFields.path, HeaderFields.interface, HeaderFields.member)
            path, interface, member = (str(message.header.fields.get(each, "")) for each in names)
            if member not in _OF_THE_CONNECTION:
                self._signals.append(BusSignal(path, interface, member, tuple(message.body)))
