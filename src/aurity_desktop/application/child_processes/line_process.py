"""A child process that is spoken with in lines: the player, the microphone check."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, QProcess, Signal
from shiboken6 import isValid

from aurity_desktop.application.child_processes.environment import telling_errors
from aurity_desktop.application.child_processes.key_handover import HandKeys, flag, no_keys
from aurity_desktop.domain.error_lines import error_of_line, is_error_line
from aurity_desktop.domain.errors import AurityError

_log = logging.getLogger(__name__)
_GRACE_MS = 2_000


class LineProcess(QObject):
    """Starts one child, which ends when its standard input is closed.

    `line_read` carries each line of its standard output. `ended` comes once, with the error that it
    told last on standard error when it ended badly, and None otherwise. Belongs to the GUI thread.
    """

    line_read = Signal(bytes)
    ended = Signal(object)

    def __init__(
        self,
        command: Sequence[str],
        arguments: Sequence[str],
        parent: QObject | None = None,
        handed: str = "",
    ) -> None:
        """`handed` is the line of keys, "" where it needs none."""
        super().__init__(parent)
        self._handed = handed
        self._buffer = b""
        self._error_buffer = b""
        self._last_error_line = ""
        self._process = QProcess(self)
        self._process.setProgram(command[0])
        self._process.setProcessEnvironment(telling_errors())
        self._process.setArguments([*command[1:], *flag(handed), *arguments])
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        """Start the child and hand it its keys."""
        self._process.start()
        if self._handed:
            self.send(self._handed)

    def send(self, line: str) -> None:
        """Write a line. A child that has just ended is told nothing; its `ended` is on its way."""
        if self._process.state() is not QProcess.ProcessState.NotRunning:
            self._process.write(QByteArray(line.encode() + b"\n"))

    def close(self) -> None:
        """Close the child's standard input, so that it ends.

        What it still says is not passed on; this object is deleted when it has ended.
        """
        self.blockSignals(True)
        if self._process.state() is QProcess.ProcessState.NotRunning:
            self.deleteLater()
            return
        self._process.finished.connect(self.deleteLater)
        self._process.closeWriteChannel()

    def wait(self) -> None:
        """Block until it has ended; one that does not is killed.

        Only for a program that is about to end itself.
        """
        if not self._process.waitForFinished(_GRACE_MS):
            self._process.kill()
            self._process.waitForFinished(_GRACE_MS)

    def _read(self) -> None:
        self._buffer += bytes(self._process.readAllStandardOutput().data())
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            if line.strip():
                self.line_read.emit(line)

    def _read_errors(self) -> None:
        self._error_buffer += bytes(self._process.readAllStandardError().data())
        *lines, self._error_buffer = self._error_buffer.split(b"\n")
        for line in lines:
            self._log_error_line(line)

    def _log_error_line(self, line: bytes) -> None:
        text = line.decode(errors="replace").strip()
        if text:
            if not is_error_line(text):
                _log.warning("child: %s", text)
            self._last_error_line = text

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.ended.emit(AurityError(self._process.errorString()))

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        self._log_error_line(self._error_buffer)
        if exit_code == 0 and status is QProcess.ExitStatus.NormalExit:
            self.ended.emit(None)
        else:
            said = self._last_error_line or f"it ended with code {exit_code}"
            self.ended.emit(error_of_line(said))


class LineChild(QObject):
    """At most one line process at a time, which its owner starts and closes as needed.

    After `close` nothing of that child is heard any more, and the next may be started at once.
    """

    line_read = Signal(bytes)
    ended = Signal(object)

    def __init__(self, command: Sequence[str], owner: QObject, keys: HandKeys = no_keys) -> None:
        super().__init__()
        self._keys = keys
        self._command = tuple(command)
        self._owner = owner
        self._child: LineProcess | None = None
        self._leaving: list[LineProcess] = []

    @property
    def running(self) -> bool:
        """Whether there is a child that was not closed and has not ended."""
        return self._child is not None

    def start(self, arguments: Sequence[str], keys_of: str = "") -> None:
        """Start a child, in place of one that runs.

        With `keys_of` it is handed that session's keys. Raises VaultLocked.
        """
        self.close()
        handed = self._keys(keys_of) if keys_of else ""
        child = LineProcess(self._command, arguments, self._owner, handed)
        child.line_read.connect(self.line_read)
        child.ended.connect(self._on_ended)
        self._child = child
        child.start()

    def send(self, line: str) -> None:
        """Write a line to the child; nothing without one."""
        if self._child is not None:
            self._child.send(line)

    def close(self) -> None:
        """Let the child end, unheard. Does not wait."""
        if self._child is not None:
            self._child.close()
            self._leaving = [each for each in self._leaving if isValid(each)]
            self._leaving.append(self._child)
            self._child = None

    def end(self) -> None:
        """Let the child end and wait for it, and for those before it: the program ends."""
        self.close()
        for child in self._leaving:
            if isValid(child):
                child.wait()

    def _on_ended(self, error: AurityError | None) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.deleteLater()
        self.ended.emit(error)
