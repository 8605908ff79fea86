"""The whole thing, on pyannote's installed half-minute of two people on the telephone."""

import numpy as np
import pytest
import soundfile

from aurity_desktop.diarization.pipeline import PyannoteDiarizer
from aurity_desktop.diarization.rttm import read_rttm
from aurity_desktop.domain.errors import JobCancelled
from aurity_desktop.domain.session import SpeakerCount
from tests.benchmarks.diarization.scoring import turn_errors

pytestmark = pytest.mark.models


@pytest.fixture(scope="module")
def diarizer(models_dir):
    return PyannoteDiarizer(
        models_dir / "segmentation-3.0" / "pytorch_model.bin",
        models_dir / "campplus" / "campplus_cn_en_common.pt",
        threads=2,
    )


@pytest.fixture(scope="module")
def talk(sample_wav):
    return soundfile.read(sample_wav, dtype="int16")[0]


@pytest.fixture(scope="module")
def found(diarizer, talk):
    return diarizer.diarize(talk, count=SpeakerCount(), progress=lambda _: None)


def no_progress(_):
    pass


def test_the_sample_has_two_speakers_and_few_errors(found, sample_wav):
    reference = read_rttm(sample_wav.with_suffix(".rttm").read_text())
    assert len(found.speakers) == 2
    assert turn_errors(reference, found.turns, 30.0).rate <= 0.15


def test_speakers_are_named_in_order_of_appearance_and_turns_sorted(found):
    assert found.speakers == ("SPEAKER_00", "SPEAKER_01")
    assert found.turns[0].speaker == "SPEAKER_00"
    assert [turn.start for turn in found.turns] == sorted(turn.start for turn in found.turns)
    assert all(0.0 <= turn.start < turn.end <= 30.0 for turn in found.turns)


def test_piece_by_piece_while_recording_gives_the_same_turns(diarizer, talk, found, tmp_path):
    recording = diarizer.begin()
    for at in range(0, 28 * 16_000, 48_000):
        recording.extend(talk[at : at + 48_000])
    recording.save(tmp_path / "voices.npz")
    again = diarizer.begin()
    assert again.resume(tmp_path / "voices.npz")
    again.extend(talk[again.position :])
    assert again.finish(SpeakerCount()) == found


def test_a_count_is_obeyed(diarizer, talk):
    one = diarizer.diarize(talk, count=SpeakerCount.exactly(1), progress=no_progress)
    assert one.speakers == ("SPEAKER_00",)


@pytest.mark.parametrize("samples", [0, 1, 1_600, 16_000])
def test_silence_of_any_length_has_no_turns(diarizer, samples):
    silence = np.zeros(samples, np.int16)
    assert diarizer.diarize(silence, count=SpeakerCount(), progress=no_progress).turns == ()


def test_a_second_of_speech_is_one_speaker(diarizer, talk):
    second = talk[23 * 16_000 : 24 * 16_000]
    assert diarizer.diarize(second, count=SpeakerCount(), progress=no_progress).speakers == (
        "SPEAKER_00",
    )


def test_progress_rises_to_one_and_its_errors_come_through(diarizer, talk):
    seen = []
    diarizer.diarize(talk, count=SpeakerCount(), progress=seen.append)
    assert seen == sorted(seen)
    assert (seen[0], seen[-1]) == (0.0, 1.0)

    def cancel(_):
        raise JobCancelled("job")

    with pytest.raises(JobCancelled):
        diarizer.diarize(talk, count=SpeakerCount(), progress=cancel)


def test_the_number_of_threads_changes_nothing(models_dir, talk, found):
    alone = PyannoteDiarizer(
        models_dir / "segmentation-3.0" / "pytorch_model.bin",
        models_dir / "campplus" / "campplus_cn_en_common.pt",
        threads=1,
    )
    assert alone.diarize(talk, count=SpeakerCount(), progress=no_progress) == found
