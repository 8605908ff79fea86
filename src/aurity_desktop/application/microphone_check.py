"""Five seconds of a microphone, and what is to be said about them."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.line_process import LineProcess
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import Checked, ErrorReported, LevelMeasured, parse_report
from aurity_desktop.domain.errors import AudioError, BadMessage

_log = logging.getLogger(__name__)


class MicrophoneCheck(QObject):
    """One check at a time, in a child. What was heard can be played from `Checked.path` until `close` or the next check."""

    level_measured = Signal(Level)
    checked = Signal(Checked)
    failed = Signal(Exception)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = tuple(command)
        self._child: LineProcess | None = None

    @property
    def running(self) -> bool:
        return self._child is not None

    def start(self, device: str) -> None:
        """Listen to `device`, "" for the system's choice."""
        self.close()
        arguments = ["recorder", "--check", *(["--device", device] if device else [])]
        child = LineProcess(self._command, arguments, self)
        child.line_read.connect(self._on_line)
        child.ended.connect(self._on_ended)
        self._child = child
        child.start()

    def close(self) -> None:
        """Break off, or put away what was heard: the sound is deleted."""
        if self._child is not None:
            self._child.close()
            self._child = None

    def end(self) -> None:
        """The program ends: let the child go and wait for it."""
        child = self._child
        self.close()
        if child is not None:
            child.wait()

    def _on_line(self, line: bytes) -> None:
        try:
            report = parse_report(line)
        except BadMessage:
            _log.warning("the check wrote something that is no report: %r", line[:200])
            return
        match report:
            case LevelMeasured(level=level):
                self.level_measured.emit(level)
            case Checked():
                self.checked.emit(report)
            case ErrorReported():
                self.failed.emit(report.to_error())

    def _on_ended(self, said: str) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.deleteLater()
        if said:
            self.failed.emit(AudioError(said))
