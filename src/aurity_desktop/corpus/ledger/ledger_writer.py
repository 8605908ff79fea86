"""Extending a session's chain: a fact, the audit row that seals it, and the head, in one
transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.audit_chain import Head, next_row, payload_hash
from aurity_desktop.corpus.ledger.derived import DerivedTables
from aurity_desktop.corpus.ledger.ledger_database import memory_database, open_database
from aurity_desktop.corpus.ledger.readers import LedgerReader
from aurity_desktop.corpus.ledger.schema import FactTable
from aurity_desktop.domain.errors import ConflictingFact, UnknownSession
from aurity_desktop.domain.events import AuditRow, AuditStatus, Event, Metadata
from aurity_desktop.domain.keys import PLAIN, Keys


def utc_now() -> datetime:
    return datetime.now(UTC)


class LedgerWriter(LedgerReader):
    """An open ledger and how rows are added to it.

    Every method runs inside the caller's transaction.
    """

    def __init__(
        self,
        path: Path,
        user_id: str,
        now: Callable[[], datetime] = utc_now,
        *,
        keys: Keys = PLAIN,
        connection: sqlite3.Connection | None = None,
    ) -> None:
        super().__init__(connection or open_database(path, keys), path, keys)
        self._user_id = user_id
        self._now = now
        self._derived = DerivedTables(self._connection)

    @classmethod
    def in_memory(cls, path: Path) -> Self:
        """An empty ledger that is never on disk; slices are taken to lie beside `path`."""
        return cls(path, "", connection=memory_database())

    def _known(
        self, session_id: str, sql: str = "SELECT 1 FROM catalogue WHERE session_id = ?"
    ) -> tuple[Any, ...]:
        row = self._row(sql, session_id)
        if row is None:
            raise UnknownSession(session_id)
        return row

    def _append_run(
        self,
        session_id: str,
        table: FactTable,
        values: tuple[Any, ...],
        event: Event,
        metadata: Metadata,
    ) -> bool:
        """False when the run is known already.

        A run id belongs to one session and one kind of run. Raises ConflictingFact.
        """
        self._known(session_id)
        run_id = values[0]
        known = self._row("SELECT session_id, kind FROM runs WHERE run_id = ?", run_id)
        if known is not None:
            if known != (session_id, table.name):
                raise ConflictingFact(session_id, f"run {run_id}")
            return False
        head = self.audit_head(session_id)
        self._connection.execute(
            "INSERT INTO runs VALUES (?, ?, ?, ?)", (run_id, session_id, head.count, table.name)
        )
        self._append(session_id, table, values, event, {"run_id": run_id, **metadata})
        return True

    def _append(
        self,
        session_id: str,
        table: FactTable | None,
        values: tuple[Any, ...],
        event: Event,
        metadata: Metadata,
        *,
        result_hash: str = "",
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> AuditRow:
        """Inside a transaction: the fact, the audit row that seals it, and the head."""
        described = codec.dumped(dict(metadata))
        row = next_row(
            self._chain_end(session_id),
            session_id=session_id,
            timestamp=codec.time_to_text(self._now()),
            operation=event,
            user_id=self._user_id,
            payload_hash=payload_hash(values if table is not None else (described,)),
            result_hash=result_hash,
            status=status,
            metadata=described,
        )
        self._connection.execute(
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
        if table is not None:
            self._connection.execute(table.insert, (session_id, row.audit_id, *values))
        self._derived.chain_extended(session_id, Head(row.audit_id + 1, row.row_hash))
        return row

    def _chain_end(self, session_id: str) -> Head:
        row = self._row(
            "SELECT audit_id + 1, row_hash FROM audit WHERE session_id = ? ORDER BY audit_id DESC LIMIT 1",
            session_id,
        )
        return Head(*row) if row is not None else Head()

    def _stored(self, path: Path) -> str:
        """Relative to the data folder where it can be, with forward slashes on every system."""
        root = self._path.parent
        return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()
