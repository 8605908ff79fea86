"""Speech in two languages through the real model."""

import itertools
import os
from pathlib import Path

import numpy as np
import pytest

from aurity_desktop.asr.conditioned_whisper import ConditionedWhisper
from aurity_desktop.asr.vad import Silero
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.asr.whole_recording import WhisperWhole
from tests.benchmarks.asr.live_run import live_chunks

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def model(models_dir):
    return models_dir / "whisper-base"


@pytest.fixture(scope="module")
def english(sample_wav):
    """ "… in New Jersey. And I'm Sheila in Texas, originally from Chicago. …", 15 s."""
    return read(sample_wav)[round(6.7 * 16_000) : round(21.7 * 16_000)]


def read(path):
    import soundfile

    samples, _ = soundfile.read(path, dtype="int16")
    return samples


def test_english_is_written_in_english_though_spanish_was_pinned(model, english):
    chunks = live_chunks(ConditionedWhisper(model), english, language="es")
    text = " ".join(chunk.text for chunk in chunks)
    assert "Chicago" in text
    assert chunks[-1].language == "en"


def test_the_second_pass_writes_each_stretch_in_its_language(model, english):
    whole = WhisperWhole(Whisper(model, threads=2), Silero)
    found = whole.transcribe(english, language="es", vocabulary=(), progress=lambda _: None)
    assert "originally from Chicago" in " ".join(word.text for word in found.words)


def test_a_talk_from_spanish_to_english_and_back_stays_itself(model, english):
    folder = Path(os.environ.get("AURITY_SPEECH_DIR", "no speech"))
    if not (folder / "es_synth_consult_1.flac").is_file():
        pytest.skip("AURITY_SPEECH_DIR holds no Spanish")
    spanish = read(folder / "es_synth_consult_1.flac")[: 18 * 16_000]
    pause = np.zeros(8_000, np.int16)
    talk = np.concatenate([spanish, pause, english, pause, spanish])
    chunks = live_chunks(ConditionedWhisper(model), talk)
    text = " ".join(chunk.text for chunk in chunks)
    assert text.count("dolor de garganta") == 2
    assert "Chicago" in text
    languages = [chunk.language for chunk in chunks if chunk.words]
    assert sum(one != other for one, other in itertools.pairwise(languages)) == 2
