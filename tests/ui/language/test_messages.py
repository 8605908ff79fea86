"""Every error and notice has words for people."""

import inspect
from datetime import UTC, datetime
from pathlib import Path
from typing import get_type_hints

import pytest

from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain import errors
from aurity_desktop.domain.audio import RECORDER_GONE, Span, SpanKind
from aurity_desktop.domain.capture import Interruption
from aurity_desktop.domain.error_lines import error_line, error_of_line
from aurity_desktop.domain.jobs import JobState, JobStep
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.ui.language import error_messages, messages
from tests.fakes.window import job_of

ERRORS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, errors.AurityError)
]


#: An argument for a constructor, by its annotation.
EXAMPLES = {
    str: "DETAIL",
    int: 7,
    float: 7.0,
    bool: True,
    Path: Path("/data/file.wav"),
    Path | None: Path("/data/file.wav"),
    datetime: datetime(2026, 1, 2, tzinfo=UTC),
    datetime | None: datetime(2026, 1, 2, tzinfo=UTC),
    int | None: 7,
    tuple[str, ...]: ("one",),
}
#: Arguments that are names of things, which words may tell.
NAMED = {
    "session_id",
    "model",
    "label",
    "device",
    "language",
    "reason",
    "edit_id",
    "run_id",
    "job_id",
    "kind",
}


def example_error(kind):
    if kind.__init__ is errors.AurityError.__init__:
        return kind("DETAIL of a library")
    hints = get_type_hints(kind.__init__)
    arguments = {
        name: f"a-{name}" if name in NAMED else EXAMPLES[hints[name]]
        for name in inspect.signature(kind).parameters
    }
    return kind(**arguments)


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_every_error_has_words_of_its_own(kind):
    assert error_messages.has_words(kind)


def test_an_error_says_what_to_do_with_its_facts(tmp_path):
    words = error_messages.error_text(errors.ModelMissing("whisper-base"))
    assert "whisper-base" in words
    assert "settings" in words
    assert "12 MB" in error_messages.error_text(errors.DiskFull(tmp_path, 12_500_000))
    assert "talk.txt" in error_messages.error_text(errors.NotAudio(tmp_path / "talk.txt"))


def test_an_error_of_a_new_class_borrows_the_words_of_its_parent():
    class NewModelError(errors.ModelError):
        pass

    assert error_messages.error_text(NewModelError("rusty")) == error_messages.error_text(
        errors.ModelError("")
    )


def test_a_foreign_error_is_told_without_alarming_about_the_sound():
    told = error_messages.error_text(ZeroDivisionError("division"))
    assert "Everything recorded is saved" in told


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_no_error_is_told_in_english_to_a_spanish_ear_nor_by_the_name_of_its_class(kind, languages):
    error = example_error(kind)
    languages.use("en")
    english = error_messages.error_text(error)
    languages.use("es")
    spanish = error_messages.error_text(error)
    assert spanish != english
    for told in (english, spanish):
        assert str(error) not in told
        assert "DETAIL" not in told  # what a foreign library said, in whichever language
        assert not any(each.__name__ in told for each in ERRORS)
        assert "aurity-desktop models" not in told


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_the_error_of_a_child_and_of_a_job_is_told_in_its_own_words(kind):
    error = example_error(kind)
    again = error_of_line(error_line(error))
    assert (type(again), str(again)) == (kind, str(error))
    assert error_messages.error_text(again) == error_messages.error_text(error)
    job = job_of(state=JobState.FAILED, error_message="E: x", error_line=error_line(error))
    assert error_messages.failure_text(job) == error_messages.error_text(error)


def test_a_job_that_failed_for_no_error_of_ours_says_what_to_do(languages):
    languages.use("es")
    told = error_messages.failure_text(
        job_of(state=JobState.FAILED, error_message="ZeroDivisionError: division by zero")
    )
    assert "ZeroDivision" not in told
    assert "division" not in told
    assert "sonido" in told
    cancelled = error_messages.failure_text(job_of(state=JobState.CANCELLED))
    assert cancelled != told


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


@pytest.mark.parametrize("language", ["en", "es"])
def test_room_that_was_not_asked_for_is_not_told_as_a_question(languages, language):
    languages.use(language)
    assert "MB" in error_messages.error_text(errors.DiskFull(Path("/data"), 12_500_000))
    words = error_messages.error_text(errors.DiskFull(Path("/data")))
    assert "?" not in words
    assert "MB" not in words
