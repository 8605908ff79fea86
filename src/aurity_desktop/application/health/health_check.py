"""The health of the program as a signal: a look takes a second, so it is off the GUI thread."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.health.health import Health, examine
from aurity_desktop.application.program import Program


class HealthCheck(QObject):
    """Looks at the program's health beside the event loop. Belongs to the GUI thread."""

    examined = Signal(Health)
    failed = Signal(Exception)

    def __init__(self, program: Program, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._thread = OffThread(self)
        self._thread.failed.connect(self.failed)

    def look(self) -> None:
        """Look once; `examined` or `failed` answers."""
        self._thread.do(partial(examine, self._program), self.examined.emit)

    def close(self) -> None:
        """Block until the look is over."""
        self._thread.close()
