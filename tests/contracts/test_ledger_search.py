"""Search, in every ledger."""

from datetime import timedelta

import pytest

from aurity_desktop.domain.search import FoundIn, SearchFilter, marks_in
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import (
    SpeakerRole,
)
from tests.contracts.ledgers import OTHER_SESSION
from tests.corpus.examples import SESSION, STARTED, a_slice, heard


def test_search_ignores_accents_and_case(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(text="Hipertensión arterial"))
    (hit,) = recording.search.find("HIPERTENSION arter")
    assert (hit.session_id, hit.text) == (SESSION, "Hipertensión arterial")
    assert recording.search.find("hipotensión") == []
    assert recording.search.find("  ") == []


def test_search_finds_the_finalized_text_and_no_longer_the_live_one(finalized):
    assert [hit.text for hit in finalized.search.find("doctora")] == ["Sí doctora"]
    assert finalized.search.find("martes") == []


def test_search_can_be_narrowed(finalized):
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.PACIENTE)
    day = timedelta(days=1)
    for narrowed, found in (
        (SearchFilter(speaker="Ana"), 1),
        (SearchFilter(speaker="SPEAKER_01"), 1),
        (SearchFilter(speaker="Luis"), 0),
        (SearchFilter(since=STARTED), 1),
        (SearchFilter(since=STARTED + day), 0),
        (SearchFilter(until=STARTED + day), 1),
        (SearchFilter(until=STARTED), 0),
        (SearchFilter(state=SessionState.RECORDING), 1),
        (SearchFilter(state=SessionState.COMPLETED), 0),
        (SearchFilter(session_id=SESSION), 1),
        (SearchFilter(session_id=OTHER_SESSION), 0),
    ):
        assert len(finalized.search.find("doctora", narrowed)) == found


def test_a_title_is_found_before_what_was_said(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(text="La señora Muñoz volverá"))
    recording.sessions.retitle(SESSION, "Consulta Ángela Muñoz")
    title, said = recording.search.find("munoz")
    assert (title.session_id, title.text, title.found_in) == (
        SESSION,
        "Consulta Ángela Muñoz",
        FoundIn.TITLE,
    )
    assert title.marks == ((16, 21),)
    assert (said.text, said.found_in) == ("La señora Muñoz volverá", FoundIn.SAID)
    assert [hit.found_in for hit in recording.search.find("munoz", limit=1)] == [FoundIn.TITLE]


def test_the_title_that_holds_is_found_and_no_former_one(recording):
    recording.sessions.retitle(SESSION, "Diabetes")
    recording.sessions.retitle(SESSION, "Hipotiroidismo")
    assert recording.search.find("diabetes") == []
    assert [hit.text for hit in recording.search.find("hipotiroidismo")] == ["Hipotiroidismo"]
    recording.sessions.retitle(SESSION, "")
    assert recording.search.find("hipotiroidismo") == []


def test_titles_are_narrowed_too(recording):
    recording.sessions.retitle(SESSION, "Diabetes")
    day = timedelta(days=1)
    for narrowed, found in (
        (SearchFilter(since=STARTED), 1),
        (SearchFilter(since=STARTED + day), 0),
        (SearchFilter(until=STARTED), 0),
        (SearchFilter(state=SessionState.RECORDING), 1),
        (SearchFilter(state=SessionState.COMPLETED), 0),
        (SearchFilter(session_id=OTHER_SESSION), 0),
        (SearchFilter(speaker="Diabetes"), 0),
    ):
        assert len(recording.search.find("diabetes", narrowed)) == found


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Presión 120/80, pulso 72", "120/80"),
        ("Presión 120/80, pulso 72", "presion 72"),
        ("Presión 120/81, pulso 80", "120/80"),
        ("El niño, la NIÑA y el nin\u0303o", "nino"),
        ("Metformina, no metoprolol", "met"),
        ("Metformina, no metoprolol", "met no"),
        ("Metformina, no metoprolol", "metf prolol"),
        ("a b c", "a"),
        ("abc", "a"),
        ("Dosis: ½ tableta (2.5 mg)", "2.5"),
        ("vitamina B₁₂ y β-bloqueador", "β-bloq"),
        ("x", "…"),
        ("Metformina 850", "metf -"),
        ("Metformina 850", "metf - 8"),
    ],
)
def test_a_single_text_is_marked_as_the_index_marks_it(recording, text, query):
    recording.sessions.retitle(SESSION, text)
    hits = recording.search.find(query)
    assert [hit.marks for hit in hits] == ([marks_in(text, query)] if hits else [])
    assert bool(hits) is bool(marks_in(text, query))
