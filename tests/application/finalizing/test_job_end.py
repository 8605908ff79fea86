from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aurity_desktop.application.finalizing.job_end import record_job_end
from aurity_desktop.domain.events import AuditStatus, Event
from aurity_desktop.domain.jobs import Job, JobKind, JobState
from aurity_desktop.domain.session import SessionPlan, SessionState
from tests.fakes.ledger import MemoryLedger

SESSION = "session_20260102_030405"
CREATED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
FAILED = Job(
    job_id="job_1",
    kind=JobKind.FINALIZE,
    session_id=SESSION,
    state=JobState.FAILED,
    progress_percent=40.0,
    attempt=4,
    error_message="RuntimeError: it did not work",
    last_event="JOB_FAILED",
    created_at=CREATED,
)


@pytest.fixture
def ledger():
    own = MemoryLedger()
    own.sessions.create(SessionPlan(SESSION, CREATED, "a test"))
    own.sessions.set_state(SESSION, SessionState.FINALIZING)
    return own


def test_a_finalize_that_gave_up_leaves_its_session_failed_with_the_reason(ledger):
    record_job_end(ledger, FAILED)

    session = ledger.sessions.summary(SESSION)
    assert (session.state, session.reason) == (SessionState.FAILED, FAILED.error_message)
    row = ledger.audit.rows(SESSION)[-1]
    assert (row.operation, row.status) == (Event.JOB_FAILED, AuditStatus.FAILED)


def test_telling_it_again_adds_no_row(ledger):
    record_job_end(ledger, FAILED)
    rows = len(ledger.audit.rows(SESSION))
    record_job_end(ledger, FAILED)
    assert len(ledger.audit.rows(SESSION)) == rows


def test_a_cancelled_finalize_leaves_its_session_failed_as_cancelled(ledger):
    record_job_end(ledger, replace(FAILED, state=JobState.CANCELLED, error_message=""))
    session = ledger.sessions.summary(SESSION)
    assert (session.state, session.reason) == (SessionState.FAILED, "cancelled")


def test_a_repeated_diarization_that_failed_leaves_the_session_completed(ledger):
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    job = replace(FAILED, kind=JobKind.DIARIZE)
    record_job_end(ledger, job)
    record_job_end(ledger, job)

    assert ledger.sessions.summary(SESSION).state is SessionState.COMPLETED
    events = [row.operation for row in ledger.audit.rows(SESSION)]
    assert events.count(Event.DIARIZATION_FAILED) == 1


def test_files_that_could_not_be_written_are_no_failed_diarization(ledger):
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    record_job_end(ledger, replace(FAILED, kind=JobKind.PROJECT))

    assert ledger.sessions.summary(SESSION).state is SessionState.COMPLETED
    row = ledger.audit.rows(SESSION)[-1]
    assert (row.operation, row.status) == (Event.JOB_FAILED, AuditStatus.FAILED)


def test_a_completed_job_and_a_session_that_is_gone_have_nothing_to_be_told(ledger):
    rows = len(ledger.audit.rows(SESSION))
    record_job_end(ledger, replace(FAILED, state=JobState.COMPLETED))
    record_job_end(ledger, replace(FAILED, session_id="session_20990102_030405"))
    assert len(ledger.audit.rows(SESSION)) == rows


def test_a_session_that_was_finalized_meanwhile_stays_completed(ledger):
    ledger.sessions.set_state(SESSION, SessionState.COMPLETED)
    record_job_end(ledger, FAILED)
    assert ledger.sessions.summary(SESSION).state is SessionState.COMPLETED
