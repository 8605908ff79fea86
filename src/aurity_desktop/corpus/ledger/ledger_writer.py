"""Extending a session's audit chain, in one transaction.

A fact, the audit row that proves it, and the chain's head.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.audit_chain import Head, next_row, payload_hash
from aurity_desktop.corpus.ledger.derived import DerivedTables
from aurity_desktop.corpus.ledger.fact_tables import FactTable, version_note
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.domain.errors import ConflictingFact, UnknownSession
from aurity_desktop.domain.events import CORPUS_CHAIN, AuditRow, AuditStatus, Event, Metadata
from aurity_desktop.domain.safe_text import writable

_KNOWN = "SELECT 1 FROM catalogue WHERE session_id = ?"

_CHAIN_END = """
SELECT audit_id + 1, row_hash FROM audit WHERE session_id = ? ORDER BY audit_id DESC LIMIT 1
"""

_HEAD_WITH_SOUND = "SELECT audit_rows, last_hash FROM catalogue WHERE session_id = ? AND chunks > 0"


def utc_now() -> datetime:
    """The clock of a ledger that is given no other."""
    return datetime.now(UTC)


class LedgerWriter:
    """How rows are added to an open ledger, in the name of `user_id`.

    Every method runs inside the caller's transaction, whose write lock keeps one order in a chain
    whoever extends it.
    """

    def __init__(
        self, ledger: OpenLedger, user_id: str, now: Callable[[], datetime] = utc_now
    ) -> None:
        self._ledger = ledger
        self.user_id = user_id
        self.now = now
        self.derived = DerivedTables(ledger.connection)

    def require(self, session_id: str, sql: str = _KNOWN) -> Row:
        """The row that `sql` finds for the session. Raises UnknownSession where there is none."""
        row = self._ledger.row(sql, session_id)
        if row is None:
            raise UnknownSession(session_id)
        return row

    def append_run(
        self,
        session_id: str,
        table: FactTable,
        values: tuple[Any, ...],
        event: Event,
        metadata: Metadata,
    ) -> bool:
        """A fact that is a run, with its id first in `values`; False when the run is known already.

        A run id belongs to one session and one kind of run. Raises ConflictingFact, UnknownSession.
        """
        self.require(session_id)
        run_id = values[0]
        known = self._ledger.row("SELECT session_id, kind FROM runs WHERE run_id = ?", run_id)
        if known is not None:
            if known != (session_id, table.name):
                raise ConflictingFact(session_id, f"run {run_id}")
            return False
        row = self.append(session_id, table, values, event, {"run_id": run_id, **metadata})
        self._ledger.connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?)", (run_id, session_id, row.audit_id, table.name)
        )
        return True

    def append(
        self,
        session_id: str,
        table: FactTable,
        values: tuple[Any, ...],
        event: Event,
        metadata: Metadata,
        *,
        result_hash: str = "",
    ) -> AuditRow:
        """A fact with all columns of its table, the audit row that proves it, and the head.

        What no UTF-8 can hold, as in a name from a terminal, stands as U+FFFD in it.
        """
        values = tuple(writable(each) if isinstance(each, str) else each for each in values)
        row = self._extend(
            session_id,
            event,
            codec.dumped({**metadata, **version_note(table)}),
            payload_hash(values),
            result_hash,
            AuditStatus.SUCCESS,
        )
        self._ledger.connection.execute(table.insert, (session_id, row.audit_id, *values))
        return row

    def append_event(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        *,
        result_hash: str = "",
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> AuditRow:
        """An audit row without a fact: its payload is its metadata."""
        described = codec.dumped(dict(metadata))
        proof = payload_hash((described,))
        return self._extend(session_id, event, described, proof, result_hash, status)

    def note_listed(self, session_id: str) -> None:
        """In the corpus's chain: from here on the session is in the list, until it is erased.

        Without its head: as long as no sound is in a chain, its hash can be guessed from a title.
        """
        self.append_event(CORPUS_CHAIN, Event.SESSION_LISTED, {"session_id": session_id})

    def note_head(self, session_id: str) -> None:
        """In the corpus's chain: so far the session's chain has come, and ends like this.

        Not before there is sound in it, see `note_listed`.
        """
        row = self._ledger.row(_HEAD_WITH_SOUND, session_id)
        if row is not None:
            metadata: Metadata = {
                "session_id": session_id,
                "audit_rows": row[0],
                "last_hash": row[1],
            }
            self.append_event(CORPUS_CHAIN, Event.SESSION_HEAD_NOTED, metadata)

    def _extend(
        self,
        session_id: str,
        event: Event,
        metadata: str,
        proof: str,
        result_hash: str,
        status: AuditStatus,
    ) -> AuditRow:
        end = self._ledger.row(_CHAIN_END, session_id)
        row = next_row(
            Head(*end) if end is not None else Head(),
            session_id=session_id,
            timestamp=codec.time_to_text(self.now()),
            operation=event,
            user_id=self.user_id,
            payload_hash=proof,
            result_hash=result_hash,
            status=status,
            metadata=metadata,
        )
        self._ledger.connection.execute(
            "INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                row.session_id,
                row.audit_id,
                row.timestamp,
                row.operation,
                row.user_id,
                row.payload_hash,
                row.result_hash,
                row.status,
                row.metadata,
                row.prev_hash,
                row.row_hash,
            ),
        )
        self.derived.chain_extended(session_id, Head(row.audit_id + 1, row.row_hash))
        return row
