"""Two sessions become a third: what both say, each at its time, and nothing of either lost."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from aurity_desktop.application.finalizing.carried_corrections import carry_corrections
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.hdf5.read import opened
from aurity_desktop.corpus.integrity.verify import verify_session
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.transfer.exporting import export_session
from aurity_desktop.corpus.transfer.importing import import_session
from aurity_desktop.corpus.transfer.joining import join_sessions
from aurity_desktop.domain.audio import JOINED, SLICE_SAMPLES, Span, SpanKind, seconds
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.clinical_note import NOWHERE, HeadField
from aurity_desktop.domain.consent import Consent, ConsentAnswer, consent_text
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import (
    CannotJoin,
    ConflictingFact,
    ConsentWithdrawn,
    SessionBusy,
    SliceDamaged,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.live_corrections import LiveCorrection, was_taken_back
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.runtime.paths import Paths
from tests.corpus.examples import (
    SESSION,
    STARTED,
    a_slice,
    finalize,
    heard,
    note_line,
    note_of,
    plan,
)

LATER = "session_20240301_100000"
MADE = "session_20240301_090000_2"
#: That of the fixture `recorded`: three whole slices and a piece.
AT = 3 * SLICE_SAMPLES + 12_345


@pytest.fixture
def both(recorded, ledger, paths):
    """The recorded session, and another of two slices that began an hour later."""
    ledger.sessions.create(plan(LATER, STARTED + timedelta(hours=1), title="Con la radiografía"))
    ledger.consents.record(LATER, Consent(ConsentAnswer.GIVEN, consent_text("en"), "Ana Pérez"))
    for number in range(2):
        ledger.sound.record_slice(a_slice(number, LATER, paths.session(LATER) / "slices"))
        ledger.chunks.record_transcription(heard(number, session_id=LATER))
    finalize(ledger, LATER)
    ledger.speakers.rename(LATER, "SPEAKER_01", "Dra. Luna", SpeakerRole.MEDICO)
    ledger.edits.record(LATER, Edit("edit-1", EditKind.CORRECT, 0, 0, "Muy"))
    return ledger


def joined(ledger, paths, ids=(SESSION, LATER)):
    join_sessions(ledger, paths, ids, MADE, "ana")
    return ledger


def test_its_sound_is_that_of_both_without_a_hole(both, paths):
    joined(both, paths)
    audio = SessionAudio(paths)
    parts = [each for session in (SESSION, LATER) for each in both.sound.slices(session)]
    made = both.sound.slices(MADE)
    assert [each.number for each in made] == list(range(6))
    assert np.array_equal(
        np.concatenate([audio.read(each) for each in made]),
        np.concatenate([audio.read(each) for each in parts]),
    )
    assert verify_session(both, paths, MADE).findings == ()


def test_its_words_are_those_of_both_as_they_are_read_each_at_its_time(both, paths):
    joined(both, paths)
    first, second = (both.segments.words(each) for each in (SESSION, LATER))
    made = both.segments.words(MADE)
    assert [word.text for word in made] == [word.text for word in (*first, *second)]
    assert made[: len(first)] == first
    assert [word.start for word in made[len(first) :]] == pytest.approx(
        [word.start + seconds(AT) for word in second]
    )
    assert [each.text for each in both.segments.of_session(MADE)] == [
        each.text for session in (SESSION, LATER) for each in both.segments.of_session(session)
    ]
    assert len(both.chunks.of_session(MADE)) == 6
    assert {hit.session_id for hit in both.search.find("muy")} == {LATER, MADE}


def test_the_time_between_them_stands_in_it_and_each_pause_at_its_place(both, paths):
    both.sound.record_span(LATER, Span(SpanKind.PAUSE, 16_000, 5.0))
    joined(both, paths)
    pauses = [span.at_sample for span in both.sound.spans(MADE) if span.kind is SpanKind.PAUSE]
    assert pauses == [2 * SLICE_SAMPLES, AT + 16_000]
    gap = next(span for span in both.sound.spans(MADE) if span.reason == JOINED)
    assert (gap.kind, gap.at_sample) == (SpanKind.GAP, AT)
    assert gap.seconds == pytest.approx(3600.0 - seconds(AT))
    assert all(
        each.end <= seconds(AT) or each.start >= seconds(AT)
        for each in both.segments.of_session(MADE)
    )


def test_the_same_person_is_one_voice_and_another_is_not(both, paths):
    """In both sessions SPEAKER_00 is Ana Pérez; only the second knows the doctor's name."""
    joined(both, paths)
    voices = {each.name: each for each in both.speakers.of_session(MADE)}
    assert voices["Ana Pérez"].label == "SPEAKER_00"
    assert voices["Dra. Luna"].label not in {
        each.label for each in both.speakers.of_session(SESSION)
    }
    assert voices["Ana Pérez"].seconds == pytest.approx(
        sum(
            each.seconds
            for session in (SESSION, LATER)
            for each in both.speakers.of_session(session)
            if each.name == "Ana Pérez"
        )
    )


