"""Which computer this is, as far as speed goes: the processor's name and how much of it is ours."""

from __future__ import annotations

import platform
import subprocess
import sys
from functools import cache
from pathlib import Path

from aurity_desktop.domain.model_speeds import Computer
from aurity_desktop.runtime.thread_pools import usable_processors

_CPUINFO = Path("/proc/cpuinfo")


@cache
def this_computer() -> Computer:
    """Asked of the operating system once a process; where it does not say, the architecture."""
    return Computer(_processor() or platform.machine() or "unknown", usable_processors())


def named_in(cpuinfo: str) -> str:
    """The processor's name in Linux's `/proc/cpuinfo`; "" where it is not told, as on ARM."""
    for line in cpuinfo.splitlines():
        key, _, value = line.partition(":")
        if key.strip() == "model name":
            return " ".join(value.split())
    return ""


if sys.platform == "win32":
    import winreg

    _KEY = r"HARDWARE\DESCRIPTION\System\CentralProcessor\0"

    def _processor() -> str:
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, _KEY) as key:
                value, _ = winreg.QueryValueEx(key, "ProcessorNameString")
        except OSError:
            return platform.processor()
        return " ".join(str(value).split())

elif sys.platform == "darwin":

    def _processor() -> str:
        asked = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
        try:
            told = subprocess.run(asked, capture_output=True, text=True, timeout=5, check=True)
        except (OSError, subprocess.SubprocessError):
            return platform.processor()
        return told.stdout.strip()

else:

    def _processor() -> str:
        try:
            return named_in(_CPUINFO.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return platform.processor()
