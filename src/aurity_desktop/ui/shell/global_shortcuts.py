"""Keys for start, stop and off the record that work while another program is in front. By choice.

Off until keys are chosen. On X11; where the system keeps keys for itself, `state` says so.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication

#: A key that is held repeats, and a hand trembles: what comes within this is the same press.
_SAME_PRESS_SECONDS = 0.8


class ShortcutState(StrEnum):
    """TAKEN: another program has one of the keys. UNAVAILABLE: this system lets nobody have any."""

    OFF = "off"
    WORKING = "working"
    TAKEN = "taken"
    UNAVAILABLE = "unavailable"


class SystemKeys(Protocol):
    """How a system lets a program hear keys while another one is in front."""

    pressed: SignalInstance

    def grab(self, keys: str) -> bool:
        """Hear these keys. False where another program has them."""
        ...

    def release_all(self) -> None:
        """Hear none of them any more."""
        ...


def system_keys() -> SystemKeys | None:
    """None where this system has none: Wayland asks a portal that we do not speak with, macOS a
    permission, and for Windows nothing is written.
    """
    if QGuiApplication.platformName() != "xcb":
        return None
    from aurity_desktop.ui.shell.x11_keys import X11Keys

    try:
        return X11Keys(QGuiApplication.instance())
    except OSError:
        return None


class GlobalShortcuts(QObject):
    """`record_pressed` and `off_record_pressed` come once a press.

    `taken` are the keys that another program has, where `state` is TAKEN.
    """

    record_pressed = Signal()
    off_record_pressed = Signal()
    state_changed = Signal()

    def __init__(
        self,
        make_keys: Callable[[], SystemKeys | None] = system_keys,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`make_keys` is asked when the first key is chosen, and not before."""
        super().__init__(parent)
        self._make_keys = make_keys
        self._clock = clock
        self._keys: SystemKeys | None = None
        self._chosen = ("", "")
        self._heard_at: dict[str, float] = {}
        self.state = ShortcutState.OFF
        self.taken: tuple[str, ...] = ()

    def use(self, record: str, off_record: str) -> None:
        """Hear these keys from now on and no others; "" for none."""
        if (record, off_record) == self._chosen:
            return
        self._chosen = (record, off_record)
        wanted = tuple(dict.fromkeys(keys for keys in self._chosen if keys))
        if self._keys is not None:
            self._keys.release_all()
        self.taken = ()
        if not wanted:
            self._enter(ShortcutState.OFF)
            return
        if self._keys is None:
            self._keys = self._make_keys()
            if self._keys is None:
                self._enter(ShortcutState.UNAVAILABLE)
                return
            self._keys.pressed.connect(self._on_pressed)
        self.taken = tuple(keys for keys in wanted if not self._keys.grab(keys))
        self._enter(ShortcutState.TAKEN if self.taken else ShortcutState.WORKING)

    def _enter(self, state: ShortcutState) -> None:
        self.state = state
        self.state_changed.emit()

    def _on_pressed(self, keys: str) -> None:
        now = self._clock()
        before, self._heard_at[keys] = self._heard_at.get(keys, float("-inf")), now
        if now - before < _SAME_PRESS_SECONDS:
            return
        record, off_record = self._chosen
        if keys == record:
            self.record_pressed.emit()
        elif keys == off_record:
            self.off_record_pressed.emit()
