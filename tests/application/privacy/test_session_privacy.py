"""What is decided about a session, as signals; and consent withdrawn from any process."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from aurity_desktop.application.privacy.session_consent import (
    consent_history,
    record_consent,
    withdraw,
)
from aurity_desktop.application.privacy.session_erasure import erase
from aurity_desktop.application.privacy.session_privacy import SessionPrivacy
from aurity_desktop.domain.consent import WITHDRAWN_REASON, ConsentAnswer, consent_given
from aurity_desktop.domain.errors import SessionBusy, SessionHeld, UnknownSession
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.session import SessionPlan, SessionState
from tests.fakes.children import scripted_child

SESSION = "session_20260102_030405"


@pytest.fixture
def session(ledger):
    ledger.sessions.create(SessionPlan(SESSION, datetime(2026, 1, 2, tzinfo=UTC), "mic", "en"))
    return ledger


def test_a_change_is_told_once_it_is_kept(program, session, qtbot, qapp):
    privacy = SessionPrivacy(program, qapp)
    with qtbot.waitSignal(privacy.changed):
        privacy.place_hold(SESSION, "queja")
    assert [hold.reason for hold in session.retention.holds()] == ["queja"]
    with qtbot.waitSignal(privacy.changed):
        privacy.lift_hold(SESSION, "resuelta")
    with qtbot.waitSignal(privacy.changed):
        privacy.give_consent(SESSION, consent_given("en"))
    assert session.consents.newest(SESSION) is ConsentAnswer.GIVEN
    with qtbot.waitSignal(privacy.failed):
        privacy.place_hold("session_20200101_000000", "queja")
    privacy.close()


def test_what_was_erased_is_named_and_what_was_not_is_told(program, session, qtbot, tmp_path):
    told = json.dumps({"session_id": SESSION, "erased": True})
    privacy = SessionPrivacy(replace(program, command=scripted_child(tmp_path, says=[told])))
    with qtbot.waitSignal(privacy.erased) as erased:
        privacy.erase(SESSION)
    assert erased.args == [SESSION]
    refusing = scripted_child(tmp_path, complains="on hold", exit_code=1)
    privacy = SessionPrivacy(replace(program, command=refusing))
    with qtbot.waitSignal(privacy.failed):
        privacy.erase(SESSION)


def test_the_same_answer_is_not_kept_twice(program, session):
    for _ in range(2):
        record_consent(program, SESSION, consent_given("es"))
    assert len(consent_history(session, SESSION)) == 1


def test_a_withdrawal_names_the_words_that_were_agreed_to(program, session):
    record_consent(program, SESSION, consent_given("es"))
    withdraw(program, SESSION)
    assert [each.language for each in consent_history(session, SESSION)] == ["es", "es"]


def test_a_withdrawal_without_a_yes_before_is_one_too_and_ends_what_was_left_open(program, session):
    withdraw(program, SESSION)
    withdraw(program, SESSION)
    assert [each.language for each in consent_history(session, SESSION)] == ["en"]
    found = session.sessions.summary(SESSION)
    assert (found.state, found.reason) == (SessionState.FAILED, WITHDRAWN_REASON)


def test_a_finished_session_stays_as_it_is(program, session):
    session.sessions.set_state(SESSION, SessionState.COMPLETED)
    withdraw(program, SESSION)
    assert session.sessions.summary(SESSION).state is SessionState.COMPLETED


def test_what_is_on_hold_or_at_work_is_not_erased_nor_its_work_cancelled(program, session):
    with closing(program.queue()) as queue:
        job = queue.submit(JobKind.FINALIZE, SESSION)
        with pytest.raises(SessionBusy):
            erase(program, SESSION)
        session.sessions.set_state(SESSION, SessionState.COMPLETED)
        session.retention.place_hold(SESSION, "queja")
        with pytest.raises(SessionHeld):
            erase(program, SESSION)
        assert not queue.job(job.job_id).ended
        with pytest.raises(UnknownSession):
            erase(program, "session_20200101_000000")
