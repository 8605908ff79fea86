"""Which models suit a computer, by what was measured on it."""

import pytest

from aurity_desktop.domain.model_choice import Recommendation, fits_live, keeps_up, recommend
from aurity_desktop.domain.model_speeds import Computer, LiveSpeed, Measurement
from tests.fakes.speeds import HERE, MEASURED, speeds_of, whisper_speed

SMALL = whisper_speed("small", median_ms=700, longest_ms=1100, busy=0.5, final=0.25)
BASE = whisper_speed("base")


def test_the_best_model_that_is_fast_enough_is_recommended_for_both():
    assert recommend(speeds_of(BASE, SMALL), ["small", "base"]) == Recommendation(
        "small", live_fits=True, final="small", keeps_up=True
    )


def test_a_better_model_that_is_too_slow_for_live_text_is_passed_over():
    slow = whisper_speed("small", median_ms=1600, longest_ms=1700, busy=0.5, final=0.25)
    found = recommend(speeds_of(BASE, slow), ["small", "base"])
    assert (found.live, found.live_fits) == ("base", True)
    assert (found.final, found.keeps_up) == ("small", True)


def test_a_second_pass_that_cannot_keep_up_beside_live_text_is_passed_over():
    heavy = whisper_speed("small", busy=0.9, final=0.49)
    found = recommend(speeds_of(BASE, heavy, diarization=0.02), ["small", "base"])
    assert found.final == "base"
    lighter = whisper_speed("small", busy=0.9, final=0.47)
    assert recommend(speeds_of(BASE, lighter), ["small", "base"]).final == "small"


def test_what_the_diarization_takes_counts_for_the_second_pass():
    pair = BASE, whisper_speed("small", final=0.4)
    assert keeps_up(*pair, speeds_of(*pair, diarization=0.09))
    assert not keeps_up(*pair, speeds_of(*pair, diarization=0.11))
    assert keeps_up(*pair, speeds_of(*pair, diarization=None))


def test_where_every_model_is_too_slow_the_fastest_is_taken_and_said_to_be_so():
    small = whisper_speed("small", longest_ms=9000, busy=2.5, final=1.4)
    base = whisper_speed("base", longest_ms=4000, busy=0.9, final=0.6)
    assert recommend(speeds_of(small, base), ["small", "base"]) == Recommendation(
        "base", live_fits=False, final="base", keeps_up=False
    )


def test_a_model_that_was_not_measured_is_not_recommended():
    assert recommend(speeds_of(BASE), ["large", "base"]).final == "base"


def test_a_model_that_may_not_be_used_is_not_recommended_however_fast_it_is():
    tiny = whisper_speed("tiny.en", median_ms=50, longest_ms=90, busy=0.05, final=0.01)
    assert recommend(speeds_of(tiny, BASE), ["base"]).live == "base"


def test_nothing_is_recommended_before_anything_was_measured():
    assert recommend(speeds_of(), ["base"]) is None


@pytest.mark.parametrize(
    ("median_ms", "longest_ms", "busy", "fits"),
    [
        (1500, 3000, 0.75, True),
        (1501, 3000, 0.75, False),
        (1500, 3001, 0.75, False),
        (1500, 3000, 0.76, False),
    ],
)
def test_live_text_fits_within_half_of_a_slice_as_a_rule_and_a_whole_one_at_most(
    median_ms, longest_ms, busy, fits
):
    assert fits_live(LiveSpeed(median_ms, longest_ms, busy)) is fits


def test_a_new_measurement_takes_the_place_of_the_old_one_of_its_model():
    again = whisper_speed("base", busy=0.5)
    assert speeds_of(BASE, SMALL).updated(again).whisper == (SMALL, again)


def test_what_was_measured_on_another_computer_does_not_count_here():
    elsewhere = Measurement(MEASURED.at, Computer(HERE.processor, 8), MEASURED.program)
    speeds = speeds_of(BASE, whisper_speed("small", at=elsewhere), at=elsewhere)
    assert speeds.on(HERE).whisper == (BASE,)
    assert speeds.on(HERE).diarization is None
