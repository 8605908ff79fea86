"""Which sessions the library shows."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from aurity_desktop.domain.session_filter import Period, SessionFilter, Standing

NOON = datetime(2026, 3, 2, 12).astimezone()


def session(days=0, state=SessionState.COMPLETED, *, reviewed=False):
    plan = SessionPlan(f"session_{days:08}", NOON - timedelta(days=days), "mic")
    return replace(SessionSummary(plan, state, "", 0, 0, 0, 0, "es"), reviewed=reviewed)


@pytest.mark.parametrize(
    ("period", "days"),
    [
        (Period.ANY, [0, 1, 6, 7, 29, 30, 60, 62]),
        (Period.TODAY, [0]),
        (Period.YESTERDAY, [1]),
        (Period.WEEK, [0, 1, 6]),
        (Period.MONTH, [0, 1, 6, 7, 29]),
        (Period.YEAR, [0, 1, 6, 7, 29, 30, 60]),  # 60 days before is the first of January
    ],
)
def test_days_are_counted_back_from_today(period, days):
    sessions = [session(back) for back in (0, 1, 6, 7, 29, 30, 60, 62)]
    found = SessionFilter(period).of(sessions, NOON.date())
    assert found == [session(back) for back in days]


@pytest.mark.parametrize(
    ("standing", "states"),
    [
        (Standing.READY, {SessionState.COMPLETED}),
        (
            Standing.UNDER_WAY,
            {SessionState.RECORDING, SessionState.PAUSED, SessionState.FINALIZING},
        ),
        (Standing.ATTENTION, {SessionState.RECORDING, SessionState.PAUSED, SessionState.FAILED}),
        (Standing.ANY, set(SessionState)),
    ],
)
def test_a_standing_is_one_of_several_states(standing, states):
    sessions = [session(state=state) for state in SessionState]
    found = SessionFilter(standing=standing).of(sessions, NOON.date())
    assert {each.state for each in found} == states


def test_what_somebody_has_done_something_with_is_not_to_be_reviewed():
    new, old = session(), session(reviewed=True)
    sessions = [new, old, session(state=SessionState.FAILED)]
    assert SessionFilter(standing=Standing.TO_REVIEW).of(sessions, NOON.date()) == [new]
