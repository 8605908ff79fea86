"""What a clinical note is made of, in every ledger."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.changes import NoteDecided, NoteTyped, steps_of
from aurity_desktop.domain.clinical_note import EntryState, HeadField, NoteHead
from aurity_desktop.domain.errors import UnknownSession
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.search import FoundIn, SearchFilter
from tests.contracts.ledgers import OTHER_SESSION, events
from tests.corpus.examples import SESSION, a_slice, heard, note_line, note_of

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


def test_a_confirmed_line_is_found_with_its_sound(recording):
    notes = recording.clinical_notes
    notes.decide(SESSION, FEVER)
    (hit,) = recording.search.find("FIÉBRE")
    assert (hit.session_id, hit.start, hit.speaker, hit.text) == (SESSION, 3.25, "", "Niega fiebre")
    assert (hit.found_in, hit.marks, hit.moment) == (FoundIn.CLINICAL_NOTE, ((6, 12),), 3.25)


def test_what_was_typed_is_found_and_has_no_moment(recording):
    recording.clinical_notes.write(SESSION, "prognosis", "Bueno para la vida.\nReservado.")
    (hit,) = recording.search.find("reservado")
    assert (hit.found_in, hit.moment) == (FoundIn.CLINICAL_NOTE, None)
    recording.clinical_notes.write(SESSION, "prognosis", "")
    assert recording.search.find("reservado") == []


def test_a_suggestion_that_nobody_confirmed_is_not_found(recording):
    notes = recording.clinical_notes
    notes.decide(SESSION, FEVER)
    notes.decide(SESSION, replace(FEVER, text="Niega fiebre y tos"))
    assert [hit.text for hit in recording.search.find("fiebre")] == ["Niega fiebre y tos"]
    notes.decide(SESSION, replace(FEVER, state=EntryState.REJECTED))
    assert recording.search.find("fiebre") == []


def test_a_signed_version_is_found_by_what_the_draft_no_longer_says(recording):
    notes = recording.clinical_notes
    notes.decide(SESSION, FEVER)
    notes.sign(SESSION, "n1", note_of(FEVER), "Niega fiebre")
    assert [hit.start for hit in recording.search.find("fiebre")] == [3.25]
    assert [hit.text for hit in recording.search.find("cambios")] == ["Sin cambios."]
    notes.decide(SESSION, replace(FEVER, text="Refiere fiebre"))
    found = recording.search.find("fiebre")
    assert sorted(hit.text for hit in found) == ["Niega fiebre", "Refiere fiebre"]


def test_a_form_s_own_words_and_who_signed_are_not_what_is_searched(recording):
    notes = recording.clinical_notes
    notes.sign(SESSION, "n1", note_of(FEVER), "Nota de evolución\nElaboró: Dra. Ana Sosa")
    assert [recording.search.find(word) for word in ("evolución", "Sosa", "Clínica")] == [[]] * 3


def test_the_patient_of_a_signed_note_is_found(recording):
    note = note_of(FEVER)
    head = (NoteHead(HeadField.PATIENT, "Paciente", "Rosa Méndez"), *note.head)
    recording.clinical_notes.sign(SESSION, "n1", replace(note, head=head), "Rosa Méndez")
    assert [hit.text for hit in recording.search.find("mendez")] == ["Rosa Méndez"]


def test_lines_of_notes_are_found_behind_titles_and_before_what_was_said(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(text="No, fiebre no"))
    recording.sessions.retitle(SESSION, "Fiebre")
    recording.bookmarks.record(SESSION, Bookmark("b1", 0, "fiebre?"))
    recording.clinical_notes.decide(SESSION, FEVER)
    assert [hit.found_in for hit in recording.search.find("fiebre")] == [
        FoundIn.TITLE,
        FoundIn.CLINICAL_NOTE,
        FoundIn.NOTE,
        FoundIn.SAID,
    ]


def test_a_search_for_what_a_speaker_said_looks_at_no_clinical_note(recording):
    recording.clinical_notes.decide(SESSION, FEVER)
    assert recording.search.find("fiebre", SearchFilter(speaker="SPEAKER_00")) == []
    assert recording.search.find("fiebre", SearchFilter(session_id=OTHER_SESSION)) == []
