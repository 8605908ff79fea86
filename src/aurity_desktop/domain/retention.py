"""How long sessions are kept: a number of days, and holds that outweigh it. Pure: it says what is due, others act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from aurity_desktop.domain.session import SessionState, SessionSummary

#: Only what has come to an end is ever due.
_ENDED = frozenset({SessionState.COMPLETED, SessionState.FAILED})


@dataclass(frozen=True, slots=True)
class Hold:
    """A session that must be kept whatever the policy says: a lawsuit, a complaint, a study."""

    session_id: str
    reason: str
    placed_at: datetime
    user_id: str


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """Sessions are kept this many days from the day they were recorded. None keeps them for ever."""

    days: int | None = None

    def due(
        self, sessions: Iterable[SessionSummary], held: frozenset[str], now: datetime
    ) -> list[SessionSummary]:
        """Oldest first: what the policy would erase at `now`."""
        if self.days is None:
            return []
        limit = now - timedelta(days=self.days)
        found = [
            session
            for session in sessions
            if session.state in _ENDED
            and session.plan.created_at < limit
            and session.session_id not in held
        ]
        return sorted(found, key=lambda session: session.plan.created_at)
