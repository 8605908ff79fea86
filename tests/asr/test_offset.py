"""The voice detector hears quiet speech on a DC offset, as whoever feeds it does."""

from types import SimpleNamespace

import numpy as np
import pytest
import soundfile

from aurity_desktop.asr.recognizer import to_audio
from aurity_desktop.asr.vad import Silero
from aurity_desktop.diarization.incremental import _floats


@pytest.fixture
def quiet(sample_wav):
    return soundfile.read(sample_wav, dtype="int16")[0][: 20 * 16_000] // 20


def spoken(audio):
    return float(np.mean(Silero().feed(audio) > 0.5))


def disturbed(sound, kind):
    at = np.arange(len(sound)) / 16_000
    slow = {
        "constant": np.full(len(sound), 3_000.0),
        "drift": 6_000 * at / at[-1],
        "wander": 3_000 * np.sin(2 * np.pi * 0.7 * at) + 1_000 * np.sin(2 * np.pi * 2.3 * at),
        "steps": np.where((at // 0.7) % 2 > 0, 3_000, -700),
        "rumble": 3_000 * np.sin(2 * np.pi * 8 * at),
        "from the middle on": np.where(at < 9.3, 0, 3_000),
    }[kind]
    return (sound + slow).astype(np.int16)


@pytest.mark.parametrize(
    "kind", ["constant", "drift", "wander", "steps", "rumble", "from the middle on"]
)
def test_quiet_speech_is_heard_as_speech_whatever_slow_thing_it_stands_on(quiet, kind):
    """By the network alone it is not: so the detector has a high-pass, whoever feeds it."""
    alone = Silero()
    alone._high_pass = SimpleNamespace(feed=lambda windows: windows)
    on_it, without = disturbed(quiet, kind), spoken(to_audio(quiet))
    withheld = float(np.mean(alone.feed(on_it.astype(np.float32) / 32_768) > 0.5))
    assert without > 0.3
    assert withheld < 0.85 * without, "it disturbs no more: this test shows nothing"
    assert spoken(to_audio(on_it)) > 0.93 * without
    assert spoken(on_it.astype(np.float32) / 32_768) > 0.93 * without


def test_a_detector_that_continues_hears_what_one_that_never_stopped_hears(quiet):
    sound = disturbed(quiet, "wander").astype(np.float32) / 32_768
    whole, begun, later = Silero(), Silero(), Silero()
    half = 200 * 512
    begun.feed(sound[:half])
    later.restore(begun.state)
    expected = whole.feed(sound)[200:]
    assert np.abs(later.feed(sound[half:]) - expected).max() < 1e-5


def test_a_detector_that_heard_nothing_yet_continues_without_a_thump(quiet):
    fresh, restored = Silero(), Silero()
    restored.restore(Silero().state)
    sound = disturbed(quiet, "constant").astype(np.float32) / 32_768
    assert np.array_equal(fresh.feed(sound), restored.feed(sound))


def test_the_diarization_hears_no_offset_either(quiet):
    heard = _floats((quiet + 3_000).astype(np.int16), 1, 1)
    assert np.abs(heard[:16_000] - quiet[:16_000] / 32_768).max() < 0.002


def test_the_second_pass_hears_no_offset_either(quiet):
    from aurity_desktop.application.finalizing.incremental_state import _as_audio

    heard = _as_audio((quiet + 3_000).astype(np.int16))
    assert np.abs(heard - quiet / 32_768).max() < 0.002
