"""Sessions of every ledger: plans, states and lists."""

from datetime import timedelta

import pytest

from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.errors import (
    BadSessionId,
    ConflictingFact,
    UnknownSession,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session import SessionState, SpeakerCount
from aurity_desktop.domain.speakers import (
    SpeakerRole,
)
from aurity_desktop.domain.transcript import WholeTranscript
from tests.contracts.ledgers import OTHER_SESSION, events
from tests.corpus.examples import SESSION, STARTED, a_slice, heard, plan


def test_a_plan_comes_back_as_it_was_given(ledger):
    given = plan(
        language="es",
        vocabulary=("metformina", "José"),
        speaker_count=SpeakerCount(2, 4),
        title="Seguimiento",
    )
    ledger.sessions.create(given)
    assert ledger.sessions.summary(SESSION).plan == given


def test_a_new_session_is_recording_and_empty(recording):
    summary = recording.sessions.summary(SESSION)
    assert summary.state is SessionState.RECORDING
    assert (summary.sample_count, summary.chunks, summary.chunks_ok, summary.speakers) == (
        0,
        0,
        0,
        0,
    )


def test_creating_the_same_session_again_changes_nothing(recording):
    recording.sessions.create(plan())
    assert events(recording) == [Event.SESSION_CREATED]


def test_a_taken_id_with_another_plan_is_refused(recording):
    with pytest.raises(ConflictingFact):
        recording.sessions.create(plan(title="another"))


def test_an_id_that_could_lead_out_of_the_folder_is_refused(ledger):
    with pytest.raises(BadSessionId):
        ledger.sessions.create(plan("../../etc/passwd"))


def test_sessions_are_listed_newest_first(recording):
    recording.sessions.create(plan(OTHER_SESSION, created_at=STARTED + timedelta(days=1)))
    assert [summary.session_id for summary in recording.sessions.all()] == [OTHER_SESSION, SESSION]


def test_a_session_that_is_not_there_is_unknown(ledger):
    assert not ledger.sessions.knows(SESSION)
    assert ledger.chunks.of_session(SESSION) == []
    for ask in (
        lambda: ledger.sessions.summary(SESSION),
        lambda: ledger.sessions.set_state(SESSION, SessionState.PAUSED),
        lambda: ledger.sound.record_slice(a_slice()),
        lambda: ledger.sound.record_span(SESSION, Span(SpanKind.GAP, 0, 1.0)),
        lambda: ledger.chunks.record_transcription(heard()),
        lambda: ledger.runs.record_transcript(SESSION, "run", WholeTranscript((), "", "")),
        lambda: ledger.speakers.rename(SESSION, "SPEAKER_00", "Ana", SpeakerRole.MEDICO),
        lambda: ledger.audit.record_event(SESSION, Event.JOB_CREATED, {}),
    ):
        with pytest.raises(UnknownSession):
            ask()


def test_states_follow_each_other_and_the_newest_counts(recording):
    recording.sessions.set_state(SESSION, SessionState.PAUSED)
    recording.sessions.set_state(SESSION, SessionState.RECORDING)
    recording.sessions.set_state(SESSION, SessionState.FAILED, "disk full")
    summary = recording.sessions.summary(SESSION)
    assert (summary.state, summary.reason) == (SessionState.FAILED, "disk full")
    assert events(recording)[1:] == [
        Event.RECORDING_PAUSED,
        Event.SESSION_STATE_CHANGED,
        Event.SESSION_STATE_CHANGED,
    ]


def test_a_state_that_already_holds_is_not_recorded_again(recording):
    recording.sessions.set_state(SESSION, SessionState.PAUSED)
    recording.sessions.set_state(SESSION, SessionState.PAUSED)
    assert events(recording).count(Event.RECORDING_PAUSED) == 1


def test_sessions_that_are_recording_or_paused_are_open(recording):
    recording.sessions.create(plan(OTHER_SESSION, created_at=STARTED - timedelta(days=1)))
    assert recording.sessions.open_ids() == [OTHER_SESSION, SESSION]
    recording.sessions.set_state(OTHER_SESSION, SessionState.PAUSED)
    recording.sessions.set_state(SESSION, SessionState.FINALIZING)
    assert recording.sessions.open_ids() == [OTHER_SESSION]


def test_the_title_given_last_holds_and_the_plan_keeps_its_own(recording):
    first = recording.sessions.summary(SESSION).title
    recording.sessions.retitle(SESSION, "Ana Ruiz")
    recording.sessions.retitle(SESSION, "Ana Sosa")
    recording.sessions.retitle(SESSION, "Ana Sosa")
    summary = recording.sessions.summary(SESSION)
    assert (summary.title, summary.plan.title) == ("Ana Sosa", first)
    assert [each.title for each in recording.sessions.all()] == ["Ana Sosa"]
    assert events(recording).count(Event.SESSION_TITLED) == 2
    with pytest.raises(UnknownSession):
        recording.sessions.retitle(OTHER_SESSION, "Ana")


def test_whether_it_is_reviewed_is_said_and_what_is_done_afterwards_counts(finalized):
    finalized.sessions.set_state(SESSION, SessionState.COMPLETED)

    def to_review():
        (summary,) = finalized.sessions.all()
        return summary.to_review

    finalized.sessions.mark_reviewed(SESSION, reviewed=True)
    finalized.sessions.mark_reviewed(SESSION, reviewed=True)
    assert not to_review()
    finalized.sessions.mark_reviewed(SESSION, reviewed=False)
    assert to_review()
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.PACIENTE)
    assert not to_review()
    finalized.sessions.mark_reviewed(SESSION, reviewed=True)
    finalized.sessions.mark_reviewed(SESSION, reviewed=False)
    assert to_review()
    assert events(finalized).count(Event.SESSION_REVIEWED) == 3
    with pytest.raises(UnknownSession):
        finalized.sessions.mark_reviewed(OTHER_SESSION, reviewed=True)


def test_a_finished_session_is_to_be_reviewed_until_somebody_does_something_with_it(finalized):
    finalized.sessions.set_state(SESSION, SessionState.COMPLETED)
    assert finalized.sessions.summary(SESSION).to_review
    finalized.speakers.suggest_role(SESSION, "SPEAKER_00", SpeakerRole.MEDICO, {})
    finalized.sessions.retitle(SESSION, "Ana Ruiz")
    assert [each.to_review for each in finalized.sessions.all()] == [True]
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.PACIENTE)
    assert [each.to_review for each in finalized.sessions.all()] == [False]


def test_a_session_that_is_not_finished_is_not_to_be_reviewed(recording):
    assert not recording.sessions.summary(SESSION).to_review
