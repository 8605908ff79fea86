"""What a finished session reads as.

The run of segments that counts, with the edits that hold laid over it and the names that hold for
its voices.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.derived import DerivedTables
from aurity_desktop.corpus.ledger.edit_facts import (
    ChunkPlaces,
    edits_between,
    edits_that_hold,
    longest_speakers,
    moved,
    recorded_edits,
    words_hash,
)
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.runs import run_row
from aurity_desktop.corpus.ledger.shown_runs import ShownRun, ShownRuns
from aurity_desktop.corpus.ledger.sound import SqliteSound
from aurity_desktop.corpus.ledger.speaker_names import GivenName, names_that_hold
from aurity_desktop.domain.audio import RECORDED_ON, SpanKind
from aurity_desktop.domain.edits import OF_VOICES, Edit, EditKind, Reading, read_with
from aurity_desktop.domain.run_parts import RunPart, read_part
from aurity_desktop.domain.session_parts import LastPart, Lineage, RunContent
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Segment, Word

#: The newest counts.
_RUNS_THAT_COUNTED = """
SELECT audit_id, run_id FROM assignments WHERE session_id = ?1
UNION ALL SELECT audit_id, run_id FROM selections WHERE session_id = ?1
ORDER BY audit_id
"""

_RUN_THAT_COUNTS = f"""
SELECT run_id FROM ({_RUNS_THAT_COUNTED}) ORDER BY audit_id DESC LIMIT 1
"""  # noqa: S608 - a constant

#: The fields of an assignment's metadata that name the run it begins with, and the one that has the
#: same words.
GOES_ON = "goes_on"
SAME_WORDS = "same_words"

_GONE_ON = f"""
SELECT s.run_id, json_extract(a.metadata, '$.{GOES_ON}'),
       json_extract(a.metadata, '$.{SAME_WORDS}')
