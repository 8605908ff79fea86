"""The clock that gaps and pauses are measured with."""

from __future__ import annotations

import sys
import time


def elapsed() -> float:
    """Seconds from some fixed point, never set back, and going on while the machine sleeps.

    `time.monotonic()` stands still in a suspended Linux or macOS, so a gap over a night's sleep
    would measure as nothing.
    """
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()
