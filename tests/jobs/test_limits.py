import pytest

from aurity_desktop.jobs.limits import Limits


def test_an_hour_of_sound_has_540_and_600_seconds_and_longer_sound_in_proportion():
    assert Limits.for_audio(3600) == Limits(540, 600)
    assert Limits.for_audio(3 * 3600) == Limits(3 * 540, 3 * 600)


def test_short_sound_has_the_time_to_load_the_models():
    assert Limits.for_audio(1) == Limits.for_audio(0)
    assert Limits.for_audio(1).soft >= 240


def test_work_that_gets_on_slowly_is_given_what_its_pace_asks_for():
    slow = Limits.for_audio(3600).at_pace(elapsed=400, fraction=0.25)
    assert slow.soft == pytest.approx(3200)
    assert slow.hard > slow.soft


def test_work_that_gets_on_well_keeps_its_limits():
    assert Limits.for_audio(3600).at_pace(elapsed=50, fraction=0.25) == Limits.for_audio(3600)


def test_the_first_moments_say_nothing_about_the_pace():
    assert Limits.for_audio(3600).at_pace(elapsed=100, fraction=0.001) == Limits.for_audio(3600)
