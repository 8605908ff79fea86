"""Which sessions of the library are shown: of which days, how they stand, about whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache

from aurity_desktop.domain.session import OPEN_STATES, SessionState, SessionSummary


class Period(StrEnum):
    """Days, counted back from today; YEAR is the calendar's."""

    ANY = "any"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Standing(StrEnum):
    """READY has its final transcript; UNDER_WAY is recorded or worked on; ATTENTION needs a person.

    TO_REVIEW: ready, and nobody has reviewed it, see `SessionSummary.reviewed`.
    """

    ANY = "any"
    TO_REVIEW = "to_review"
    READY = "ready"
    UNDER_WAY = "under_way"
    ATTENTION = "attention"


_STATES = {
    Standing.ANY: frozenset(SessionState),
    Standing.TO_REVIEW: frozenset({SessionState.COMPLETED}),
    Standing.READY: frozenset({SessionState.COMPLETED}),
    Standing.UNDER_WAY: OPEN_STATES | {SessionState.FINALIZING},
    Standing.ATTENTION: OPEN_STATES | {SessionState.FAILED},
}


@lru_cache(maxsize=1 << 17)
def local_day(moment: datetime) -> date:
    """The day in this computer's time zone; kept, since a list of ten thousand asks again."""
    return moment.astimezone().date()


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """All must fit. `about` are the ids of one patient's sessions, None for everybody's."""

    period: Period = Period.ANY
    standing: Standing = Standing.ANY
    about: frozenset[str] | None = None

    def of(self, sessions: Iterable[SessionSummary], today: date) -> list[SessionSummary]:
        """Those that fit, in their order. Days are those of this computer's time zone."""
        states, only_new = _STATES[self.standing], self.standing is Standing.TO_REVIEW
        fitting = [
            each
            for each in sessions
            if each.state in states
            and (each.to_review or not only_new)
            and (self.about is None or each.session_id in self.about)
        ]
        if self.period is Period.ANY:
            return fitting
        first, last = self._days(today)
        return [each for each in fitting if first <= local_day(each.plan.created_at) <= last]

    def _days(self, today: date) -> tuple[date, date]:
        match self.period:
            case Period.TODAY:
                return today, today
            case Period.YESTERDAY:
                return today - timedelta(days=1), today - timedelta(days=1)
            case Period.WEEK:
                return today - timedelta(days=6), today
            case Period.MONTH:
                return today - timedelta(days=29), today
            case Period.YEAR:
                return date(today.year, 1, 1), date(today.year, 12, 31)
            case Period.ANY:
                return date.min, date.max
