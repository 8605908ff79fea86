"""Keys that are heard whatever program is in front, by the portal that Wayland desktops offer.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.GlobalShortcuts.html

The desktop decides: it may ask its user first, and give other keys than were wanted.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

from aurity_desktop.runtime.message_bus import Bus, BusRefused, BusUnavailable, MessageBus, Place
from aurity_desktop.ui.shell.system_keys import KeyAction, KeysAnswer, ShortcutState, WantedKey

_log = logging.getLogger(__name__)

#: The name of our entry in the desktop's menu, by which the desktop knows whose keys they are.
_APP_ID: Final = "aurity-desktop"
_SERVICE: Final = "org.freedesktop.portal.Desktop"
_PATH: Final = "/org/freedesktop/portal/desktop"
_KEYS: Final = Place(_SERVICE, _PATH, "org.freedesktop.portal.GlobalShortcuts")
#: Only programs outside a sandbox, and only today's portals.
_REGISTRY: Final = Place(_SERVICE, _PATH, "org.freedesktop.host.portal.Registry")
_REQUEST: Final = Place(_SERVICE, "", "org.freedesktop.portal.Request")
_SESSION: Final = Place(_SERVICE, "", "org.freedesktop.portal.Session")
_JOIN_SECONDS: Final = 5.0


class PortalKeys(QObject):
    """A `SystemKeys`; nothing here waits for the desktop, whose user may take minutes."""

    pressed = Signal(KeyAction)
    answered = Signal(KeysAnswer)
    _told = Signal(int, object)

    def __init__(
        self,
        connect: Callable[[], MessageBus] = lambda: MessageBus(Bus.SESSION),
        parent: QObject | None = None,
    ) -> None:
        """`connect` is called on a thread of its own, once for each `hear`."""
        super().__init__(parent)
        self._connect = connect
        self._number = 0
        self._conversation: _Conversation | None = None
        self._told.connect(self._on_told)

    def hear(self, wanted: Sequence[WantedKey]) -> None:
        """See `SystemKeys`. The desktop lets the former ones go with their connection."""
        self._number += 1
        if self._conversation is not None:
            self._conversation.end()
            self._conversation = None
        if not wanted:
            self.answered.emit(KeysAnswer(ShortcutState.WORKING))
            return
        self.answered.emit(KeysAnswer(ShortcutState.ASKED))
        number = self._number
        self._conversation = _Conversation(
            self._connect, wanted, lambda what: self._told.emit(number, what)
        )
        self._conversation.start()

    def close(self) -> None:
        """Hear nothing more, and wait until the desktop knows."""
        conversation = self._conversation
        self.hear(())
        if conversation is not None:
            conversation.join(_JOIN_SECONDS)

    def _on_told(self, number: int, what: KeyAction | KeysAnswer) -> None:
        if number != self._number:
            return  # of keys that were given back meanwhile
        if isinstance(what, KeyAction):
            self.pressed.emit(what)
        else:
            self.answered.emit(what)


class _Conversation(threading.Thread):
    """One session of the portal, from its beginning to its end. `tell` is called on this thread."""

    def __init__(
        self,
        connect: Callable[[], MessageBus],
        wanted: Sequence[WantedKey],
        tell: Callable[[KeyAction | KeysAnswer], None],
    ) -> None:
        super().__init__(name="global keys", daemon=True)
        self._connect, self._wanted, self._tell = connect, wanted, tell
        self._bus: MessageBus | None = None
        self._ended = threading.Event()

    def end(self) -> None:
        """From the GUI thread; what is told from now on is nobody's."""
        self._ended.set()
        if self._bus is not None:
            self._bus.end()

    def run(self) -> None:
        """Ask, then hear."""
        state = ShortcutState.UNAVAILABLE
        try:
            self._bus = bus = self._connect()
            try:
                if not self._ended.is_set():
                    state = self._talk(bus)
            finally:
                bus.close()
        except (BusUnavailable, BusRefused) as error:
            _log.info("no global keys: %s", error)
        except Exception:  # noqa: BLE001 – a thread's edge, and a portal may answer in any way
            _log.exception("the portal for global keys was not understood")
        if not self._ended.is_set():
            self._tell(KeysAnswer(state))

    def _talk(self, bus: MessageBus) -> ShortcutState:
        """Returns when the keys are heard no more."""
        bus.listen(_REQUEST, "Response")
        bus.listen(_SESSION, "Closed")
        bus.listen(_KEYS, "Activated")
        bus.follow(_SERVICE)
        with suppress(BusRefused):
            bus.call(_REGISTRY, "Register", "sa{sv}", (_APP_ID, {}))
        options = {"session_handle_token": ("s", _token()), "handle_token": ("s", _token())}
        code, results = self._ask(bus, "CreateSession", "a{sv}", (options,))
        if code:
            return ShortcutState.REFUSED
        session = str(results["session_handle"][1])
        shortcuts = [
            (
                each.action.value,
                {
                    "description": ("s", each.words),
                    "preferred_trigger": ("s", _trigger(each.keys)),
                },
            )
            for each in self._wanted
        ]
        options = {"handle_token": ("s", _token())}
        code, results = self._ask(
            bus, "BindShortcuts", "oa(sa{sv})sa{sv}", (session, shortcuts, "", options)
        )
        answer = self._given({} if code else results)
        if answer is None:
            return ShortcutState.REFUSED
        self._tell(answer)
        return self._hear(bus, session)

    def _ask(
        self, bus: MessageBus, member: str, signature: str, body: Sequence[Any]
    ) -> tuple[int, Mapping[str, tuple[str, Any]]]:
        """The code of the answer, 0 for yes, and what it brings. The user may take their time."""
        (request,) = bus.call(_KEYS, member, signature, body)
        while True:
            signal = bus.next_signal()
            assert signal is not None
            if signal.gone == _SERVICE:
                raise BusUnavailable("the portal has ended")
            if (signal.path, signal.member) == (request, "Response"):
                code, results = signal.body
                return int(code), results

    def _given(self, results: Mapping[str, tuple[str, Any]]) -> KeysAnswer | None:
        """What the desktop gave; None where that is nothing."""
        _, listed = results.get("shortcuts", ("", ()))
        triggers = {
            str(name): str(facts.get("trigger_description", ("s", ""))[1]) for name, facts in listed
        }
        given = tuple(filter(None, (triggers.get(each.action.value) for each in self._wanted)))
        if not given:
            return None
        taken = tuple(each.keys for each in self._wanted if not triggers.get(each.action.value))
        state = ShortcutState.TAKEN if taken else ShortcutState.WORKING
        return KeysAnswer(state, taken, given)

    def _hear(self, bus: MessageBus, session: str) -> ShortcutState:
        while True:
            signal = bus.next_signal()
            assert signal is not None
            if signal.gone == _SERVICE:
                return ShortcutState.UNAVAILABLE
            if signal.member == "Closed" and signal.path == session:
                return ShortcutState.REFUSED
            if signal.member == "Activated" and signal.body[0] == session:
                with suppress(ValueError):  # none of ours
                    self._tell(KeyAction(signal.body[1]))


def _token() -> str:
    return f"aurity_{secrets.token_hex(8)}"


def _trigger(keys: str) -> str:
    """As the XDG shortcuts specification writes it: modifiers in capitals."""
    *modifiers, key = keys.split("+")
    return "+".join((*(each.upper() for each in modifiers), key))