def test_where_it_came_from_stands_in_its_chain_and_in_theirs(both, paths):
    heads = {each: both.audit.rows(each)[-1] for each in (SESSION, LATER)}
    joined(both, paths)
    (row,) = [row for row in both.audit.rows(MADE) if row.operation == Event.SESSIONS_JOINED]
    told = json.loads(row.metadata)
    assert (told["first"], told["second"], told["at_sample"]) == (SESSION, LATER, AT)
    assert told["first_last_hash"] == heads[SESSION].row_hash
    assert told["second_audit_rows"] == heads[LATER].audit_id + 1
    for part in (SESSION, LATER):
        (row,) = [row for row in both.audit.rows(part) if row.operation == Event.SESSIONS_JOINED]
        assert json.loads(row.metadata) == {"joined_into": MADE}


def test_the_two_stay_as_they_are(both, paths):
    before = [both.segments.words(each) for each in (SESSION, LATER)]
    joined(both, paths)
    assert [both.segments.words(each) for each in (SESSION, LATER)] == before
    for part in (SESSION, LATER):
        assert verify_session(both, paths, part).findings == ()


def test_what_is_taken_back_in_it_is_as_it_was_heard(both, paths):
    joined(both, paths)
    edits = both.edits.of_session(MADE)
    assert [each.edit.kind for each in edits] == [EditKind.CORRECT, EditKind.CORRECT]
    both.edits.withdraw(MADE, edits[1].edit.edit_id)
    first = len(both.segments.words(SESSION))
    assert both.segments.words(MADE)[first].text == "Buenos"


def test_bookmarks_go_over_each_at_its_moment(both, paths):
    both.bookmarks.record(SESSION, Bookmark("one", 16_000, "alergia"))
    both.bookmarks.record(LATER, Bookmark("one", 16_000, "radiografía"))
    joined(both, paths)
    assert [(each.at_sample, each.text) for each in both.bookmarks.of_session(MADE)] == [
        (16_000, "alergia"),
        (AT + 16_000, "radiografía"),
    ]


def test_a_correction_of_live_text_goes_over_and_holds_for_the_next_pass(both, paths):
    """It is a fact of its own, the edit that it became keeps its name, and the dispute is told."""
    live = LiveCorrection("c1", 0.0, 0.3, "Buenos", "Muy buenos")
    both.live_corrections.record(LATER, live)
    carry_corrections(both, LATER, both.segments.words(LATER), "run-1")
    (carried,) = [
        each for each in both.edits.of_session(LATER) if each.edit.edit_id.startswith("c1.")
    ]
    joined(both, paths)
    (moved,) = both.live_corrections.of_session(MADE)
    assert (moved.correction_id, moved.text) == ("c1-2", "Muy buenos")
    assert moved.start == pytest.approx(seconds(AT))
    made = [each for each in both.edits.of_session(MADE) if each.edit.edit_id.startswith("c1-2.")]
    assert [each.edit.text for each in made] == [carried.edit.text]
    told = [row for row in both.audit.rows(MADE) if row.operation == Event.CORRECTION_CARRIED]
    assert json.loads(told[0].metadata)["edit_id"] == made[0].edit.edit_id
    both.edits.withdraw(MADE, made[0].edit.edit_id)
    assert was_taken_back(moved, both.edits.of_session(MADE))


