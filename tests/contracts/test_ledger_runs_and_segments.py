"""Runs over a whole recording, and the segments that count, in every ledger."""

import pytest

from aurity_desktop.domain.audio import RECORDED_ON, Span, SpanKind
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.errors import (
    ConflictingFact,
    UnknownRun,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.session_parts import LastPart
from aurity_desktop.domain.speakers import (
    UNKNOWN_SPEAKER,
    Diarization,
    SpeakerRole,
    Turn,
)
from aurity_desktop.domain.transcript import WholeTranscript
from tests.contracts.ledgers import OTHER_SESSION, events, run_of
from tests.corpus.examples import SESSION, plan, some_words


def test_runs_come_back_by_their_ids(recording):
    transcript = WholeTranscript(some_words(), "es", "base")
    diarization = Diarization((Turn(0.0, 1.5, "SPEAKER_00"),), ("SPEAKER_00",), "campplus")
    assert not recording.runs.knows("a")
    recording.runs.record_transcript(SESSION, "a", transcript)
    recording.runs.record_diarization(SESSION, "b", diarization)
    assert recording.runs.knows("a")
    assert recording.runs.transcript("a") == transcript
    assert recording.runs.diarization("b") == diarization
    assert recording.sessions.summary(SESSION).language == "es"


def test_a_settled_stretch_is_found_by_its_id_and_says_nothing_of_the_whole(recording):
    stretch = WholeTranscript(some_words(), "en", "base")
    for _ in range(2):
        recording.runs.record_stretch(SESSION, "s-1", stretch)
    assert recording.runs.transcript("s-1") == stretch
    assert recording.runs.knows("s-1")
    assert recording.sessions.summary(SESSION).language == ""
    assert events(recording).count(Event.STRETCH_SETTLED) == 1


def test_a_run_that_is_not_there_is_unknown(recording):
    recording.runs.record_transcript(SESSION, "a", WholeTranscript((), "es", "base"))
    for ask in (
        lambda: recording.runs.transcript("nothing"),
        lambda: recording.runs.diarization("nothing"),
        lambda: recording.runs.diarization("a"),
    ):
        with pytest.raises(UnknownRun):
            ask()


def test_a_run_is_recorded_once(recording):
    for _ in range(2):
        recording.runs.record_transcript(SESSION, "a", WholeTranscript(some_words(), "es", "base"))
    assert events(recording).count(Event.TRANSCRIPTION_COMPLETED) == 1


def test_a_run_id_belongs_to_one_session_and_one_kind(recording):
    recording.sessions.create(plan(OTHER_SESSION))
    recording.runs.record_transcript(SESSION, "a", WholeTranscript((), "es", "base"))
    with pytest.raises(ConflictingFact):
        recording.runs.record_transcript(OTHER_SESSION, "a", WholeTranscript((), "es", "base"))
    with pytest.raises(ConflictingFact):
        recording.runs.record_diarization(SESSION, "a", Diarization((), (), "campplus"))


def test_finalized_words_take_the_place_of_the_live_ones(finalized):
    assert finalized.segments.words(SESSION) == list(some_words("Sí doctora", speaker="SPEAKER_01"))
    assert [segment.text for segment in finalized.segments.of_session(SESSION)] == [
        "Sí doctora",
        "¿eh?",
    ]
    assert finalized.segments.of_session(SESSION)[1].overlapped
    assert [chunk.speaker for chunk in finalized.chunks.of_session(SESSION)] == [
        "SPEAKER_01",
        UNKNOWN_SPEAKER,
    ]
    assert finalized.sessions.summary(SESSION).speakers == 1


def test_a_later_run_takes_the_place_of_an_earlier_one(finalized):
    finalized.segments.record_run(SESSION, "words-2", (), (), ())
    assert finalized.segments.words(SESSION) == []
    assert finalized.segments.of_session(SESSION) == []
    assert finalized.chunks.of_session(SESSION)[0].speaker == UNKNOWN_SPEAKER
    assert finalized.sessions.summary(SESSION).speakers == 0


def test_an_earlier_run_can_be_gone_back_to(finalized):
    finalized.segments.record_run(SESSION, "words-2", (), (), ())
    assert finalized.segments.run_ids(SESSION) == ["words-1", "words-2"]
    finalized.segments.use_run(SESSION, "words-1")
    finalized.segments.use_run(SESSION, "words-1")
    assert events(finalized).count(Event.SEGMENTS_SELECTED) == 1
    assert finalized.segments.run_id(SESSION) == "words-1"
    assert [word.text for word in finalized.segments.words(SESSION)] == ["Sí", "doctora"]
    assert finalized.chunks.of_session(SESSION)[0].speaker == "SPEAKER_01"
    assert finalized.sessions.summary(SESSION).speakers == 1
    assert len(finalized.search.find("doctora")) == 1
    finalized.segments.record_run(SESSION, "words-3", (), (), ())
    assert finalized.segments.run_id(SESSION) == "words-3"


def test_a_run_of_segments_that_is_not_there_cannot_be_gone_back_to(finalized):
    with pytest.raises(UnknownRun):
        finalized.segments.use_run(SESSION, "nothing")
    assert finalized.segments.run_id(OTHER_SESSION) == ""
    assert finalized.segments.run_ids(OTHER_SESSION) == []


def test_what_was_said_of_a_run_holds_for_one_that_goes_on_with_it(recording):
    run_of(recording, "first", ("SPEAKER_00", 4), ("SPEAKER_01", 4))
    recording.edits.record(SESSION, Edit("e1", EditKind.REASSIGN, 0, 0, speaker="SPEAKER_01"))
    recording.edits.record(SESSION, Edit("e2", EditKind.CORRECT, 5, 5, "cinco"))
    recording.speakers.rename(SESSION, "SPEAKER_01", "Ana", SpeakerRole.PACIENTE)
    longer = ("SPEAKER_00", 4), ("SPEAKER_01", 4), ("SPEAKER_00", 40)
    run_of(recording, "second", *longer, goes_on="first")
    words = recording.segments.words(SESSION)
    assert [word.text for word in words[:6]] == ["w0", "w1", "w2", "w3", "w4", "cinco"]
    assert words[0].speaker == "SPEAKER_01"
    assert {each.label: each.name for each in recording.speakers.of_session(SESSION)} == {
        "SPEAKER_00": "",
        "SPEAKER_01": "Ana",
    }
    assert len(recording.search.find("cinco")) == 1
    assert recording.segments.lineage(SESSION, "second").voices == {"first", "second"}
    recording.edits.record(SESSION, Edit("e3", EditKind.CORRECT, 6, 6, "seis"))
    assert [word.text for word in recording.segments.words(SESSION)[5:7]] == ["cinco", "seis"]
    recording.edits.withdraw(SESSION, "e2")
    assert recording.search.find("cinco") == []


def test_a_run_of_the_same_words_as_one_that_goes_on_keeps_what_was_corrected_before(recording):
    run_of(recording, "first", ("SPEAKER_00", 4))
    recording.edits.record(SESSION, Edit("e1", EditKind.CORRECT, 0, 0, "cero"))
    recording.edits.record(SESSION, Edit("e2", EditKind.REASSIGN, 0, 0, speaker="SPEAKER_09"))
    run_of(recording, "second", ("SPEAKER_00", 8), goes_on="first")
    run_of(recording, "third", ("SPEAKER_05", 8), same_words="second")
    word = recording.segments.words(SESSION)[0]
    assert (word.text, word.speaker) == ("cero", "SPEAKER_05")


def test_a_run_of_the_same_beginning_that_does_not_say_so_knows_nothing_of_its_voices(recording):
    run_of(recording, "first", ("SPEAKER_00", 4), ("SPEAKER_01", 4))
    recording.edits.record(SESSION, Edit("e1", EditKind.REASSIGN, 0, 0, speaker="SPEAKER_01"))
    run_of(recording, "second", ("SPEAKER_00", 4), ("SPEAKER_01", 8))
    assert recording.segments.words(SESSION)[0].speaker == "SPEAKER_00"


def test_a_part_begins_where_a_session_with_a_transcript_was_recorded_on(recording):
    gone_on = Span(SpanKind.GAP, 48_000, 60.0, RECORDED_ON)
    assert recording.segments.last_part(SESSION) is None
    recording.sound.record_span(SESSION, gone_on)
    assert recording.segments.last_part(SESSION) is None  # nothing was read by then
    run_of(recording, "first", ("SPEAKER_00", 4))
    assert recording.segments.last_part(SESSION) is None
    recording.sound.record_span(SESSION, gone_on)
    run_of(recording, "second", ("SPEAKER_00", 8), goes_on="first")
    assert recording.segments.last_part(SESSION) == LastPart(48_000, "first")
    recording.sound.record_span(SESSION, Span(SpanKind.PAUSE, 96_000, 60.0))
    assert recording.segments.last_part(SESSION) == LastPart(48_000, "first")


def test_the_content_of_a_run_has_no_edit_in_it(recording):
    run_of(recording, "first", ("SPEAKER_00", 4))
    recording.edits.record(SESSION, Edit("e2", EditKind.CORRECT, 0, 0, "cero"))
    content = recording.segments.content("first")
    assert [word.text for word in content.words] == ["w0", "w1", "w2", "w3"]
    assert [segment.text for segment in content.segments] == ["w0 w1 w2 w3"]
    with pytest.raises(UnknownRun):
        recording.segments.content("nothing")
