"""How the numerical libraries share two processors.

Set before any of them is imported, by every process. Each brings a pool of threads of its own, and
a pool that has nothing to do spins for a while in case more comes. NumPy's did so after every small
product, on the processor that the speech engine's second thread was waiting for: live text took 318
ms instead of 264. So NumPy works on one thread, which is enough for what it does here, and nobody
spins.
"""

from __future__ import annotations

import os
import sys
from typing import Final

SWITCHES = {
    "OPENBLAS_NUM_THREADS": "1",
    "VECLIB_MAXIMUM_THREADS": "1",  # NumPy's on macOS
    "OMP_WAIT_POLICY": "PASSIVE",
}

#: Of glibc's `malloc.h`.
_M_ARENA_MAX: Final = -8


def share_processors() -> None:
    """Overrule the environment, before NumPy is imported. Children inherit it."""
    os.environ.update(SWITCHES)


def share_one_heap() -> None:
    """Give all threads of this process one heap, where its C library is glibc.

    Otherwise each gets its own, and keeps for itself what one decoding needed and gave back: the
    window held 50 MB more after a minute of live text, and was no quicker for it. Not inherited.
    """
    if sys.platform != "linux":
        return
    import contextlib
    import ctypes

    with contextlib.suppress(AttributeError):
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def usable_processors() -> int:
    """Those that this process may run on."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
