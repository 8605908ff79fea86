"""The health of the program as a signal: looking takes a second, so it happens beside the GUI
thread.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.health.health import Health, examine
from aurity_desktop.application.program import Program


class HealthCheck(QObject):
    examined = Signal(Health)
    failed = Signal(Exception)

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._thread = OffThread(self)
        self._thread.failed.connect(self.failed)

    def look(self) -> None:
        self._thread.do(partial(examine, self._program), self.examined.emit)

    def close(self) -> None:
        self._thread.close()
