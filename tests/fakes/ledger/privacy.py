"""Consent, holds and retention, and the audit chains."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aurity_desktop.corpus.ledger.audit_chain import Head
from aurity_desktop.domain.consent import Consent, ConsentAnswer
from aurity_desktop.domain.events import ACTS, AuditRow, AuditStatus, Event, Metadata
from aurity_desktop.domain.network import NetworkDay
from aurity_desktop.domain.retention import Confirmation, Hold, RetentionRecord
from tests.fakes.ledger.state import Memory, Session


class MemoryConsents:
    """The port `Consents`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def record(self, session_id: str, consent: Consent) -> None:
        session = self._memory.known(session_id)
        given = consent.answer is ConsentAnswer.GIVEN
        event = Event.CONSENT_GIVEN if given else Event.CONSENT_WITHDRAWN
        metadata: Metadata = {"version": consent.text.version, "language": consent.text.language}
        self._memory.log(session_id, event, metadata, consent.text.sha256)
        session.consent = consent.answer

    def newest(self, session_id: str) -> ConsentAnswer | None:
        session = self._memory.sessions.get(session_id)
        return session.consent if session else None


class MemoryRetention:
    """The port `Retention`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self._days: int | None = None
        self._announced: dict[str, datetime] = {}
        self._confirmed: list[Confirmation] = []

    def place_hold(self, session_id: str, reason: str) -> None:
        session = self._memory.known(session_id)
        if session.hold is None or session.hold.reason != reason:
            row = self._memory.log(session_id, Event.HOLD_PLACED, {})
            placed = datetime.fromisoformat(row.timestamp)
            session.hold = Hold(session_id, reason, placed, row.user_id)

    def lift_hold(self, session_id: str, reason: str) -> None:
        session = self._memory.known(session_id)
        if session.hold is not None:
            self._memory.log(session_id, Event.HOLD_LIFTED, {})
            session.hold = None

    def holds(self) -> list[Hold]:
        return [
            session.hold for _, session in sorted(self._memory.sessions.items()) if session.hold
        ]

    def note_days(self, days: int | None) -> bool:
        changed = days != self._days
        self._days = days
        if changed:
            self._announced, self._confirmed = {}, []
        return changed

    def record(self, now: datetime) -> RetentionRecord:
        own = {name: self._since_import(session) for name, session in self._memory.sessions.items()}
        acts = [
            datetime.fromisoformat(row.timestamp)
            for rows in own.values()
            for row in rows
            if row.operation in ACTS
        ]
        return RetentionRecord(
            dict(self._announced),
            tuple(self._confirmed),
            {
                name: datetime.fromisoformat(rows[0].timestamp)
                for name, rows in own.items()
                if rows and rows[0].operation == Event.SESSION_IMPORTED
            },
            {
                name: datetime.fromisoformat(row.timestamp)
                for name, session in self._memory.sessions.items()
                for row in session.audit
                if row.operation == Event.HOLD_LIFTED
            },
            max((each for each in acts if each <= now), default=None),
        )

    def announce(self, session_ids: Sequence[str], at: datetime) -> None:
        self._announced.update(dict.fromkeys(session_ids, at))

    def confirm(self, confirmation: Confirmation) -> None:
        self._confirmed.append(confirmation)

    @staticmethod
    def _since_import(session: Session) -> list[AuditRow]:
        imports = [
            place
            for place, row in enumerate(session.audit)
            if row.operation == Event.SESSION_IMPORTED
        ]
        return session.audit[max(imports, default=0) :]


class MemoryAuditLog:
    """The port `AuditLog`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory
        self.network_days: dict[str, NetworkDay] = {}

    def record_event(
        self,
        session_id: str,
        event: Event,
        metadata: Metadata,
        status: AuditStatus = AuditStatus.SUCCESS,
    ) -> None:
        self._memory.known(session_id)
        self._memory.log(session_id, event, metadata, str(metadata.get("sha256") or ""), status)

    def note_network_day(self, day: NetworkDay) -> bool:
        fresh = day.day not in self.network_days
        self.network_days.setdefault(day.day, day)
        return fresh

    def rows(self, session_id: str, *events: Event) -> list[AuditRow]:
        session = self._memory.sessions.get(session_id)
        rows = session.audit if session else []
        return [row for row in rows if not events or row.operation in events]

    def is_read_in_background(self, session_id: str) -> bool:
        return any(
            row.operation == Event.INPUT_NOTED and "in_background" in row.metadata
            for row in self.rows(session_id)
        )

    def head(self, session_id: str) -> Head:
        return self._memory.head(session_id)
