"""Undo and redo. The ledger keeps the steps: those of the last start, and the command line's."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.changes import Changes
from aurity_desktop.domain.changes import Step


class UndoRedo(QObject):
    """Off the GUI thread, in order with the corrections: neither may overtake the other.

    `off_thread` tells what could not be done.
    """

    shown = Signal(str)  # a session that reads differently now

    def __init__(
        self, changes: Changes, off_thread: OffThread, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._changes = changes
        self._off_thread = off_thread

    def undo_in(self, session_id: str) -> None:
        """Take back the last step of this session; nothing for "", no session."""
        if session_id:
            self._off_thread.do(
                partial(self._changes.undo, session_id), partial(self._on_done, session_id)
            )

    def redo_in(self, session_id: str) -> None:
        """Make again what was taken back last; nothing for "", no session."""
        if session_id:
            self._off_thread.do(
                partial(self._changes.redo, session_id), partial(self._on_done, session_id)
            )

    def _on_done(self, session_id: str, step: Step | None) -> None:
        if step is not None:
            self.shown.emit(session_id)
