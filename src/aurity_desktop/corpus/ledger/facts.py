"""The facts of a session as a whole: read verbatim, put back verbatim, and derived from again."""

from __future__ import annotations

from collections.abc import Sequence

from aurity_desktop.corpus.ledger import codec, fact_tables
from aurity_desktop.corpus.ledger.audit_log import SqliteAuditLog
from aurity_desktop.corpus.ledger.fact_tables import Fact, noted_version, written_fields
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.corpus.ledger.readings import SessionReadings
from aurity_desktop.corpus.ledger.replay import derive, insert_session
from aurity_desktop.corpus.ledger.sessions import SqliteSessions
from aurity_desktop.corpus.ledger.showing import Showing
from aurity_desktop.domain.errors import ConflictingFact
from aurity_desktop.domain.events import AuditRow
from aurity_desktop.domain.session import checked_session_id

_NOTED = """
SELECT audit_id, metadata FROM audit WHERE session_id = ? AND instr(metadata, '"fact_version"')
"""


class SqliteFacts:
    """What exports, imports, checks and repairs work with."""

    def __init__(
        self,
        ledger: OpenLedger,
        writer: LedgerWriter,
        sessions: SqliteSessions,
        audit: SqliteAuditLog,
        readings: SessionReadings,
        showing: Showing,
    ) -> None:
        self._ledger = ledger
        self._writer = writer
        self._sessions = sessions
        self._audit = audit
        self._readings = readings
        self._showing = showing

    def of_session(self, session_id: str) -> list[Fact]:
        """Every fact that was ever recorded, in the order of the chain.

        Older ones too; each with the fields of its own version.
        """
        versions = self._versions(session_id)
        found = [
            Fact(
                row[0],
                table.name,
                codec.dumped(written_fields(table, versions.get(row[0], 1), row[1:])),
            )
            for table in fact_tables.FACT_TABLES
            for row in self._ledger.rows(table.select, session_id)
        ]
        return sorted(found, key=lambda fact: fact.audit_id)

    def readable(self, session_id: str, audit: Sequence[AuditRow]) -> list[Fact]:
        """The facts that a damaged ledger still gives; `audit` tells of which version each is.

        In no order, and unproven.
        """
        versions = {row.audit_id: noted_version(str(row.metadata)) for row in audit}
        found = []
        for table in fact_tables.FACT_TABLES:
            key = "number" if table is fact_tables.SLICES else "audit_id"
            columns = ", ".join((key, "audit_id", *table.columns))
            select = f"SELECT {columns} FROM {table.name} WHERE session_id = ?"  # noqa: S608
            for _, audit_id, *values in self._ledger.readable(select, key, session_id):
                fields = written_fields(table, versions.get(audit_id, 1), values)
                found.append(Fact(audit_id, table.name, codec.dumped(fields)))
        return found

    def restore(self, session_id: str, facts: Sequence[Fact], audit: Sequence[AuditRow]) -> None:
        """A whole session as it was, verbatim; nothing is added to its chain.

        Raises NotReplayable, ConflictingFact.
        """
        with self._ledger.transaction():
            if self._sessions.knows(checked_session_id(session_id)):
                raise ConflictingFact(session_id, "its facts")
            insert_session(self._ledger.connection, session_id, facts, audit)
            self._show(session_id)
            self._writer.note_listed(session_id)
            self._writer.note_head(session_id)

    def derive_again(self, session_id: str) -> None:
        """The session's rows in the derived tables, made anew from its facts."""
        with self._ledger.transaction():
            facts, audit = self.of_session(session_id), self._audit.rows(session_id)
            self._writer.derived.forget(session_id)
            derive(self._ledger.connection, session_id, facts, audit)
            self._show(session_id)

    def _show(self, session_id: str) -> None:
        derived = self._writer.derived
        if self._readings.run_id(session_id):
            self._showing.show(derived, session_id)
        else:
            self._showing.show_names(derived, session_id)

    def _versions(self, session_id: str) -> dict[int, int]:
        """Of the facts that are of a later version than 1."""
        if all(table.version == 1 for table in fact_tables.FACT_TABLES):
            return {}
        return {
            audit_id: noted_version(metadata)
            for audit_id, metadata in self._ledger.rows(_NOTED, session_id)
        }
