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
from aurity_desktop.domain.retention import (
    DOUBT,
    GRACE,
    UNASKED,
    Confirmation,
    Hold,
    RetentionPolicy,
    RetentionRecord,
    Standing,
)
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary

NOW = datetime(2026, 6, 1, tzinfo=UTC)


def session(days_old, state=SessionState.COMPLETED, name=None):
    plan = SessionPlan(name or f"session_{days_old:04}", NOW - timedelta(days=days_old), "mic")
    return SessionSummary(plan, state, "", 0, 0, 0, 0, "es")


def outlook(policy, *sessions, held=(), **record):
    holds = [Hold(name, "queja", NOW, "ana") for name in held]
    return policy.outlook(sessions, holds, NOW, RetentionRecord(**{"newest_act": NOW} | record))


def names(expiries):
    return [each.session.session_id for each in expiries]


def due(policy, *sessions, held=()):
    return names(outlook(policy, *sessions, held=held).due)


def announced(*sessions, ago=GRACE):
    return {each.session_id: NOW - ago for each in sessions}


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
    found = outlook(RetentionPolicy(30), session(1), session(40), held=["session_0040"])
    first, second = found.expiries
    assert (first.session.session_id, first.hold) == ("session_0040", found.holds[0])
    assert (second.at, second.hold) == (NOW + timedelta(days=29), None)


def test_what_is_imported_is_kept_from_its_import():
    old = session(400)
    arrived = {old.session_id: NOW - timedelta(days=3)}
    found = outlook(RetentionPolicy(30), old, arrived=arrived)
    assert found.due == ()
    assert found.expiries[0].at == NOW + timedelta(days=27)


def test_what_was_announced_long_enough_ago_goes_and_what_was_not_waits():
    first, second, third = session(60), session(50), session(40)
    told = announced(first) | announced(second, ago=GRACE - timedelta(seconds=1))
    found = outlook(RetentionPolicy(30), first, second, third, announced=told)
    assert names(found.going) == [first.session_id]
    assert names(found.with_standing(Standing.ANNOUNCED)) == [second.session_id, third.session_id]
    assert names(found.to_announce) == [third.session_id]
    assert found.goes_at(found.expiries[1]) == NOW + timedelta(seconds=1)


@pytest.mark.parametrize("when", [NOW + timedelta(days=1), NOW - timedelta(days=31)])
def test_an_announcement_of_another_time_is_void(when):
    """By a clock that was ahead, or from before it came back by an import."""
    found = outlook(RetentionPolicy(30), session(40), announced={"session_0040": when})
    assert found.going == ()
    assert names(found.to_announce) == ["session_0040"]


def test_when_a_hold_ends_the_days_of_grace_begin_anew():
    old = session(40)
    yes = (Confirmation(30, NOW - timedelta(days=2), at_once=True),)
    found = outlook(
        RetentionPolicy(30),
        old,
        announced=announced(old),
        confirmed=yes,
        lifted={old.session_id: NOW - timedelta(days=1)},
    )
    assert names(found.to_announce) == [old.session_id]


@pytest.mark.parametrize("newest", [None, NOW - DOUBT - timedelta(seconds=1)])
def test_nothing_goes_and_nothing_is_announced_by_a_clock_far_from_all_that_people_did(newest):
    old = session(40)
    yes = (Confirmation(30, NOW, at_once=True),)
    found = outlook(
        RetentionPolicy(30), old, newest_act=newest, announced=announced(old), confirmed=yes
    )
    assert found.clock_doubted
    assert (found.going, found.to_announce) == ((), ())
    assert names(found.with_standing(Standing.CLOCK_DOUBTED)) == [old.session_id]


@pytest.mark.parametrize(("count", "going"), [(UNASKED, UNASKED), (UNASKED + 1, 0)])
def test_more_than_ten_go_only_when_a_person_says_yes(count, going):
    many = [session(40 + number) for number in range(count)]
    found = outlook(RetentionPolicy(30), *many, announced=announced(*many))
    assert len(found.going) == going
    yes = (Confirmation(30, NOW),)
    found = outlook(RetentionPolicy(30), *many, announced=announced(*many), confirmed=yes)
    assert len(found.going) == count


@pytest.mark.parametrize(
    "answer",
    [
        Confirmation(60, NOW, at_once=True),
        Confirmation(30, NOW - timedelta(days=11), at_once=True),
        Confirmation(30, NOW + timedelta(seconds=1), at_once=True),
        Confirmation(30, NOW),
    ],
    ids=["another length", "before it was due", "by a clock that was ahead", "with days of grace"],
)
def test_a_yes_to_something_else_is_none(answer):
    found = outlook(RetentionPolicy(30), session(40), confirmed=(answer,))
    assert found.going == ()


def test_a_yes_to_erase_at_once_needs_no_days_of_grace():
    many = [session(40 + number) for number in range(UNASKED + 1)]
    yes = (Confirmation(30, NOW, at_once=True),)
    assert len(outlook(RetentionPolicy(30), *many, confirmed=yes).going) == len(many)


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