def test_a_correction_of_live_text_that_was_taken_back_does_not_come_again(both, paths):
    both.live_corrections.record(LATER, LiveCorrection("c1", 0.0, 0.3, "Buenos", "Muy buenos"))
    carry_corrections(both, LATER, both.segments.words(LATER), "run-1")
    (edit,) = [
        each.edit for each in both.edits.of_session(LATER) if each.edit.edit_id.startswith("c1.")
    ]
    both.edits.withdraw(LATER, edit.edit_id)
    joined(both, paths)
    assert both.live_corrections.of_session(MADE) == []


def test_the_clinical_note_goes_over_line_by_line_each_with_its_sound(both, paths):
    notes = both.clinical_notes
    notes.decide(SESSION, note_line("Niega fiebre", "f1"))
    notes.decide(LATER, note_line("Tos", "f1"))
    notes.decide(LATER, replace(note_line("Reposo", "f2"), start=NOWHERE, end=NOWHERE))
    for session_id, age in ((SESSION, "66"), (LATER, "67")):
        notes.write(session_id, "prognosis", f"Bueno a los {age}.")
        notes.write(session_id, HeadField.AGE, age)
    joined(both, paths)
    record = notes.record(MADE)
    assert {each.text: each.start for each in record.entries.values()} == pytest.approx(
        {"Niega fiebre": 3.25, "Tos": 3.25 + seconds(AT), "Reposo": NOWHERE}
    )
    assert record.texts["prognosis"] == "Bueno a los 66.\nBueno a los 67."
    assert record.texts[HeadField.AGE] == "67"


def test_a_signed_note_goes_over_as_it_was_signed_and_by_whom(recorded, paths, tmp_path):
    """The second one's becomes the next version; who joins has signed nothing."""
    with closing(SqliteLedger(paths.ledger, "luna")) as luna:
        luna.sessions.create(plan(LATER, STARTED + timedelta(hours=1)))
        finalize(luna, LATER)
        luna.clinical_notes.sign(LATER, "n1", note_of(note_line()), "Niega fiebre, ayer")
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        ledger.clinical_notes.sign(SESSION, "n1", note_of(note_line()), "Niega fiebre")
        before = {each: ledger.clinical_notes.signed(each)[0] for each in (SESSION, LATER)}
        joined(ledger, paths)
        signed = ledger.clinical_notes.signed(MADE)
        told = {each.signed.text: (each.at, each.user_id) for each in signed}
        assert told == {each.signed.text: (each.at, each.user_id) for each in before.values()}
        assert sorted(each.signed.version for each in signed) == [1, 2]
        assert len({each.signed.note_id for each in signed}) == 2
        operations = [row.operation for row in ledger.audit.rows(MADE)]
        assert Event.NOTE_SIGNED not in operations
        export_session(ledger, MADE, tmp_path / "made.h5", exported_by="ana")
    other = Paths(tmp_path / "other", tmp_path / "models")
    other.prepare()
    with closing(SqliteLedger(other.ledger, "eva")) as elsewhere:
        import_session(elsewhere, other, tmp_path / "made.h5")
        assert elsewhere.clinical_notes.signed(MADE) == signed


@pytest.mark.parametrize("reviewed", [(True, True), (True, False), (False, True)])
def test_what_was_made_of_two_is_reviewed_where_both_are(both, paths, reviewed):
    for session_id, said in zip((SESSION, LATER), reviewed, strict=True):
        both.sessions.mark_reviewed(session_id, reviewed=said)
    joined(both, paths)
    assert both.sessions.summary(MADE).reviewed is all(reviewed)


def test_how_each_part_was_read_goes_over_and_not_how_much_of_it(both, paths):
    mixed = {"note": "channels_mixed", "channels": 2}
    for note in (mixed, {"note": "begun", "expected_seconds": 60.0}):
        both.audit.record_event(LATER, Event.INPUT_NOTED, note)
    joined(both, paths)
    told = [
        json.loads(row.metadata)
        for row in both.audit.rows(MADE)
        if row.operation == Event.INPUT_NOTED
    ]
    assert told == [mixed]


