"""How much of the processor the worker may take from others."""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

_log = logging.getLogger(__name__)

#: Of setpriority(2), where 20 would be the same.
_LOWEST = 19


class CpuShare:
    """Lowest priority for all that works in this process, and back.

    On an idle machine the lowest priority costs nothing.

    On Linux a priority belongs to a thread: setting the process's sets that of its first thread and
    of those that are made later *by it*, while the work goes on elsewhere. So each thread is
    lowered, but the first: it works little, and its heartbeat and its word to stop are to come in
    time. Linux and macOS let a process lower its priority and, without privileges, not raise it
    again. On Linux new threads are the way back, made by the first one, which was never lowered; on
    macOS only a fresh process is.
    """

    def __init__(self) -> None:
        import psutil

        self._process = psutil.Process()
        self._normal = self._process.nice()
        self._lowered = False

    @property
    def lowered(self) -> bool:
        """Whether the work is at the lowest priority now."""
        return self._lowered

    @property
    def new_threads_are_normal(self) -> bool:
        """Whether a new thread has the normal share, though the others were lowered.

        One that the process's first thread makes, that is.
        """
        return sys.platform == "linux"

    def threads_renewed(self) -> None:
        """None of the threads that were lowered works any more."""
        self._lowered = False

    def lower(self) -> None:
        """Also when it is lowered already: threads may have been made since by one that is not."""
        import psutil

        if sys.platform == "linux":
            self._set_threads(_LOWEST)
        elif not self._lowered:
            self._process.nice(psutil.IDLE_PRIORITY_CLASS if sys.platform == "win32" else _LOWEST)
        self._lowered = True

    def restore(self) -> bool:
        """True when the process has its normal share again."""
        import psutil

        if not self._lowered:
            return True
        try:
            if sys.platform == "linux":
                self._set_threads(self._normal)
            else:
                self._process.nice(self._normal)
        except (psutil.AccessDenied, PermissionError):
            _log.info("the system keeps what was lowered at the lowest priority")
            return False
        self._lowered = False
        return True

    def _set_threads(self, priority: int) -> None:
        """Raises PermissionError where the system does not let it."""
        for each in Path("/proc/self/task").iterdir():
            thread = int(each.name)
            if thread == os.getpid():
                continue
            try:
                if os.getpriority(os.PRIO_PROCESS, thread) != priority:
                    os.setpriority(os.PRIO_PROCESS, thread, priority)
            except ProcessLookupError:
                continue  # it has ended in the meantime
