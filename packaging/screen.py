"""A virtual X screen (Xvfb) and what can be seen on it.

Through libX11 itself: no window manager, no further tools.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import subprocess
from pathlib import Path
from types import TracebackType


class _Attributes(ctypes.Structure):
    """XWindowAttributes, as far as its head is needed; the rest is room."""

    _fields_ = (
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("border_width", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("visual", ctypes.c_void_p),
        ("root", ctypes.c_ulong),
        ("window_class", ctypes.c_int),
        ("bit_gravity", ctypes.c_int),
        ("win_gravity", ctypes.c_int),
        ("backing_store", ctypes.c_int),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", ctypes.c_ulong),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("rest", ctypes.c_byte * 128),
    )


_VIEWABLE = 2


class VirtualScreen:
    """1280 × 800 on a free display number, gone when the block is left."""

    def __enter__(self) -> VirtualScreen:
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            [
                shutil.which("Xvfb") or "Xvfb",
                "-displayfd",
                str(writing),
                "-screen",
                "0",
                "1280x800x24",
                "-nolisten",
                "tcp",
            ],
            pass_fds=(writing,),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as numbers:
            self.display = f":{numbers.readline().strip()}"
        name = ctypes.util.find_library("X11") or "libX11.so.6"
        self._x11 = ctypes.CDLL(name)
        self._x11.XOpenDisplay.restype = ctypes.c_void_p
        self._x11.XOpenDisplay.argtypes = [ctypes.c_char_p]
        self._x11.XDefaultRootWindow.restype = ctypes.c_ulong
        self._x11.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
        self._connection = ctypes.c_void_p(self._x11.XOpenDisplay(self.display.encode()))
        if not self._connection:
            self.__exit__(None, None, None)
            raise OSError(f"Xvfb does not answer on {self.display}")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._connection:
            self._x11.XCloseDisplay(self._connection)
        self._server.terminate()
        self._server.wait()

    def shows_a_window(self, *, width: int, height: int) -> bool:
        """Whether a mapped top-level window of at least this size is there."""
        root = ctypes.c_ulong(self._x11.XDefaultRootWindow(self._connection))
        unused, parent = ctypes.c_ulong(), ctypes.c_ulong()
        children, count = ctypes.POINTER(ctypes.c_ulong)(), ctypes.c_uint()
        self._x11.XQueryTree(
            self._connection,
            root,
            ctypes.byref(unused),
            ctypes.byref(parent),
            ctypes.byref(children),
            ctypes.byref(count),
        )
        try:
            return any(self._is_viewable(children[i], width, height) for i in range(count.value))
        finally:
            if children:
                self._x11.XFree(children)

    def photograph(self, path: Path) -> None:
        """The whole screen as PNG, by ImageMagick."""
        subprocess.run(
            [shutil.which("import") or "import", "-window", "root", str(path)],
            env={**os.environ, "DISPLAY": self.display},
            check=True,
        )

    def _is_viewable(self, window: int, width: int, height: int) -> bool:
        seen = _Attributes()
        answered = self._x11.XGetWindowAttributes(
            self._connection, ctypes.c_ulong(window), ctypes.byref(seen)
        )
        return bool(
            answered
            and seen.map_state == _VIEWABLE
            and seen.width >= width
            and seen.height >= height
        )
