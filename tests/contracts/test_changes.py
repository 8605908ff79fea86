"""What can be taken back is read out of the facts, so it survives whoever made them.

Run on the real ledger and on the fake.
"""

import pytest

from aurity_desktop.domain.changes import (
    EditMade,
    ReviewMarked,
    RunCounts,
    TitleGiven,
    VoiceNamed,
    steps_of,
)
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from tests.contracts.ledgers import run_of
from tests.corpus.examples import SESSION, a_slice

MEDICO, PACIENTE = SpeakerRole.MEDICO, SpeakerRole.PACIENTE
UNKNOWN = SpeakerRole.DESCONOCIDO


@pytest.fixture
def read(recording):
    """A session that has its first transcript: two voices."""
    run_of(recording, "one", ("SPEAKER_00", 40), ("SPEAKER_01", 60))
    return recording


def steps(ledger):
    return steps_of(ledger.edits.changes(SESSION))


def done(ledger):
    return [each.change.what for each in steps(ledger).done]


def undone(ledger):
    return [each.change.what for each in steps(ledger).undone]


def correct(ledger, edit_id, text="better"):
    ledger.edits.record(SESSION, Edit(edit_id, EditKind.CORRECT, 0, 0, text))


def test_the_first_transcript_is_no_change_of_anybody(read):
    assert done(read) == undone(read) == []


def test_an_edit_can_be_taken_back_and_made_again(read):
    correct(read, "e1")
    assert [what.edit.edit_id for what in done(read)] == ["e1"]
    read.edits.withdraw(SESSION, "e1")
    assert (done(read), len(undone(read))) == ([], 1)
    read.edits.restore(SESSION, "e1")
    assert (len(done(read)), undone(read)) == (1, [])


def test_the_last_one_taken_back_is_the_first_to_be_made_again(read):
    for edit_id in ("e1", "e2", "e3"):
        correct(read, edit_id)
    read.edits.withdraw(SESSION, "e3")
    read.edits.withdraw(SESSION, "e2")
    assert [what.edit.edit_id for what in done(read)] == ["e1"]
    assert undone(read)[-1].edit.edit_id == "e2"


def test_a_new_change_forgets_what_was_taken_back(read):
    correct(read, "e1")
    read.edits.withdraw(SESSION, "e1")
    correct(read, "e2")
    assert [what.edit.edit_id for what in done(read)] == ["e2"]
    assert undone(read) == []


def test_a_voice_called_again_as_before_is_a_name_taken_back(read):
    read.speakers.rename(SESSION, "SPEAKER_00", "Ana", PACIENTE)
    read.speakers.rename(SESSION, "SPEAKER_00", "Luz", MEDICO)
    (first, second) = done(read)
    assert (second.name_before, second.role_before) == ("Ana", PACIENTE)
    read.speakers.rename(SESSION, "SPEAKER_00", second.name_before, second.role_before)
    assert done(read) == [first]
    read.speakers.rename(SESSION, "SPEAKER_00", first.name_before, first.role_before)
    assert done(read) == []
    read.speakers.rename(SESSION, "SPEAKER_00", "Ana", PACIENTE)
    assert [what.name for what in done(read)] == ["Ana"]
    assert [what.name for what in undone(read)] == ["Luz"]


def test_a_run_that_counts_again_is_a_run_taken_back(read):
    run_of(read, "two", ("SPEAKER_00", 100))
    (step,) = steps(read).done
    assert (step.run_before, step.change.what) == ("one", RunCounts("two"))
    read.segments.use_run(SESSION, "one")
    assert (done(read), len(undone(read))) == ([], 1)
    read.segments.use_run(SESSION, "two")
    assert (len(done(read)), undone(read)) == (1, [])


def test_what_was_called_before_follows_the_voice_from_run_to_run(read):
    read.speakers.rename(SESSION, "SPEAKER_00", "Ana", PACIENTE)
    run_of(read, "two", ("SPEAKER_01", 40), ("SPEAKER_00", 60))
    read.speakers.rename(SESSION, "SPEAKER_01", "Luz", PACIENTE)
    last = done(read)[-1]
    assert (last.label, last.name_before) == ("SPEAKER_01", "Ana")
    read.speakers.rename(SESSION, "SPEAKER_01", "Ana", PACIENTE)
    assert [type(what) for what in done(read)] == [VoiceNamed, RunCounts]


def test_changes_of_every_kind_are_taken_back_in_their_order(read):
    correct(read, "e1")
    read.speakers.rename(SESSION, "SPEAKER_00", "Ana", PACIENTE)
    run_of(read, "two", ("SPEAKER_00", 100))
    assert [type(what) for what in done(read)] == [EditMade, VoiceNamed, RunCounts]


def test_a_session_that_was_recorded_on_begins_anew(read):
    correct(read, "e1")
    read.sound.record_slice(a_slice(0))
    run_of(read, "longer", ("SPEAKER_00", 100))
    assert done(read) == []


