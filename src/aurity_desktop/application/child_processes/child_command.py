"""One of our own commands, run as a child process.

What may crash, block or load something heavy stays out of the window.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QProcess, Signal

from aurity_desktop.application.child_processes.environment import telling_errors
from aurity_desktop.application.child_processes.key_handover import HandKeys, flag, no_keys
from aurity_desktop.domain.error_lines import error_of_line, is_error_line
from aurity_desktop.domain.errors import BadMessage

_log = logging.getLogger(__name__)


class ChildCommand(QObject):
    """Runs `aurity-desktop <arguments>` once.

    `succeeded` carries what `parse` makes of its one result, `failed` its error. Deletes itself
    after either. Belongs to the GUI thread.
    """

    succeeded = Signal(object)
    failed = Signal(Exception)

    def __init__(
        self,
        command: Sequence[str],
        arguments: Sequence[str],
        parent: QObject | None = None,
        *,
        parse: Callable[[bytes], Any] = json.loads,
        keys: HandKeys = no_keys,
        lines: Sequence[str] = (),
        answers_with: int = 0,
    ) -> None:
        """`parse` raises ValueError or BadMessage for what is no result.

        `answers_with` is another exit code than 0 beside which the result counts.
        `lines` go to the child's standard input. Raises VaultLocked.
        """
        super().__init__(parent)
        handed = keys("")
        self._lines = [*([handed] if handed else []), *lines]
        self._parse = parse
        self._answers_with = answers_with
        self._name = arguments[0]
        self._process = QProcess(self)
        self._process.setProgram(command[0])
        self._process.setProcessEnvironment(telling_errors())
        self._process.setArguments([*command[1:], *flag(handed), *arguments])
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)

    def start(self) -> None:
        """Start the child and hand it its lines; its answer comes as a signal."""
        self._process.start()
        for line in self._lines:
            self._process.write(QByteArray(line.encode() + b"\n"))
        self._process.closeWriteChannel()

    def wait(self, milliseconds: int) -> bool:
        """Block until it has ended: for a program that is about to end itself."""
        return self._process.waitForFinished(milliseconds)

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self._fail(self._process.errorString())

    def _on_finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        said = bytes(self._process.readAllStandardError().data()).decode(errors="replace").strip()
        printed = bytes(self._process.readAllStandardOutput().data())
        answered = exit_code == 0 or (exit_code == self._answers_with and printed.strip())
        if not answered or status is QProcess.ExitStatus.CrashExit:
            lines = said.splitlines() or [f"{self._name} ended with {exit_code}"]
            for line in lines:
                if not is_error_line(line):
                    _log.warning("child: %s", line)
            self._fail(lines[-1])
            return
        try:
            result = self._parse(printed)
        except (ValueError, BadMessage) as error:
            self._fail(f"{self._name} gave no result ({error})")
            return
        self.succeeded.emit(result)
        self.deleteLater()

    def _fail(self, line: str) -> None:
        self.failed.emit(error_of_line(line))
        self.deleteLater()
