from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aurity_desktop.application.finalizing.background_work import BackgroundWork
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from tests.fakes.clock import Clock

SESSION = SessionSummary(
    plan=SessionPlan("session_20260102_030405", datetime(2026, 1, 2, tzinfo=UTC), "a test"),
    state=SessionState.RECORDING,
    reason="",
    sample_count=48_000,
    chunks=1,
    chunks_ok=1,
    speakers=0,
    language="es",
)
OTHER = replace(SESSION, plan=replace(SESSION.plan, session_id="session_20260102_030406"))


class Acts:
    def __init__(self):
        self.did = []

    def project(self, session):
        self.did.append(("project", session.session_id[-1]))

    def settle(self, session, pressed):
        self.did.append(("settle", session.session_id[-1]))
        self.pressed = pressed


@pytest.fixture
def clock():
    return Clock(0.0)


@pytest.fixture
def acts():
    return Acts()


@pytest.fixture
def ahead(clock, acts):
    work = BackgroundWork(clock)
    return lambda *sessions, pressed=lambda: False: work.run(sessions, acts, pressed)


def test_a_recording_is_projected_once_a_minute_and_settled_each_time(ahead, acts, clock):
    for _ in range(13):
        ahead(SESSION)
        clock.go_on(10)
    assert acts.did.count(("project", "5")) == 4
    assert acts.did.count(("settle", "5")) == 13
    assert acts.did[0] == ("project", "5")


def test_a_pause_is_projected_at_once_and_once(ahead, acts):
    paused = replace(SESSION, state=SessionState.PAUSED)
    for session in (SESSION, paused, paused, SESSION, paused):
        ahead(session)
    # The second pause within a minute shows only when the recording between them was seen.
    assert acts.did.count(("project", "5")) == 2


def test_nothing_is_projected_before_there_is_a_slice(ahead, acts):
    ahead(replace(SESSION, chunks=0))
    assert acts.did == [("settle", "5")]


def test_sessions_are_independent_and_those_that_ended_are_forgotten(ahead, acts):
    ahead(SESSION, OTHER)
    assert acts.did == [("project", "5"), ("settle", "5"), ("project", "6"), ("settle", "6")]
    ahead(OTHER)
    ahead(SESSION)
    assert acts.did[-2:] == [("project", "5"), ("settle", "5")]


def test_a_machine_that_has_fallen_behind_still_projects(ahead, acts, clock):
    ahead(SESSION)
    assert not acts.pressed()
    clock.go_on(11)
    assert acts.pressed()


def test_a_job_that_waits_comes_first(ahead, acts):
    answers = iter([False, True])
    ahead(SESSION, OTHER, pressed=lambda: next(answers))
    assert acts.did == [("project", "5"), ("settle", "5")]
