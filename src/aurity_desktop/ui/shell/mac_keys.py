"""Keys that are heard whatever program is in front, on macOS (Carbon Event Manager).

By `RegisterEventHotKey`, which hears the keys that were registered and no others, and so needs no
permission of the user; a monitor of all keys would ask for one.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

from PySide6.QtCore import QObject, Signal

_CARBON: Final = "/System/Library/Frameworks/Carbon.framework/Carbon"
#: Events.h: `shiftKey`, `controlKey`, and kVK_F7 to kVK_F10.
_MODIFIERS: Final = {"Ctrl": 0x1000, "Shift": 0x0200}
_KEY_CODES: Final = {"F7": 0x62, "F8": 0x64, "F9": 0x65, "F10": 0x6D}
#: CarbonEvents.h
_PRESSED: Final = 5
_NOT_HANDLED: Final = -9874


def _code(four: str) -> int:
    return int.from_bytes(four.encode("ascii"), "big")


_KEYBOARD, _DIRECT_OBJECT, _HOT_KEY_ID = (_code(each) for each in ("keyb", "----", "hkid"))
_SIGNATURE: Final = _code("Auri")


class HotKeyID(ctypes.Structure):
    """`EventHotKeyID`."""

    _fields_ = (("signature", ctypes.c_uint32), ("number", ctypes.c_uint32))


class _EventType(ctypes.Structure):
    """`EventTypeSpec`."""

    _fields_ = (("event_class", ctypes.c_uint32), ("kind", ctypes.c_uint32))


_Handler = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class MacKeys(QObject):
    """A `KeyGrabber`. The system calls its handler on the GUI thread."""

    pressed = Signal(str)

    def __init__(self, carbon: Any = None, parent: QObject | None = None) -> None:
        """`carbon` is the library, or a stand-in for it. Raises OSError where there is none."""
        super().__init__(parent)
        self._carbon = carbon or _library()
        self._grabbed: dict[int, tuple[str, ctypes.c_void_p]] = {}
        self._target = self._carbon.GetEventDispatcherTarget()
        self._handler = _Handler(self._on_event)  # must live as long as the system may call it
        kinds = (_EventType * 1)(_EventType(_KEYBOARD, _PRESSED))
        installed = self._carbon.InstallEventHandler(
            self._target, self._handler, 1, kinds, None, None
        )
        if installed:
            raise OSError(f"macOS installs no handler for keys ({installed})")

    def grab(self, keys: str) -> bool:
        """Hear these keys, such as `Ctrl+Shift+F9`. False where another program has them."""
        *modifiers, name = keys.split("+")
        mask = sum(_MODIFIERS[each] for each in modifiers)
        number, reference = len(self._grabbed) + 1, ctypes.c_void_p()
        refused = self._carbon.RegisterEventHotKey(
            *(_KEY_CODES[name], mask, HotKeyID(_SIGNATURE, number), self._target),
            *(0, ctypes.byref(reference)),
        )
        if refused:
            return False
        self._grabbed[number] = (keys, reference)
        return True

    def release_all(self) -> None:
        """Hear none of them any more."""
        for _, reference in self._grabbed.values():
            self._carbon.UnregisterEventHotKey(reference)
        self._grabbed.clear()

    def _on_event(self, _next: object, event: int, _data: object) -> int:
        found = HotKeyID()
        refused = self._carbon.GetEventParameter(
            *(event, _DIRECT_OBJECT, _HOT_KEY_ID, None),
            *(ctypes.sizeof(found), None, ctypes.byref(found)),
        )
        if refused or found.signature != _SIGNATURE or found.number not in self._grabbed:
            return _NOT_HANDLED
        self.pressed.emit(self._grabbed[found.number][0])
        return 0


def _library() -> Any:
    """Carbon with the types of what is called. Raises OSError where there is none."""
    carbon = ctypes.CDLL(_CARBON)
    pointer, u32 = ctypes.c_void_p, ctypes.c_uint32
    for name, result, arguments in (
        ("GetEventDispatcherTarget", pointer, ()),
        (
            "InstallEventHandler",
            ctypes.c_int32,
            (pointer, _Handler, ctypes.c_ulong, pointer, pointer, pointer),
        ),
        (
            "RegisterEventHotKey",
            ctypes.c_int32,
            (u32, u32, HotKeyID, pointer, u32, pointer),
        ),
        ("UnregisterEventHotKey", ctypes.c_int32, (pointer,)),
        (
            "GetEventParameter",
            ctypes.c_int32,
            (pointer, u32, u32, pointer, ctypes.c_ulong, pointer, pointer),
        ),
    ):
        function = getattr(carbon, name)
        function.restype, function.argtypes = result, arguments
    return carbon
