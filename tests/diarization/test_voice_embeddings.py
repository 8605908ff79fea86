import numpy as np
import pytest

from aurity_desktop.diarization.observation import DIMENSION, WINDOW_FRAMES, Observations
from aurity_desktop.diarization.voice_embeddings import voices_of
from aurity_desktop.domain.speakers import Turn

ANA, LUZ = np.eye(DIMENSION, dtype=np.float32)[:2]
FRAMES_A_SECOND = WINDOW_FRAMES / 10


def observed(*windows):
    """Windows one second apart.

    Each is a list of (from second, to second, embedding) of its local speakers.
    """
    activity = np.zeros((len(windows), WINDOW_FRAMES, 3), np.bool_)
    embeddings = np.full((len(windows), 3, DIMENSION), np.nan, np.float32)
    for number, speakers in enumerate(windows):
        for local, (start, end, embedding) in enumerate(speakers):
            first, last = (int((each) * FRAMES_A_SECOND) for each in (start, end))
            activity[number, first:last, local] = True
            embeddings[number, local] = embedding
    return Observations(activity, embeddings, 16_000, np.arange(len(windows)))


def test_each_label_gets_the_embeddings_of_whoever_talks_in_its_turns():
    turns = [Turn(0.0, 5.0, "SPEAKER_00"), Turn(5.0, 10.0, "SPEAKER_01")]
    voices = voices_of(observed([(5.0, 10.0, LUZ), (0.0, 5.0, ANA)]), turns)
    assert voices["SPEAKER_00"].embedding == pytest.approx(tuple(ANA))
    assert voices["SPEAKER_01"].embedding == pytest.approx(tuple(LUZ))
    assert voices["SPEAKER_00"].seconds == pytest.approx(5.0, abs=0.05)
    assert voices["SPEAKER_00"].steadiness == pytest.approx(1.0)


def test_what_two_say_at_once_is_nobodys_own():
    turns = [Turn(0.0, 6.0, "SPEAKER_00"), Turn(4.0, 10.0, "SPEAKER_01")]
    voices = voices_of(observed([(0.0, 6.0, ANA), (4.0, 10.0, LUZ)]), turns)
    assert voices["SPEAKER_00"].seconds == pytest.approx(4.0, abs=0.05)


def test_a_local_speaker_that_fits_no_label_plainly_is_left_out():
    turns = [Turn(0.0, 5.0, "SPEAKER_00"), Turn(5.0, 10.0, "SPEAKER_01")]
    assert voices_of(observed([(0.0, 10.0, ANA)]), turns) == {}


def test_pieces_that_are_not_alike_make_an_unsteady_voice():
    turns = [Turn(0.0, 12.0, "SPEAKER_00")]
    (voice,) = voices_of(observed([(0.0, 10.0, ANA)], [(0.0, 10.0, LUZ)]), turns).values()
    assert voice.steadiness == pytest.approx(2**-0.5, abs=0.01)


def test_without_turns_or_windows_there_are_no_voices():
    assert voices_of(observed([(0.0, 5.0, ANA)]), []) == {}
    assert voices_of(observed(), [Turn(0.0, 1.0, "SPEAKER_00")]) == {}
