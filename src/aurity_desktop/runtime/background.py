"""The processor's share of a process that nobody waits for."""

from __future__ import annotations

import os
import sys

#: Of Unix's niceness, 0 to 19.
_NICE = 10


def step_back() -> None:
    """Leave the processor to others from now on, with what this process starts. Never raises."""
    try:
        if sys.platform == "win32":
            import psutil

            psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
        else:
            os.nice(_NICE)
    except OSError:
        return  # a system that does not let it
