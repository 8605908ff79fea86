"""What Windows and macOS are asked for keys, on stand-ins for their libraries."""

# ruff: noqa: N802 – the libraries' names

import ctypes
from ctypes import wintypes

import pytest

from aurity_desktop.ui.shell.mac_keys import HotKeyID, MacKeys
from aurity_desktop.ui.shell.windows_keys import WindowsKeys

SIGNATURE = int.from_bytes(b"Auri", "big")


class User32:
    """Windows' keys, of which another program may have some."""

    def __init__(self):
        self.registered = {}
        self.others = set()

    def RegisterHotKey(self, window, number, modifiers, key):
        assert window is None
        if (modifiers, key) in self.others or number in self.registered:
            return 0
        self.registered[number] = (modifiers, key)
        return 1

    def UnregisterHotKey(self, window, number):
        assert window is None
        del self.registered[number]
        return 1


def windows_says(keys, number, message=0x0312):
    """What Windows posts to the thread."""
    posted = wintypes.MSG(message=message, wParam=number)
    return keys._filter.nativeEventFilter(b"windows_generic_MSG", ctypes.addressof(posted))


def test_windows_is_asked_for_keys_that_do_not_repeat_and_tells_which_one(qapp):
    user32 = User32()
    keys, heard = WindowsKeys(user32), []
    keys.pressed.connect(heard.append)
    assert keys.grab("Ctrl+Shift+F9")
    assert keys.grab("Ctrl+Shift+F8")
    assert list(user32.registered.values()) == [(0x4006, 0x78), (0x4006, 0x77)]
    first, second = user32.registered
    assert windows_says(keys, second) == (False, 0)
    windows_says(keys, first, message=0x0100)
    windows_says(keys, 1)
    assert heard == ["Ctrl+Shift+F8"]
    keys.release_all()
    windows_says(keys, first)
    assert (user32.registered, len(heard)) == ({}, 1)


def test_what_another_program_of_windows_has_is_not_heard(qapp):
    user32 = User32()
    user32.others = {(0x4006, 0x78)}
    keys = WindowsKeys(user32)
    assert not keys.grab("Ctrl+Shift+F9")
    assert keys.grab("Ctrl+Shift+F7")


class Carbon:
    """macOS' keys, of which another program may have some; `press` is a hand's."""

    def __init__(self):
        self.registered = {}
        self.others = set()
        self.refuses = 0

    def GetEventDispatcherTarget(self):
        return 7

    def InstallEventHandler(self, target, handler, count, kinds, data, reference):
        assert (target, count, kinds[0].kind) == (7, 1, 5)
        assert kinds[0].event_class == int.from_bytes(b"keyb", "big")
        self.handler = handler
        return self.refuses

    def RegisterEventHotKey(self, code, modifiers, number, target, options, reference):
        if (modifiers, code) in self.others:
            return -9878
        reference._obj.value = 1000 + number.number
        self.registered[1000 + number.number] = (modifiers, code, number)
        return 0

    def UnregisterEventHotKey(self, reference):
        del self.registered[reference.value]
        return 0

    def GetEventParameter(self, event, name, kind, _, size, __, into):
        found = into._obj
        assert size == ctypes.sizeof(found) == 8
        found.signature, found.number = self.told
        return 0

    def press(self, number, signature=SIGNATURE):
        self.told = (signature, number)
        return self.handler(None, 1, None)


def test_macos_is_asked_for_keys_and_tells_which_one(qapp):
    carbon = Carbon()
    keys, heard = MacKeys(carbon), []
    keys.pressed.connect(heard.append)
    assert keys.grab("Ctrl+Shift+F9")
    assert keys.grab("Ctrl+Shift+F10")
    assert [each[:2] for each in carbon.registered.values()] == [(0x1200, 0x65), (0x1200, 0x6D)]
    assert all(isinstance(each[2], HotKeyID) for each in carbon.registered.values())
    assert carbon.press(2) == 0
    assert carbon.press(1, signature=1) == carbon.press(3) == -9874
    assert heard == ["Ctrl+Shift+F10"]
    keys.release_all()
    assert carbon.press(1) == -9874
    assert (carbon.registered, len(heard)) == ({}, 1)


def test_what_another_program_of_macos_has_is_not_heard(qapp):
    carbon = Carbon()
    carbon.others = {(0x1200, 0x65)}
    keys = MacKeys(carbon)
    assert not keys.grab("Ctrl+Shift+F9")
    assert keys.grab("Ctrl+Shift+F7")


def test_a_macos_that_installs_no_handler_has_none(qapp):
    carbon = Carbon()
    carbon.refuses = -50
    with pytest.raises(OSError, match="-50"):
        MacKeys(carbon)
