"""How long sessions are kept: a number of days, and holds that outweigh it.

Pure: it says what is due, others act.
"""

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
class Expiry:
    """When a session goes, and what keeps it all the same.

    `at` is in the past for one that is due or held over its time.
    """

    session: SessionSummary
    at: datetime
    hold: Hold | None = None


@dataclass(frozen=True, slots=True)
class RetentionPolicy:
    """Sessions are kept this many days from the moment they were recorded.

    None keeps them for ever.
    """

    days: int | None = None

    def outlook(self, sessions: Iterable[SessionSummary], holds: Iterable[Hold]) -> list[Expiry]:
        """Every session that has come to an end, with when it goes; the first to go first.

        Nothing when all are kept.
        """
        if self.days is None:
            return []
        held = {hold.session_id: hold for hold in holds}
        found = [
            Expiry(
                session,
                session.plan.created_at + timedelta(days=self.days),
                held.get(session.session_id),
            )
            for session in sessions
            if session.state in _ENDED and not session.damaged
        ]
        return sorted(found, key=lambda expiry: expiry.at)

    def due(
        self, sessions: Iterable[SessionSummary], holds: Iterable[Hold], now: datetime
    ) -> list[SessionSummary]:
        """Oldest first: what the policy erases at `now`."""
        return [
            expiry.session
            for expiry in self.outlook(sessions, holds)
            if expiry.at < now and expiry.hold is None
        ]
