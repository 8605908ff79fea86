"""Search over every word ever said, every title and every note, answered by SQLite's FTS5.

Notes are those at a moment of a session and the lines of its clinical note.

Accents and case are ignored. `domain.search.marks_in` finds the same in a single text.

Matches are walked from the newest backwards, which FTS5 does without sorting: a word that stands in
a million passages answers as fast as a rare one. What narrows the search to few sessions is looked
up first, and then only their passages are walked.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any, TypeAlias

from aurity_desktop.corpus.ledger.codec import time_to_text
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.corpus.ledger.passage_ids import passage_ids
from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.search import LEAST_PREFIX, FoundIn, SearchFilter, SearchHit
from aurity_desktop.domain.spelled_numbers import said_as

#: Runs one SELECT with named values and gives its rows.
Fetch: TypeAlias = Callable[[str, dict[str, Any]], list[Row]]

#: FTS5 puts these around a match; no transcript holds control characters.
_OPEN, _CLOSE = "\x02", "\x03"

#: Up to so many sessions are searched one by one; more of them are so frequent that the walk meets
#: them anyway.
_FEW_SESSIONS = 100

_MATCHES = f"""
SELECT p.session_id, p.start, p.end, p.speaker, highlight(passage_index, 0, '{_OPEN}', '{_CLOSE}')
FROM passage_index
CROSS JOIN passages p ON p.passage_id = passage_index.rowid
CROSS JOIN catalogue c ON c.session_id = p.session_id
WHERE passage_index MATCH :query AND passage_index.rowid BETWEEN :first AND :last
"""  # noqa: S608 - constants; CROSS JOIN makes SQLite start from the matches

_TITLES = f"""
SELECT t.session_id, highlight(title_index, 0, '{_OPEN}', '{_CLOSE}')
FROM title_index
CROSS JOIN shown_titles t ON t.title_id = title_index.rowid
CROSS JOIN catalogue c ON c.session_id = t.session_id
WHERE title_index MATCH :query
"""  # noqa: S608 - constants

_NOTES = f"""
SELECT n.session_id, n.at_sample, highlight(note_index, 0, '{_OPEN}', '{_CLOSE}')
FROM note_index
CROSS JOIN shown_notes n ON n.note_id = note_index.rowid
CROSS JOIN catalogue c ON c.session_id = n.session_id
WHERE note_index MATCH :query
"""  # noqa: S608 - constants

_NOTE_LINES = f"""
SELECT n.session_id, n.start, highlight(note_line_index, 0, '{_OPEN}', '{_CLOSE}')
FROM note_line_index
CROSS JOIN shown_note_lines n ON n.line_id = note_line_index.rowid
CROSS JOIN catalogue c ON c.session_id = n.session_id
WHERE note_line_index MATCH :query
"""  # noqa: S608 - constants

_NEWEST_TITLE_FIRST = " ORDER BY c.created_at DESC, c.session_id DESC LIMIT :limit"

_NEWEST_NOTE_FIRST = (
    " ORDER BY c.created_at DESC, c.session_id DESC, n.at_sample, n.bookmark_id LIMIT :limit"
)

_NEWEST_LINE_FIRST = " ORDER BY c.created_at DESC, c.session_id DESC, n.start, n.place LIMIT :limit"

_NEWEST_FIRST = " ORDER BY passage_index.rowid DESC LIMIT :limit"

_SESSIONS = (
    "SELECT c.session_id, CAST(strftime('%s', c.created_at) AS INTEGER) FROM catalogue c WHERE 1"
)

_OF_SESSION = {
    "since": "c.created_at >= :since",
    "until": "c.created_at < :until",
    "state": "c.state = :state",
    "session_id": "c.session_id = :session_id",
}

#: A display name narrows to the sessions in which someone has it; a raw label occurs in nearly all.
_HAS_NAME = " AND c.session_id IN (SELECT v.session_id FROM voices v WHERE v.name = :speaker)"
_SAID_BY = """ AND (p.speaker = :speaker OR p.speaker IN (
    SELECT v.label FROM voices v WHERE v.session_id = p.session_id AND v.name = :speaker))"""

#: `treinta y ocho grados centígrados y medio`.
_WORDS_BEFORE_A_HALF = 3

_UNWRITABLE = re.compile("[\0\ud800-\udfff]")

_PASSAGES = """
SELECT chunk_number, start, end, speaker, text FROM passages
WHERE session_id = ? ORDER BY passage_id
"""

_SHOWN_NOTES = """
SELECT bookmark_id, at_sample, text FROM shown_notes WHERE session_id = ? ORDER BY bookmark_id
"""

_SHOWN_NOTE_LINES = """
SELECT place, start, text FROM shown_note_lines WHERE session_id = ? ORDER BY place
"""

#: FTS5 takes its orders as an INSERT that inserts nothing: make an index anew, or compare it with
#: the passages, titles or notes.
_INDEXES = ("passage_index", "title_index", "note_index", "note_line_index")
_REBUILD = "INSERT INTO {index} ({index}) VALUES ('rebuild')"
_COMPARE = "INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"


def _writable(text: str) -> str:
    """NUL ends a query of FTS5, and half of a pair is no UTF-8: both stand for a blank."""
    return _UNWRITABLE.sub(" ", text)


def match_expression(query: str) -> str:
    """What FTS5 is asked: every word must occur, the last may be unfinished.

    Quoted, so that no operator of FTS5 is meant by accident. Numbers and units are found as they
    are written and as they were said.

    Empty when there is nothing to look for.
    """
    words = [word for word in _writable(query).split() if any(map(str.isalnum, word))]
    if not words:
        return ""
    unfinished = "*" if sum(map(str.isalnum, words[-1])) >= LEAST_PREFIX else ""
    *before, last = words
    return " AND ".join([*map(_expression, before), _expression(last, unfinished)])


def _expression(word: str, unfinished: str = "") -> str:
    """A word; of a number or a unit also what may have been said for it."""
    quoted = f"{_quoted(word)}{unfinished}"
    spoken = [
        _quoted(way[0])
        if len(way) == 1
        else f"NEAR({' '.join(map(_quoted, way))}, {_WORDS_BEFORE_A_HALF})"
        for way in said_as(word)
    ]
    return f"({' OR '.join([quoted, *spoken])})" if spoken else quoted


def _quoted(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"'


class SearchIndex:
    """The port `Search`, and the upkeep of the index behind it."""

    def __init__(self, ledger: OpenLedger) -> None:
        self._ledger = ledger

    def find(
        self, query: str, narrowed: SearchFilter | None = None, *, limit: int = 50
    ) -> list[SearchHit]:
        """Titles that hold every word of `query`, the last as a beginning; then such lines of
        clinical notes, such notes and such passages.

        Each newest first. A search for what a speaker said looks at no title and no note. Blank
        queries find nothing.
        """
        return _search(self._ledger.named_rows, query, narrowed or SearchFilter(), limit)

    def passages(self, session_id: str) -> list[Row]:
        """What search looks at: chunk number (None for a segment), start, end, speaker, text."""
        return self._ledger.rows(_PASSAGES, session_id)

    def title(self, session_id: str) -> str:
        """The title that search looks at, "" for none."""
        row = self._ledger.row("SELECT title FROM shown_titles WHERE session_id = ?", session_id)
        return "" if row is None else row[0]

    def notes(self, session_id: str) -> list[Row]:
        """The notes that search looks at: bookmark id, sample, text."""
        return self._ledger.rows(_SHOWN_NOTES, session_id)

    def note_lines(self, session_id: str) -> list[Row]:
        """The lines of clinical notes that search looks at: place, start, text."""
        return self._ledger.rows(_SHOWN_NOTE_LINES, session_id)

    def rebuild(self) -> None:
        """The indexes, made anew from the passages, the titles and the notes."""
        with self._ledger.transaction():
            for index in _INDEXES:
                self._ledger.connection.execute(_REBUILD.format(index=index))

    def damage(self) -> list[str]:
        """Where an index and what it is made of do not agree."""
        findings = []
        for index in _INDEXES:
            try:
                self._ledger.connection.execute(_COMPARE.format(index=index))
            except sqlite3.DatabaseError as error:
                findings.append(f"search index: {error}")
        return findings


def _search(fetch: Fetch, query: str, narrowed: SearchFilter, limit: int) -> list[SearchHit]:
    expression = match_expression(query)
    if not expression or limit < 1:
        return []
    values = _values(narrowed)
    conditions = "".join(f" AND {_OF_SESSION[name]}" for name in values if name in _OF_SESSION)
    said_by = _SAID_BY if narrowed.speaker is not None else ""
    sql = _MATCHES + conditions + said_by + _NEWEST_FIRST
    asked = {"query": expression, "limit": limit, **values}
    written: list[SearchHit] = []
    if narrowed.speaker is None:
        titled = fetch(_TITLES + conditions + _NEWEST_TITLE_FIRST, asked)
        lines = fetch(_NOTE_LINES + conditions + _NEWEST_LINE_FIRST, asked)
        noted = fetch(_NOTES + conditions + _NEWEST_NOTE_FIRST, asked)
        written += [_title_hit(row) for row in titled if all(type(each) is str for each in row)]
        written += [_line_hit(row) for row in lines if tuple(map(type, row)) == (str, float, str)]
        written += [_note_hit(row) for row in noted if tuple(map(type, row)) == (str, int, str)]
    rows = (
        row
        for first, last in _ranges(fetch, narrowed, values, conditions)
        for row in fetch(sql, {**asked, "first": first, "last": last})
    )
    passages = islice(filter(_is_passage, rows), max(0, limit - len(written)))
    return [*written[:limit], *map(_hit, passages)]


def _ranges(
    fetch: Fetch, narrowed: SearchFilter, values: dict[str, Any], conditions: str
) -> Iterator[tuple[int, int]]:
    """Passage ids to walk, newest first.

    Those of few sessions one after the other, or all from the newest to the oldest session.
    """
    if not values:
        yield 0, (1 << 63) - 1
        return
    named = narrowed.speaker is not None and fetch(
        "SELECT 1 FROM voices WHERE name = :speaker LIMIT 1", values
    )
    sql = _SESSIONS + conditions + (_HAS_NAME if named else "")
    found = {began for _, began in fetch(sql, values) if began is not None}
    seconds = sorted(found, reverse=True)
    if not seconds:
        return
    if len(seconds) <= _FEW_SESSIONS:
        yield from map(passage_ids, seconds)
    else:
        yield passage_ids(seconds[-1])[0], passage_ids(seconds[0])[1]


def _values(narrowed: SearchFilter) -> dict[str, Any]:
    values = {
        "since": narrowed.since and time_to_text(narrowed.since),
        "until": narrowed.until and time_to_text(narrowed.until),
        "state": narrowed.state and narrowed.state.value,
        "speaker": narrowed.speaker and _writable(narrowed.speaker),
        "session_id": narrowed.session_id and _writable(narrowed.session_id),
    }
    return {name: value for name, value in values.items() if value is not None}


def _is_passage(row: Row) -> bool:
    """Whether it is one: SQLite keeps whatever is put into a column."""
    _, start, end, *texts = row
    return (
        type(start) is float
        and type(end) is float
        and -math.inf < start < math.inf
        and -math.inf < end < math.inf
        and all(type(text) is str for text in texts)
    )


def _hit(row: tuple[Any, ...]) -> SearchHit:
    session_id, start, end, speaker, marked = row
    text, marks = _unmarked(marked)
    return SearchHit(session_id, start, end, speaker, text, marks)


def _title_hit(row: Row) -> SearchHit:
    session_id, marked = row
    text, marks = _unmarked(marked)
    return SearchHit(session_id, 0.0, 0.0, "", text, marks, FoundIn.TITLE)


def _note_hit(row: Row) -> SearchHit:
    session_id, at_sample, marked = row
    text, marks = _unmarked(marked)
    at = seconds(at_sample)
    return SearchHit(session_id, at, at, "", text, marks, FoundIn.NOTE)


def _line_hit(row: Row) -> SearchHit:
    session_id, start, marked = row
    text, marks = _unmarked(marked)
    return SearchHit(session_id, start, start, "", text, marks, FoundIn.CLINICAL_NOTE)


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without FTS5's marks, and where they stood."""
    text, marks = "", []
    for piece in marked.split(_OPEN):
        match, found, rest = piece.partition(_CLOSE)
        if found:
            marks.append((len(text), len(text) + len(match)))
        text += match + rest
    return text, tuple(marks)
