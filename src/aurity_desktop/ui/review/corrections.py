"""What people change in a transcript, each change a step on the undo stack."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from aurity_desktop.application.library import Library
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.ui.review.editing import EditTranscript, RenameSpeaker
from aurity_desktop.ui.review.turn_model import TurnRow


class Corrections(QObject):
    """`made` tells that the session reads differently now, also after an undo."""

    made = Signal(str)  # session id
    failed = Signal(Exception)

    def __init__(
        self, library: Library, undo_stack: QUndoStack, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._undo_stack = undo_stack
        self._session_id = ""

    def take(self, session_id: str) -> None:
        """The session that is changed from now on; steps on another one cannot be taken back any more."""
        if session_id != self._session_id:
            self._session_id = session_id
            self._undo_stack.clear()

    def correct(self, turn: TurnRow, text: str) -> None:
        if text != turn.text:
            self._make(EditKind.CORRECT, turn.first_word, turn.last_word, text=text)

    def reassign(self, turn: TurnRow, label: str) -> None:
        self._make(EditKind.REASSIGN, turn.first_word, turn.last_word, speaker=label)

    def split(self, turn: TurnRow, word: int) -> None:
        """Positions count the words of the unedited run: exact where the turn still has as many, else nearest."""
        place = min(turn.last_word, turn.first_word + word)
        self._make(EditKind.SPLIT, place, place)

    def merge(self, turn: TurnRow, label: str) -> None:
        self._make(EditKind.MERGE, 0, 0, speaker=label, merged=turn.label)

    def rename(self, old: Speaker, name: str, role: SpeakerRole) -> None:
        if (old.name, old.role) != (name, role):
            self._undo_stack.push(
                RenameSpeaker(self._library, self._carry_out, self._session_id, old, name, role)
            )

    def _make(
        self,
        kind: EditKind,
        first: int,
        last: int,
        *,
        text: str = "",
        speaker: str = "",
        merged: str = "",
    ) -> None:
        edit = Edit(uuid4().hex, kind, first, last, text, speaker, merged)
        self._undo_stack.push(
            EditTranscript(self._library, self._carry_out, self._session_id, edit)
        )

    def _carry_out(self, change: Callable[[], None]) -> None:
        try:
            change()
        except AurityError as error:
            self.failed.emit(error)
        self.made.emit(self._session_id)
