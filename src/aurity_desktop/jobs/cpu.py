"""How much of the processor the worker may take from others."""

from __future__ import annotations

import logging
import sys

_log = logging.getLogger(__name__)


class CpuShare:
    """Lowest priority for the whole process, and back. On an idle machine the lowest priority costs nothing.

    Linux and macOS let a process lower its priority and, without privileges, not raise it again: a fresh process is the only
    way back there.
    """

    def __init__(self) -> None:
        import psutil

        self._process = psutil.Process()
        self._normal = self._process.nice()
        self._lowered = False

    @property
    def lowered(self) -> bool:
        return self._lowered

    def lower(self) -> None:
        import psutil

        if not self._lowered:
            self._process.nice(psutil.IDLE_PRIORITY_CLASS if sys.platform == "win32" else 19)
            self._lowered = True

    def restore(self) -> bool:
        """True when the process has its normal share again."""
        import psutil

        if not self._lowered:
            return True
        try:
            self._process.nice(self._normal)
        except psutil.AccessDenied:
            _log.info("the system keeps this process at the lowest priority")
            return False
        self._lowered = False
        return True
