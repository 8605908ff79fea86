"""Keeps the machine from falling asleep while it records, each system in its own way."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from aurity_desktop.audio.capture.machine import Machine


def caffeinate(
    process_id: int, find: Callable[[str], str | None] = shutil.which
) -> Sequence[str] | None:
    """The command that keeps macOS awake for as long as that process lives.

    None where there is none.
    """
    tool = find("caffeinate")
    return (tool, "-i", "-w", str(process_id)) if tool else None


@contextmanager
def keep_awake() -> Iterator[Machine]:
    """While the block runs the machine does not go to sleep by itself; where it does all the same,
    the `Machine` tells.

    macOS does not tell: there it is known afterwards, by the clock.
    """
    if sys.platform == "win32":
        from aurity_desktop.audio.devices.windows_power import kept_awake_by_windows

        with kept_awake_by_windows() as machine:
            yield machine
    elif sys.platform == "darwin":
        with running(caffeinate(os.getpid())):
            yield Machine()
    else:
        from aurity_desktop.audio.devices.logind import kept_awake_by_logind

        with kept_awake_by_logind() as machine:
            yield machine


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
