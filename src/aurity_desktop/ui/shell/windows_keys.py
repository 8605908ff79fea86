"""Keys that are heard whatever program is in front, on Windows (Win32, RegisterHotKey)."""

from __future__ import annotations

import ctypes
from ctypes import wintypes
from typing import Any, Final

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal

#: winuser.h
_WM_HOTKEY: Final = 0x0312
_MODIFIERS: Final = {"Ctrl": 0x0002, "Shift": 0x0004}
_NO_REPEAT: Final = 0x4000
_VK_F1: Final = 0x70
#: Identifiers of a program lie below this.
_FIRST_ID: Final = 0x0A00


class WindowsKeys(QObject):
    """A `KeyGrabber`: Windows posts a message to the thread that asked, the GUI thread."""

    pressed = Signal(str)

    def __init__(self, user32: Any = None, parent: QObject | None = None) -> None:
        """`user32` is the library, or a stand-in for it."""
        super().__init__(parent)
        self._user32 = user32 or ctypes.WinDLL("user32", use_last_error=True)  # type: ignore[attr-defined]
        self._grabbed: dict[int, str] = {}
        self._filter = _HotKeys(self)
        application = QCoreApplication.instance()
        if application is not None:
            application.installNativeEventFilter(self._filter)

    def grab(self, keys: str) -> bool:
        """Hear these keys, such as `Ctrl+Shift+F9`. False where another program has them."""
        *modifiers, name = keys.split("+")
        mask = sum(_MODIFIERS[each] for each in modifiers) | _NO_REPEAT
        key = _VK_F1 + int(name.removeprefix("F")) - 1
        number = _FIRST_ID + len(self._grabbed)
        if not self._user32.RegisterHotKey(None, number, mask, key):
            return False
        self._grabbed[number] = keys
        return True

    def release_all(self) -> None:
        """Hear none of them any more."""
        for number in self._grabbed:
            self._user32.UnregisterHotKey(None, number)
        self._grabbed.clear()

    def hear(self, number: int) -> None:
        """The message of a key that was pressed."""
        if number in self._grabbed:
            self.pressed.emit(self._grabbed[number])


class _HotKeys(QAbstractNativeEventFilter):
    def __init__(self, keys: WindowsKeys) -> None:
        super().__init__()
        self._keys = keys

    def nativeEventFilter(  # noqa: N802  # Qt's name
        self, event_type: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Look at each message, and let it pass."""
        if event_type == b"windows_generic_MSG":
            found = wintypes.MSG.from_address(int(message))
            if found.message == _WM_HOTKEY:
                self._keys.hear(found.wParam)
        return False, 0
