"""What a finished session reads as.

The run of segments that counts, with the edits that hold laid over it and the names that hold for
its voices.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.edit_facts import edits_that_hold, recorded_edits, words_hash
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.prepared import RECORDED, Ahead
from aurity_desktop.corpus.ledger.runs import run_row
from aurity_desktop.corpus.ledger.shown_runs import ShownRuns
from aurity_desktop.corpus.ledger.sound import SqliteSound
from aurity_desktop.corpus.ledger.speaker_names import GivenName, names_that_hold
from aurity_desktop.domain.audio import RECORDED_ON, Span, SpanKind
from aurity_desktop.domain.edits import OF_VOICES, Edit, Reading, RecordedEdit, read_with
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


#: When an edit is made that is taken to be recorded: what it changes does not depend on it.
_ANY_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)


class SessionReadings:
    """Reads the facts of finished sessions together; records nothing."""

    def __init__(self, ledger: OpenLedger, sound: SqliteSound) -> None:
        self._ledger = ledger
        self._sound = sound
        #: Which run is shown, part by part.
        self.shown = ShownRuns(ledger)

    def spans(self, session_id: str) -> Sequence[Span]:
        """What was not captured, over which nothing that is read runs."""
        return self._sound.spans(session_id)

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
        words, segments = self.run(run_id)
        spans = [] if across_spans else self.spans(session_id)
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
        if not joined and self.shown.of(session_id) is not None:
            rows = self._ledger.rows(_SPOKEN, session_id)
            if all(tuple(map(type, row)) == (str, float, float) for row in rows):
                return rows
        segments = self.segments(session_id, across_spans=True)
        return [(segment.speaker, segment.start, segment.end) for segment in segments]

    def given_names(self, session_id: str, ahead: Ahead = RECORDED) -> list[GivenName]:
        """As they were given, oldest first, each with the run whose label it speaks of."""
        rows = self._ledger.rows(_NAMES, session_id)
        if not rows:
            return []
        runs = self._ledger.rows(_RUNS_THAT_COUNTED, session_id)
        if ahead.counts:
            runs.append((math.inf, ahead.counts))
        return [
            GivenName(
                audit_id, _run_at(runs, audit_id), label, codec.one_of(SpeakerRole, role), name
            )
            for audit_id, label, name, role in rows
        ]

    def names(self, session_id: str, ahead: Ahead = RECORDED) -> dict[str, GivenName]:
        """By label, the names that hold for the run that counts."""
        given = self.given_names(session_id, ahead)
        if not given:
            return {}
        run_id = ahead.counts or self.run_id(session_id)
        own = self.lineage(session_id, run_id, ahead).voices
        given = [replace(each, run_id=run_id) if each.run_id in own else each for each in given]
        return names_that_hold(given, run_id, lambda run_id: self.voices(session_id, run_id, ahead))

    def content(self, run_id: str) -> RunContent:
        """A run without any edit. Raises UnknownRun."""
        words, segments = self.run(run_id)
        return RunContent(tuple(words), tuple(segments))

    def lineage(self, session_id: str, run_id: str, ahead: Ahead = RECORDED) -> Lineage:
        """The run itself, and those whose corrections hold for it."""
        rows = self._ledger.rows(_GONE_ON, session_id)
        if ahead.run is not None:
            rows.append((ahead.run.run_id, ahead.run.goes_on, ahead.run.same_words))
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

    def voices(self, session_id: str, run_id: str, ahead: Ahead = RECORDED) -> Sequence[Segment]:
        """A run as people told its voices apart, by which those of two runs are compared.

        How a word is written says nothing of who said it. Raises UnknownRun.
        """
        words, segments = self.run(run_id, ahead)
        edits = self._edits_of(session_id, run_id, words, ahead)
        return read_with(words, segments, [e for e in edits if e.kind in OF_VOICES]).segments

    def run(self, run_id: str, ahead: Ahead = RECORDED) -> tuple[Sequence[Word], Sequence[Segment]]:
        """Words and segments as the run has them. Raises UnknownRun."""
        if ahead.run is not None and ahead.run.run_id == run_id:
            return ahead.run.words, ahead.run.segments
        words, segments = run_row(self._ledger, "assignments", "words, segments", run_id)
        return codec.words_from_json(words), codec.segments_from_json(segments)

    def stated(self, run_id: str, ahead: Ahead) -> Sequence[tuple[int, str]]:
        """What the run states of its chunks: number and speaker. Raises UnknownRun."""
        if ahead.run is not None:
            return ahead.run.chunk_speakers
        (stated,) = run_row(self._ledger, "assignments", "chunk_speakers", run_id)
        return codec.chunk_speakers_from_json(stated)

    def _edits_of(
        self, session_id: str, run_id: str, words: Sequence[Word], ahead: Ahead = RECORDED
    ) -> list[Edit]:
        recorded = self.recorded(session_id, ahead)
        if not recorded:
            return []
        shown = self.shown.of(session_id)
        is_shown = shown is not None and shown.run_id == run_id
        own = shown.words_hash if shown is not None and is_shown else words_hash(words)
        return edits_that_hold(recorded, self.lineage(session_id, run_id, ahead), own)

    def recorded(self, session_id: str, ahead: Ahead) -> list[tuple[RecordedEdit, str]]:
        """Every edit, with the one that is taken to be recorded, on the run that counts."""
        recorded = recorded_edits(self._ledger.rows, session_id)
        if ahead.edit is None:
            return recorded
        for place, (found, made_on) in enumerate(recorded):
            if found.edit.edit_id == ahead.edit.edit_id:
                recorded[place] = (replace(found, active=ahead.active), made_on)
                return recorded
        run_id = self.run_id(session_id)
        words, _ = self.run(run_id)
        new = RecordedEdit(ahead.edit, run_id, 0, _ANY_TIME, "", active=ahead.active)
        return [*recorded, (new, words_hash(words))]


def _run_at(runs: Sequence[tuple[int, str]], audit_id: int) -> str:
    """The run that counted when this row was written; "" where there is none.

    What was written before the first run speaks of it.
    """
    before = [run_id for at, run_id in runs if at < audit_id]
    return (*before[-1:], *(run_id for _, run_id in runs[:1]), "")[0]
