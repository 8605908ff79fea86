from aurity_desktop.application.finalizing.run_ids import (
    audio_hash,
    run_id,
    runs_of,
    segments_run_id,
)
from aurity_desktop.domain.jobs import JobStep
from tests.application.finalizing.stopped_session import SESSION, a_slice


def test_a_run_is_short_whatever_the_sessions_id():
    diarization = run_id("s" * 128, JobStep.DIARIZE, "a")
    transcript = run_id("s" * 128, JobStep.TRANSCRIBE, "a")
    segments = segments_run_id(transcript, diarization)
    assert runs_of(segments) == (transcript, diarization)
    assert len(segments) <= 64


def test_the_same_inputs_give_the_same_run_and_others_another():
    assert run_id(SESSION, JobStep.DIARIZE, "a", 1) == run_id(SESSION, JobStep.DIARIZE, "a", 1)
    assert run_id(SESSION, JobStep.DIARIZE, "a", 1) != run_id(SESSION, JobStep.DIARIZE, "a", 2)
    assert run_id(SESSION, JobStep.DIARIZE, "a") != run_id(SESSION, JobStep.ASSIGN, "a")


def test_the_sound_of_a_session_is_told_by_its_slices_in_order():
    one, two = a_slice(0, 0, 10), a_slice(1, 10, 10)
    assert audio_hash([one, two]) != audio_hash([two, one])
