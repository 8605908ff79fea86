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


class BackgroundTasks:
    def __init__(self):
        self.did = []

    def project(self, session):
        self.did.append(("project", session.session_id[-1]))

    def advance(self, session, should_yield):
        self.did.append(("advance", session.session_id[-1]))
        self.should_yield = should_yield


@pytest.fixture
def clock():
    return Clock(0.0)


@pytest.fixture
def tasks():
    return BackgroundTasks()


@pytest.fixture
def work(clock, tasks):
    background = BackgroundWork(clock)
    return lambda *sessions, should_yield=lambda: False, paused=lambda: False: background.run(
        sessions, tasks, should_yield, paused=paused
    )


def test_a_recording_is_projected_once_a_minute_and_its_pass_advanced_each_time(work, tasks, clock):
    for _ in range(13):
        work(SESSION)
        clock.go_on(10)
    assert tasks.did.count(("project", "5")) == 4
    assert tasks.did.count(("advance", "5")) == 13
    assert tasks.did[0] == ("project", "5")


def test_a_pause_is_projected_at_once_and_once(work, tasks):
    paused = replace(SESSION, state=SessionState.PAUSED)
    for session in (SESSION, paused, paused, SESSION, paused):
        work(session)
    # The second pause within a minute shows only when the recording between them was seen.
    assert tasks.did.count(("project", "5")) == 2


def test_nothing_is_projected_before_there_is_a_slice(work, tasks):
    work(replace(SESSION, chunks=0))
    assert tasks.did == [("advance", "5")]


def test_sessions_are_independent_and_those_that_ended_are_forgotten(work, tasks):
    work(SESSION, OTHER)
    assert tasks.did == [("project", "5"), ("advance", "5"), ("project", "6"), ("advance", "6")]
    work(OTHER)
    work(SESSION)
    assert tasks.did[-2:] == [("project", "5"), ("advance", "5")]


def test_a_machine_that_has_fallen_behind_still_projects(work, tasks, clock):
    work(SESSION)
    assert not tasks.should_yield()
    clock.go_on(11)
    assert tasks.should_yield()


def test_a_job_that_waits_comes_first(work, tasks):
    answers = iter([False, True])
    work(SESSION, OTHER, should_yield=lambda: next(answers))
    assert tasks.did == [("project", "5"), ("advance", "5")]


def test_while_all_jobs_are_paused_its_files_are_written_and_nothing_is_heard_again(work, tasks):
    work(SESSION, paused=lambda: True)
    assert tasks.did == [("project", "5")]


def test_a_pause_ends_the_second_pass_that_is_under_way(work, tasks):
    pause = []
    work(SESSION, paused=lambda: bool(pause))
    assert not tasks.should_yield()
    pause.append("now")
    assert tasks.should_yield()
