"""The microphone's level before a recording, so that it is seen to work."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.line_process import LineChild
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import LevelMeasured, parse_report
from aurity_desktop.domain.errors import BadMessage

_log = logging.getLogger(__name__)


class MicrophoneLevel(QObject):
    """Listens in a child that keeps nothing, and lets the microphone go at once.

    A microphone that cannot be opened has no level; it is told when it is to be recorded.
    """

    level_measured = Signal(Level)

    def __init__(self, command: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._device: str | None = None
        self._child = LineChild(command, self)
        self._child.line_read.connect(self._on_line)

    def start(self, device: str) -> None:
        """Listen to `device`, "" for the system's choice; nothing where it is listened to."""
        if self._child.running and device == self._device:
            return
        self._device = device
        self._child.start(["recorder", "--listen", *(["--device", device] if device else [])])

    def close(self) -> None:
        """Let the microphone go. Does not wait."""
        self._device = None
        self._child.close()

    def end(self) -> None:
        """The program ends: let the child go and wait for it."""
        self._child.end()

    def _on_line(self, line: bytes) -> None:
        try:
            report = parse_report(line)
        except BadMessage:
            _log.warning("the listener wrote something that is no report: %r", line[:200])
            return
        if isinstance(report, LevelMeasured):
            self.level_measured.emit(report.level)
