"""The voice detector hears quiet speech on a DC offset, as whoever feeds it does."""

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


def test_quiet_speech_on_an_offset_of_a_tenth_is_heard_as_speech(quiet):
    on_offset = (quiet + 3_000).astype(np.int16)
    without, withheld = spoken(to_audio(quiet)), spoken(on_offset.astype(np.float32) / 32_768)
    assert without > 0.3
    assert withheld < 0.7 * without, "the offset disturbs no more: this test shows nothing"
    assert spoken(to_audio(on_offset)) > 0.95 * without


def test_the_diarization_hears_no_offset_either(quiet):
    heard = _floats((quiet + 3_000).astype(np.int16), 1, 1)
    assert np.abs(heard[:16_000] - quiet[:16_000] / 32_768).max() < 0.002


def test_the_second_pass_hears_no_offset_either(quiet):
    from aurity_desktop.application.finalizing.incremental_state import _as_audio

    heard = _as_audio((quiet + 3_000).astype(np.int16))
    assert np.abs(heard - quiet / 32_768).max() < 0.002
