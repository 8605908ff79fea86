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

_LIFTED = """
SELECT h.session_id, max(a.timestamp) FROM holds h
JOIN audit a ON a.session_id = h.session_id AND a.audit_id = h.audit_id
WHERE NOT h.active GROUP BY h.session_id
"""

#: The acts of all sessions would be a look at the whole ledger.
_NEWEST_SESSIONS = """
SELECT session_id FROM catalogue WHERE created_at <= ? ORDER BY created_at DESC LIMIT 20
"""

_IMPORTED_AT = """
SELECT max(audit_id) FROM audit INDEXED BY audit_imports
WHERE session_id = ? AND operation = 'SESSION_IMPORTED'
"""

#: From the chain's end back to the first one: a look of microseconds, however long the session.
_LAST_ACT = f"""
SELECT timestamp FROM audit
WHERE session_id = ?1 AND audit_id >= ?2 AND timestamp <= ?3
AND operation IN ({", ".join(f"'{act}'" for act in sorted(ACTS))})
ORDER BY audit_id DESC LIMIT 1
"""  # noqa: S608 - constants of this program

#: What of the corpus's chain the record is read from.
RETENTION_EVENTS = (
    Event.RETENTION_CHANGED,
    Event.RETENTION_ANNOUNCED,
    Event.RETENTION_CONFIRMED,
)


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
    return RetentionRecord(
        announced,
        tuple(confirmed),
        _moments(ledger, _ARRIVED),
        _moments(ledger, _LIFTED),
        _newest_act(ledger, now),
    )


def _moments(ledger: OpenLedger, sql: str) -> dict[str, datetime]:
    found = ((name, _moment(text)) for name, text in ledger.rows(sql))
    return {name: moment for name, moment in found if moment is not None}


def _newest_act(ledger: OpenLedger, now: datetime) -> datetime | None:
    until = codec.time_to_text(now)
    chains = [CORPUS_CHAIN, *(name for (name,) in ledger.rows(_NEWEST_SESSIONS, until))]
    acts = (_last_act(ledger, chain, until) for chain in chains)
    return max((act for act in acts if act is not None), default=None)


def _last_act(ledger: OpenLedger, chain: str, until: str) -> datetime | None:
    """What was done before an import was done elsewhere, and does not count."""
    imported = ledger.row(_IMPORTED_AT, chain)
    since = imported[0] if imported is not None and imported[0] is not None else 0
    row = ledger.row(_LAST_ACT, chain, since, until)
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
