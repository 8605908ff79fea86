"""Corrections that people make to the text of a finished session, and what was changed in it."""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.corpus.ledger.edit_facts import EVENTS, edit_of, recorded_edits
from aurity_desktop.corpus.ledger.fact_tables import EDIT_MARKS, EDITS
from aurity_desktop.corpus.ledger.history import changes
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.readings import SessionReadings
from aurity_desktop.corpus.ledger.shown_runs import ShownRun
from aurity_desktop.domain.changes import Change
from aurity_desktop.domain.edits import Edit, RecordedEdit
from aurity_desktop.domain.errors import ConflictingFact, UnknownEdit
from aurity_desktop.domain.events import Event, Metadata


class SqliteEdits:
    """The port `Edits`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter, readings: SessionReadings) -> None:
        self._ledger = ledger
        self._writer = writer
        self._readings = readings

    def record(self, session_id: str, *edits: Edit) -> None:
        """Lay changes over the run of segments that counts, all of them or none.

        Idempotent by their ids. Raises BadEdit, ConflictingFact, UnknownRun, UnknownSession.
        """
        with self._ledger.transaction():
            self._writer.require(session_id)
            run = self._shown_run(session_id)
            self._show(session_id, [each for each in edits if self._append(session_id, run, each)])

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

    def _append(self, session_id: str, run: ShownRun, edit: Edit) -> bool:
        """Whether the edit is new."""
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

    def _mark(self, session_id: str, edit_ids: Sequence[str], *, active: bool) -> None:
        with self._ledger.transaction():
            self._writer.require(session_id)
            marked = []
            for edit_id in edit_ids:
                found = edit_of(self._ledger.rows, session_id, edit_id)
                if found is None:
                    raise UnknownEdit(session_id, edit_id)
                if found.active == active:
                    continue
                event = Event.EDIT_RESTORED if active else Event.EDIT_WITHDRAWN
                metadata: Metadata = {"edit_id": edit_id}
                self._writer.append(session_id, EDIT_MARKS, (edit_id, int(active)), event, metadata)
                marked.append(found.edit)
            self._show(session_id, marked)

    def _show(self, session_id: str, edits: Sequence[Edit]) -> None:
        """Lists and search follow: one reads what stands around it, of several all is read."""
        if len(edits) == 1:
            self._readings.show_edit(self._writer.derived, session_id, edits[0])
        elif edits:
            self._readings.show(self._writer.derived, session_id)

    def _shown_run(self, session_id: str) -> ShownRun:
        """The run that counts, shown from here on where an earlier version had shown it.

        Raises UnknownRun where there is none.
        """
        run = self._readings.shown_run(session_id)
        if run is None:
            self._readings.show(self._writer.derived, session_id)
            run = self._readings.shown_run(session_id)
            assert run is not None
        return run
