"""Keeps the machine from falling asleep while it records (power management, inhibitor locks).

By the system's own tools, systemd-inhibit and caffeinate, and not by `wakepy`: that asks the
desktop over the session bus alone, so without one nothing is held, and a desktop that does not
answer holds up the start of a recording for two seconds with each of its two ways.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

_WHY = "A consultation is being recorded"

#: SetThreadExecutionState: the state holds until it is set again; the system, not the display, is
#: needed.
_ES_CONTINUOUS, _ES_SYSTEM_REQUIRED = 0x80000000, 0x00000001


def inhibitor(
    platform: str, process_id: int, find: Callable[[str], str | None] = shutil.which
) -> Sequence[str] | None:
    """The command that keeps this platform awake for as long as its standard input is open.

    None where there is none.
    """
    if platform == "linux" and (tool := find("systemd-inhibit")) and (reader := find("cat")):
        return (tool, "--what=idle:sleep", "--who=Aurity Desktop", f"--why={_WHY}", reader)
    if platform == "darwin" and (tool := find("caffeinate")):
        return (tool, "-i", "-w", str(process_id))
    return None


@contextmanager
def keep_awake() -> Iterator[None]:
    """While the block runs the machine does not go to sleep by itself.

    Where that cannot be had (no systemd, no system bus) it does.
    """
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.SetThreadExecutionState(_ES_CONTINUOUS | _ES_SYSTEM_REQUIRED)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetThreadExecutionState(_ES_CONTINUOUS)
        return
    with running(inhibitor(sys.platform, os.getpid())):
        yield


@contextmanager
def running(command: Sequence[str] | None) -> Iterator[subprocess.Popen[bytes] | None]:
    """Run the command, where there is one, for as long as the block runs.

    Its standard input is a pipe of ours, so that it also ends when we are killed. One that cannot
    be started is told on standard error.
    """
    child = _start(command)
    try:
        yield child
    finally:
        _stop(child)


def _start(command: Sequence[str] | None) -> subprocess.Popen[bytes] | None:
    if command is None:
        return None
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        sys.stderr.write(f"The machine may fall asleep while it records: {error}\n")
        return None


def _stop(child: subprocess.Popen[bytes] | None) -> None:
    if child is None or child.stdin is None:
        return
    with suppress(OSError):
        child.stdin.close()
    child.terminate()
    child.wait()
