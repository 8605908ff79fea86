"""Lists and search follow what is read of a finished session: the run that counts, with its edits.

A correction reads the part of the run that it lies in. What changes all of it, a run that counts
from now on or two voices that become one, is worked out before the write lock is taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from aurity_desktop.corpus.ledger.derived import DerivedTables
from aurity_desktop.corpus.ledger.edit_facts import (
    ChunkPlaces,
    edits_between,
    edits_that_hold,
    longest_speakers,
    moved,
    words_hash,
)
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.prepared import (
    RECORDED,
    Ahead,
    Prepared,
    Statements,
    head_of,
)
from aurity_desktop.corpus.ledger.readings import SessionReadings
from aurity_desktop.corpus.ledger.shown_runs import (
    ShownRun,
    joined_parts,
    kept_rows,
    moved_ranges,
)
from aurity_desktop.corpus.ledger.sound import SqliteSound
from aurity_desktop.domain.edits import OF_VOICES, Edit, EditKind, Reading, read_with
from aurity_desktop.domain.run_parts import RunPart, parts_of, read_part
from aurity_desktop.domain.transcript import Segment

#: Corrections of several words, which may reach from one part of a run into the next.
_REACHING: Final = frozenset({EditKind.CORRECT, EditKind.REASSIGN, EditKind.JOIN})

#: How often a change of all that is shown is worked out outside the write lock.
_TRIES: Final = 3


class Showing:
    """Keeps the derived tables of finished sessions up to date, in the caller's transactions."""

    def __init__(self, ledger: OpenLedger, sound: SqliteSound, readings: SessionReadings) -> None:
        self._ledger = ledger
        self._sound = sound
        self._readings = readings
        self._shown = readings.shown

    def run(self, session_id: str) -> ShownRun | None:
        """What lists and search show: the run that counts, since whatever makes another count shows
        it in the same transaction. None where there is none, or an earlier version has shown it.

        To ask the facts which run counts costs the reading of all words: they stand in its row.
        """
        return self._shown.of(session_id)

    def show(self, derived: DerivedTables, session_id: str, ahead: Ahead = RECORDED) -> ShownRun:
        """Lists and search follow what is read now: the run of segments that counts.

        All of it is read, and as the run has it: what an earlier version indexed is not made anew,
        and is verified against the facts. Inside the caller's transaction. Raises UnknownRun where
        there is none.
        """
        run_id = ahead.counts or self._readings.run_id(session_id)
        words, segments = self._readings.run(run_id, ahead)
        recorded = self._readings.recorded(session_id, ahead)
        run = self._shown.of(session_id)
        own = run.words_hash if run is not None and run.run_id == run_id else words_hash(words)
        lineage = self._readings.lineage(session_id, run_id, ahead)
        edits = edits_that_hold(recorded, lineage, own)
        reading = read_with(words, segments, edits, joins=False)
        parts = list(parts_of(words, segments))
        if run is None or run.run_id != run_id:
            run = self._shown.new(session_id, run_id, words)
            derived.run_kept(session_id, *kept_rows(session_id, run, parts))
            derived.chunks_stated(session_id, self._readings.stated(run_id, ahead))
        derived.passages_shown(session_id, _passages(run, reading))
        derived.speakers_counted(session_id)
        reaches = [
            (edit.edit.first_word, edit.edit.last_word)
            for edit, _ in recorded
            if edit.edit.kind in _REACHING and _lies_in(edit.edit, run)
        ]
        for (first, behind), is_moved in moved_ranges(joined_parts(parts, reaches), reading):
            derived.words_moved(session_id, first, behind, moved=is_moved)
        places = ChunkPlaces.of(self._sound.slices(session_id))
        nobody = dict.fromkeys(places.numbers)
        derived.longest_in_chunks(session_id, nobody | longest_speakers(places, reading.words))
        derived.chunks_shown(session_id, moved=moved(words, reading.words))
        derived.voices_named(session_id, self._readings.names(session_id, ahead))
        return run

    def is_local(self, session_id: str, edit: Edit) -> bool:
        """Whether an edit changes a part of what is shown, and not all of it."""
        run = self.run(session_id)
        return (
            run is not None and edit.kind is not EditKind.MERGE and edit.last_word < run.shape.words
        )

    def show_prepared(
        self,
        writer: LedgerWriter,
        session_id: str,
        ahead: Ahead,
        append: Callable[[ShownRun], bool],
    ) -> bool:
        """Record a fact by `append`, which says whether it did, and show what is read then.

        What that changes is worked out before the write lock is taken. False, with nothing
        recorded, where others recorded in the session each time meanwhile. Raises UnknownRun and
        what `append` raises.
        """
        for _ in range(_TRIES):
            prepared = self._prepared(session_id, ahead)
            with self._ledger.transaction():
                writer.require(session_id)
                if self._still_holds(session_id, prepared):
                    if append(prepared.run):
                        prepared.statements.replay()
                    return True
        return False

    def _prepared(self, session_id: str, ahead: Ahead) -> Prepared:
        with self._ledger.snapshot():
            head = head_of(self._ledger, session_id)
            statements = Statements(self._ledger.connection)
            before = self._shown.of(session_id)
            run = self.show(DerivedTables(statements), session_id, ahead)
            is_new = before is None or before.run_id != run.run_id
            return Prepared(statements, head, run, is_new=is_new)

    def _still_holds(self, session_id: str, prepared: Prepared) -> bool:
        """Nothing was recorded here, nor did a session of the same second take the passages."""
        if head_of(self._ledger, session_id) != prepared.head:
            return False
        first = prepared.run.first_passage
        return not prepared.is_new or self._shown.first_passage(session_id) == first

    def show_edit(self, derived: DerivedTables, session_id: str, edit: Edit) -> None:
        """As `show`, after an edit of the run that counts was made, taken back or made again.

        What stands around it is read, whatever the length of the session. Two voices that became
        one are another matter: they speak everywhere.
        """
        run = self.run(session_id)
        if run is None or not self.is_local(session_id, edit):
            self.show(derived, session_id)
            return
        part = self._shown.around(session_id, run, edit.first_word, edit.last_word)
        reading = self._read_part(session_id, run, part)
        if derived.passages_shown(session_id, _passages(run, reading), run.passages_of(part)):
            derived.speakers_counted(session_id)
        if edit.kind is not EditKind.SPLIT:
            self._show_chunks(derived, session_id, run, part, reading)
        if edit.kind in OF_VOICES:
            self.show_names(derived, session_id)

    def show_names(self, derived: DerivedTables, session_id: str) -> None:
        """Search follows the names that hold now. Inside the caller's transaction."""
        derived.voices_named(session_id, self._readings.names(session_id))

    def _show_chunks(
        self,
        derived: DerivedTables,
        session_id: str,
        run: ShownRun,
        part: RunPart,
        reading: Reading,
    ) -> None:
        """Who speaks in the chunks in which words of the part lie, and in all where that is due."""
        before = self._shown.is_moved(session_id)
        is_moved = moved(part.words, reading.words)
        derived.words_moved(session_id, part.first, part.behind, moved=is_moved)
        after = self._shown.is_moved(session_id)
        if after != before:
            derived.chunks_shown(session_id, moved=after)
        start = min((word.start for word in part.words), default=0.0)
        end = max((word.end for word in part.words), default=0.0)
        places = self._sound.chunk_places(session_id, start, end)
        if not places.numbers:
            return
        # Words of other parts may lie in the first chunk and in the last.
        begin = places.starts[0] if places.numbers[0] > 0 else -math.inf
        until = math.inf if places.until is None else places.until
        wide = self._shown.spoken_between(session_id, run, begin, until) or part
        spoken = self._read_part(session_id, run, wide).words
        nobody = dict.fromkeys(places.numbers)
        derived.longest_in_chunks(session_id, nobody | longest_speakers(places, spoken))
        chunks = places.numbers[0], places.numbers[-1]
        derived.chunks_shown(session_id, moved=after, chunks=chunks)

    def _read_part(self, session_id: str, run: ShownRun, part: RunPart) -> Reading:
        recorded = edits_between(self._ledger.rows, session_id, part.first, part.behind)
        lineage = self._readings.lineage(session_id, run.run_id)
        edits = edits_that_hold(recorded, lineage, run.words_hash)
        return read_part(part, edits, run.shape)


def _lies_in(edit: Edit, run: ShownRun) -> bool:
    return edit.first_word >= 0 and edit.last_word < run.shape.words


def _passages(run: ShownRun, reading: Reading) -> dict[int, Segment]:
    """By passage id."""
    return {
        run.first_passage + first: segment
        for segment, (first, _) in zip(reading.segments, reading.positions, strict=True)
    }
