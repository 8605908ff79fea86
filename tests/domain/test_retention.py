"""What a retention policy would erase, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from aurity_desktop.domain.consent import (
    CONSENT_TEXTS,
    ConsentGiver,
    UnknownConsentText,
    consent_given,
    consent_referred_to,
    consent_text,
)
from aurity_desktop.domain.retention import Hold, RetentionPolicy
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def session(days_old, state=SessionState.COMPLETED, name=None):
    plan = SessionPlan(name or f"session_{days_old:04}", NOW - timedelta(days=days_old), "mic")
    return SessionSummary(plan, state, "", 0, 0, 0, 0, "es")


def due(policy, *sessions, held=()):
    found = policy.due(sessions, [Hold(name, "queja", NOW, "ana") for name in held], NOW)
    return [each.session_id for each in found]


def test_without_a_number_of_days_everything_is_kept():
    assert due(RetentionPolicy(), session(9_999)) == []


def test_what_is_older_is_due_oldest_first():
    policy = RetentionPolicy(days=30)
    sessions = [session(31), session(400), session(30), session(1)]
    assert due(policy, *sessions) == ["session_0400", "session_0031"]


def test_what_is_on_hold_is_kept():
    assert due(RetentionPolicy(30), session(40), held=["session_0040"]) == []


@pytest.mark.parametrize(
    "state", [SessionState.RECORDING, SessionState.PAUSED, SessionState.FINALIZING]
)
def test_what_is_not_finished_is_kept(state):
    assert due(RetentionPolicy(30), session(40, state)) == []


def test_the_outlook_says_when_each_goes_and_what_keeps_it():
    hold = Hold("session_0040", "queja", NOW, "ana")
    first, second = RetentionPolicy(30).outlook([session(1), session(40)], [hold])
    assert (first.session.session_id, first.hold) == ("session_0040", hold)
    assert (second.at, second.hold) == (NOW + timedelta(days=29), None)


def test_a_consent_is_told_from_one_process_to_another_by_its_reference():
    given = consent_given("en", ConsentGiver.REPRESENTATIVE)
    assert consent_referred_to(given.reference) == given
    with pytest.raises(UnknownConsentText):
        consent_referred_to("1999-01:es:patient")


def test_consent_texts_exist_in_both_languages_and_spanish_stands_in():
    assert consent_text("es").language == "es"
    assert consent_text("en").language == "en"
    assert consent_text("fr") == consent_text("es")
    assert len({(text.version, text.language) for text in CONSENT_TEXTS}) == len(CONSENT_TEXTS)


def test_a_consent_text_is_never_edited():
    """A new wording is a new version: these hashes stand in sessions' chains."""
    assert {(text.version, text.language): text.sha256[:12] for text in CONSENT_TEXTS} == {
        ("2026-11", "es"): "c9ce18145f97",
        ("2026-11", "en"): "45926229ed00",
    }
