"""Standard input, output and error as they may be given to us: closed, full, or with few letters.

A job under cron, a program without a console (pythonw) or the child of a program that is gone has
no standard error, or one that takes nothing. What is said there stands beside the result: it is
said where it can be and lost where it cannot, and nothing waits or ends because of it.
"""

from __future__ import annotations

import io
import os
import select
import sys
from typing import TYPE_CHECKING, Final, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

_INPUT, _OUTPUT, _ERROR = 0, 1, 2

#: How long a reader that has stopped reading is waited for, once: a terminal held with Ctrl-S, a
#: parent that reads nothing before we have ended.
_PATIENCE_MS: Final = 2_000
#: What a pipe that is ready takes without waiting (POSIX).
_AT_ONCE: Final = 512


def secure_standard_streams() -> None:
    """Have all three there before any file is opened, with none of them able to end the program.

    A file that is opened while descriptor 2 is free becomes standard error: a database into which
    every message is written. Characters that standard output cannot show are replaced.
    """
    _fill_descriptors()
    sys.stdin = sys.stdin or _opened(_INPUT, "r")
    sys.stdout = sys.stdout or _opened(_OUTPUT, "w")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    errors = sys.stderr or _opened(_ERROR, "w")
    sys.stderr = io.TextIOWrapper(
        io.BufferedWriter(Forgiving(errors.fileno())),
        encoding=errors.encoding,
        errors="backslashreplace",
        line_buffering=True,
    )


class Forgiving(io.RawIOBase):
    """A descriptor to which everything can be written: what it does not take is lost."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor
        self._patience = _PATIENCE_MS

    def writable(self) -> bool:
        """Always."""
        return True

    def fileno(self) -> int:
        """The descriptor itself."""
        return self._descriptor

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._descriptor)

    def write(self, data: ReadableBuffer) -> int:
        """All of it, whatever becomes of it. Waits at most two seconds for a reader, once."""
        rest = memoryview(data).cast("B")
        length = len(rest)
        try:
            while rest and self._is_ready():
                rest = rest[os.write(self._descriptor, rest[:_AT_ONCE]) :]
        except OSError:
            pass
        return length

    def _is_ready(self) -> bool:
        if not hasattr(select, "poll"):  # Windows asks no pipe and no console
            return True
        poll = select.poll()
        poll.register(self._descriptor, select.POLLOUT)
        ready = bool(poll.poll(self._patience))
        self._patience = _PATIENCE_MS if ready else 0
        return ready


def _fill_descriptors() -> None:
    """Open those of the three that are closed; children inherit them."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _ERROR:
        os.set_inheritable(descriptor, True)
    os.close(descriptor)


def _opened(descriptor: int, mode: str) -> TextIO:
    """The stream that Python did not make of it; without a descriptor one that goes nowhere."""
    try:
        raw = io.FileIO(descriptor, mode, closefd=False)
    except OSError:
        raw = io.FileIO(os.devnull, mode)
    buffer = io.BufferedReader(raw) if mode == "r" else io.BufferedWriter(raw)
    return io.TextIOWrapper(buffer, encoding="utf-8")
