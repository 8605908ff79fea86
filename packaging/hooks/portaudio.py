"""Run-time hook: a Linux machine without PortAudio uses the one in the bundle.

The system's own comes first.
"""

import ctypes.util
import sys
from pathlib import Path

if sys.platform.startswith("linux"):
    _find = ctypes.util.find_library

    def _with_bundled(name: str) -> str | None:
        found = _find(name)
        if found is None and name == "portaudio":
            # PyInstaller's documented name of the bundle's folder
            bundled = Path(sys._MEIPASS) / "libportaudio.so.2"  # noqa: SLF001
            return str(bundled) if bundled.is_file() else None
        return found

    ctypes.util.find_library = _with_bundled