FROM assignments s CROSS JOIN audit a ON a.session_id = s.session_id AND a.audit_id = s.audit_id
WHERE s.session_id = ? AND json_valid(a.metadata)
"""  # noqa: S608 - a constant

_LAST_PART = f"""
SELECT at_sample, audit_id FROM spans
WHERE session_id = ? AND kind = '{SpanKind.GAP}' AND reason = '{RECORDED_ON}'
ORDER BY audit_id DESC LIMIT 1
"""  # noqa: S608 - constants

_SPOKEN = """
SELECT speaker, start, end FROM passages WHERE session_id = ? ORDER BY passage_id
"""

#: Search does not show turns that were joined as one.
_JOINED = "SELECT 1 FROM edits WHERE session_id = ? AND kind = 'join' LIMIT 1"

_NAMES = """
SELECT audit_id, label, name, role FROM speaker_names WHERE session_id = ? ORDER BY audit_id
"""


class SessionReadings:
    """Reads the facts of finished sessions together; records nothing."""

    def __init__(self, ledger: OpenLedger, sound: SqliteSound) -> None:
        self._ledger = ledger
        self._sound = sound
        self._shown = ShownRuns(ledger)

    def run_id(self, session_id: str) -> str:
        """The run whose words and segments count; "" when there is none.

        The newest, or an older one that was gone back to.
        """
        row = self._ledger.row(_RUN_THAT_COUNTS, session_id)
        return str(row[0]) if row is not None else ""

    def of_run(self, session_id: str, run_id: str, *, across_spans: bool = False) -> Reading:
        """A run with the edits that hold for it. Raises UnknownRun.

        `across_spans`: with the segments as the run has them. Runs of earlier versions have some
        that run across a pause or a gap.
        """
        words, segments = self._run(run_id)
        spans = [] if across_spans else self._sound.spans(session_id)
        return read_with(words, segments, self._edits_of(session_id, run_id, words), spans)

    def current(self, session_id: str, *, across_spans: bool = False) -> Reading | None:
        """Of the run that counts. None before there is one."""
        run_id = self.run_id(session_id)
        return self.of_run(session_id, run_id, across_spans=across_spans) if run_id else None

    def segments(self, session_id: str, *, across_spans: bool = False) -> list[Segment]:
        """Of the run that counts; empty before there is one."""
        reading = self.current(session_id, across_spans=across_spans)
        return list(reading.segments) if reading is not None else []

    def spoken(self, session_id: str) -> list[tuple[str, float, float]]:
        """Speaker, start and end of each segment, as the run has them, whatever the spans are.

        Told without reading the words, where search shows the same segments.
        """
        joined = self._ledger.row(_JOINED, session_id) is not None
        if not joined and self.shown_run(session_id) is not None:
            rows = self._ledger.rows(_SPOKEN, session_id)
            if all(tuple(map(type, row)) == (str, float, float) for row in rows):
                return rows
        segments = self.segments(session_id, across_spans=True)
        return [(segment.speaker, segment.start, segment.end) for segment in segments]

    def given_names(self, session_id: str) -> list[GivenName]:
        """As they were given, oldest first, each with the run whose label it speaks of."""
        rows = self._ledger.rows(_NAMES, session_id)
        if not rows:
            return []
        runs = self._ledger.rows(_RUNS_THAT_COUNTED, session_id)
        return [
            GivenName(
                audit_id, _run_at(runs, audit_id), label, codec.one_of(SpeakerRole, role), name
            )
            for audit_id, label, name, role in rows
        ]

    def names(self, session_id: str) -> dict[str, GivenName]:
        """By label, the names that hold for the run that counts."""
        given = self.given_names(session_id)
        if not given:
            return {}
        run_id = self.run_id(session_id)
        own = self.lineage(session_id, run_id).voices
        given = [replace(each, run_id=run_id) if each.run_id in own else each for each in given]
        return names_that_hold(given, run_id, lambda run_id: self.voices(session_id, run_id))

    def content(self, run_id: str) -> RunContent:
        """A run without any edit. Raises UnknownRun."""
        words, segments = self._run(run_id)
        return RunContent(tuple(words), tuple(segments))

    def lineage(self, session_id: str, run_id: str) -> Lineage:
        """The run itself, and those whose corrections hold for it."""
        rows = self._ledger.rows(_GONE_ON, session_id)
        return Lineage.of(
            run_id,
            {run: str(before) for run, before, _ in rows if before},
            {run: str(before) for run, _, before in rows if before},
        )

    def last_part(self, session_id: str) -> LastPart | None:
        """Where the session was recorded on last; None where it never was, or nothing was read."""
        row = self._ledger.row(_LAST_PART, session_id)
        if row is None:
            return None
        at_sample, audit_id = row
        runs = self._ledger.rows(_RUNS_THAT_COUNTED, session_id)
        before = [run_id for at, run_id in runs if at < audit_id]
        return LastPart(at_sample, before[-1]) if before else None

    def voices(self, session_id: str, run_id: str) -> Sequence[Segment]:
        """A run as people told its voices apart, by which those of two runs are compared.

        How a word is written says nothing of who said it. Raises UnknownRun.
        """
        words, segments = self._run(run_id)
        edits = self._edits_of(session_id, run_id, words)
        return read_with(words, segments, [e for e in edits if e.kind in OF_VOICES]).segments

    def show(self, derived: DerivedTables, session_id: str) -> None:
        """Lists and search follow what is read now: the run of segments that counts.

        All of it is read, and as the run has it: what an earlier version indexed is not made anew,
        and is verified against the facts. Inside the caller's transaction. Raises UnknownRun where
        there is none.
        """
        run_id = self.run_id(session_id)
        words, segments = self._run(run_id)
        edits = self._edits_of(session_id, run_id, words)
        reading = read_with(words, segments, edits, joins=False)
        (stated,) = run_row(self._ledger, "assignments", "chunk_speakers", run_id)
        run = self._shown.of(session_id)
        if run is None or run.run_id != run_id:
            run = self._shown.keep(session_id, run_id, words, segments)
            derived.chunks_stated(session_id, codec.chunk_speakers_from_json(stated))
        derived.passages_shown(session_id, _passages(run, reading))
        derived.speakers_counted(session_id)
        self._note_moved(session_id, run, moved=moved(words, reading.words))
        places = ChunkPlaces.of(self._sound.slices(session_id))
        nobody = dict.fromkeys(places.numbers)
        derived.longest_in_chunks(session_id, nobody | longest_speakers(places, reading.words))
        derived.chunks_shown(session_id, moved=self._shown.is_moved(session_id))
        self.show_names(derived, session_id)

    def show_edit(self, derived: DerivedTables, session_id: str, edit: Edit) -> None:
        """As `show`, after an edit of the run that counts was made, taken back or made again.

        What stands around it is read, whatever the length of the session. Two voices that became
        one are another matter: they speak everywhere.
        """
        run = self.shown_run(session_id)
        if run is None or edit.kind is EditKind.MERGE or edit.last_word >= run.shape.words:
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
        derived.voices_named(session_id, self.names(session_id))

    def shown_run(self, session_id: str) -> ShownRun | None:
        """What lists and search show: the run that counts, since whatever makes another count shows
        it in the same transaction. None where an earlier version has shown it.

        To ask the facts which run counts costs the reading of all words: they stand in its row.
        """
        return self._shown.of(session_id)

    def _note_moved(self, session_id: str, run: ShownRun, *, moved: bool) -> None:
        """In which parts corrections moved words; `moved` says whether in any."""
        if not moved:
            self._shown.none_moved(session_id)
            return
        for part in self._shown.whole(session_id, run):
            self._note_moved_in(session_id, part, self._read_part(session_id, run, part))

    def _note_moved_in(self, session_id: str, part: RunPart, reading: Reading) -> None:
        self._shown.note_moved(session_id, part, moved=moved(part.words, reading.words))

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
        self._note_moved_in(session_id, part, reading)
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
        lineage = self.lineage(session_id, run.run_id)
        edits = edits_that_hold(recorded, lineage, run.words_hash)
        return read_part(part, edits, run.shape)

    def _run(self, run_id: str) -> tuple[list[Word], list[Segment]]:
        """Words and segments as the run has them. Raises UnknownRun."""
        words, segments = run_row(self._ledger, "assignments", "words, segments", run_id)
        return codec.words_from_json(words), codec.segments_from_json(segments)

    def _edits_of(self, session_id: str, run_id: str, words: Sequence[Word]) -> list[Edit]:
        recorded = recorded_edits(self._ledger.rows, session_id)
        if not recorded:
            return []
        shown = self._shown.of(session_id)
        is_shown = shown is not None and shown.run_id == run_id
        own = shown.words_hash if shown is not None and is_shown else words_hash(words)
        return edits_that_hold(recorded, self.lineage(session_id, run_id), own)


def _passages(run: ShownRun, reading: Reading) -> dict[int, Segment]:
    """By passage id."""
    return {
        run.first_passage + first: segment
        for segment, (first, _) in zip(reading.segments, reading.positions, strict=True)
    }


def _run_at(runs: Sequence[tuple[int, str]], audit_id: int) -> str:
    """The run that counted when this row was written; "" where there is none.

    What was written before the first run speaks of it.
    """
    before = [run_id for at, run_id in runs if at < audit_id]
    return (*before[-1:], *(run_id for _, run_id in runs[:1]), "")[0]
