"""The audit chain, in every ledger."""

import json

from aurity_desktop.corpus.ledger.audit_chain import broken_links
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.network import NetworkDay, ProcessRole
from aurity_desktop.domain.speakers import (
    SpeakerRole,
)
from tests.corpus.examples import SESSION, a_slice, heard


def test_every_fact_has_its_audit_row_and_the_chain_holds(finalized):
    rows = finalized.audit.rows(SESSION)
    assert [row.audit_id for row in rows] == list(range(len(rows)))
    assert broken_links(SESSION, rows, finalized.audit.head(SESSION)) == []
    assert {row.user_id for row in rows} == {"ana"}


def test_an_audit_row_says_in_numbers_what_was_recorded(finalized):
    said = [json.loads(row.metadata) for row in finalized.audit.rows(SESSION)]
    assert said[:3] == [
        {"model": "base"},
        {
            "chunk_id": a_slice().chunk_id,
            "chunk_number": 0,
            "start_sample": 0,
            "sample_count": SLICE_SAMPLES,
        },
        {
            "chunk_number": 0,
            "status": "ok",
            "words": len(heard().words),
            "model": "base",
            "latency_ms": 180.5,
        },
    ]
    assert said[-1] == {"run_id": "words-1", "words": 2, "segments": 2}


def test_an_audit_row_never_holds_a_patients_words(finalized):
    finalized.speakers.rename(SESSION, "SPEAKER_01", "Ana Pérez", SpeakerRole.PACIENTE)
    kept = " ".join(row.metadata for row in finalized.audit.rows(SESSION))
    assert "doctora" not in kept
    assert "Pérez" not in kept


def test_an_event_without_a_fact_is_an_audit_row_too(recording):
    recording.audit.record_event(
        SESSION, Event.CHUNKS_CONCATENATED, {"samples": 5, "sha256": "ab" * 32}
    )
    row = recording.audit.rows(SESSION)[-1]
    assert (row.operation, row.status, row.result_hash) == (
        Event.CHUNKS_CONCATENATED,
        "SUCCESS",
        "ab" * 32,
    )
    assert row.metadata == '{"samples":5,"sha256":"' + "ab" * 32 + '"}'


def test_a_day_of_the_network_is_noted_once(ledger):
    day = NetworkDay("2026-03-02", {ProcessRole.WINDOW: 3_600.04, ProcessRole.WORKER: 60.0}, 732)
    other = NetworkDay("2026-03-03", {}, 3, 1)
    noted = [ledger.audit.note_network_day(each) for each in (day, day, other, day)]
    assert noted == [True, False, True, False]


def test_a_file_that_nobody_waits_for_is_told_from_one_that_somebody_does(recording):
    audit = recording.audit
    audit.record_event(SESSION, Event.INPUT_NOTED, {"note": "begun", "expected_seconds": 60.0})
    assert not audit.is_read_in_background(SESSION)
    audit.record_event(SESSION, Event.INPUT_NOTED, {"note": "begun", "in_background": True})
    assert audit.is_read_in_background(SESSION)


def test_some_events_of_a_session_are_told_without_the_rest(recording):
    audit = recording.audit
    wanted = (Event.INPUT_NOTED, Event.NO_WORDS_FOUND)
    assert audit.rows(SESSION, *wanted) == []
    audit.record_event(SESSION, Event.INPUT_NOTED, {"note": "begun"})
    recording.sound.record_slice(a_slice(0))
    audit.record_event(SESSION, Event.NO_WORDS_FOUND, {"loud_seconds": 1.0})
    found = audit.rows(SESSION, *wanted)
    assert [row.operation for row in found] == list(wanted)
    assert found == [row for row in audit.rows(SESSION) if row.operation in wanted]
    assert [row.operation for row in audit.rows(SESSION, wanted[0])] == [Event.INPUT_NOTED]
