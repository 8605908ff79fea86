"""Erasing the rows of whole sessions, and what is kept of an erasure."""

from __future__ import annotations

from aurity_desktop.corpus.ledger import codec, schema
from aurity_desktop.corpus.ledger.audit_log import SqliteAuditLog
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.retention import SqliteRetention
from aurity_desktop.corpus.ledger.sessions import SqliteSessions
from aurity_desktop.domain.errors import SessionBusy, SessionHeld, UnknownSession
from aurity_desktop.domain.events import CORPUS_CHAIN, Event, Metadata
from aurity_desktop.domain.session import UNDER_WAY, SessionState

_WAS_ERASED = """
SELECT 1 FROM erasures WHERE session_id = ?1
AND NOT EXISTS (SELECT 1 FROM catalogue WHERE session_id = ?1)
"""

_ERASURES = """
SELECT session_id, reason, audit_rows, last_hash FROM erasures ORDER BY session_id, erased_at
"""


class SqliteErasures:
    """Rows only: `lifecycle/erasing.py` does the rest."""

    def __init__(
        self,
        ledger: OpenLedger,
        writer: LedgerWriter,
        audit: SqliteAuditLog,
        retention: SqliteRetention,
        sessions: SqliteSessions,
    ) -> None:
        self._sessions = sessions
        self._ledger = ledger
        self._writer = writer
        self._audit = audit
        self._retention = retention

    def erase(self, session_id: str, reason: str) -> None:
        """Every row of the session goes, for good.

        A line in `erasures` and a row of the corpus's own chain say that it was here. `reason` is
        one of the program's, no person's words. Raises SessionHeld, SessionBusy while it records or
        is finalized, UnknownSession.
        """
        connection = self._ledger.connection
        with self._ledger.transaction():
            self._writer.require(session_id)
            state = self._state(session_id)
            if state in UNDER_WAY:
                raise SessionBusy(session_id, state)
            for hold in self._retention.holds():
                if hold.session_id == session_id:
                    raise SessionHeld(session_id, hold.reason)
            head = self._audit.head(session_id)
            erased_at = codec.time_to_text(self._writer.now())
            user_id = self._writer.user_id
            connection.execute(
                "INSERT INTO erasures VALUES (?, ?, ?, ?, ?, ?)",
                (session_id, erased_at, user_id, reason, head.count, head.last_hash),
            )
            connection.execute("INSERT INTO erasing VALUES (?)", (session_id,))
            for statement in schema.DELETE_SESSION:
                connection.execute(statement, (session_id,))
            self._writer.derived.forget(session_id)
            connection.execute("DELETE FROM erasing")
            metadata: Metadata = {
                "session_id": session_id,
                "reason": reason,
                "audit_rows": head.count,
                "last_hash": head.last_hash,
            }
            self._writer.append_event(CORPUS_CHAIN, Event.SESSION_ERASED, metadata)

    def _state(self, session_id: str) -> SessionState:
        """FAILED for one whose record is damaged: it is not at work, and nothing keeps it."""
        try:
            return self._sessions.summary(session_id).state
        except UnknownSession:  # it stands in one of two tables: that is damage, too
            return SessionState.FAILED

    def was_erased(self, session_id: str) -> bool:
        """Whether a session of this id was erased, and is not here now."""
        return self._ledger.row(_WAS_ERASED, session_id) is not None

    def all(self) -> list[tuple[str, str, int, str]]:
        """Session id, reason, rows and last hash of every erasure, in the order of the ids."""
        return self._ledger.rows(_ERASURES)

    def scrub(self) -> bool:
        """Leave no byte of what was erased in the database and its write-ahead log.

        False when other readers are in the way; then later.

        FTS5 keeps erased words in its index until that is merged; SQLite overwrites freed pages
        (`secure_delete`).
        """
        with self._ledger.transaction():
            for merge in (
                "INSERT INTO passage_index (passage_index) VALUES ('optimize')",
                "INSERT INTO title_index (title_index) VALUES ('optimize')",
                "INSERT INTO note_index (note_index) VALUES ('optimize')",
                "INSERT INTO note_line_index (note_line_index) VALUES ('optimize')",
            ):
                self._ledger.connection.execute(merge)
        row = self._ledger.row("PRAGMA wal_checkpoint(TRUNCATE)")
        return row is not None and row[0] == 0
