"""What a clinical note is made of, in every ledger."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.changes import NoteDecided, NoteTyped, steps_of
from aurity_desktop.domain.clinical_note import EntryState
from aurity_desktop.domain.errors import UnknownSession
from aurity_desktop.domain.events import Event
from tests.contracts.ledgers import OTHER_SESSION, events
from tests.corpus.examples import SESSION, note_line, note_of

FEVER = note_line()


def done(ledger):
    return [each.change.what for each in steps_of(ledger.edits.changes(SESSION)).done]


def test_of_each_line_the_newest_decision_holds(recording):
    notes = recording.clinical_notes
    notes.decide(SESSION, FEVER)
    notes.decide(SESSION, replace(FEVER, state=EntryState.REJECTED))
    notes.decide(SESSION, replace(FEVER, entry_id="f2", text="Tos"))
    entries = notes.record(SESSION).entries
    assert [(each.state, each.text) for each in entries.values()] == [
        ("rejected", "Niega fiebre"),
        ("confirmed", "Tos"),
    ]
    assert entries["f2"].start == 3.25


def test_what_holds_already_is_not_recorded_again(recording):
    notes = recording.clinical_notes
    notes.decide(SESSION, FEVER.untouched)
    notes.write(SESSION, "prognosis", "")
    for _ in range(2):
        notes.decide(SESSION, FEVER)
        notes.write(SESSION, "prognosis", "Bueno para la vida.")
    assert events(recording) == [
        Event.SESSION_CREATED,
        Event.NOTE_ENTRY_DECIDED,
        Event.NOTE_WRITTEN,
    ]


def test_no_word_of_a_note_stands_in_the_chain(recording):
    notes = recording.clinical_notes
    notes.decide(SESSION, FEVER)
    notes.write(SESSION, "prognosis", "Bueno para la vida.")
    notes.sign(SESSION, "n1", note_of(FEVER), "Niega fiebre")
    rows = recording.audit.rows(SESSION)[1:]
    assert not any(
        word in row.metadata for row in rows for word in ("fiebre", "Bueno", "Sosa", "prognosis")
    )


def test_decisions_and_texts_can_be_taken_back_and_made_again(recording):
    notes = recording.clinical_notes
    notes.decide(SESSION, FEVER)
    notes.write(SESSION, "prognosis", "Bueno.")
    decided, typed = done(recording)
    assert (decided, typed) == (
        NoteDecided(FEVER, FEVER.untouched),
        NoteTyped("prognosis", "Bueno.", ""),
    )
    notes.write(SESSION, "prognosis", typed.before)
    assert done(recording) == [decided]
    notes.decide(SESSION, decided.before)
    assert done(recording) == []
    notes.decide(SESSION, FEVER)
    assert done(recording) == [NoteDecided(FEVER, FEVER.untouched)]
    assert len(steps_of(recording.edits.changes(SESSION)).undone) == 1


def test_another_text_of_a_line_is_taken_back_to_the_one_before(recording):
    notes = recording.clinical_notes
    notes.decide(SESSION, FEVER)
    notes.decide(SESSION, replace(FEVER, text="Niega fiebre y tos"))
    notes.decide(SESSION, done(recording)[-1].before)
    assert notes.record(SESSION).entries["f1"] == FEVER
    assert done(recording) == [NoteDecided(FEVER, FEVER.untouched)]


def test_a_signed_note_stays_beside_its_addendum(recording):
    notes = recording.clinical_notes
    first = notes.sign(SESSION, "n1", note_of(FEVER), "Niega fiebre")
    second = notes.sign(SESSION, "n2", note_of(FEVER), "Niega fiebre y tos")
    other = notes.sign(SESSION, "n3", note_of(FEVER, template="soap"), "Niega fiebre")
    signed = notes.signed(SESSION)
    assert [each.signed for each in signed] == [first, second, other]
    assert [each.signed.version for each in signed] == [1, 2, 1]
    assert signed[0].signed.note == note_of(FEVER)
    assert {each.user_id for each in signed} == {"ana"}
    rows = recording.audit.rows(SESSION)
    assert [row.result_hash for row in rows if row.operation == Event.NOTE_SIGNED] == [
        each.signed.sha256 for each in signed
    ]


def test_the_very_same_note_is_signed_once(recording):
    notes = recording.clinical_notes
    first = notes.sign(SESSION, "n1", note_of(FEVER), "Niega fiebre")
    assert notes.sign(SESSION, "n2", note_of(FEVER), "Niega fiebre") == first
    assert events(recording).count(Event.NOTE_SIGNED) == 1


def test_what_was_not_confirmed_is_not_in_a_signed_note(recording):
    suggested = replace(FEVER, entry_id="f2", state=EntryState.OPEN, text="Tos")
    recording.clinical_notes.sign(SESSION, "n1", note_of(FEVER, suggested), "Niega fiebre")
    (signed,) = recording.clinical_notes.signed(SESSION)
    assert signed.signed.note.sections[0].texts == ("Niega fiebre", "Sin cambios.")
    assert len(signed.signed.note.sections[0].lines) == 1


def test_a_session_that_is_not_there_has_no_note(ledger):
    notes = ledger.clinical_notes
    assert (notes.record(OTHER_SESSION).entries, notes.signed(OTHER_SESSION)) == ({}, [])
    for record in (
        lambda: notes.decide(OTHER_SESSION, FEVER),
        lambda: notes.write(OTHER_SESSION, "prognosis", "x"),
        lambda: notes.sign(OTHER_SESSION, "n1", note_of(FEVER), "x"),
    ):
        with pytest.raises(UnknownSession):
            record()
