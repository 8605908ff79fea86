"""What the ledger knows that a retention policy depends on, read out of the audit chains.

A row that is not as this program writes it says nothing: what keeps sessions from being erased must
not be stopped by what somebody planted.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from aurity_desktop.corpus.ledger import codec
from aurity_desktop.corpus.ledger.open_ledger import OpenLedger
from aurity_desktop.domain.events import ACTS, CORPUS_CHAIN, AuditRow, Event
from aurity_desktop.domain.retention import Confirmation, RetentionRecord

#: By the index of just these rows.
_ARRIVED = """
SELECT session_id, max(timestamp) FROM audit
WHERE operation = 'SESSION_IMPORTED' GROUP BY session_id
"""

#: Of the newest sessions, since the acts of all would be a look at the whole ledger. What was
#: imported counts from its import: what was done before was done elsewhere.
_NEWEST_ACT = f"""
SELECT max(a.timestamp) FROM audit a
WHERE a.operation IN ({", ".join(f"'{act}'" for act in sorted(ACTS))}) AND a.timestamp <= ?2
AND a.session_id IN (
    SELECT ?1 UNION ALL SELECT session_id FROM (
        SELECT session_id FROM catalogue WHERE created_at <= ?2
        ORDER BY created_at DESC LIMIT 20))
AND a.audit_id >= coalesce((
    SELECT max(i.audit_id) FROM audit i
    WHERE i.session_id = a.session_id AND i.operation = 'SESSION_IMPORTED'), 0)
"""  # noqa: S608 - constants of this program


def retention_record(
    ledger: OpenLedger, corpus_chain: Iterable[AuditRow], now: datetime
) -> RetentionRecord:
    """As far as it is on record at `now`.

    Announcements and answers count from the last change of the length that sessions are kept for.
    """
    announced: dict[str, datetime] = {}
    confirmed: list[Confirmation] = []
    for row in corpus_chain:
        facts = _facts(row)
        match row.operation:
            case Event.RETENTION_CHANGED:
                announced, confirmed = {}, []
            case Event.RETENTION_ANNOUNCED:
                at = _moment(facts.get("at"))
                if at is not None:
                    announced[str(facts.get("session_id"))] = at
            case Event.RETENTION_CONFIRMED:
                before, days = _moment(facts.get("before")), facts.get("days")
                if before is not None and isinstance(days, int):
                    confirmed.append(Confirmation(days, before, facts.get("at_once") is True))
    return RetentionRecord(announced, tuple(confirmed), _arrived(ledger), _newest_act(ledger, now))


def _arrived(ledger: OpenLedger) -> dict[str, datetime]:
    found = ((name, _moment(text)) for name, text in ledger.rows(_ARRIVED))
    return {name: moment for name, moment in found if moment is not None}


def _newest_act(ledger: OpenLedger, now: datetime) -> datetime | None:
    row = ledger.row(_NEWEST_ACT, CORPUS_CHAIN, codec.time_to_text(now))
    return None if row is None else _moment(row[0])


def _facts(row: AuditRow) -> dict[str, Any]:
    try:
        facts = codec.json_value(row.metadata)
    except ValueError:
        return {}
    return facts if isinstance(facts, dict) else {}


def _moment(text: object) -> datetime | None:
    """None for what is no time, or one without a zone."""
    try:
        moment = codec.time_from_text(str(text))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo is not None else None
