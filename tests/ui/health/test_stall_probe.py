"""The probe tells a loop that was kept from a loop that was idle."""

import pytest

from aurity_desktop.ui.health.stall_probe import StallProbe


@pytest.fixture
def clock():
    return [0.0]


def test_a_punctual_loop_has_no_stall(qapp, clock):
    probe = StallProbe(now=lambda: clock[0])
    for _ in range(100):
        clock[0] += 0.010
        probe.tick()
    assert probe.longest_ms == pytest.approx(0.0)
    assert probe.stalls == 0


def test_a_loop_that_was_kept_is_measured_and_told(qapp, clock, qtbot):
    probe = StallProbe(now=lambda: clock[0])
    clock[0] = 0.130
    with qtbot.waitSignal(probe.stalled) as told:
        probe.tick()
    assert told.args == [pytest.approx(120.0)]
    assert (probe.longest_ms, probe.stalls) == (pytest.approx(120.0), 1)
    probe.reset()
    assert probe.longest_ms == pytest.approx(0.0)


def test_percentiles_are_those_of_all_looks(qapp, clock):
    probe = StallProbe(now=lambda: clock[0])
    for late in (*[0.002] * 98, 0.020, 0.060):
        clock[0] += 0.010 + late
        probe.tick()
    assert probe.ticks == 100
    assert probe.percentile_ms(50) == 3.0  # to the millisecond above
    assert probe.percentile_ms(99) == pytest.approx(21.0)
    assert probe.percentile_ms(100) == pytest.approx(60.0)


def test_of_nothing_there_is_no_percentile(qapp, clock):
    assert StallProbe(now=lambda: clock[0]).percentile_ms(99) == 0.0
