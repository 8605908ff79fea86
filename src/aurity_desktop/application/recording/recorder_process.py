"""The recorder child process, as signals and commands.

Nothing this process does can cost it a sample.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QObject, QProcess, QProcessEnvironment, QTimer, Signal

from aurity_desktop.application.child_processes.key_handover import HandKeys, flag, no_keys
from aurity_desktop.domain.capture import (
    Command,
    ErrorReported,
    Report,
    Stopped,
    format_command,
    parse_report,
)
from aurity_desktop.domain.errors import AurityError, BadMessage, RecorderDied
from aurity_desktop.domain.standby import STANDBY_FLAG, format_call

_log = logging.getLogger(__name__)

#: After a recording the next recorder is loaded once the first work on the last one is done.
_STANDBY_AGAIN_MS = 1_000


class RecorderProcess(QObject):
    """Starts one recorder at a time and speaks with it in JSON lines. Belongs to the GUI thread.

    `ended` comes exactly once a start, with None after a clean end and with the error otherwise.
    The child lives as long as its standard input is open, so it seals and ends when this process
    dies in whatever way. Once it was asked to, it keeps the next child loaded and waiting, so that
    a recording begins at once.
    """

    reported = Signal(object)  # a Report
    ended = Signal(object)  # AurityError | None

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, keys: HandKeys = no_keys
    ) -> None:
        super().__init__(parent)
        self._keys = keys
        self._command = tuple(command)
        self._process: QProcess | None = None
        self._standby: QProcess | None = None
        self._keeps_standby = False
        self._again: Callable[[], None] | None = None
        self._buffer = b""
        self._error: AurityError | None = None
        self._stopped_cleanly = False

    @property
    def running(self) -> bool:
        """Whether there is a child now."""
        return self._process is not None

    @property
    def process_id(self) -> int:
        """The child's process id, 0 when there is none."""
        return int(self._process.processId()) if self._process else 0

    def stand_by(self) -> None:
        """Have the next recorder ready from now on. It opens no microphone before `start`."""
        self._keeps_standby = True
        if self._standby is None:
            self._standby = self._made([STANDBY_FLAG])
            self._standby.finished.connect(self._on_standby_gone)
            self._standby.start()

    def start(
        self, arguments: Sequence[str], lines: Sequence[str] = (), session_id: str = ""
    ) -> None:
        """Start the recorder of this session, which is handed its keys and no others.

        `arguments` are those of `recorder.main`, and `lines` what stands for each `-` in them:
        names and words that are no other account's business. Reports arrive as signals; a failed
        start arrives as `ended`. Raises VaultLocked.
        """
        assert self._process is None, "one recorder at a time"
        handed = self._keys(session_id) if session_id else ""
        self._buffer, self._error, self._stopped_cleanly = b"", None, False
        waiting, self._standby = self._standby, None
        if waiting is None:
            self._begin_new(handed, arguments, lines)
            return
        waiting.finished.disconnect(self._on_standby_gone)
        self._again = partial(self._begin_new, handed, arguments, lines)
        self._begin(waiting, [format_call(handed, arguments), *lines])

    def _begin_new(self, handed: str, arguments: Sequence[str], lines: Sequence[str]) -> None:
        self._again = None
        process = self._made(arguments, handed)
        process.start()
        self._begin(process, [*([handed] if handed else []), *lines])

    def _begin(self, process: QProcess, lines: Sequence[str]) -> None:
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._pass_on_errors)
        process.finished.connect(self._on_finished)
        process.errorOccurred.connect(self._on_error)
        self._process = process
        for line in lines:
            process.write(QByteArray(os.fsencode(line) + b"\n"))

    def _made(self, arguments: Sequence[str], handed: str = "") -> QProcess:
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        environment.insert("PYTHONUNBUFFERED", "1")
        process.setProcessEnvironment(environment)
        process.setProgram(self._command[0])
        process.setArguments([*self._command[1:], *flag(handed), "recorder", *arguments])
        process.setProcessChannelMode(QProcess.ProcessChannelMode.SeparateChannels)
        return process

    def send(self, command: Command) -> None:
        """Tell the recorder. One that has just ended is told nothing; its `ended` is on its way."""
        if self._process is not None:
            self._process.write(QByteArray(format_command(command).encode() + b"\n"))

    def kill(self) -> None:
        """End a child that hangs; `ended` comes with RecorderDied."""
        if self._process is not None:
            self._process.kill()

    def close(self) -> None:
        """Close the children's standard input: the recorder seals what there is and ends."""
        self._keeps_standby = False
        if self._standby is not None:
            self._standby.closeWriteChannel()
        if self._process is not None:
            self._process.closeWriteChannel()

    def wait(self, milliseconds: int) -> bool:
        """Block until the child has ended, at most so long; False when it has not.

        Only for a program that is about to end itself.
        """
        for process in (self._standby, self._process):
            if process is not None and not process.waitForFinished(milliseconds):
                return False
        return True

    def _read(self) -> None:
        assert self._process is not None
        self._buffer += bytes(self._process.readAllStandardOutput().data())
        *lines, self._buffer = self._buffer.split(b"\n")
        for line in lines:
            if line.strip():
                self._take(line)

    def _take(self, line: bytes) -> None:
        try:
            report: Report = parse_report(line)
        except BadMessage:
            _log.warning("the recorder wrote something that is no report: %r", line[:200])
            return
        if isinstance(report, ErrorReported) and report.fatal:
            self._error = report.to_error()
        self._again = None
        if isinstance(report, Stopped):
            self._stopped_cleanly = True
        self.reported.emit(report)

    def _pass_on_errors(self) -> None:
        assert self._process is not None
        text = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
        for line in text.splitlines():
            _log.warning("recorder: %s", line)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            assert self._process is not None
            self._end(RecorderDied(self._process.errorString()))

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        if self._again is not None and self._process is not None:
            # It had died while it stood by, before it could say anything: nothing has begun.
            self._process.deleteLater()
            self._again()
            return
        if self._error is None and not self._stopped_cleanly:
            crashed = status is QProcess.ExitStatus.CrashExit
            self._error = RecorderDied(
                "it was killed" if crashed else f"it ended with code {exit_code}"
            )
        self._end(self._error)

    def _end(self, error: AurityError | None) -> None:
        if self._process is not None:
            self._process.deleteLater()
            self._process = None
            self._again = None
            self.ended.emit(error)
            if self._keeps_standby:
                QTimer.singleShot(_STANDBY_AGAIN_MS, self, self._stand_by_again)

    def _stand_by_again(self) -> None:
        if self._keeps_standby:
            self.stand_by()

    def _on_standby_gone(self) -> None:
        """The next recording starts one of its own, as it would without."""
        if self._standby is not None:
            self._standby.deleteLater()
            self._standby = None
