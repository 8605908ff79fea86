"""Every error and notice has words for people."""

import pytest

from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain import errors
from aurity_desktop.domain.audio import RECORDER_GONE, Span, SpanKind
from aurity_desktop.domain.capture import Interruption
from aurity_desktop.domain.jobs import JobStep
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.ui.language import error_messages, messages

ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.AurityError)
]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_has_words_of_its_own(kind):
    assert error_messages.has_words(kind)


def test_an_error_says_what_to_do_with_its_facts(tmp_path):
    words = error_messages.error_text(errors.ModelMissing("whisper-base"))
    assert "models install whisper-base" in words
    assert "12 MB" in error_messages.error_text(errors.DiskFull(tmp_path, 12_500_000))
    assert "talk.txt" in error_messages.error_text(errors.NotAudio(tmp_path / "talk.txt"))


def test_an_error_of_a_new_class_borrows_the_words_of_its_parent():
    class NewModelError(errors.ModelError):
        pass

    assert "rusty" in error_messages.error_text(NewModelError("rusty"))


def test_a_foreign_error_is_told_without_alarming_about_the_sound():
    assert "What was recorded is kept" in error_messages.error_text(ZeroDivisionError("division"))


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_notice_has_words(kind):
    assert messages.notice_text(Notice(kind, "1"))


def test_trouble_of_the_recorder_is_told_in_the_errors_own_words(tmp_path):
    error = errors.AudioTruncated(tmp_path / "talk.mp3", 3.0, 9.0)
    assert messages.notice_text(
        Notice(NoticeKind.DAMAGED_INPUT, str(error), error)
    ) == error_messages.error_text(error)


def test_everything_that_is_named_has_a_name(languages):
    languages.use("es")
    assert len({messages.recording_state_text(each) for each in RecordingState}) == len(
        RecordingState
    )
    assert all(messages.session_state_text(each) for each in SessionState)
    assert len({messages.step_text(each.value) for each in JobStep}) == len(JobStep)
    assert messages.step_text("") == "Procesando"
    assert len({messages.role_text(each) for each in SpeakerRole}) == len(SpeakerRole)
    assert all(messages.interruption_text(each, "") for each in Interruption)
    assert all(messages.span_text(Span(each, 0, 2.0), "2 s") for each in SpanKind)


def test_a_speaker_is_called_by_name_then_role_then_number():
    assert messages.speaker_text(Speaker("SPEAKER_00", SpeakerRole.MEDICO, "Ana"), 0) == "Ana"
    assert messages.speaker_text(Speaker("SPEAKER_00", SpeakerRole.MEDICO), 0) == "Doctor"
    assert messages.speaker_text(Speaker("SPEAKER_04"), 4) == "Voice 5"


def test_a_gap_says_whether_the_microphone_was_away_or_the_program():
    away = messages.span_text(Span(SpanKind.GAP, 0, 3.0, "no_callback"), "3 s")
    ended = messages.span_text(Span(SpanKind.GAP, 0, 3.0, RECORDER_GONE), "3 s")
    assert "Microphone" in away
    assert "Program" in ended
