"""Search over every word ever said, answered by SQLite's FTS5. Accents and case are ignored."""

from __future__ import annotations

from typing import Any

from aurity_desktop.corpus.codec import time_to_text
from aurity_desktop.domain.search import SearchFilter, SearchHit

#: FTS5 puts these around a match; no transcript holds control characters.
_OPEN, _CLOSE = "\x02", "\x03"

_SELECT = f"""
SELECT p.session_id, p.start, p.end, p.speaker, highlight(passage_index, 0, '{_OPEN}', '{_CLOSE}')
FROM passage_index
CROSS JOIN passages p ON p.passage_id = passage_index.rowid
CROSS JOIN catalogue c ON c.session_id = p.session_id
WHERE passage_index MATCH :query
"""  # noqa: S608 - constants; CROSS JOIN makes SQLite start from the matches

_CONDITIONS = {
    "since": "c.created_at >= :since",
    "until": "c.created_at < :until",
    "state": "c.state = :state",
    "session_id": "p.session_id = :session_id",
    "speaker": """(p.speaker = :speaker OR EXISTS (
        SELECT 1 FROM speaker_names n
        WHERE n.session_id = p.session_id AND n.label = p.speaker AND n.name = :speaker AND n.audit_id = (
            SELECT max(m.audit_id) FROM speaker_names m WHERE m.session_id = n.session_id AND m.label = n.label)))""",
}

# Matches come newest first by rowid, which FTS5 walks backwards without sorting: a word that stands in a million
# passages answers as fast as a rare one.
_NEWEST_FIRST = " ORDER BY passage_index.rowid DESC LIMIT :limit"


def match_expression(query: str) -> str:
    """What FTS5 is asked: every word must occur, the last may be unfinished. Quoted, so that no operator of FTS5 is meant by accident.

    Empty when there is nothing to look for.
    """
    words = [word.replace('"', '""') for word in query.split() if any(map(str.isalnum, word))]
    return " ".join(f'"{word}"' for word in words) + "*" if words else ""


def statement(query: str, narrowed: SearchFilter, limit: int) -> tuple[str, dict[str, Any]] | None:
    """SQL and its values; None when the query holds no word."""
    expression = match_expression(query)
    if not expression:
        return None
    values: dict[str, Any] = {
        "since": narrowed.since and time_to_text(narrowed.since),
        "until": narrowed.until and time_to_text(narrowed.until),
        "state": narrowed.state and narrowed.state.value,
        "speaker": narrowed.speaker,
        "session_id": narrowed.session_id,
    }
    wanted = {name: value for name, value in values.items() if value is not None}
    conditions = "".join(f" AND {_CONDITIONS[name]}" for name in wanted)
    return _SELECT + conditions + _NEWEST_FIRST, {
        "query": expression,
        "limit": limit,
        **wanted,
    }


def hit(row: tuple[Any, ...]) -> SearchHit:
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
