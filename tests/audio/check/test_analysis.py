import numpy as np
import pytest

from aurity_desktop.audio.check.analysis import examine
from aurity_desktop.domain.microphone_report import MicrophoneFault
from tests.audio.sounds import tone

RNG = np.random.default_rng(5)


def noise(level_db, seconds=5.0):
    return RNG.normal(0, 32_768 * 10 ** (level_db / 20), int(seconds * 16_000))


def speech_like(level_db=-25.0):
    """Bursts of a gliding tone with harmonics, with pauses between, over a quiet room."""
    times = np.arange(80_000) / 16_000
    pitch = 130 + 40 * np.sin(2 * np.pi * 0.9 * times)
    phase = 2 * np.pi * np.cumsum(pitch) / 16_000
    voice = sum(np.sin(k * phase) / k for k in range(1, 6))
    bursts = (np.sin(2 * np.pi * 0.7 * times) > -0.2).astype(float)
    return 32_768 * 10 ** (level_db / 20) * voice * bursts + noise(-70)


def as_heard(sound):
    return np.clip(np.rint(sound), -32_768, 32_767).astype(np.int16)


def faults(sound, **options):
    return examine(as_heard(sound), is_loopback=options.get("is_loopback", False)).faults


def test_speech_in_a_quiet_room_is_fine():
    report = examine(as_heard(speech_like()), is_loopback=False)
    assert report.faults == ()
    assert report.seconds == 5.0
    assert report.noise_db < -60 < report.speech_db
    assert report.hum_hertz == 0


def test_nothing_but_zeros_is_a_microphone_that_is_muted_or_not_permitted():
    assert faults(np.zeros(80_000)) == (MicrophoneFault.ONLY_ZEROS,)


def test_a_microphone_that_is_turned_down_is_too_quiet():
    assert faults(speech_like(-60.0)) == (MicrophoneFault.TOO_QUIET,)


def test_speech_that_hits_the_end_of_the_scale_is_clipping():
    report = examine(as_heard(speech_like(-1.0) * 2), is_loopback=False)
    assert MicrophoneFault.CLIPPING in report.faults
    assert report.clipped_samples > 100


@pytest.mark.parametrize("mains", [50, 60])
def test_the_hum_of_the_mains_is_found_by_its_frequency(mains):
    hum = sum(tone(5.0, hertz=mains * k, loudness=0.01 / k).astype(float) for k in (1, 2, 3, 5))
    report = examine(as_heard(speech_like() + hum), is_loopback=False)
    assert MicrophoneFault.HUM in report.faults
    assert report.hum_hertz == mains
    assert report.hum_db == pytest.approx(-42.0, abs=3.0)


def test_a_loud_fan_is_noise_and_no_hum():
    assert faults(speech_like() + noise(-35)) == (MicrophoneFault.NOISY,)


def test_a_device_that_hears_the_loudspeakers_is_told():
    assert MicrophoneFault.LOOPBACK in faults(speech_like(), is_loopback=True)


def test_a_check_that_was_broken_off_gives_what_there_is():
    assert examine(np.empty(0, np.int16), is_loopback=False).faults == (MicrophoneFault.ONLY_ZEROS,)
    assert examine(as_heard(speech_like())[:3_000], is_loopback=False).seconds < 0.2


@pytest.mark.parametrize("offset", [3_000, -3_000, 600])
def test_an_offset_is_named_and_the_levels_are_those_of_the_sound_upon_it(offset):
    sound = speech_like(-40)
    report = examine(as_heard(sound + offset), is_loopback=False)
    plain = examine(as_heard(sound), is_loopback=False)
    assert MicrophoneFault.OFFSET in report.faults
    assert MicrophoneFault.OFFSET not in plain.faults
    assert report.speech_db == pytest.approx(plain.speech_db, abs=0.5)
    assert report.noise_db == pytest.approx(plain.noise_db, abs=0.5)


def test_quiet_speech_on_an_offset_is_too_quiet_all_the_same():
    assert MicrophoneFault.TOO_QUIET in faults(speech_like(-60) + 3_000)
