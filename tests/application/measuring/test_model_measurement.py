"""How fast a model is: real time spent on a sample, the way a recording spends it."""

from datetime import UTC, datetime

import pytest

from aurity_desktop.application.measuring.model_measurement import MeasuringPlan, ModelMeasurement
from aurity_desktop.domain.errors import RecordingGoesOn
from aurity_desktop.domain.model_speeds import MeasuredPart, ModelSpeeds
from tests.fakes.clock import Clock
from tests.fakes.speeds import HERE, MEASURED, SlowEngines, speeds_of, whisper_speed

BOTH = MeasuringPlan(("base", "small"), diarization=True)
BASE = MeasuringPlan(("base",), diarization=False)


@pytest.fixture
def clock():
    return Clock(0.0)


@pytest.fixture
def measure(clock):
    def run(engines, plan=BASE, kept=None, keep=lambda _: None, told=lambda _: None, records=()):
        answers = iter(records)
        measurement = ModelMeasurement(
            engines,
            HERE,
            "0.1.0",
            lambda: next(answers, False),
            clock=clock,
            now=lambda: datetime(2026, 11, 29, 12, tzinfo=UTC),
        )
        return measurement.run(plan, kept or ModelSpeeds(), keep, told)

    return run


def test_live_text_is_as_fast_as_its_slices_are_answered_and_as_busy_as_all_of_its_work(
    clock, measure
):
    engines = SlowEngines(clock, draft=0.4, feed=0.2, glance=0.1, finish=0.6)
    live = measure(engines).of("base").live
    assert (live.median_ms, live.longest_ms) == (pytest.approx(200), pytest.approx(200))
    # Ten slices of 0.4 + 0.1 + 0.2 s, 69 glances of 0.1 s, and the end.
    assert live.busy == pytest.approx(14.5 / 30)


def test_a_draft_that_is_not_done_when_its_slice_is_whole_delays_the_text(clock, measure):
    engines = SlowEngines(clock, draft=2.0, feed=0.2)
    live = measure(engines).of("base").live
    # The first draft begins 1.25 s before the slice is whole, of which 0.2 s are spare.
    assert live.longest_ms == pytest.approx(1000 * (2.0 - 1.05 + 0.2))


def test_on_a_slow_computer_slices_go_without_drafts_as_they_do_while_recording(clock, measure):
    engines = SlowEngines(clock, draft=2.5, feed=1.0, glance=0.5)
    measure(engines)
    assert 0 < engines.drafts < 10


def test_the_passes_are_told_as_work_for_a_second_of_sound_without_the_loading(clock, measure):
    engines = SlowEngines(clock, whole=6.0, speakers=0.9, loading=50.0)
    speeds = measure(engines, BOTH)
    assert [each.final for each in speeds.whisper] == pytest.approx([0.2, 0.2])
    assert speeds.diarization.real_time_factor == pytest.approx(0.03)


def test_each_speed_says_when_and_where_it_was_measured(clock, measure):
    speeds = measure(SlowEngines(clock), BOTH)
    assert {each.measurement for each in (*speeds.whisper, speeds.diarization)} == {MEASURED}


def test_what_was_kept_of_other_models_stays(clock, measure):
    large = whisper_speed("large")
    speeds = measure(SlowEngines(clock), kept=speeds_of(large, whisper_speed("base", busy=9.0)))
    assert [each.model for each in speeds.whisper] == ["large", "base"]
    assert speeds.of("base").live.busy < 1
    assert speeds.diarization is not None


def test_every_model_is_kept_as_soon_as_it_is_measured(clock, measure):
    kept = []
    measure(SlowEngines(clock), BOTH, keep=kept.append)
    assert [len(each.whisper) for each in kept] == [1, 2, 2]
    assert [each.diarization is not None for each in kept] == [False, False, True]


def test_a_recording_that_begins_ends_the_measurement_and_what_is_measured_is_kept(clock, measure):
    kept, told = [], []

    class Recording:
        def __iter__(self):
            while True:
                yield len(kept) == 1 and told[-1].part is MeasuredPart.LIVE

    with pytest.raises(RecordingGoesOn):
        measure(SlowEngines(clock), BOTH, keep=kept.append, told=told.append, records=Recording())
    assert [each.model for each in kept[-1].whisper] == ["base"]
    assert told[-1].model == "small"


def test_progress_goes_from_nothing_to_all_through_every_part(clock, measure):
    told = []
    measure(SlowEngines(clock), BOTH, told=told.append)
    fractions = [each.fraction for each in told]
    assert fractions == sorted(fractions)
    assert (fractions[0], fractions[-1]) == (0.0, 1.0)
    assert [(each.model, each.part) for each in told if each.part is not MeasuredPart.LIVE] == [
        (model, part)
        for model in ("base", "small")
        for part in (MeasuredPart.LOADING, MeasuredPart.LOADING, *2 * [MeasuredPart.FINAL])
    ] + [("diarization", part) for part in (MeasuredPart.LOADING, *2 * [MeasuredPart.DIARIZATION])]
