from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.application.worker.handover import hand_over
from aurity_desktop.domain.audio import SLICE_SAMPLES, AudioSlice
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.input_read import Part
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.session import SessionPlan, SessionState, SpeakerCount

SESSION = "session_20260101_090000"


def a_slice(number):
    return AudioSlice(
        SESSION, number, number * SLICE_SAMPLES, SLICE_SAMPLES, f"{number:064x}", Path("unused")
    )


@pytest.fixture
def left_behind(paths, ledger):
    """A session that its recorder left in the middle, with one slice."""
    paths.ledger.touch()
    ledger.sessions.create(
        SessionPlan(
            SESSION, datetime(2026, 1, 1, tzinfo=UTC), "mic", speaker_count=SpeakerCount.exactly(2)
        )
    )
    ledger.sound.record_slice(a_slice(0))
    return SESSION


def unfinished(program):
    return [each.session_id for each in SessionRecovery(program).unfinished()]


def test_a_session_whose_recorder_is_gone_is_unfinished_however_old(program, left_behind):
    assert unfinished(program) == [SESSION]


def test_a_session_that_is_being_recorded_is_left_alone(program, left_behind):
    assert unfinished(replace(program, is_being_recorded=lambda _: True)) == []


def test_a_session_that_waits_for_its_job_is_not_unfinished(program, left_behind):
    hand_over(program, SESSION)
    assert unfinished(program) == []


def test_a_finalizing_session_without_a_job_is_unfinished(program, ledger, left_behind):
    ledger.sessions.set_state(SESSION, SessionState.FINALIZING)
    assert unfinished(program) == [SESSION]
    program.queue().submit(JobKind.NAMES, SESSION)  # of what was finished before
    assert unfinished(program) == [SESSION]


def test_finishing_seals_what_is_on_disk_first(program, ledger, left_behind):
    def adopt(session_id, opened):
        opened.sound.record_slice(a_slice(1), adopted=True)

    job = SessionRecovery(replace(program, recover_session=adopt)).finish(SESSION)
    assert ledger.sessions.summary(SESSION).chunks == 2
    assert ledger.sessions.summary(SESSION).state is SessionState.FINALIZING
    assert (job.kind, job.speaker_count) == (JobKind.FINALIZE, None)  # that of the plan counts


def test_finishing_twice_makes_one_job(program, left_behind):
    recovery = SessionRecovery(program)
    assert recovery.finish(SESSION).job_id == recovery.finish(SESSION).job_id


def test_a_session_without_any_sound_ends_as_failed(program, paths, ledger):
    paths.ledger.touch()
    ledger.sessions.create(SessionPlan(SESSION, datetime(2026, 1, 1, tzinfo=UTC), "mic"))
    assert SessionRecovery(program).finish(SESSION) is None
    assert ledger.sessions.summary(SESSION).state is SessionState.FAILED


def test_without_a_ledger_there_is_nothing_to_recover(program):
    assert unfinished(program) == []


@pytest.fixture
def half_read(paths, ledger):
    """Makes a session that a killed import left: three of 33 seconds."""

    def make(session_id=SESSION, source="talk.wav", *, to_its_end=False):
        paths.ledger.touch()
        ledger.sessions.create(SessionPlan(session_id, datetime(2026, 1, 1, tzinfo=UTC), source))
        ledger.sound.record_slice(replace(a_slice(0), session_id=session_id))
        notes = [{"note": InputNote.BEGUN.value, "expected_seconds": 33.0}]
        if to_its_end:
            notes.append({"note": InputNote.READ_TO_ITS_END.value})
        for note in notes:
            ledger.audit.record_event(session_id, Event.INPUT_NOTED, note)
        return session_id

    return make


def test_what_a_killed_import_left_is_found_by_its_files_name_and_tells_how_much(
    program, half_read
):
    half_read()
    half_read("session_20260101_100000", "another.wav")
    half_read("session_20260101_110000", to_its_end=True)
    ((session, part),) = SessionRecovery(program).half_read("talk.wav")
    assert session.session_id == SESSION
    assert part == Part(3.0, 33.0)
    assert SessionRecovery(program).part("session_20260101_110000") is None


def test_an_import_that_was_finished_as_a_part_is_told_as_one_and_not_gone_on_with(
    program, half_read
):
    half_read()
    hand_over(program, SESSION)
    assert SessionRecovery(program).half_read("talk.wav") == []
    assert SessionRecovery(program).part(SESSION) == Part(3.0, 33.0)
