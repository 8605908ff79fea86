"""After a long sleep of the computer nothing is heard until somebody says that it may be."""

from __future__ import annotations

from PySide6.QtCore import QObject

from aurity_desktop.application.recording.attention import slept_long
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.capture import Regained


class SleepPause(QObject):
    """Pauses a recording that goes on by itself when the lid is opened the next morning.

    For a face that shows how to resume it.
    """

    def __init__(self, controller: SessionController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        controller.regained.connect(self._on_regained)

    def _on_regained(self, report: Regained) -> None:
        if slept_long(report.span):
            self._controller.pause()
