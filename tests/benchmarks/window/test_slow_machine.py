"""A slow machine is slow at every decoding, by the same factor, and changes nothing else."""

from pathlib import Path

import pytest

from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate
from tests.benchmarks.window.slow_machine import SlowTranscriber, factor_for, slice_costs

SESSION = "session_20260101_000000"


class Working:
    """Takes a tenth of a second for each slice, on a clock that only it moves."""

    def __init__(self, clock):
        self.clock = clock
        self.languages, self.fed, self.finished = [], [], 0

    def warm(self):
        self.clock[0] += 3.0

    def set_language(self, language):
        self.languages.append(language)

    def hear_open(self, start_sample, samples):
        self.clock[0] += 0.05
        return LiveUpdate((), language="open")

    def feed(self, slices):
        self.clock[0] += 0.1 * len(slices)
        self.fed.append(len(slices))
        return LiveUpdate((), language="fed")

    def finish(self):
        self.clock[0] += 0.1
        self.finished += 1
        return LiveUpdate((), language="finished")


@pytest.fixture
def clock():
    return [0.0]


@pytest.fixture
def slept():
    return []


@pytest.fixture
def slow(clock, slept):
    return SlowTranscriber(Working(clock), 20.0, clock=lambda: clock[0], sleep=slept.append)


def slices(count):
    return [
        (AudioSlice(SESSION, n, n * SLICE_SAMPLES, SLICE_SAMPLES, "", Path()), None)
        for n in range(count)
    ]


def test_each_decoding_takes_as_much_longer_as_the_machine_is_slower(slow, slept):
    assert slow.feed(slices(1)).language == "fed"
    assert slow.feed(slices(9)).language == "fed"
    assert slow.hear_open(0, None).language == "open"
    assert slow.finish().language == "finished"
    assert slept == pytest.approx([1.9, 17.1, 0.95, 1.9])


def test_a_text_that_comes_later_says_how_much_later(clock, slept):
    class Settling(Working):
        def feed(self, slices):
            super().feed(slices)
            settled = [(0, 150.0), (1, None)]
            return LiveUpdate(
                tuple(
                    ChunkTranscription(SESSION, n, (), ChunkStatus.OK, latency_ms=latency)
                    for n, latency in settled
                )
            )

    slow = SlowTranscriber(Settling(clock), 20.0, clock=lambda: clock[0], sleep=slept.append)
    update = slow.feed(slices(1))
    assert [each.latency_ms for each in update.settled] == [pytest.approx(2_050.0), None]


def test_loading_the_model_and_changing_the_language_are_not_slowed(slow, slept):
    slow.warm()
    slow.set_language("es")
    assert slept == []


def test_a_decoding_that_fails_fails_at_once(clock, slept):
    class Failing(Working):
        def feed(self, slices):
            raise OSError("gone")

    slow = SlowTranscriber(Failing(clock), 20.0, clock=lambda: clock[0], sleep=slept.append)
    with pytest.raises(OSError, match="gone"):
        slow.feed(slices(1))
    assert slept == []


def test_the_costs_of_slices_are_those_of_each_alone_and_leave_the_transcriber_as_new(clock):
    working = Working(clock)
    costs = slice_costs(working, slices(4), clock=lambda: clock[0])
    assert costs == pytest.approx([0.1] * 4)
    assert working.fed == [1, 1, 1, 1]
    assert working.finished == 1


def test_half_of_real_time_takes_six_seconds_for_a_slice():
    assert factor_for(0.5, [0.1, 0.3, 0.2]) * 0.2 == pytest.approx(6.0)


def test_no_machine_is_made_quicker_than_it_is():
    assert factor_for(0.5, [8.0, 8.0]) == 1.0
