"""What people change in a transcript.

Each change is a fact in the ledger, which is where undo finds it, see `UndoRedo`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import Protocol
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.replacing import edits_of_turn
from aurity_desktop.application.library.visits import write_patient
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.edits import Edit, EditKind, grouped
from aurity_desktop.domain.finding import Find
from aurity_desktop.domain.patients import KnownPatient, Patient
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.ui.review.match_walk import FoundPlace
from aurity_desktop.ui.review.turn_model import TurnRow


class Facts(Protocol):
    """Where changes are recorded: the library."""

    def rename_speakers(self, session_id: str, voices: Sequence[Speaker]) -> None:
        """Any thread; durable when it returns, and one step to take back."""

    def retitle(self, session_id: str, title: str) -> None:
        """Any thread; durable when it returns."""

    def mark_reviewed(self, session_ids: Sequence[str], reviewed: bool) -> None:
        """Any thread; durable when it returns."""

    def set_bookmark(self, session_id: str, bookmark: Bookmark) -> None:
        """Any thread; durable when it returns."""

    def remove_bookmark(self, session_id: str, bookmark_id: str) -> None:
        """Any thread; durable when it returns."""

    def patients(self) -> list[KnownPatient]:
        """Any thread."""

    def assign_patient(self, session_id: str, patient: Patient | None) -> None:
        """Any thread; durable when it returns."""

    def rewrite_patient(self, patient: Patient) -> None:
        """Any thread; durable when it returns."""

    def record_edit(self, session_id: str, *edits: Edit) -> None:
        """Any thread; durable when it returns. Raises BadEdit, UnknownRun."""


class Corrections(QObject):
    """`made` tells that the session reads differently now.

    Changes are recorded off the GUI thread, one after the other as they were made; `off_thread`
    tells what could not be.
    """

    made = Signal(str)  # session id
    corrected = Signal(str, str, str)  # edit id, what a turn said, what it was corrected to

    def __init__(self, facts: Facts, off_thread: OffThread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self._off_thread = off_thread
        self._session_id = ""

    def use_session(self, session_id: str) -> None:
        """The session that is changed from now on."""
        self._session_id = session_id

    def correct(self, turn: TurnRow, text: str) -> None:
        """Write the turn's words differently; "" removes them."""
        if text != turn.spoken:
            edit = self._make(EditKind.CORRECT, turn.first_word, turn.last_word, text=text)
            self.corrected.emit(edit.edit_id, turn.spoken, text)

    def replace(self, places: Sequence[FoundPlace], find: Find, text: str) -> None:
        """Write `text` in each of these places, as one step."""
        edits: list[Edit] = []
        for turn, within in groupby(places, key=lambda place: place.turn):
            if turn.editable and turn.places:
                spans = [(each.start, each.end) for each in within]
                edits += edits_of_turn(turn.units, spans, text, find)
        if edits:
            self._record(partial(self._facts.record_edit, self._session_id, *grouped(edits)))

    def confirm(self, turn: TurnRow, place: int, behind: int, first: int, last: int) -> None:
        """Words `first` to `last` of the turn, at positions `place` to `behind`, are right.

        Nothing where a person has said so already.
        """
        if not turn.seen.issuperset(turn.places[first : last + 1]):
            text = " ".join(word.text for word in turn.words[first : last + 1])
            self._make(EditKind.CORRECT, place, behind, text=text)

    def reassign(self, turn: TurnRow, label: str) -> None:
        """Give the turn's words to another voice."""
        self._make(EditKind.REASSIGN, turn.first_word, turn.last_word, speaker=label)

    def split(self, turn: TurnRow, word: int) -> None:
        """Begin a new turn at a word of this one, counted from 0.

        Positions count the words of the unedited run: exact where the turn still has as many, else
        nearest.
        """
        place = min(turn.last_word, turn.first_word + word)
        self._make(EditKind.SPLIT, place, place)

    def join(self, turn: TurnRow, before: TurnRow) -> None:
        """The turn's words go on the turn before it, whose speaker said them too."""
        self._make(EditKind.JOIN, turn.first_word, turn.last_word, speaker=before.label)

    def merge(self, turn: TurnRow, label: str) -> None:
        """The turn's voice and `label` are one person, everywhere in the session."""
        self._make(EditKind.MERGE, 0, 0, speaker=label, merged=turn.label)

    def rename(self, *voices: Speaker) -> None:
        """Give voices names and roles, as one step."""
        self._record(partial(self._facts.rename_speakers, self._session_id, voices))

    def retitle(self, title: str) -> None:
        """Give the session another title, "" for none."""
        self._record(partial(self._facts.retitle, self._session_id, title))

    def mark_reviewed(self, reviewed: bool) -> None:
        """The session is reviewed, or is to be reviewed."""
        self._record(partial(self._facts.mark_reviewed, [self._session_id], reviewed))

    def write_patient(self, patient: Patient | None) -> None:
        """The session is about them, None for nobody."""
        if patient is None:
            change = partial(self._facts.assign_patient, self._session_id, None)
        else:
            change = partial(write_patient, self._facts, self._session_id, patient)
        self._record(change)

    def set_bookmark(self, bookmark: Bookmark) -> None:
        """Mark a moment, or write another note to it."""
        self._record(partial(self._facts.set_bookmark, self._session_id, bookmark))

    def remove_bookmark(self, bookmark_id: str) -> None:
        """Take a mark and its note away."""
        self._record(partial(self._facts.remove_bookmark, self._session_id, bookmark_id))

    def _make(
        self,
        kind: EditKind,
        first: int,
        last: int,
        *,
        text: str = "",
        speaker: str = "",
        merged: str = "",
    ) -> Edit:
        edit = Edit(uuid4().hex, kind, first, last, text, speaker, merged)
        self._record(partial(self._facts.record_edit, self._session_id, edit))
        return edit

    def _record(self, change: Callable[[], None]) -> None:
        self._off_thread.do(change, partial(self._on_recorded, self._session_id))

    def _on_recorded(self, session_id: str, _nothing: None) -> None:
        self.made.emit(session_id)
