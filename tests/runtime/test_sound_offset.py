"""The models hear sound without its DC offset; what has none they hear bit by bit."""

import numpy as np
import pytest

from aurity_desktop.runtime.high_pass import filtered
from aurity_desktop.runtime.sound_offset import offset_of, without_offset

RATE = 16_000


@pytest.fixture(scope="module")
def talk(sample_wav):
    """Ten seconds of a telephone talk, int16."""
    import soundfile

    sound, rate = soundfile.read(sample_wav, dtype="int16")
    assert rate == RATE
    return sound[5 * RATE : 15 * RATE]


def on_offset(sound, offset):
    return np.clip(sound + offset, -32_768, 32_767).astype(np.int16)


def test_sound_without_an_offset_comes_out_bit_by_bit(talk):
    for sound in (talk, talk // 20, talk[:1_000], talk[:1], talk[:0], np.zeros(RATE, np.int16)):
        assert np.array_equal(without_offset(sound), sound.astype(np.float32) / 32_768)


@pytest.mark.parametrize("offset", [-8_000, -300, 300, 3_000, 8_000])
@pytest.mark.parametrize("length", [100_000, 24_000, 16_000, 4_000])
def test_an_offset_goes_and_the_sound_stays(talk, offset, length):
    quiet = (talk // 20)[:length]
    heard = without_offset(on_offset(quiet, offset))
    assert len(heard) == length
    assert np.abs(heard - quiet / 32_768).max() < 0.002


def test_an_offset_that_comes_on_the_way_goes_within_a_second(talk):
    quiet = talk // 20
    heard = without_offset(on_offset(quiet, np.where(np.arange(len(quiet)) < 65_000, 0, 3_000)))
    assert np.abs(heard[:64_000] - quiet[:64_000] / 32_768).max() < 0.006
    assert np.abs(heard[66_000:] - quiet[66_000:] / 32_768).max() < 0.006


def test_the_samples_that_were_given_stay_as_they_were():
    sound = np.full(RATE, 3_000, np.int16)
    without_offset(sound)
    assert (sound == 3_000).all()


def test_a_voice_has_no_offset_and_a_constant_is_one(talk):
    assert offset_of(talk.astype(np.float32) / 32_768) == 0.0
    assert offset_of(np.full(RATE, 0.09, np.float32)) == pytest.approx(0.09)
    assert offset_of(np.zeros(0, np.float32)) == 0.0


def _moving(kind, length):
    at = np.arange(length) / RATE
    return {
        "drift": 4_000 * at / 10,
        "wander": 3_000 * np.sin(2 * np.pi * 0.7 * at) + 1_000 * np.sin(2 * np.pi * 2.3 * at),
        "steps": np.where((at // 0.7) % 2 > 0, 3_000, -700),
        "rumble": 3_000 * np.sin(2 * np.pi * 8 * at),
    }[kind]


@pytest.mark.parametrize("kind", ["drift", "wander", "steps", "rumble"])
def test_what_moves_more_slowly_than_a_voice_goes_and_the_voice_stays(talk, kind):
    quiet = talk // 20
    heard = without_offset(on_offset(quiet, _moving(kind, len(quiet))))
    error = heard - filtered(quiet.astype(np.float32) / 32_768)
    windows = error[: len(error) // 1_600 * 1_600].reshape(-1, 1_600).std(axis=1)
    assert np.percentile(windows, 75) < 0.003
    assert heard.std() < 0.03
