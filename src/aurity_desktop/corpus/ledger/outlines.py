"""Outlines of long transcripts, from the tables of search and the parts of the run.

Where pauses or joined turns make the reading differ from what search shows, the parts around them
are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from aurity_desktop.corpus.ledger.edit_facts import edits_that_hold
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.prepared import RECORDED
from aurity_desktop.corpus.ledger.readings import SessionReadings
from aurity_desktop.corpus.ledger.shown_runs import ShownRun
from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.edits import Edit, EditKind, Reading
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.outline import FIRST_WORDS, LONG_WORDS, Outline
from aurity_desktop.domain.run_parts import RunPart, read_part
from aurity_desktop.domain.transcript import Segment

_TURNS: Final = """
SELECT passage_id, start, end, speaker, text FROM passages
WHERE session_id = ? ORDER BY passage_id
"""

#: Places at which what search shows is not what is read; where there are more, all is read.
_MOST_PLACES: Final = 24

#: The position of a segment's first word, and the segment.
_Turn: TypeAlias = tuple[int, Segment]


def outline(
    ledger: OpenLedger, readings: SessionReadings, session_id: str, spans: Sequence[Span]
) -> Outline | None:
    """Of the run that is shown. None for a short one, and for one that has to be read as a whole.

    Inside the caller's snapshot. Raises DamagedRow.
    """
    run = readings.shown.of(session_id)
    if run is None or run.shape.words < LONG_WORDS or run.run_id != readings.run_id(session_id):
        return None
    turns = list(_turns(ledger, session_id, run))
    recorded = readings.recorded(session_id, RECORDED)
    lineage = readings.lineage(session_id, run.run_id)
    edits = edits_that_hold(recorded, lineage, run.words_hash)
    places = [(0, FIRST_WORDS), *_joins(edits), *_cut(turns, spans)]
    if len(places) > _MOST_PLACES:
        return None
    parts = _parts(readings, session_id, run, places)
    read = [read_part(part, edits, run.shape, spans, joins=True) for part in parts]
    shown = [turn for turn in turns if not any(p.first <= turn[0] < p.behind for p in parts)]
    for reading in read[1:]:
        shown += _of(reading)
    shown.sort(key=lambda turn: turn[0])
    segments = (*read[0].segments, *(segment for _, segment in shown))
    return Outline(segments, read[0])


def _turns(ledger: OpenLedger, session_id: str, run: ShownRun) -> Iterator[_Turn]:
    for row in ledger.rows(_TURNS, session_id):
        if tuple(map(type, row)) != (int, float, float, str, str):
            raise DamagedRow("a passage's row has other types")
        passage, start, end, speaker, text = row
        yield passage - run.first_passage, Segment(start, end, speaker, text, 0.0)


def _joins(edits: Iterable[Edit]) -> Iterator[tuple[int, int]]:
    for edit in edits:
        if edit.kind is EditKind.JOIN:
            yield max(0, edit.first_word - 1), edit.first_word


def _cut(turns: Iterable[_Turn], spans: Sequence[Span]) -> Iterator[tuple[int, int]]:
    cuts = [seconds(span.at_sample) for span in spans]
    for first, segment in turns:
        if any(segment.start < cut < segment.end for cut in cuts):
            yield first, first


def _parts(
    readings: SessionReadings, session_id: str, run: ShownRun, places: Iterable[tuple[int, int]]
) -> list[RunPart]:
    """The parts that hold these words, in their order; no word is in two of them."""
    parts: list[RunPart] = []
    for first, last in sorted(places):
        end = min(last, run.shape.words - 1)
        if parts and end < parts[-1].behind:
            continue
        begin = parts.pop().first if parts and first < parts[-1].behind else first
        part = readings.shown.around(session_id, run, begin, end)
        while parts and part.first < parts[-1].behind:
            part = readings.shown.around(session_id, run, parts.pop().first, part.behind - 1)
        parts.append(part)
    return parts


def _of(reading: Reading) -> Iterator[_Turn]:
    for segment, (first, _) in zip(reading.segments, reading.positions, strict=True):
        yield first, segment
