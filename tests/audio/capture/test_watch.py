import pytest

from aurity_desktop.audio.capture.watch import StreamWatch, ZeroWatch
from aurity_desktop.domain.capture import Interruption

RATE = 16_000


class Arrivals:
    """Plays callbacks to a watch: every 20 ms a block, and now and then something goes wrong."""

    def __init__(self, opened_at=100.0):
        self.watch = StreamWatch(RATE, opened_at)
        self.now, self.frames = opened_at, 0
        self.seen = None

    def run(self, seconds, *, speed=1.0):
        for _ in range(round(seconds / 0.02)):
            self.now += 0.02
            self.frames += int(0.02 * RATE * speed)
            self.watch.arrived(self.frames, self.now)
            self.look()

    def stand_still(self, seconds, *, active=True):
        for _ in range(round(seconds / 0.02)):
            self.now += 0.02
            self.look(active=active)

    def look(self, *, active=True):
        if self.seen is None:
            self.seen = self.watch.trouble(self.now, active=active)


def test_a_steady_stream_is_no_trouble():
    arrivals = Arrivals()
    arrivals.run(30)
    assert arrivals.seen is None


def test_a_stream_that_ended_is_noticed_at_once():
    arrivals = Arrivals()
    arrivals.run(5)
    arrivals.stand_still(0.02, active=False)
    assert arrivals.seen.why is Interruption.STREAM_ENDED
    assert arrivals.seen.good_until == pytest.approx(105.0)


def test_a_second_without_a_callback_is_trouble_since_the_last_one():
    arrivals = Arrivals()
    arrivals.run(5)
    arrivals.stand_still(1.1)
    assert arrivals.seen.why is Interruption.NO_CALLBACK
    assert arrivals.seen.good_until == pytest.approx(105.0)


def test_the_first_frames_may_take_three_seconds():
    arrivals = Arrivals()
    arrivals.stand_still(2.9)
    assert arrivals.seen is None
    arrivals.stand_still(0.3)
    assert arrivals.seen.why is Interruption.NO_CALLBACK


def test_frames_that_are_missing_by_the_clock_are_noticed_within_two_seconds():
    arrivals = Arrivals()
    arrivals.run(20)
    arrivals.stand_still(0.6)  # a stream that moved to another source, silently
    lost_at = arrivals.now
    arrivals.run(2)
    assert arrivals.seen.why is Interruption.CLOCK_JUMP
    assert arrivals.watch.missing_seconds() == pytest.approx(0.6, abs=0.05)
    assert arrivals.seen.good_until < lost_at + 2


@pytest.mark.parametrize("slept", [2.0, 12.0, 8 * 3600.0])
def test_a_sleep_is_noticed_though_the_first_frames_come_before_the_first_look(slept):
    arrivals = Arrivals()
    arrivals.run(20)
    arrivals.now += slept  # nobody looks meanwhile
    arrivals.run(0.06)
    assert arrivals.seen.why is Interruption.CLOCK_JUMP
    assert arrivals.seen.good_until == pytest.approx(120.0, abs=0.05)


def test_frames_that_are_only_late_are_no_trouble():
    arrivals = Arrivals()
    arrivals.run(5)
    for _ in range(10):  # a busy machine: nothing for 0.8 s, then all of it at once
        arrivals.stand_still(0.8)
        arrivals.frames += int(0.8 * RATE)
        arrivals.run(0.04)
    arrivals.run(5)
    assert arrivals.seen is None


def test_a_machine_that_slept_is_noticed_at_its_waking():
    arrivals = Arrivals()
    arrivals.run(5)
    arrivals.now += 3_600
    arrivals.look()
    assert arrivals.seen.why is Interruption.NO_CALLBACK
    assert arrivals.seen.good_until == pytest.approx(105.0)


def test_a_sound_card_whose_clock_drifts_is_no_trouble_however_long():
    arrivals = Arrivals()
    arrivals.run(200, speed=0.9969)  # 3 in 1,000, ten times what cards do: 0.6 s by now
    assert arrivals.seen is None


def test_what_was_accounted_for_is_not_missing_any_more():
    arrivals = Arrivals()
    arrivals.run(5)
    arrivals.now += 0.25
    arrivals.run(1.2)
    assert arrivals.watch.missing_seconds() == pytest.approx(0.25, abs=0.03)
    arrivals.watch.forgive()
    arrivals.run(3)
    assert arrivals.watch.missing_seconds() == 0.0


def test_three_seconds_of_exact_zeros_are_noticed_and_one_sample_ends_them():
    zeros = ZeroWatch(RATE)
    zeros.feed(2 * RATE, silent=True)
    assert not zeros.only_zeros
    zeros.feed(RATE, silent=True)
    assert zeros.only_zeros
    assert zeros.seconds == 3.0
    zeros.feed(160, silent=False)
    assert not zeros.only_zeros