def test_what_was_joined_is_joined_again_with_every_fact_of_its_own(both, paths):
    """A session may stand in it twice: no fact takes the place of another."""
    both.bookmarks.record(SESSION, Bookmark("one", 16_000, "alergia"))
    both.clinical_notes.decide(SESSION, note_line("Niega fiebre", "f1"))
    joined(both, paths)
    join_sessions(both, paths, (SESSION, MADE), f"{MADE}_3", "ana")
    assert [each.text for each in both.bookmarks.of_session(f"{MADE}_3")] == ["alergia"] * 2
    assert len(both.clinical_notes.record(f"{MADE}_3").entries) == 2
    assert verify_session(both, paths, f"{MADE}_3").findings == ()


ANA, EVA = Patient("p-1", "Ana Pérez"), Patient("p-2", "Eva Ruiz")


def test_the_patient_goes_over_and_two_patients_are_not_joined(both, paths):
    both.patients.assign(LATER, ANA)
    both.patients.assign(SESSION, EVA)
    with pytest.raises(CannotJoin):
        joined(both, paths)
    both.patients.assign(SESSION, None)
    joined(both, paths)
    assert both.patients.of_session(MADE) == ANA


def test_consents_and_a_hold_go_over(both, paths):
    both.retention.place_hold(LATER, "estudio")
    joined(both, paths)
    assert [hold.session_id for hold in both.retention.holds()] == sorted([LATER, MADE])
    given = [row.operation for row in both.audit.rows(MADE)].count(Event.CONSENT_GIVEN)
    assert given == 2


def test_it_leaves_and_comes_back_like_any_other(both, paths, tmp_path):
    joined(both, paths)
    export_session(both, MADE, tmp_path / "made.h5", exported_by="ana")
    other = Paths(tmp_path / "other", tmp_path / "models")
    other.prepare()
    with closing(SqliteLedger(other.ledger, "eva")) as ledger:
        assert import_session(ledger, other, tmp_path / "made.h5") == MADE
        assert ledger.segments.words(MADE) == both.segments.words(MADE)
    with opened(paths.session(MADE) / "session.h5") as stored:
        assert stored.has_audio


@pytest.mark.parametrize(
    ("first", "second", "title"),
    [
        ("Dolor de garganta", "Con la radiografía", "Dolor de garganta · Con la radiografía"),
        ("Martínez", "Martínez", "Martínez"),
        ("Martínez", "", "Martínez"),
        ("", "Martínez", "Martínez"),
        ("", "", ""),
        ("M" * 100, "R" * 100, "M" * 100),
    ],
)
def test_its_title_is_that_of_both(both, paths, first, second, title):
    both.sessions.retitle(SESSION, first)
    both.sessions.retitle(LATER, second)
    joined(both, paths)
    assert both.sessions.summary(MADE).title == title


def test_the_order_of_asking_is_not_that_of_time(both, paths):
    joined(both, paths, (LATER, SESSION))
    first = both.segments.words(SESSION)
    assert both.segments.words(MADE)[: len(first)] == first


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (lambda ledger: ledger.sessions.set_state(LATER, SessionState.RECORDING), SessionBusy),
        (
            lambda ledger: ledger.consents.record(
                LATER, Consent(ConsentAnswer.WITHDRAWN, consent_text("es"))
            ),
            ConsentWithdrawn,
        ),
        (lambda ledger: ledger.sound.slices(LATER)[1].path.write_bytes(b"RIFF"), SliceDamaged),
    ],
)
def test_what_cannot_be_joined_leaves_nothing_behind(both, paths, spoil, error):
    spoil(both)
    with pytest.raises(error):
        joined(both, paths)
    assert not both.sessions.knows(MADE)
    assert MADE not in "".join(path.name for path in paths.sessions.iterdir())


def test_a_session_is_not_joined_with_itself_nor_without_a_transcript(both, paths):
    with pytest.raises(CannotJoin):
        joined(both, paths, (SESSION, SESSION))
    both.sessions.create(plan("session_20240301_110000"))
    both.sessions.set_state("session_20240301_110000", SessionState.COMPLETED)
    with pytest.raises(CannotJoin):
        joined(both, paths, (SESSION, "session_20240301_110000"))


def test_sound_that_nobody_knows_is_not_replaced(both, paths):
    stranger = paths.session(MADE) / "slices" / "000000.wav"
    stranger.parent.mkdir(parents=True)
    stranger.write_bytes(b"sound")
    with pytest.raises(ConflictingFact):
        joined(both, paths)
    assert stranger.read_bytes() == b"sound"
