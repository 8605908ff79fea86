"""What people change in a transcript, each change a step on the session's undo stack."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.library import Library
from aurity_desktop.application.off_thread import OffThread
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.ui.review.editing import Carry, EditTranscript, RenameSpeaker
from aurity_desktop.ui.review.steps import Steps
from aurity_desktop.ui.review.turn_model import TurnRow


class Corrections(QObject):
    """`made` tells that the session reads differently now, also after an undo.

    Changes are recorded beside the GUI thread, one after the other as they were made; `beside` tells what could not be.
    """

    made = Signal(str)  # session id

    def __init__(
        self, library: Library, beside: OffThread, steps: Steps, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._beside = beside
        self._steps = steps
        self._session_id = ""

    def take(self, session_id: str) -> None:
        """The session that is changed from now on."""
        self._session_id = session_id

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
            session_id = self._session_id
            self._steps.of(session_id).push(
                RenameSpeaker(
                    self._library, self._carrying(session_id), session_id, old, name, role
                )
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
        session_id = self._session_id
        self._steps.of(session_id).push(
            EditTranscript(self._library, self._carrying(session_id), session_id, edit)
        )

    def _carrying(self, session_id: str) -> Carry:
        return partial(self._carry_out, session_id)

    def _carry_out(self, session_id: str, change: Callable[[], None]) -> None:
        self._beside.do(change, partial(self._on_recorded, session_id))

    def _on_recorded(self, session_id: str, _nothing: None) -> None:
        self.made.emit(session_id)
