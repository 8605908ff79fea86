"""A child's two ends of the pipe.

Neither can hold up its loop: a window that hangs must not cost a sample.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from typing import Final, Generic, TypeVar

from aurity_desktop.domain.capture import Counted, ErrorReported, LevelMeasured, Report
from aurity_desktop.domain.errors import BadMessage
from aurity_desktop.domain.json_lines import to_line
from aurity_desktop.domain.playback import PlayerReport, Positioned

_Command = TypeVar("_Command")

#: So many lines may wait for a window that does not read; beyond it what is soon said again is left
#: out.
_PASSING_LIMIT: Final = 256
_PASSING: Final = (LevelMeasured, Counted, Positioned)


class LineWriter:
    """Writes reports, in order, from a thread of its own."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self._broken = False
        # A daemon: it may be stuck in a pipe that nobody empties.
        self._thread = threading.Thread(target=self._run, name="reports", daemon=True)
        self._thread.start()

    @property
    def broken(self) -> bool:
        """The reader is gone."""
        return self._broken

    def report(self, report: Report | PlayerReport) -> None:
        """Returns at once. Usable from any thread."""
        if isinstance(report, _PASSING) and self._lines.qsize() > _PASSING_LIMIT:
            return
        self._lines.put(to_line(report, event=report.event))

    def close(self, patience: float) -> bool:
        """Write what is left; False when that took longer than `patience` seconds."""
        self._lines.put(None)
        self._thread.join(patience)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (line := self._lines.get()) is not None:
            if self._broken:
                continue
            data = memoryview(f"{line}\n".encode())
            try:
                while data:
                    data = data[os.write(self._descriptor, data) :]
            except OSError:
                self._broken = True


class CommandReader(Generic[_Command]):
    """Reads commands in a thread of its own.

    A line that is none of ours is reported, not obeyed.
    """

    def __init__(
        self, descriptor: int, parse: Callable[[bytes], _Command], writer: LineWriter
    ) -> None:
        """`parse` raises BadMessage."""
        self._descriptor = descriptor
        self._parse = parse
        self._writer = writer
        self._commands: queue.SimpleQueue[_Command] = queue.SimpleQueue()
        self._news = threading.Event()
        self._ended = False
        # A daemon: nothing wakes it but its parent.
        self._thread = threading.Thread(target=self._run, name="commands", daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """The parent closed its end, or died."""
        return self._ended

    def take(self) -> list[_Command]:
        """What came since the last call, in order."""
        self._news.clear()
        taken: list[_Command] = []
        while not self._commands.empty():
            taken.append(self._commands.get())
        return taken

    def wait(self, longest: float) -> None:
        """Until something comes, at most `longest` seconds."""
        self._news.wait(longest)

    def _run(self) -> None:
        rest = b""
        while True:
            try:
                # Not through sys.stdin: its lock, held by a daemon thread, makes the interpreter's
                # end a crash.
                block = os.read(self._descriptor, 4096)
            except OSError:
                block = b""
            if not block:
                self._ended = True
                self._news.set()
                return
            *lines, rest = (rest + block).split(b"\n")
            for line in lines:
                self._hear(line)
            self._news.set()

    def _hear(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            self._commands.put(self._parse(line))
        except BadMessage as error:
            self._writer.report(ErrorReported.of(error, fatal=False))
