"""The steps that can be taken back: a stack for every session, so that each is taken back where it was made."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoGroup, QUndoStack


class Steps(QUndoGroup):
    """Both places that show a session share its stack."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stacks: dict[str, QUndoStack] = {}

    def of(self, session_id: str) -> QUndoStack:
        stack = self._stacks.get(session_id)
        if stack is None:
            stack = self._stacks[session_id] = QUndoStack(self)
        return stack

    def undo_in(self, session_id: str) -> None:
        """Take back the last step of this session; nothing for "", no session."""
        if session_id:
            self.setActiveStack(self.of(session_id))
            self.undo()

    def redo_in(self, session_id: str) -> None:
        if session_id:
            self.setActiveStack(self.of(session_id))
            self.redo()
