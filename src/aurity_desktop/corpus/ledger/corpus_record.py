"""What a ledger tells of the corpus as a whole: its own chain, and the list of erasures.

Read from a damaged ledger as far as it goes, and carried over into the one that takes its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.ledger.replay import insert_audit
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import CORPUS_CHAIN, AuditRow, Event, Metadata

_ERASURES = """
SELECT session_id || ' ' || erased_at, session_id, erased_at, user_id, reason, audit_rows, last_hash
FROM erasures
"""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A session that was erased: a row of `erasures`, in the order of its columns."""

    session_id: str
    erased_at: str
    user_id: str
    reason: str
    audit_rows: int
    last_hash: str

    @property
    def proof(self) -> tuple[str, str, int, str]:
        """What the list and the chain both say of it."""
        return self.session_id, self.reason, self.audit_rows, self.last_hash

    @property
    def metadata(self) -> Metadata:
        """Of the row of the corpus's chain that tells of it."""
        return {
            "session_id": self.session_id,
            "reason": self.reason,
            "audit_rows": self.audit_rows,
            "last_hash": self.last_hash,
        }


def readable_tombstones(damaged: SqliteLedger) -> list[Tombstone]:
    """The rows of the list that a damaged ledger still gives."""
    rows = damaged.database.readable(_ERASURES, "session_id, erased_at")
    return [Tombstone(*row[1:]) for row in rows if _types_of(row[1:]) == _TYPES]


def tombstones_of(chain: Sequence[AuditRow]) -> list[Tombstone]:
    """What the corpus's chain tells of erasures; what is no such row tells nothing."""
    found = (_tombstone(row) for row in chain if row.operation == Event.SESSION_ERASED)
    return [each for each in found if each is not None]


def listed_since_erased(chain: Sequence[AuditRow]) -> set[str]:
    """Ids that came into the list after their last erasure, such as a session imported again."""
    listed: set[str] = set()
    for row in chain:
        session_id = str(_told(row).get("session_id"))
        if row.operation == Event.SESSION_LISTED:
            listed.add(session_id)
        elif row.operation == Event.SESSION_ERASED:
            listed.discard(session_id)
    return listed


def carry_over(
    ledger: SqliteLedger, chain: Sequence[AuditRow], tombstones: Sequence[Tombstone]
) -> None:
    """Put both into a ledger that has neither, the chain verbatim.

    An erasure that only one of the two tells of is put into the other as well. Raises
    sqlite3.IntegrityError, DiskFull.
    """
    in_chain = tombstones_of(chain)
    told = {each.proof for each in in_chain}
    listed = {each.proof for each in tombstones}
    connection = ledger.database.connection
    with ledger.database.transaction():
        insert_audit(connection, CORPUS_CHAIN, chain)
        for each in (*tombstones, *(each for each in in_chain if each.proof not in listed)):
            connection.execute(
                "INSERT OR IGNORE INTO erasures VALUES (?, ?, ?, ?, ?, ?)", astuple(each)
            )
        for each in tombstones:
            if each.proof not in told:
                ledger.writer.append_event(CORPUS_CHAIN, Event.SESSION_ERASED, each.metadata)


def _tombstone(row: AuditRow) -> Tombstone | None:
    told = _told(row)
    values = (
        told.get("session_id"),
        row.timestamp,
        row.user_id,
        told.get("reason"),
        told.get("audit_rows"),
        told.get("last_hash"),
    )
    return Tombstone(*values) if _types_of(values) == _TYPES else None  # type: ignore[arg-type]


def _told(row: AuditRow) -> dict[str, Any]:
    try:
        told = codec.json_value(row.metadata)
    except DamagedRow:
        return {}
    return told if isinstance(told, dict) else {}


def _types_of(values: Sequence[object]) -> tuple[type, ...]:
    return tuple(type(value) for value in values)


_TYPES = (str, str, str, str, int, str)
