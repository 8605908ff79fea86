"""A device with several channels: all of them are opened, and none cancels another."""

from types import SimpleNamespace

import numpy as np
import pytest

from aurity_desktop.audio.capture import stream as stream_module
from aurity_desktop.audio.capture.stream import InputStream
from aurity_desktop.domain.audio import Device
from tests.audio.sounds import counted, tone


class FakePortAudio:
    """What `sounddevice` offers, as far as a stream needs it; `refused` are (rate, channels)."""

    class PortAudioError(Exception):
        pass

    def __init__(self, *refused):
        self.refused = set(refused)
        self.opened = None

    def check_input_settings(self, *, device, channels, dtype, samplerate):
        if (samplerate, channels) in self.refused:
            raise self.PortAudioError

    def InputStream(self, **wanted):  # noqa: N802 - sounddevice's name
        self.opened = SimpleNamespace(**wanted)
        idle = lambda **_: None  # noqa: E731
        return SimpleNamespace(start=lambda: None, active=True, abort=idle, close=idle)


def opened(monkeypatch, channels, *refused, rate=48_000):
    system = FakePortAudio(*refused)
    monkeypatch.setattr(stream_module, "sound_library", lambda: system)
    return InputStream(Device("a desk", 0, channels, rate), lambda: 0.0), system.opened


def heard(stream, opened_as, sides, block=320):
    """`sides`: int16, shape (n, channels), as the callback gets them."""
    pieces = []
    for at in range(0, len(sides), block):
        opened_as.callback(sides[at : at + block], len(sides[at : at + block]), None, None)
        pieces.append(stream.read())
    return np.concatenate([*pieces, stream.finish()])


@pytest.mark.parametrize(
    ("channels", "opened_with"), [(1, 1), (2, 2), (6, 6), (18, 18), (32, 2), (128, 2)]
)
def test_all_channels_of_a_device_are_opened(monkeypatch, channels, opened_with):
    _, system = opened(monkeypatch, channels)
    assert (system.channels, system.samplerate) == (opened_with, 16_000)


@pytest.mark.parametrize(
    ("refused", "opened_with"),
    [
        ([(16_000, 4)], (48_000, 4)),
        ([(16_000, 4), (48_000, 4)], (16_000, 2)),
        ([(rate, count) for rate in (16_000, 48_000) for count in (4, 2)], (16_000, 1)),
        ([(16_000, count) for count in (4, 2, 1)], (48_000, 4)),
    ],
)
def test_what_a_device_refuses_is_not_insisted_on(monkeypatch, refused, opened_with):
    _, system = opened(monkeypatch, 4, *refused)
    assert (system.samplerate, system.channels) == opened_with


def test_opposite_phase_at_the_microphone_is_no_silence(monkeypatch):
    stream, system = opened(monkeypatch, 2)
    voice = tone(1.0, hertz=300)
    sound = heard(stream, system, np.stack((voice, -voice), axis=1))
    assert np.abs(np.abs(sound.astype(int)) - np.abs(voice.astype(int))).max() <= 1
    assert stream.mixed == {"channels": 2, "with_sound": 2, "turned_round": 1}


def test_two_like_sides_are_kept_sample_by_sample(monkeypatch):
    stream, system = opened(monkeypatch, 2)
    sound = counted(50_001)
    assert np.array_equal(heard(stream, system, np.stack((sound, sound), axis=1)), sound)
    assert stream.mixed is None


@pytest.mark.parametrize("at", range(6))
def test_whichever_input_the_microphone_is_plugged_into_it_is_heard_as_it_is(monkeypatch, at):
    stream, system = opened(monkeypatch, 6)
    sides = np.zeros((16_000, 6), np.int16)
    sides[:, at] = tone(1.0)
    assert np.abs(heard(stream, system, sides) - tone(1.0).astype(int)).max() <= 1
    assert stream.mixed == {"channels": 6, "with_sound": 1, "turned_round": 0}


def test_no_more_is_held_back_than_is_said(monkeypatch):
    stream, system = opened(monkeypatch, 2)
    given = came = 0
    for _ in range(50):
        system.callback(np.ones((320, 2), np.int16), 320, None, None)
        given, came = given + 320, came + len(stream.read())
        assert (given - came) / 16_000 <= stream.delay + 1e-9
    assert 0 < stream.delay <= 0.05


def test_what_was_mixed_can_be_had_channel_by_channel(monkeypatch):
    stream, system = opened(monkeypatch, 2)
    sides = np.stack((tone(0.1), np.zeros(1_600, np.int16)), axis=1)
    for at in range(0, 1_600, 320):
        system.callback(sides[at : at + 320], 320, None, None)
        stream.read()
    taken = stream.take_channels()
    assert taken.rate == 16_000
    assert np.array_equal(taken.samples * 32_768, sides.T)
    assert stream.take_channels().samples.shape == (2, 0)


def test_one_channel_is_its_own_mix(monkeypatch):
    stream, system = opened(monkeypatch, 1)
    system.callback(np.ones((320, 1), np.int16), 320, None, None)
    assert len(stream.read()) == 320
    assert stream.take_channels() is None


def test_a_device_of_several_channels_at_its_own_rate_loses_nothing(monkeypatch):
    stream, system = opened(monkeypatch, 2, (16_000, 2))
    voice = tone(1.0, hertz=300, rate=48_000)
    sound = heard(stream, system, np.stack((voice, voice), axis=1), block=960)
    assert len(sound) == pytest.approx(16_000, abs=2)
    assert np.abs(sound[500:-500].astype(int) - tone(1.0, hertz=300)[500:-500]).max() < 60
