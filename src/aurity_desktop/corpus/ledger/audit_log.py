"""The audit chains as they can be read, and events that have no fact."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from aurity_desktop.corpus.ledger.audit_chain import Head
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.row_values import audit_row_from
from aurity_desktop.domain.events import CORPUS_CHAIN, AuditRow, AuditStatus, Event, Metadata
from aurity_desktop.domain.network import NetworkDay

_ROWS = """
SELECT session_id, audit_id, timestamp, operation, user_id, payload_hash, result_hash, status,
       metadata, prev_hash, row_hash
FROM audit WHERE session_id = ? ORDER BY audit_id
"""

_READABLE = """
SELECT audit_id, session_id, timestamp, operation, user_id, payload_hash, result_hash, status,
       metadata, prev_hash, row_hash
FROM audit WHERE session_id = ?
"""

#: A file's first note stands behind the session's creation, consent and first state.
_BEGUN = """
SELECT metadata FROM audit
WHERE session_id = ? AND audit_id < 16 AND operation = 'INPUT_NOTED' AND instr(metadata, '"begun"')
"""

#: Of the corpus's chain, which has several rows for each session, only those of some events.
_OF_SESSION = """
SELECT session_id, audit_id, timestamp, operation, user_id, payload_hash, result_hash, status,
       metadata, prev_hash, row_hash
FROM audit WHERE session_id = ? AND operation IN (SELECT value FROM json_each(?))
ORDER BY audit_id
"""

_HEAD = "SELECT audit_rows, last_hash FROM catalogue WHERE session_id = ?"

_HEADS = """
SELECT session_id, audit_rows, last_hash FROM catalogue WHERE chunks > 0 ORDER BY session_id
"""


class SqliteAuditLog:
    """The port `AuditLog`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter) -> None:
        self._ledger = ledger
        self._writer = writer

    def record_event(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> None:
        """An audit row without a fact.

        `metadata` carries ids, numbers and hashes, never words; its `sha256` is the result's hash.
        Raises UnknownSession.
        """
        with self._ledger.transaction():
            self._writer.require(session_id)
            result_hash = str(metadata.get("sha256") or "")
            self._writer.append_event(
                session_id, event, metadata, result_hash=result_hash, status=status
            )
            if event is Event.EXPORT_MANIFEST_CREATED:
                self._writer.note_head(session_id)

    def note_exported(self, told: Mapping[str, Metadata]) -> None:
        """A row for each session that went into an export of all of them, by its id.

        In one transaction; of a session that is erased by now there is nothing to tell.
        """
        with self._ledger.transaction():
            for session_id, metadata in told.items():
                if self._ledger.row(_HEAD, session_id) is not None:
                    self._writer.append_event(session_id, Event.CORPUS_EXPORTED, metadata)
                    self._writer.note_head(session_id)

    def note_corpus_exported(self, metadata: Metadata) -> None:
        """A row of the corpus's chain for an export of all sessions."""
        with self._ledger.transaction():
            self._writer.append_event(CORPUS_CHAIN, Event.CORPUS_EXPORTED, metadata)

    def witness(self) -> AuditRow:
        """The corpus's chain brought up to date: its newest row, which all others stand behind.

        Before it, the head of each session that has gone on since its head was noted last.
        """
        with self._ledger.transaction():
            noted = {}
            for row in self.of_corpus(Event.SESSION_HEAD_NOTED):
                told = _told(row)
                noted[str(told.get("session_id"))] = (told.get("audit_rows"), told.get("last_hash"))
            heads = self._ledger.rows(_HEADS)
            for session_id, count, last_hash in heads:
                if noted.get(session_id) != (count, last_hash):
                    self._writer.note_head(session_id)
            metadata: Metadata = {"sessions": len(heads)}
            return self._writer.append_event(CORPUS_CHAIN, Event.CORPUS_WITNESSED, metadata)

    def note_network_day(self, day: NetworkDay) -> bool:
        """A row of the corpus's chain with the seconds of each program, looks and connections.

        Whether that day was not noted yet: there is one row a day at most.
        """
        with self._ledger.transaction():
            if any(
                _told(row).get("day") == day.day for row in self.of_corpus(Event.NETWORK_WATCHED)
            ):
                return False
            told: dict[str, str | int | float | bool | None] = {
                f"{role.value}_seconds": round(seconds, 1)
                for role, seconds in sorted(day.seconds.items())
            }
            told |= {"day": day.day, "looks": day.looks, "connections": day.connections}
            self._writer.append_event(CORPUS_CHAIN, Event.NETWORK_WATCHED, told)
        return True

    def rows(self, session_id: str, *events: Event) -> list[AuditRow]:
        """The session's chain from its beginning, or what of it tells of these events.

        Empty where there is none.
        """
        if events:
            found = self._ledger.rows(_OF_SESSION, session_id, json.dumps(events))
        else:
            found = self._ledger.rows(_ROWS, session_id)
        return [audit_row_from(row) for row in found]

    def is_read_in_background(self, session_id: str) -> bool:
        """Whether the session comes from a file that nobody waits for. Looks at its first rows."""
        found = self._ledger.rows(_BEGUN, session_id)
        return any("in_background" in metadata for (metadata,) in found)

    def readable(self, session_id: str) -> list[AuditRow]:
        """The rows that a damaged ledger still gives, in no order; anything may be wrong."""
        rows = self._ledger.readable(_READABLE, "audit_id", session_id)
        return [audit_row_from((name, audit_id, *rest)) for audit_id, name, *rest in rows]

    def of_corpus(self, *events: Event) -> list[AuditRow]:
        """The rows of the corpus's chain that tell of these events, in their order."""
        return self.rows(CORPUS_CHAIN, *events)

    def head(self, session_id: str) -> Head:
        """The head as the catalogue keeps it, apart from the chain itself."""
        row = self._ledger.row(_HEAD, session_id)
        return Head(*row) if row is not None else Head()


def _told(row: AuditRow) -> dict[str, Any]:
    """A row that somebody planted tells nothing; `verify` tells of it."""
    try:
        told = json.loads(row.metadata)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
