import numpy as np
import pytest

from aurity_desktop.audio.playback.player import Player
from aurity_desktop.audio.playback.time_stretch import HOP, Stretcher
from aurity_desktop.domain.playback import Finished, Hold, Opened, Play, Positioned, Seek, Speed
from tests.audio.sounds import counted, tone


class FakeOutput:
    latency = 0.1

    def __init__(self):
        self.heard = []
        self.drops = 0

    def write(self, samples):
        self.heard.append(samples)

    def drop(self):
        self.drops += 1

    def drain(self):
        self.drained = True

    def close(self):
        pass


@pytest.fixture
def output():
    return FakeOutput()


@pytest.fixture
def reports():
    return []


def player_of(samples, output, reports):
    return Player(samples, output, reports.append)


def until_finished(player, reports, limit=10_000):
    for _ in range(limit):
        if any(isinstance(report, Finished) for report in reports):
            return
        player.step(())
    raise AssertionError("it does not end")


def test_it_plays_every_sample_once_and_says_when_it_is_done(output, reports):
    sound = counted(50_000)
    player = player_of(sound, output, reports)
    assert reports == [Opened(50_000 / 16_000)]
    player.step([Play()])
    until_finished(player, reports)
    heard = np.concatenate(output.heard)
    assert np.array_equal(heard[:50_000], sound)
    assert not heard[50_000:].any()
    assert not player.playing


def test_it_stands_still_until_it_is_told_to_play(output, reports):
    player = player_of(counted(1_000), output, reports)
    player.step(())
    assert output.heard == []


def test_the_position_is_what_is_heard_and_not_what_was_written(output, reports):
    player = player_of(counted(160_000), output, reports)
    player.step([Play()])
    for _ in range(49):
        player.step(())
    positions = [report for report in reports if isinstance(report, Positioned)]
    assert positions[-1].second == pytest.approx(1.0 - 0.1, abs=0.11)
    assert len(positions) == pytest.approx(10, abs=2)


def test_a_click_goes_there_at_once(output, reports):
    player = player_of(counted(160_000), output, reports)
    player.step([Play()])
    player.step([Seek(5.0)])
    assert output.drops == 1
    assert output.heard[-1][0] == counted(1, start=80_000)[0]
    player.step([Seek(99.0)])
    assert isinstance(reports[-1], Finished)


def test_holding_goes_on_later_with_what_had_not_been_heard(output, reports):
    player = player_of(counted(160_000), output, reports)
    player.step([Play()])
    for _ in range(20):
        player.step(())
    player.step([Hold()])
    assert not player.playing
    stood = reports[-1].second
    written = len(output.heard)
    player.step([Play()])
    assert output.heard[written][0] == pytest.approx(stood * 16_000 + 1, abs=1)


def test_playing_at_the_end_begins_anew(output, reports):
    player = player_of(counted(1_000), output, reports)
    player.step([Play()])
    until_finished(player, reports)
    player.step([Play()])
    assert output.heard[-1][0] == 1


@pytest.mark.parametrize(("asked", "factor"), [(0.5, 0.5), (1.5, 1.5), (2.0, 2.0), (9.0, 2.0)])
def test_faster_and_slower_keep_the_pitch(output, reports, asked, factor):
    player = player_of(tone(4.0, hertz=200), output, reports)
    player.step([Speed(asked), Play()])
    until_finished(player, reports)
    heard = np.concatenate(output.heard).astype(float)
    assert len(heard) / 16_000 == pytest.approx(4.0 / factor, abs=0.1)
    middle = heard[8_000:24_000]
    assert np.argmax(np.abs(np.fft.rfft(middle))) == pytest.approx(200, abs=1)
    assert np.abs(np.diff(middle)).max() < 2 * np.pi * 200 / 16_000 * 16_384 * 1.3  # no clicks


def test_a_change_of_speed_makes_no_click():
    stretcher = Stretcher(tone(2.0, hertz=200))
    factors = [1.0] * 10 + [1.5] * 10 + [1.0] * 10
    heard = np.concatenate([stretcher.next(factor) for factor in factors]).astype(float)
    assert len(heard) == 30 * HOP
    assert np.abs(np.diff(heard)).max() < 2 * np.pi * 200 / 16_000 * 16_384 * 1.3


def test_an_empty_recording_ends_at_once(output, reports):
    player = player_of(counted(0), output, reports)
    player.step([Play()])
    assert isinstance(reports[-1], Finished)
