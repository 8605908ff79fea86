"""Some seconds of a microphone, and what is to be said about them."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.key_handover import HandKeys, no_keys
from aurity_desktop.application.child_processes.line_process import LineChild
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import Checked, ErrorReported, LevelMeasured, parse_report
from aurity_desktop.domain.errors import AudioError, AurityError, BadMessage
from aurity_desktop.domain.keys import CHECK

_log = logging.getLogger(__name__)


class MicrophoneCheck(QObject):
    """One check at a time, in a child. Belongs to the GUI thread.

    What was heard can be played from `Checked.path` until `close` or the next check.
    """

    level_measured = Signal(Level)
    checked = Signal(Checked)
    failed = Signal(Exception)

    def __init__(
        self, command: Sequence[str], parent: QObject | None = None, keys: HandKeys = no_keys
    ) -> None:
        super().__init__(parent)
        self._child = LineChild(command, self, keys)
        self._child.line_read.connect(self._on_line)
        self._child.ended.connect(self._on_ended)

    @property
    def running(self) -> bool:
        """Whether a child is there, listening or holding what it heard."""
        return self._child.running

    def start(self, device: str, seconds: float = 5.0) -> None:
        """Listen to `device`, "" for the system's choice, for so long."""
        arguments = ["recorder", "--check", "--seconds", f"{seconds:g}"]
        self._child.start([*arguments, *(["--device", device] if device else [])], CHECK)

    def close(self) -> None:
        """Break off, or delete what was heard."""
        self._child.close()

    def end(self) -> None:
        """The program ends: let the child go and wait for it."""
        self._child.end()

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

    def _on_ended(self, error: AurityError | None) -> None:
        if error is not None:
            known = type(error) is not AurityError
            self.failed.emit(error if known else AudioError(str(error)))
