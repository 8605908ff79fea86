"""Search over every word ever said, answered by SQLite's FTS5.

Accents and case are ignored.

Matches are walked from the newest backwards, which FTS5 does without sorting: a word that stands in
a million passages answers as fast as a rare one. What narrows the search to few sessions is looked
up first, and then only their passages are walked.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from aurity_desktop.corpus.ledger.codec import time_to_text
from aurity_desktop.corpus.ledger.derived import passage_ids
from aurity_desktop.corpus.ledger.edits import Fetch
from aurity_desktop.domain.search import SearchFilter, SearchHit

#: FTS5 puts these around a match; no transcript holds control characters.
_OPEN, _CLOSE = "\x02", "\x03"

#: Up to so many sessions are searched one by one; more of them are so frequent that the walk meets
#: them anyway.
_FEW_SESSIONS = 100

#: A last word of at least so many letters may be unfinished; the index answers beginnings from two
#: letters on.
_LEAST_PREFIX = 2

_MATCHES = f"""
SELECT p.session_id, p.start, p.end, p.speaker, highlight(passage_index, 0, '{_OPEN}', '{_CLOSE}')
FROM passage_index
CROSS JOIN passages p ON p.passage_id = passage_index.rowid
CROSS JOIN catalogue c ON c.session_id = p.session_id
WHERE passage_index MATCH :query AND passage_index.rowid BETWEEN :first AND :last
"""  # noqa: S608 - constants; CROSS JOIN makes SQLite start from the matches

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


def match_expression(query: str) -> str:
    """What FTS5 is asked: every word must occur, the last may be unfinished.

    Quoted, so that no operator of FTS5 is meant by accident.

    Empty when there is nothing to look for.
    """
    words = [word.replace('"', '""') for word in query.split() if any(map(str.isalnum, word))]
    if not words:
        return ""
    unfinished = "*" if sum(map(str.isalnum, words[-1])) >= _LEAST_PREFIX else ""
    return " ".join(f'"{word}"' for word in words) + unfinished


def search(fetch: Fetch, query: str, narrowed: SearchFilter, limit: int) -> list[SearchHit]:
    """Newest first. `fetch` runs a SELECT with named values."""
    expression = match_expression(query)
    if not expression or limit < 1:
        return []
    values = _values(narrowed)
    conditions = "".join(f" AND {_OF_SESSION[name]}" for name in values if name in _OF_SESSION)
    said_by = _SAID_BY if narrowed.speaker is not None else ""
    sql = _MATCHES + conditions + said_by + _NEWEST_FIRST
    asked = {"query": expression, "limit": limit, **values}
    rows = (
        row
        for first, last in _ranges(fetch, narrowed, values, conditions)
        for row in fetch(sql, {**asked, "first": first, "last": last})
    )
    return [_hit(row) for row in islice(rows, limit)]


def _ranges(
    fetch: Fetch, narrowed: SearchFilter, values: dict[str, Any], conditions: str
) -> Iterator[tuple[int, int]]:
    """Passage ids to walk, newest first: those of few sessions one after the other, or all from the
    newest to the oldest session.
    """
    if not values:
        yield 0, (1 << 63) - 1
        return
    named = narrowed.speaker is not None and fetch(
        "SELECT 1 FROM voices WHERE name = :speaker LIMIT 1", values
    )
    sql = _SESSIONS + conditions + (_HAS_NAME if named else "")
    seconds = sorted({began for _, began in fetch(sql, values)}, reverse=True)
    if len(seconds) <= _FEW_SESSIONS:
        yield from map(passage_ids, seconds)
    else:
        yield passage_ids(seconds[-1])[0], passage_ids(seconds[0])[1]


def _values(narrowed: SearchFilter) -> dict[str, Any]:
    values = {
        "since": narrowed.since and time_to_text(narrowed.since),
        "until": narrowed.until and time_to_text(narrowed.until),
        "state": narrowed.state and narrowed.state.value,
        "speaker": narrowed.speaker,
        "session_id": narrowed.session_id,
    }
    return {name: value for name, value in values.items() if value is not None}


def _hit(row: tuple[Any, ...]) -> SearchHit:
    session_id, start, end, speaker, marked = row
    text, marks = _unmarked(marked)
    return SearchHit(session_id, start, end, speaker, text, marks)


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without FTS5's marks, and where they stood."""
    text, marks = "", []
    for piece in marked.split(_OPEN):
        match, found, rest = piece.partition(_CLOSE)
        if found:
            marks.append((len(text), len(text) + len(match)))
        text += match + rest
    return text, tuple(marks)
