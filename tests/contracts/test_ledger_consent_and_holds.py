"""Consent and holds, in every ledger."""

from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.events import Event
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
