"""The stalls of the window are measured for each recording and logged, without a patient's word."""

import logging

import pytest

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.ui.health.stall_log import StallLog
from aurity_desktop.ui.health.stall_probe import StallProbe
from tests.fakes.window import FakeController, plan_of


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def probe(qapp, clock):
    return StallProbe(now=lambda: clock[0])


@pytest.fixture
def controller():
    return FakeController()


def late(probe, clock, milliseconds):
    clock[0] += 0.010 + milliseconds / 1000
    probe.tick()


def facts(caplog):
    return [record.facts for record in caplog.records]


def test_a_recording_is_told_at_its_stop_without_what_came_before_it(
    probe, clock, controller, caplog
):
    caplog.set_level(logging.INFO, "aurity_desktop.ui.health.stall_log")
    StallLog(probe, controller)
    late(probe, clock, 200.0)
    caplog.clear()
    plan = plan_of()
    controller.begin(plan)
    late(probe, clock, 12.0)
    controller.enter(RecordingState.STOPPING)
    controller.enter(RecordingState.IDLE)
    assert facts(caplog) == [
        {
            "session_id": plan.session_id,
            "longest_ms": pytest.approx(12.0),
            "p99_ms": pytest.approx(12.0, abs=1.0),
            "over_limit": 0,
            "looks": 1,
        }
    ]


def test_a_stall_is_logged_when_it_happens(probe, clock, controller, caplog):
    caplog.set_level(logging.INFO, "aurity_desktop.ui.health.stall_log")
    StallLog(probe, controller)
    controller.begin(plan_of())
    late(probe, clock, 90.0)
    assert facts(caplog) == [{"session_id": plan_of().session_id, "milliseconds": 90.0}]
