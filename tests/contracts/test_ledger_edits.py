"""Corrections and what is read with them, in every ledger."""

import pytest

from aurity_desktop.domain.edits import BadEdit, Edit, EditKind
from aurity_desktop.domain.errors import (
    ConflictingFact,
    UnknownEdit,
    UnknownRun,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.search import SearchFilter
from aurity_desktop.domain.transcript import Segment
from tests.contracts.ledgers import OTHER_SESSION, events
from tests.corpus.examples import SESSION, plan, some_words


def correction(text="No doctora", name="e1"):
    return Edit(name, EditKind.CORRECT, 0, 1, text)


def test_a_correction_is_read_and_searched_in_place_of_what_was_heard(finalized):
    finalized.edits.record(SESSION, correction())
    assert [word.text for word in finalized.segments.words(SESSION)] == ["No", "doctora"]
    assert finalized.segments.of_session(SESSION)[0].text == "No doctora"
    assert len(finalized.search.find("no")) == 1
    assert finalized.search.find("sí") == []
    assert events(finalized)[-1] == Event.TEXT_CORRECTED
    assert "doctora" not in finalized.audit.rows(SESSION)[-1].metadata


def test_an_edit_is_recorded_once(finalized):
    finalized.edits.record(SESSION, correction())
    finalized.edits.record(SESSION, correction())
    assert events(finalized).count(Event.TEXT_CORRECTED) == 1
    with pytest.raises(ConflictingFact):
        finalized.edits.record(SESSION, correction("otra"))


def test_an_edit_can_be_taken_back_and_made_again(finalized):
    finalized.edits.record(SESSION, correction())
    for _ in range(2):
        finalized.edits.withdraw(SESSION, "e1")
    assert finalized.segments.of_session(SESSION)[0].text == "Sí doctora"
    assert len(finalized.search.find("sí")) == 1
    for _ in range(2):
        finalized.edits.restore(SESSION, "e1")
    assert finalized.segments.of_session(SESSION)[0].text == "No doctora"
    assert events(finalized)[-3:] == [
        Event.TEXT_CORRECTED,
        Event.EDIT_WITHDRAWN,
        Event.EDIT_RESTORED,
    ]


def test_the_history_of_edits_stays(finalized):
    finalized.edits.record(SESSION, correction())
    finalized.edits.record(SESSION, correction("Nunca", "e2"))
    finalized.edits.withdraw(SESSION, "e2")
    history = finalized.edits.of_session(SESSION)
    assert [(each.edit.text, each.active) for each in history] == [
        ("No doctora", True),
        ("Nunca", False),
    ]
    assert {(each.run_id, each.user_id) for each in history} == {("words-1", "ana")}


def test_reassigned_words_move_lists_and_chunks_to_the_other_voice(finalized):
    finalized.edits.record(SESSION, Edit("e1", EditKind.REASSIGN, 0, 1, speaker="SPEAKER_02"))
    assert finalized.segments.of_session(SESSION)[0].speaker == "SPEAKER_02"
    assert finalized.chunks.of_session(SESSION)[0].speaker == "SPEAKER_02"
    assert len(finalized.search.find("doctora", SearchFilter(speaker="SPEAKER_02"))) == 1
    assert events(finalized)[-1] == Event.SPEAKER_REASSIGNED


def test_the_reading_says_where_an_edit_of_each_segment_belongs(finalized):
    assert finalized.segments.reading(OTHER_SESSION) is None
    reading = finalized.segments.reading(SESSION)
    assert reading.positions[0] == (0, 1)
    assert list(reading.segments)[:1] == finalized.segments.of_session(SESSION)[:1]


def test_corrected_words_outlive_a_diarization_done_again_and_reassigned_ones_do_not(finalized):
    finalized.edits.record(SESSION, correction())
    finalized.edits.record(SESSION, Edit("e2", EditKind.REASSIGN, 0, 1, speaker="SPEAKER_02"))
    again = some_words("Sí doctora", speaker="SPEAKER_00")
    segments = [Segment(0.0, 1.0, "SPEAKER_00", "Sí doctora", 0.5)]
    finalized.segments.record_run(SESSION, "words-2", again, segments, [(0, "SPEAKER_00")])
    (segment,) = finalized.segments.of_session(SESSION)
    assert (segment.speaker, segment.text) == ("SPEAKER_00", "No doctora")
    other_words = some_words("Otra cosa", start=5.0)
    finalized.segments.record_run(SESSION, "words-3", other_words, [], [])
    assert [word.text for word in finalized.segments.words(SESSION)] == ["Otra", "cosa"]


def test_edits_that_do_not_fit_are_refused(finalized, ledger):
    with pytest.raises(BadEdit):
        finalized.edits.record(SESSION, Edit("e1", EditKind.CORRECT, 0, 99, "x"))
    with pytest.raises(UnknownEdit):
        finalized.edits.withdraw(SESSION, "nothing")
    ledger.sessions.create(plan(OTHER_SESSION))
    with pytest.raises(UnknownRun):
        ledger.edits.record(OTHER_SESSION, correction())


def test_a_turn_that_is_joined_is_read_as_one_and_still_searched(finalized):
    finalized.edits.record(SESSION, Edit("s", EditKind.SPLIT, 1, 1))
    before = [segment.text for segment in finalized.segments.of_session(SESSION)]
    assert before[:2] == ["Sí", "doctora"]
    speaker = finalized.segments.of_session(SESSION)[0].speaker
    finalized.edits.record(SESSION, Edit("j", EditKind.JOIN, 1, 1, speaker=speaker))
    assert finalized.segments.of_session(SESSION)[0].text == "Sí doctora"
    assert events(finalized)[-1] == Event.TURNS_JOINED
    assert len(finalized.search.find("doctora")) == 1
    finalized.edits.withdraw(SESSION, "j")
    assert [segment.text for segment in finalized.segments.of_session(SESSION)] == before


def test_edits_that_are_made_together_are_all_there_or_none(finalized):
    good = Edit("g/0", EditKind.CORRECT, 0, 0, "No")
    with pytest.raises(BadEdit):
        finalized.edits.record(SESSION, good, Edit("g/1", EditKind.CORRECT, 99, 99, "No"))
    assert finalized.edits.of_session(SESSION) == []
    finalized.edits.record(SESSION, good, Edit("g/1", EditKind.CORRECT, 1, 1, "doctor"))
    assert [word.text for word in finalized.segments.words(SESSION)] == ["No", "doctor"]
    assert [hit.text for hit in finalized.search.find("doctor")] == ["No doctor"]
    with pytest.raises(UnknownEdit):
        finalized.edits.withdraw(SESSION, "g/0", "nothing")
    finalized.edits.withdraw(SESSION, "g/0", "g/1")
    assert [word.text for word in finalized.segments.words(SESSION)] == ["Sí", "doctora"]
    finalized.edits.restore(SESSION, "g/0", "g/1")
    assert [word.text for word in finalized.segments.words(SESSION)] == ["No", "doctor"]


#: What the program writes by itself, and the event that tells it.
WRITTEN = {
    EditKind.REPLACE: Event.TEXT_REPLACED,
    EditKind.BY_SOUND: Event.TEXT_REPLACED_BY_SOUND,
}


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_the_program_writes_is_read_searched_and_taken_back(finalized, kind):
    edit = Edit("heard-1", kind, 0, 0, "No")
    finalized.edits.record(SESSION, edit)
    finalized.edits.record(SESSION, edit)
    assert finalized.segments.of_session(SESSION)[0].text == "No doctora"
    assert len(finalized.search.find("no")) == 1
    assert events(finalized).count(WRITTEN[kind]) == 1
    assert "No" not in finalized.audit.rows(SESSION)[-1].metadata
    assert finalized.segments.reading(SESSION).seen == frozenset()
    finalized.edits.withdraw(SESSION, "heard-1")
    assert finalized.segments.of_session(SESSION)[0].text == "Sí doctora"


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_the_program_wrote_outlives_a_diarization_done_again(finalized, kind):
    finalized.edits.record(SESSION, Edit("heard-1", kind, 0, 0, "No"))
    again = some_words("Sí doctora", speaker="SPEAKER_00")
    segments = [Segment(0.0, 1.0, "SPEAKER_00", "Sí doctora", 0.5)]
    finalized.segments.record_run(SESSION, "words-2", again, segments, [(0, "SPEAKER_00")])
    assert finalized.segments.of_session(SESSION)[0].text == "No doctora"


@pytest.mark.parametrize("kind", WRITTEN)
def test_what_a_person_writes_over_what_the_program_wrote_counts(finalized, kind):
    finalized.edits.record(SESSION, Edit("heard-1", kind, 0, 0, "No"))
    finalized.edits.record(SESSION, correction("Tal vez"))
    assert finalized.segments.of_session(SESSION)[0].text == "Tal vez"


@pytest.mark.parametrize("kind", WRITTEN)
def test_the_program_is_no_person_who_has_looked_at_a_transcript(finalized, kind):
    finalized.edits.record(SESSION, Edit("heard-1", kind, 0, 0, "No"))
    assert not finalized.sessions.summary(SESSION).reviewed
