"""Consent and holds, in every ledger."""

from datetime import UTC, datetime, timedelta

from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.retention import Confirmation
from tests.contracts.ledgers import events
from tests.corpus.examples import SESSION


def test_consent_is_the_first_event_and_says_to_which_words(recording):
    text = consent_text("es")
    assert recording.consents.newest(SESSION) is None
    recording.consents.record(SESSION, Consent(ConsentAnswer.GIVEN, text, "la paciente"))
    assert recording.consents.newest(SESSION) is ConsentAnswer.GIVEN
    assert events(recording) == [Event.SESSION_CREATED, Event.CONSENT_GIVEN]
    assert recording.audit.rows(SESSION)[-1].result_hash == text.sha256
    assert "paciente" not in recording.audit.rows(SESSION)[-1].metadata


def test_consent_can_be_withdrawn(recording):
    recording.consents.record(SESSION, Consent(ConsentAnswer.GIVEN, consent_text("en")))
    recording.consents.record(SESSION, Consent(ConsentAnswer.WITHDRAWN, consent_text("en")))
    assert recording.consents.newest(SESSION) is ConsentAnswer.WITHDRAWN
    assert events(recording)[-1] == Event.CONSENT_WITHDRAWN


def test_a_hold_stands_until_it_is_lifted(recording):
    recording.retention.lift_hold(SESSION, "")
    recording.retention.place_hold(SESSION, "queja 12/2026")
    recording.retention.place_hold(SESSION, "queja 12/2026")
    (hold,) = recording.retention.holds()
    assert (hold.session_id, hold.reason, hold.user_id) == (SESSION, "queja 12/2026", "ana")
    recording.retention.lift_hold(SESSION, "")
    recording.retention.lift_hold(SESSION, "")
    assert recording.retention.holds() == []
    assert events(recording)[1:] == [Event.HOLD_PLACED, Event.HOLD_LIFTED]


def test_a_length_of_retention_is_noted_when_it_is_another(ledger):
    noted = [ledger.retention.note_days(days) for days in (None, 30, 30, 60, None, None)]
    assert noted == [False, True, False, True, True, False]


def test_announcements_and_answers_count_until_the_length_is_another(recording):
    now = datetime.now(UTC) + timedelta(seconds=1)
    retention = recording.retention
    retention.note_days(30)
    retention.announce([SESSION], now + timedelta(days=9_999))
    retention.announce([SESSION], now)
    retention.confirm(Confirmation(30, now, at_once=True))
    record = retention.record(now)
    assert record.announced == {SESSION: now}
    assert record.confirmed == (Confirmation(30, now, at_once=True),)
    retention.note_days(60)
    record = retention.record(now)
    assert (record.announced, record.confirmed) == ({}, ())


def test_when_the_last_hold_ended_is_known(recording):
    now = datetime.now(UTC) + timedelta(seconds=1)
    assert recording.retention.record(now).lifted == {}
    recording.retention.place_hold(SESSION, "queja")
    recording.retention.lift_hold(SESSION, "resuelta")
    lifted = datetime.fromisoformat(recording.audit.rows(SESSION)[-1].timestamp)
    assert recording.retention.record(now).lifted == {SESSION: lifted}


def test_the_last_thing_that_people_did_up_to_now_is_known(recording):
    now = datetime.now(UTC) + timedelta(seconds=1)
    recording.retention.place_hold(SESSION, "queja")
    placed = datetime.fromisoformat(recording.audit.rows(SESSION)[-1].timestamp)
    recording.audit.record_event(SESSION, Event.PROJECTION_REBUILT, {})
    assert recording.retention.record(now).newest_act == placed
    assert recording.retention.record(placed - timedelta(days=9_999)).newest_act is None
