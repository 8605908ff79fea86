"""Who lets a program hear keys while another one is in front: each system has its own way."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication


class KeyAction(StrEnum):
    """What a key is for; the value is its name towards the desktop."""

    RECORD = "record"
    OFF_RECORD = "off_record"


@dataclass(frozen=True, slots=True)
class WantedKey:
    """`keys` are such as `Ctrl+Shift+F9`; `words` say in the window's language what they do."""

    action: KeyAction
    keys: str
    words: str


class ShortcutState(StrEnum):
    """ASKED: the desktop asks its user first. TAKEN: some of the keys are another program's.

    REFUSED: the desktop or its user said no. UNAVAILABLE: this system lets nobody have any.
    """

    OFF = "off"
    ASKED = "asked"
    WORKING = "working"
    TAKEN = "taken"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class KeysAnswer:
    """`taken` are the keys that are not heard.

    `assigned` is what the desktop calls those that it gave; they may be others than were wanted.
    """

    state: ShortcutState
    taken: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()


class SystemKeys(Protocol):
    """`pressed` carries a KeyAction, `answered` a KeysAnswer."""

    pressed: SignalInstance
    answered: SignalInstance

    def hear(self, wanted: Sequence[WantedKey]) -> None:
        """Hear these and no others; `answered` follows, and again when it changes."""
        ...


class KeyGrabber(Protocol):
    """A system that answers at once. `pressed` carries the keys, also as they repeat."""

    pressed: SignalInstance

    def grab(self, keys: str) -> bool:
        """Hear these keys. False where another program has them."""
        ...

    def release_all(self) -> None:
        """Hear none of them any more."""
        ...


class GrabbedKeys(QObject):
    """The `SystemKeys` of a system that answers at once."""

    pressed = Signal(KeyAction)
    answered = Signal(KeysAnswer)

    def __init__(self, grabber: KeyGrabber, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grabber = grabber
        self._wanted: Sequence[WantedKey] = ()
        grabber.pressed.connect(self._on_pressed)

    def hear(self, wanted: Sequence[WantedKey]) -> None:
        """See `SystemKeys`."""
        self._wanted = wanted
        self._grabber.release_all()
        taken = tuple(each.keys for each in wanted if not self._grabber.grab(each.keys))
        state = ShortcutState.TAKEN if taken else ShortcutState.WORKING
        self.answered.emit(KeysAnswer(state, taken))

    def _on_pressed(self, keys: str) -> None:
        for each in self._wanted:
            if each.keys == keys:
                self.pressed.emit(each.action)


def system_keys() -> SystemKeys | None:
    """None where this system has none.

    In a Wayland session the portal is asked also by a window that X11 shows there: its grabs hold
    only while another X11 window is in front.
    """
    parent = QGuiApplication.instance()
    try:
        if sys.platform == "win32":
            from aurity_desktop.ui.shell.windows_keys import WindowsKeys

            return GrabbedKeys(WindowsKeys(parent=parent), parent)
        if sys.platform == "darwin":
            from aurity_desktop.ui.shell.mac_keys import MacKeys

            return GrabbedKeys(MacKeys(parent=parent), parent)
        if in_wayland_session(os.environ):
            from aurity_desktop.ui.shell.portal_keys import PortalKeys

            return PortalKeys(parent=parent)
        if QGuiApplication.platformName() == "xcb":
            from aurity_desktop.ui.shell.x11_keys import X11Keys

            return GrabbedKeys(X11Keys(parent), parent)
    except OSError:
        return None
    return None


def in_wayland_session(environment: os._Environ[str] | dict[str, str]) -> bool:
    """Whether a Wayland compositor gives the keys, whatever shows our window."""
    named = environment.get("XDG_SESSION_TYPE", "")
    return named == "wayland" or (not named and bool(environment.get("WAYLAND_DISPLAY")))
