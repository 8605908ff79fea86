"""What decides how long a session is kept: holds on single sessions, and the length for all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.audit_log import SqliteAuditLog
from aurity_desktop.corpus.ledger.fact_tables import HOLDS
from aurity_desktop.corpus.ledger.ledger_writer import LedgerWriter
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger, Row
from aurity_desktop.corpus.ledger.retention_record import RETENTION_EVENTS, retention_record
from aurity_desktop.corpus.ledger.row_values import NO_TIME
from aurity_desktop.domain.errors import DamagedRow
from aurity_desktop.domain.events import CORPUS_CHAIN, Event, Metadata
from aurity_desktop.domain.retention import Confirmation, Hold, RetentionRecord

_HOLDS = """
SELECT h.session_id, h.reason, a.timestamp, a.user_id
FROM holds h JOIN audit a ON a.session_id = h.session_id AND a.audit_id = h.audit_id
WHERE h.active
AND h.audit_id = (SELECT max(n.audit_id) FROM holds n WHERE n.session_id = h.session_id)
ORDER BY h.session_id
"""


class SqliteRetention:
    """The port `Retention`."""

    def __init__(self, ledger: OpenLedger, writer: LedgerWriter, audit: SqliteAuditLog) -> None:
        self._ledger = ledger
        self._writer = writer
        self._audit = audit

    def place_hold(self, session_id: str, reason: str) -> None:
        """Nothing erases the session until the hold is lifted.

        A hold for the same reason is not recorded again. Raises UnknownSession.
        """
        self._hold(session_id, reason, active=True)

    def lift_hold(self, session_id: str, reason: str) -> None:
        """Nothing is written where there is no hold. Raises UnknownSession."""
        self._hold(session_id, reason, active=False)

    def holds(self) -> list[Hold]:
        """Every session that must be kept, and why, in the order of the ids.

        One whose row is damaged keeps its session too, and no other.
        """
        return [_hold(row) for row in self._ledger.rows(_HOLDS)]

    def note_days(self, days: int | None) -> bool:
        """For how long sessions are kept from now on; None for ever.

        Whether that is another length than was noted last.
        """
        noted = [
            _noted_days(row.metadata) for row in self._audit.of_corpus(Event.RETENTION_CHANGED)
        ]
        if (noted[-1] if noted else None) == days:
            return False
        with self._ledger.transaction():
            self._writer.append_event(CORPUS_CHAIN, Event.RETENTION_CHANGED, {"days": days})
        return True

    def record(self, now: datetime) -> RetentionRecord:
        """What a policy depends on, as far as it is on record at `now`; all of one moment."""
        with self._ledger.snapshot():
            told = self._audit.of_corpus(*RETENTION_EVENTS)
            return retention_record(self._ledger, told, now)

    def announce(self, session_ids: Sequence[str], at: datetime) -> None:
        """One row each in the corpus's own chain, in one transaction."""
        with self._ledger.transaction():
            for session_id in session_ids:
                metadata: Metadata = {"session_id": session_id, "at": codec.time_to_text(at)}
                self._writer.append_event(CORPUS_CHAIN, Event.RETENTION_ANNOUNCED, metadata)

    def confirm(self, confirmation: Confirmation) -> None:
        """A person's yes, as a row in the corpus's own chain."""
        metadata: Metadata = {
            "days": confirmation.days,
            "before": codec.time_to_text(confirmation.before),
            "at_once": confirmation.at_once,
        }
        with self._ledger.transaction():
            self._writer.append_event(CORPUS_CHAIN, Event.RETENTION_CONFIRMED, metadata)

    def _hold(self, session_id: str, reason: str, *, active: bool) -> None:
        with self._ledger.transaction():
            self._writer.require(session_id)
            now = [hold.reason for hold in self.holds() if hold.session_id == session_id]
            if (now == [reason]) if active else not now:
                return
            event = Event.HOLD_PLACED if active else Event.HOLD_LIFTED
            self._writer.append(session_id, HOLDS, (int(active), reason), event, {})


def _hold(row: Row) -> Hold:
    session_id, reason, timestamp, user_id = row
    try:
        placed_at = codec.time_from_text(timestamp)
    except DamagedRow:
        placed_at = NO_TIME
    return Hold(str(session_id), str(reason), placed_at, str(user_id))


def _noted_days(metadata: str) -> object:
    """-1, which nobody notes, where the row is damaged."""
    try:
        return codec.json_value(metadata)["days"]
    except (DamagedRow, TypeError, KeyError):
        return -1
