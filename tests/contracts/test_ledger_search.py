"""Search, in every ledger."""

from datetime import timedelta

from aurity_desktop.domain.search import SearchFilter
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
