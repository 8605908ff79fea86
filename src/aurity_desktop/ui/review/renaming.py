"""A rename that can be taken back: undoing it is a new fact, as every change is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QUndoCommand

from aurity_desktop.domain.speakers import Speaker, SpeakerRole

Rename = Callable[[str, str, str, SpeakerRole], None]


class RenameSpeaker(QUndoCommand):
    def __init__(
        self, session_id: str, old: Speaker, name: str, role: SpeakerRole, *, rename: Rename
    ) -> None:
        super().__init__(QCoreApplication.translate("RenameSpeaker", "rename the speaker"))
        self._session_id = session_id
        self._old = old
        self._name, self._role = name, role
        self._rename = rename

    def redo(self) -> None:
        self._rename(self._session_id, self._old.label, self._name, self._role)

    def undo(self) -> None:
        self._rename(self._session_id, self._old.label, self._old.name, self._old.role)
