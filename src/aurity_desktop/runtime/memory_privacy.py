"""Keeping what lies in memory, keys and a patient's words, out of core dumps and other programs.

A crash would otherwise write all of it into a file that nothing erases. On Linux the process is
made "not dumpable" as well (prctl(2), PR_SET_DUMPABLE): no other program of the same account, short
of root, may read its memory or trace it.
"""

from __future__ import annotations

import sys
from typing import Final

#: Of `linux/prctl.h`.
_PR_SET_DUMPABLE: Final = 4


def keep_memory_private() -> None:
    """From now on, for this process; its children inherit the limit, and not the rest.

    So each of our processes calls it at its start. Never raises: a system that refuses keeps as it
    was. Windows has neither; there crash reports are the system's own.
    """
    if sys.platform == "win32":
        return
    import contextlib
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        _refuse_to_be_dumped()


def _refuse_to_be_dumped() -> None:
    """A core that goes to a program, as to systemd-coredump, ignores the limit; not this."""
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
