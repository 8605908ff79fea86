"""Keys that are heard whatever program is in front, on X11 (XCB, passive key grabs).

By `libxcb`, which Qt's own X11 plugin needs anyway, and not by python-xlib or pynput: those would
be another library to ship. X Window System Protocol, "GrabKey".
"""

from __future__ import annotations

import ctypes
import logging
from typing import Any, Final

from PySide6.QtCore import QObject, QSocketNotifier, Signal

_log = logging.getLogger(__name__)

_KEY_PRESS: Final = 2
_SHIFT, _LOCK, _CONTROL, _NUMBER = 1, 2, 4, 16
#: Caps Lock and Num Lock are no part of a shortcut: it is grabbed with each of their states.
_LOCKS: Final = (0, _LOCK, _NUMBER, _LOCK | _NUMBER)
_MODIFIERS: Final = {"Ctrl": _CONTROL, "Shift": _SHIFT}
#: keysymdef.h: XK_F1
_F1: Final = 0xFFBE
_ASYNCHRONOUS: Final = 1


class _Cookie(ctypes.Structure):
    _fields_ = (("sequence", ctypes.c_uint),)


class _Roots(ctypes.Structure):
    _fields_ = (
        ("data", ctypes.POINTER(ctypes.c_uint32)),
        ("rem", ctypes.c_int),
        ("index", ctypes.c_int),
    )


class _Setup(ctypes.Structure):
    """The beginning of `xcb_setup_t`, up to the range of key codes."""

    _fields_ = (
        ("before", ctypes.c_uint8 * 34),
        ("min_keycode", ctypes.c_uint8),
        ("max_keycode", ctypes.c_uint8),
    )


class _Mapping(ctypes.Structure):
    """The beginning of `xcb_get_keyboard_mapping_reply_t`."""

    _fields_ = (("response_type", ctypes.c_uint8), ("keysyms_per_keycode", ctypes.c_uint8))


class _Event(ctypes.Structure):
    """`xcb_key_press_event_t`, as far as it is used."""

    _fields_ = (
        ("response_type", ctypes.c_uint8),
        ("detail", ctypes.c_uint8),
        ("between", ctypes.c_uint8 * 26),
        ("state", ctypes.c_uint16),
    )


class X11Keys(QObject):
    """A connection of its own to the display. `pressed` carries the keys, also as they repeat."""

    pressed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Raises OSError where there is no libxcb or no display."""
        super().__init__(parent)
        self._xcb = _library()
        self._connection = self._xcb.xcb_connect(None, None)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._xcb.xcb_disconnect(self._connection)
            raise OSError("there is no X display")
        setup = self._xcb.xcb_get_setup(self._connection)
        self._first, self._last = setup.contents.min_keycode, setup.contents.max_keycode
        self._root = self._xcb.xcb_setup_roots_iterator(setup).data[0]
        self._grabbed: dict[tuple[int, int], str] = {}
        descriptor = self._xcb.xcb_get_file_descriptor(self._connection)
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)

    def grab(self, keys: str) -> bool:
        """Hear these keys, such as `Ctrl+Shift+F9`. False where another program has them."""
        *modifiers, name = keys.split("+")
        mask = sum(_MODIFIERS[each] for each in modifiers)
        code = self._keycode(_F1 + int(name.removeprefix("F")) - 1)
        if code is None:
            return False
        cookies = [
            self._xcb.xcb_grab_key_checked(
                *(self._connection, 1, self._root, mask | locks, code),
                *(_ASYNCHRONOUS, _ASYNCHRONOUS),
            )
            for locks in _LOCKS
        ]
        refused = [self._xcb.xcb_request_check(self._connection, each) for each in cookies]
        for error in refused:
            if error:
                _free(error)
        if any(refused):
            self._ungrab(code, mask)
            return False
        self._grabbed[code, mask] = keys
        return True

    def release_all(self) -> None:
        """Hear none of them any more."""
        for code, mask in self._grabbed:
            self._ungrab(code, mask)
        self._grabbed.clear()

    def close(self) -> None:
        """Once."""
        self._notifier.setEnabled(False)
        self._xcb.xcb_disconnect(self._connection)

    def _ungrab(self, code: int, mask: int) -> None:
        for locks in _LOCKS:
            self._xcb.xcb_ungrab_key(self._connection, code, self._root, mask | locks)
        self._xcb.xcb_flush(self._connection)

    def _keycode(self, symbol: int) -> int | None:
        count = self._last - self._first + 1
        cookie = self._xcb.xcb_get_keyboard_mapping(self._connection, self._first, count)
        reply = self._xcb.xcb_get_keyboard_mapping_reply(self._connection, cookie, None)
        if not reply:
            return None
        try:
            each = reply.contents.keysyms_per_keycode
            symbols = self._xcb.xcb_get_keyboard_mapping_keysyms(reply)
            codes = (
                place
                for place in range(count)
                if symbol in symbols[place * each : place * each + each]
            )
            found = next(codes, None)
        finally:
            _free(reply)
        return None if found is None else self._first + found

    def _read(self) -> None:
        while event := self._xcb.xcb_poll_for_event(self._connection):
            kind, detail = event.contents.response_type & 0x7F, event.contents.detail
            mask = event.contents.state & (_SHIFT | _CONTROL)
            _free(event)
            keys = self._grabbed.get((detail, mask))
            if kind == _KEY_PRESS and keys is not None:
                self.pressed.emit(keys)
        if self._xcb.xcb_connection_has_error(self._connection):
            self._notifier.setEnabled(False)


def _library() -> Any:
    """libxcb with the types of what is called. Raises OSError where there is none."""
    xcb = ctypes.CDLL("libxcb.so.1")
    pointer, u8, u16, u32 = ctypes.c_void_p, ctypes.c_uint8, ctypes.c_uint16, ctypes.c_uint32
    setup, mapping = ctypes.POINTER(_Setup), ctypes.POINTER(_Mapping)
    for name, result, arguments in (
        ("xcb_connect", pointer, (ctypes.c_char_p, pointer)),
        ("xcb_disconnect", None, (pointer,)),
        ("xcb_connection_has_error", ctypes.c_int, (pointer,)),
        ("xcb_get_file_descriptor", ctypes.c_int, (pointer,)),
        ("xcb_get_setup", setup, (pointer,)),
        ("xcb_setup_roots_iterator", _Roots, (setup,)),
        ("xcb_grab_key_checked", _Cookie, (pointer, u8, u32, u16, u8, u8, u8)),
        ("xcb_ungrab_key", _Cookie, (pointer, u8, u32, u16)),
        ("xcb_request_check", pointer, (pointer, _Cookie)),
        ("xcb_flush", ctypes.c_int, (pointer,)),
        ("xcb_poll_for_event", ctypes.POINTER(_Event), (pointer,)),
        ("xcb_get_keyboard_mapping", _Cookie, (pointer, u8, u8)),
        ("xcb_get_keyboard_mapping_reply", mapping, (pointer, _Cookie, pointer)),
        ("xcb_get_keyboard_mapping_keysyms", ctypes.POINTER(u32), (mapping,)),
    ):
        function = getattr(xcb, name)
        function.restype, function.argtypes = result, arguments
    return xcb


def _free(memory: Any) -> None:
    """What libxcb gave is the C library's."""
    ctypes.CDLL(None).free(ctypes.cast(memory, ctypes.c_void_p))
