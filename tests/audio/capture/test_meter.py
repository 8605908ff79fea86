import numpy as np
import pytest

from aurity_desktop.audio.capture.meter import FLOOR_DB, WINDOW, Meter, SilenceWatch, level_of
from aurity_desktop.domain.audio import Level
from tests.audio.sounds import tone


def test_a_sine_at_half_scale_is_nine_below_in_power_and_six_at_its_peak():
    level = level_of(tone(1.0, loudness=0.5))
    assert level.rms_db == pytest.approx(-9.03, abs=0.02)
    assert level.peak_db == pytest.approx(-6.02, abs=0.02)
    assert level.clipped_samples == 0


def test_silence_lies_on_the_floor():
    assert level_of(np.zeros(100, np.int16)) == Level(FLOOR_DB, FLOOR_DB)
    assert level_of(np.zeros(0, np.int16)) == Level(FLOOR_DB, FLOOR_DB)


def test_both_ends_of_the_scale_count_as_clipped():
    level = level_of(np.array([-32_768, 32_767, 0, 32_766], np.int16))
    assert level.clipped_samples == 2
    assert level.peak_db == pytest.approx(0.0, abs=0.001)


def test_levels_come_every_tenth_of_a_second_however_the_sound_comes():
    meter, sound = Meter(), tone(1.05)
    levels = [
        level
        for start in range(0, len(sound), 700)
        for level in meter.feed(sound[start : start + 700])
    ]
    assert len(levels) == 10
    assert levels[3] == level_of(sound[3 * WINDOW : 4 * WINDOW])


def test_silence_is_measured_until_a_sound_ends_it():
    watch, quiet, loud = SilenceWatch(), Level(-70.0, -60.0), Level(-30.0, -20.0)
    assert [watch.feed(quiet) for _ in range(25)] == [0.0] * 25
    assert watch.length == pytest.approx(2.5)
    assert watch.feed(loud) == pytest.approx(2.5)
    assert watch.length == 0.0


@pytest.mark.parametrize("offset", [-3_000, 300, 20_000])
def test_an_offset_is_no_sound_and_a_microphone_that_gives_nothing_else_is_silent(offset):
    assert level_of(np.full(WINDOW, offset, np.int16)).rms_db == FLOOR_DB
    quiet = tone(0.1, loudness=0.01)
    assert level_of(quiet + np.int16(offset)).rms_db == pytest.approx(level_of(quiet).rms_db, 0.01)
    meter, watch = Meter(), SilenceWatch()
    for level in meter.feed(np.full(20 * WINDOW, offset, np.int16)):
        watch.feed(level)
    assert watch.length == pytest.approx(2.0)
