"""A log file that several processes write at once, rotated by size.

`logging.handlers.RotatingFileHandler` loses lines there: each process renames the files by what it
knows itself, over what the others have just written. `concurrent-log-handler` keeps them all, but
loads the Redis client, where that is installed, in every process that logs.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from aurity_desktop.domain.errors import DiskFull, FolderNotWritable
from aurity_desktop.storage.durable import NO_ROOM, PRIVATE_FILE
from aurity_desktop.storage.file_lock import FileLock, LockHeld

_MEGABYTE: Final = 1_000_000
#: A process that is stopped while it holds the mutex must not stop the others: after this they
#: write without it.
_PATIENCE_SECONDS: Final = 0.2


class SharedLogFile(logging.Handler):
    """Appends each record as a line under a mutex of all processes that log to this path.

    The files are `path`, `path.1` (newer) to `path.<backups>`, of at most `max_bytes` each, unless
    a single line is longer, and readable by the user alone. The mutex is `path.lock`. No line is
    dropped: one that cannot have the mutex in time, or find its file full and not renamable, is
    appended all the same. Nothing is held open between two lines.
    """

    def __init__(
        self,
        path: Path,
        *,
        max_bytes: int = 5 * _MEGABYTE,
        backups: int = 3,
        patience_seconds: float = _PATIENCE_SECONDS,
    ) -> None:
        """Make the file where it is not there. Raises OSError."""
        super().__init__()
        self._path = path
        self._max_bytes = max_bytes
        self._backups = backups
        self._mutex = path.with_name(f"{path.name}.lock")
        self._patience_seconds = patience_seconds
        self._append(b"")

    def emit(self, record: logging.LogRecord) -> None:
        """Append one record. What goes wrong is told on standard error, as by every handler; a disk
        without room costs the line and is told by what needs the room.
        """
        try:
            # A file name that is no UTF-8 has lone surrogates; JSON spells them just so.
            line = f"{self.format(record)}\n".encode("utf-8", "backslashreplace")
            with self._exclusive() as alone:
                if alone:
                    self._rotate_before(len(line))
                self._append(line)
        # A handler's edge, as logging.Handler.emit asks for it.
        except Exception as error:  # noqa: BLE001
            if not isinstance(error, OSError) or error.errno not in NO_ROOM:
                self.handleError(record)

    @contextmanager
    def _exclusive(self) -> Iterator[bool]:
        """Whether this process alone may rename the files now."""
        try:
            held = FileLock(self._mutex, patience=self._patience_seconds)
        except (LockHeld, FolderNotWritable, DiskFull):  # or a file system that knows no locks
            yield False
            return
        try:
            yield True
        finally:
            held.release()

    def _append(self, line: bytes) -> None:
        """0600 from its first byte on."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        with open(os.open(self._path, flags, PRIVATE_FILE), "ab") as file:  # noqa: PTH123
            file.write(line)

    def _rotate_before(self, size: int) -> None:
        try:
            full = 0 < self._path.stat().st_size > self._max_bytes - size
        except FileNotFoundError:
            return
        if not full:
            return
        with suppress(OSError):  # on Windows a reader may hold one of them: the file grows instead
            for number in range(self._backups - 1, 0, -1):
                with suppress(FileNotFoundError):
                    self._numbered(number).replace(self._numbered(number + 1))
            self._path.replace(self._numbered(1))

    def _numbered(self, number: int) -> Path:
        return self._path.with_name(f"{self._path.name}.{number}")
