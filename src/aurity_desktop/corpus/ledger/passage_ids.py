"""Which numbers the passages of search have: in the order of time, and no two the same.

Seconds since 1970 of the session's beginning, shifted by 20 bits, and a number within it. Sessions
that began in the same second share these. A passage of live text takes the next one. A run of
segments keeps one for each of its words, so that the passage of a segment stays in its place
whatever is corrected around it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Final, TypeAlias

#: `execute` of a connection.
Execute: TypeAlias = Callable[..., sqlite3.Cursor]

_PER_SECOND: Final = 1 << 20
#: The second of the largest id that SQLite can give.
_LATEST: Final = (1 << 43) - 1

_BEGAN = """
SELECT CAST(strftime('%s', created_at) AS INTEGER) FROM catalogue WHERE session_id = ?
"""

_NEWEST = "SELECT max(passage_id) FROM passages WHERE passage_id BETWEEN ? AND ?"

_NEWEST_OF_OTHERS = """
SELECT passage_id FROM passages WHERE passage_id BETWEEN ? AND ? AND session_id <> ?
ORDER BY passage_id DESC LIMIT 1
"""

_KEPT_BY_OTHERS = """
SELECT max(first_passage + words) FROM shown_runs
WHERE first_passage BETWEEN ? AND ? AND session_id <> ?
"""


def passage_ids(began: int) -> tuple[int, int]:
    """The first and the last passage id of sessions that began in this second since 1970."""
    first = min(max(0, began), _LATEST) * _PER_SECOND
    return first, first + _PER_SECOND - 1


def next_passage(execute: Execute, session_id: str) -> int:
    """For one more passage of the session."""
    first, last = _of_session(execute, session_id)
    return _behind(
        first,
        execute(_NEWEST, (first, last)).fetchone(),
        execute(_KEPT_BY_OTHERS, (first, last, session_id)).fetchone(),
    )


def first_passage(execute: Execute, session_id: str) -> int:
    """For all passages of the session, in place of those that it has."""
    first, last = _of_session(execute, session_id)
    return _behind(
        first,
        execute(_NEWEST_OF_OTHERS, (first, last, session_id)).fetchone(),
        execute(_KEPT_BY_OTHERS, (first, last, session_id)).fetchone(),
    )


def _of_session(execute: Execute, session_id: str) -> tuple[int, int]:
    (began,) = execute(_BEGAN, (session_id,)).fetchone()
    return passage_ids(began or 0)


def _behind(first: int, *newest: tuple[int | None] | None) -> int:
    behind = [row[0] + 1 for row in newest if row is not None and row[0] is not None]
    return max([first, *behind])