def test_a_suggested_role_is_no_step_and_what_a_person_says_wins(read):
    read.speakers.suggest_role(SESSION, "SPEAKER_00", MEDICO, {"score": 0.8})
    assert done(read) == []
    assert [each.role for each in read.speakers.of_session(SESSION)] == [MEDICO, UNKNOWN]
    read.speakers.rename(SESSION, "SPEAKER_00", "", UNKNOWN)
    read.speakers.suggest_role(SESSION, "SPEAKER_00", MEDICO, {"score": 0.8})
    assert [each.role for each in read.speakers.of_session(SESSION)] == [UNKNOWN, UNKNOWN]
    (step,) = done(read)
    assert step.role_before is MEDICO
    suggestions = [row for row in read.audit.rows(SESSION) if row.operation == Event.ROLE_SUGGESTED]
    assert [row.metadata for row in suggestions] == [
        '{"label":"SPEAKER_00","role":"MEDICO","score":0.8}'
    ]


def test_what_a_person_said_of_a_voice_holds_in_the_next_run(read):
    read.speakers.suggest_role(SESSION, "SPEAKER_00", MEDICO, {})
    read.speakers.rename(SESSION, "SPEAKER_00", "", SpeakerRole.OTRO)
    run_of(read, "two", ("SPEAKER_01", 40), ("SPEAKER_00", 60))
    read.speakers.suggest_role(SESSION, "SPEAKER_01", MEDICO, {})
    assert {each.label: each.role for each in read.speakers.of_session(SESSION)} == {
        "SPEAKER_01": SpeakerRole.OTRO,
        "SPEAKER_00": UNKNOWN,
    }


def test_names_that_were_given_at_once_are_taken_back_and_made_again_at_once(read):
    """The two roles that were guessed, confirmed by one press; then exchanged by another."""
    first = (Speaker("SPEAKER_00", MEDICO), Speaker("SPEAKER_01", PACIENTE))
    other = (Speaker("SPEAKER_00", PACIENTE), Speaker("SPEAKER_01", MEDICO))
    unknown = (Speaker("SPEAKER_00"), Speaker("SPEAKER_01"))
    read.speakers.rename_together(SESSION, first)
    read.speakers.rename_together(SESSION, other)
    assert [len(step.changes) for step in steps(read).done] == [2, 2]
    read.speakers.rename_together(SESSION, first)
    assert (len(done(read)), len(undone(read))) == (1, 1)
    read.speakers.rename_together(SESSION, unknown)
    assert (done(read), len(undone(read))) == ([], 2)
    read.speakers.rename_together(SESSION, first)
    assert (len(done(read)), len(undone(read))) == (1, 1)
    assert {each.label: each.role for each in read.speakers.of_session(SESSION)} == {
        "SPEAKER_00": MEDICO,
        "SPEAKER_01": PACIENTE,
    }


def test_of_names_given_at_once_what_holds_already_is_not_recorded_again(read):
    read.speakers.rename(SESSION, "SPEAKER_01", "", PACIENTE)
    both = (Speaker("SPEAKER_00", MEDICO), Speaker("SPEAKER_01", PACIENTE))
    read.speakers.rename_together(SESSION, both)
    assert [[change.what.label for change in step.changes] for step in steps(read).done] == [
        ["SPEAKER_01"],
        ["SPEAKER_00"],
    ]


def test_names_given_one_after_the_other_are_taken_back_one_by_one(read):
    read.speakers.rename(SESSION, "SPEAKER_00", "", MEDICO)
    read.speakers.rename(SESSION, "SPEAKER_01", "", PACIENTE)
    read.speakers.rename(SESSION, "SPEAKER_01", "", UNKNOWN)
    assert (len(done(read)), len(undone(read))) == (1, 1)


def test_that_it_is_reviewed_can_be_taken_back_and_said_again(read):
    read.sessions.mark_reviewed(SESSION, reviewed=True)
    assert done(read) == [ReviewMarked(True)]
    read.sessions.mark_reviewed(SESSION, reviewed=False)
    assert (done(read), undone(read)) == ([], [ReviewMarked(True)])
    read.sessions.mark_reviewed(SESSION, reviewed=True)
    assert (done(read), undone(read)) == ([ReviewMarked(True)], [])


def test_a_title_can_be_taken_back_and_made_again(read):
    read.sessions.retitle(SESSION, "Diabetes")
    read.sessions.retitle(SESSION, "Hipotiroidismo")
    assert done(read) == [
        TitleGiven("Diabetes", read.sessions.summary(SESSION).plan.title),
        TitleGiven("Hipotiroidismo", "Diabetes"),
    ]
    read.sessions.retitle(SESSION, "Diabetes")
    assert (len(done(read)), undone(read)) == (1, [TitleGiven("Hipotiroidismo", "Diabetes")])
    read.sessions.retitle(SESSION, "Hipotiroidismo")
    assert (len(done(read)), undone(read)) == (2, [])
