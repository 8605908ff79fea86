"""A battery that is nearly empty is told while something is recorded, and at no other time."""

from types import SimpleNamespace

import pytest

from aurity_desktop.application.recording.battery_watch import (
    Battery,
    BatteryWatch,
    system_battery,
)
from tests.fakes.window import FakeController, FakeOffThread, job_of, plan_of


def _found(percent, plugged):
    return SimpleNamespace(percent=percent, power_plugged=plugged)


class Power:
    """A battery as a test sets it, and how often it was asked for."""

    def __init__(self):
        self.battery = Battery(80, discharging=True)
        self.looks = 0

    def read(self):
        self.looks += 1
        return self.battery


@pytest.fixture
def power():
    return Power()


@pytest.fixture
def controller(qapp):
    return FakeController()


@pytest.fixture
def watch(controller, power):
    made = BatteryWatch(controller, FakeOffThread(), power.read)
    made.told = []
    made.low_changed.connect(made.told.append)
    yield made
    made._timer.stop()


def test_it_is_not_looked_at_while_nothing_is_recorded(watch, controller, power):
    assert power.looks == 0
    controller.begin(plan_of())
    assert power.looks == 1
    controller.end(job_of())
    assert not watch._timer.isActive()


def test_a_low_one_is_told_as_it_sinks_and_when_it_is_plugged_in(watch, controller, power):
    controller.begin(plan_of())
    assert watch.told == []
    for battery in (
        Battery(15, discharging=True),
        Battery(15, discharging=True),
        Battery(9, discharging=True),
        Battery(9, discharging=False),
    ):
        power.battery = battery
        watch.look()
    assert watch.told == [15, 9, -1]


def test_with_the_recording_the_warning_ends(watch, controller, power):
    power.battery = Battery(5, discharging=True)
    controller.begin(plan_of())
    controller.end(job_of())
    assert watch.told == [5, -1]


def test_a_computer_without_a_battery_is_never_low(watch, controller, power):
    power.battery = None
    controller.begin(plan_of())
    assert watch.told == []


@pytest.mark.parametrize(
    ("found", "battery"),
    [
        (_found(14.6, False), Battery(15, discharging=True)),
        (_found(14.6, True), Battery(15, discharging=False)),
        (_found(14.6, None), None),
        (None, None),
    ],
)
def test_the_system_is_asked_by_psutil(monkeypatch, found, battery):
    monkeypatch.setattr("psutil.sensors_battery", lambda: found, raising=False)
    assert system_battery() == battery


def test_a_system_that_tells_nothing_is_none(monkeypatch):
    def refuse():
        raise OSError("no such device")

    monkeypatch.setattr("psutil.sensors_battery", refuse, raising=False)
    assert system_battery() is None
