"""Whom sessions are about: a fact of each session, shared by an id; real ledger and fake."""

import pytest

from aurity_desktop.domain.changes import PatientAssigned, steps_of
from aurity_desktop.domain.errors import UnknownSession
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.patients import KnownPatient, Patient
from tests.contracts.ledgers import OTHER_SESSION, events
from tests.corpus.examples import SESSION, STARTED, plan

ANA = Patient("p1", "Ana Ruiz", "77")
LUZ = Patient("p2", "Luz Núñez")


@pytest.fixture
def two(recording):
    recording.sessions.create(plan(OTHER_SESSION, STARTED.replace(year=2026)))
    return recording


def test_the_newest_word_on_whom_a_session_is_about_counts(recording):
    assert recording.patients.of_session(SESSION) is None
    recording.patients.assign(SESSION, ANA)
    recording.patients.assign(SESSION, ANA)
    recording.patients.assign(SESSION, LUZ)
    assert recording.patients.of_session(SESSION) == LUZ
    assert [each.patient for each in recording.patients.history(SESSION)] == [ANA, LUZ]
    recording.patients.assign(SESSION, None)
    assert recording.patients.of_session(SESSION) is None
    assert recording.patients.all() == []
    assert events(recording).count(Event.PATIENT_ASSIGNED) == 3


def test_the_chain_tells_nothing_of_them(recording):
    recording.patients.assign(SESSION, ANA)
    assert recording.audit.rows(SESSION)[-1].metadata == "{}"


def test_several_sessions_share_a_patient_the_newest_session_first(two):
    two.patients.assign(SESSION, ANA)
    two.patients.assign(OTHER_SESSION, ANA)
    assert two.patients.all() == [KnownPatient(ANA, (OTHER_SESSION, SESSION))]
    two.patients.assign(SESSION, LUZ)
    assert two.patients.all() == [
        KnownPatient(ANA, (OTHER_SESSION,)),
        KnownPatient(LUZ, (SESSION,)),
    ]


def test_what_is_known_of_a_patient_is_changed_in_every_session(two):
    two.patients.assign(SESSION, ANA)
    two.patients.assign(OTHER_SESSION, ANA)
    better = Patient("p1", "Ana Ruiz Sosa", "78", "1960-03-31")
    assert two.patients.rewrite(better) == [OTHER_SESSION, SESSION]
    assert two.patients.all() == [KnownPatient(better, (OTHER_SESSION, SESSION))]
    assert two.patients.rewrite(Patient("p9", "nobody")) == []


def test_sessions_are_found_by_whom_they_are_about(two):
    two.sessions.retitle(SESSION, "Diabetes")
    two.patients.assign(SESSION, ANA)
    assert [(hit.session_id, hit.text) for hit in two.search.find("ruiz")] == [
        (SESSION, "Diabetes · Ana Ruiz · 77")
    ]
    assert [hit.session_id for hit in two.search.find("diabetes 77")] == [SESSION]
    two.patients.assign(SESSION, None)
    assert two.search.find("ruiz") == []
    assert [hit.text for hit in two.search.find("diabetes")] == ["Diabetes"]


def test_it_is_taken_back_and_made_again(recording):
    recording.patients.assign(SESSION, ANA)
    recording.patients.assign(SESSION, LUZ)
    recording.patients.assign(SESSION, ANA)
    steps = steps_of(recording.edits.changes(SESSION))
    assert [each.change.what for each in steps.done] == [PatientAssigned(ANA, None)]
    assert [each.change.what for each in steps.undone] == [PatientAssigned(LUZ, ANA)]


def test_there_must_be_a_session(recording):
    with pytest.raises(UnknownSession):
        recording.patients.assign(OTHER_SESSION, ANA)
    assert recording.patients.of_session(OTHER_SESSION) is None
