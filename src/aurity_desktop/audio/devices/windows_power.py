"""Windows is kept awake while something is recorded, and tells before it sleeps (Power Management).

By a callback and not by WM_POWERBROADCAST: the recorder has no window.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from aurity_desktop.audio.capture.machine import Machine, MachineEvent

#: SetThreadExecutionState: the state holds until it is set again; the system, not the display, is
#: needed.
_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001
#: winuser.h, powerbase.h
_DEVICE_NOTIFY_CALLBACK: Final = 2
_SUSPEND: Final = 0x0004
_RESUMED: Final = 0x0012
#: Windows waits for about two.
_FLUSH_SECONDS: Final = 1.5

_Callback = ctypes.CFUNCTYPE(
    ctypes.c_ulong, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p
)  # stdcall on 32-bit Windows alone


class _Subscription(ctypes.Structure):
    """`DEVICE_NOTIFY_SUBSCRIBE_PARAMETERS`."""

    _fields_ = (("callback", _Callback), ("context", ctypes.c_void_p))


@contextmanager
def kept_awake_by_windows(kernel32: Any = None, powrprof: Any = None) -> Iterator[Machine]:
    """While the block runs. `kernel32` and `powrprof` are the libraries, or stand-ins for them."""
    kernel32 = kernel32 or ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    powrprof = powrprof or ctypes.WinDLL("powrprof")  # type: ignore[attr-defined]
    machine = Machine()

    def on_power(_context: object, kind: int, _setting: object) -> int:
        """On a thread of Windows', which sleeps when this returns."""
        if kind == _SUSPEND:
            machine.tell_sleep(_FLUSH_SECONDS)
        elif kind == _RESUMED:
            machine.tell(MachineEvent.WOKE)
        return 0

    subscription, handle = _Subscription(_Callback(on_power), None), ctypes.c_void_p()
    kernel32.SetThreadExecutionState(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED)
    told = not powrprof.PowerRegisterSuspendResumeNotification(
        _DEVICE_NOTIFY_CALLBACK, ctypes.byref(subscription), ctypes.byref(handle)
    )
    try:
        yield machine
    finally:
        machine.ready()
        if told:
            powrprof.PowerUnregisterSuspendResumeNotification(handle)
        kernel32.SetThreadExecutionState(_ES_CONTINUOUS)
