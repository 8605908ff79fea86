"""Moments that people mark in a session, while it is recorded and afterwards."""

from __future__ import annotations

from collections.abc import Iterable

from aurity_desktop.corpus.ledger.codec import time_from_text
from aurity_desktop.corpus.ledger.fact_tables import BOOKMARKS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.domain.bookmarks import Bookmark, RecordedBookmark, in_time
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import Event, Metadata
from aurity_desktop.domain.safe_text import writable

_HISTORY = """
SELECT b.audit_id, b.bookmark_id, b.at_sample, b.text, b.active, a.timestamp, a.user_id
FROM bookmarks b JOIN audit a ON a.session_id = b.session_id AND a.audit_id = b.audit_id
WHERE b.session_id = ? ORDER BY b.audit_id
"""

_NEWEST = """
SELECT bookmark_id, at_sample, text, active FROM bookmarks
WHERE session_id = ? AND bookmark_id = ? ORDER BY audit_id DESC LIMIT 1
"""


class SqliteBookmarks:
    """The port `Bookmarks`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def record(self, session_id: str, bookmark: Bookmark) -> None:
        """Set it, or write another note to it; what holds already is not recorded again.

        The chain tells of the moment and of no word. Raises UnknownSession.
        """
        text = writable(bookmark.text)
        wanted = Bookmark(bookmark.bookmark_id, int(bookmark.at_sample), text)
        with self._ledger.transaction():
            self._writer.require(session_id)
            if self._holding(session_id, wanted.bookmark_id) != wanted:
                self._append(session_id, wanted, Event.BOOKMARK_SET)

    def remove(self, session_id: str, bookmark_id: str, *, withdrawn: bool = False) -> None:
        """It holds no longer, and stays in the history; nothing is written where there is none.

        `withdrawn`: that it was set is taken back.

        Raises UnknownSession.
        """
        with self._ledger.transaction():
            self._writer.require(session_id)
            known = self._holding(session_id, bookmark_id)
            if known is not None:
                event = Event.BOOKMARK_WITHDRAWN if withdrawn else Event.BOOKMARK_REMOVED
                self._append(session_id, known, event)

    def of_session(self, session_id: str) -> list[Bookmark]:
        """Those that hold, in the order of their moments."""
        return in_time([each.bookmark for each in self.history(session_id) if each.current])

    def history(self, session_id: str) -> list[RecordedBookmark]:
        """Every version of every one, oldest first; removals are none."""
        return recorded_bookmarks(self._ledger.rows(_HISTORY, session_id))

    def _holding(self, session_id: str, bookmark_id: str) -> Bookmark | None:
        row = self._ledger.row(_NEWEST, session_id, bookmark_id)
        return Bookmark(*row[:-1]) if row is not None and row[-1] else None

    def _append(self, session_id: str, bookmark: Bookmark, event: Event) -> None:
        active = event is Event.BOOKMARK_SET
        metadata: Metadata = {
            "bookmark_id": bookmark.bookmark_id,
            "at_sample": bookmark.at_sample,
        }
        values = (bookmark.bookmark_id, bookmark.at_sample, bookmark.text, int(active))
        self._writer.append(session_id, BOOKMARKS, values, event, metadata)
        self._writer.derived.noted(session_id, bookmark if active else None, bookmark.bookmark_id)


def recorded_bookmarks(rows: Iterable[Row]) -> list[RecordedBookmark]:
    """Rows in the order of `_HISTORY` as the domain's values. Raises DamagedRow."""
    rows = [_checked(row) for row in rows]
    newest = {bookmark_id: audit_id for audit_id, bookmark_id, *_ in rows}
    return [
        RecordedBookmark(
            Bookmark(bookmark_id, at_sample, text),
            audit_id,
            time_from_text(timestamp),
            user_id,
            newest[bookmark_id] == audit_id,
        )
        for audit_id, bookmark_id, at_sample, text, active, timestamp, user_id in rows
        if active
    ]


def _checked(row: Row) -> Row:
    if tuple(map(type, row)) != (int, str, int, str, int, str, str):
        raise DamagedRow("a bookmark's row has other types")
    return row
