"""Corrections that people make to the text of a finished session, and what was changed in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aurity_desktop.corpus.ledger.edit_facts import EVENTS, edit_of, recorded_edits
from aurity_desktop.corpus.ledger.fact_tables import EDIT_MARKS, EDITS
from aurity_desktop.corpus.ledger.history import changes
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.prepared import Ahead
from aurity_desktop.corpus.ledger.readings import SessionReadings
from aurity_desktop.corpus.ledger.showing import Showing
from aurity_desktop.corpus.ledger.shown_runs import ShownRun
from aurity_desktop.domain.changes import Change
from aurity_desktop.domain.edits import Edit, RecordedEdit
from aurity_desktop.domain.errors import ConflictingFact, UnknownEdit
from aurity_desktop.domain.events import Event, Metadata


class SqliteEdits:
    """The port `Edits`."""

    def __init__(
        self,
        ledger: OpenLedger,
        writer: LedgerWriter,
        readings: SessionReadings,
        showing: Showing,
    ) -> None:
        self._ledger = ledger
        self._writer = writer
        self._readings = readings
        self._showing = showing

    def record(self, session_id: str, *edits: Edit) -> None:
        """Lay changes over the run of segments that counts, all of them or none.

        Idempotent by their ids. Raises BadEdit, ConflictingFact, UnknownRun, UnknownSession.
        """
        self._writer.require(session_id)
        if len(edits) == 1:
            self._record_one(session_id, edits[0])
            return
        with self._ledger.transaction():
            run = self._run_in(session_id)
            new = [each for each in edits if self._append(session_id, each, run)]
            self._show(session_id, new)

    def _record_one(self, session_id: str, edit: Edit) -> None:
        def append(run: ShownRun) -> bool:
            return self._append(session_id, edit, run)

        self._change(session_id, edit, append, active=True)

    def _append(self, session_id: str, edit: Edit, run: ShownRun) -> bool:
        """Whether it is new. Inside the caller's transaction."""
        run.shape.check(edit)
        known = edit_of(self._ledger.rows, session_id, edit.edit_id)
        if known is not None:
            if known.edit != edit:
                raise ConflictingFact(session_id, f"edit {edit.edit_id}")
            return False
        values = (
            edit.edit_id,
            edit.kind.value,
            run.run_id,
            run.words_hash,
            int(edit.first_word),
            int(edit.last_word),
            edit.text,
            edit.speaker,
            edit.merged,
        )
        metadata: Metadata = {
            "edit_id": edit.edit_id,
            "first_word": int(edit.first_word),
            "last_word": int(edit.last_word),
        }
        self._writer.append(session_id, EDITS, values, EVENTS[edit.kind], metadata)
        return True

    def withdraw(self, session_id: str, *edit_ids: str) -> None:
        """Undo: they no longer hold, and stay in the history; all of them or none.

        Nothing is written for one that does not hold. Raises UnknownEdit, UnknownSession.
        """
        self._mark(session_id, edit_ids, active=False)

    def restore(self, session_id: str, *edit_ids: str) -> None:
        """Redo. Nothing is written for one that holds. Raises UnknownEdit, UnknownSession."""
        self._mark(session_id, edit_ids, active=True)

    def of_session(self, session_id: str) -> list[RecordedEdit]:
        """Every edit that was ever made, oldest first, those that were taken back too."""
        return [found for found, _ in recorded_edits(self._ledger.rows, session_id)]

    def changes(self, session_id: str) -> list[Change]:
        """What people changed in the finished session, oldest first, what was taken back too."""
        return changes(
            self._ledger.rows,
            session_id,
            self._readings.given_names(session_id),
            lambda run_id: self._readings.voices(session_id, run_id),
        )

    def _mark(self, session_id: str, edit_ids: Sequence[str], *, active: bool) -> None:
        self._writer.require(session_id)
        if len(edit_ids) == 1:
            edit = self._edit(session_id, edit_ids[0]).edit

            def append(_run: ShownRun) -> bool:
                return self._append_mark(session_id, edit.edit_id, active=active)

            self._change(session_id, edit, append, active=active)
            return
        with self._ledger.transaction():
            self._run_in(session_id)
            edits = [self._edit(session_id, edit_id).edit for edit_id in edit_ids]
            marked = [
                each for each in edits if self._append_mark(session_id, each.edit_id, active=active)
            ]
            self._show(session_id, marked)

    def _append_mark(self, session_id: str, edit_id: str, *, active: bool) -> bool:
        """Whether it did not hold so before. Inside the caller's transaction."""
        if self._edit(session_id, edit_id).active == active:
            return False
        event = Event.EDIT_RESTORED if active else Event.EDIT_WITHDRAWN
        metadata: Metadata = {"edit_id": edit_id}
        values = (edit_id, int(active))
        self._writer.append(session_id, EDIT_MARKS, values, event, metadata)
        return True

    def _run_in(self, session_id: str) -> ShownRun:
        """The run that counts. Inside the caller's transaction. Raises UnknownRun."""
        showing = self._showing
        return showing.run(session_id) or showing.show(self._writer.derived, session_id)

    def _show(self, session_id: str, edits: Sequence[Edit]) -> None:
        """Lists and search follow: of one, what stands around it is read, of several all."""
        if len(edits) == 1:
            self._showing.show_edit(self._writer.derived, session_id, edits[0])
        elif edits:
            self._showing.show(self._writer.derived, session_id)

    def _edit(self, session_id: str, edit_id: str) -> RecordedEdit:
        found = edit_of(self._ledger.rows, session_id, edit_id)
        if found is None:
            raise UnknownEdit(session_id, edit_id)
        return found

    def _change(
        self, session_id: str, edit: Edit, append: Callable[[ShownRun], bool], *, active: bool
    ) -> None:
        """Record by `append`, which says whether it did, what makes the edit hold or not.

        And show what is read then. Raises UnknownRun where there is no run, and what `append` does.
        """
        showing, derived = self._showing, self._writer.derived
        if not showing.is_local(session_id, edit):
            ahead = Ahead(edit=edit, active=active)
            if showing.show_prepared(self._writer, session_id, ahead, append):
                return
        with self._ledger.transaction():
            self._writer.require(session_id)
            run = self._run_in(session_id)
            if append(run):
                showing.show_edit(derived, session_id, edit)
