"""Slices, gaps, and the text of each slice, in every ledger."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.audio import SLICE_SAMPLES, Span, SpanKind
from aurity_desktop.domain.errors import (
    ConflictingFact,
    UnknownChunk,
)
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.speakers import (
    UNKNOWN_SPEAKER,
)
from aurity_desktop.domain.transcript import SECOND_PASS, ChunkStatus
from tests.contracts.ledgers import events
from tests.corpus.examples import SESSION, a_slice, heard


def test_a_slice_is_a_pending_chunk_until_it_is_transcribed(recording):
    recording.sound.record_slice(a_slice())
    (chunk,) = recording.chunks.of_session(SESSION)
    assert chunk.chunk_id == f"{SESSION}_chunk_0_{a_slice().sha256[:8]}"
    assert chunk.audio_hash == f"sha256:{a_slice().sha256}"
    assert (chunk.timestamp_start, chunk.timestamp_end) == (0.0, 3.0)
    assert (chunk.status, chunk.transcription, chunk.speaker) == (
        ChunkStatus.PENDING,
        "",
        UNKNOWN_SPEAKER,
    )


def test_live_text_that_comes_behind_the_second_pass_does_not_take_its_place(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(text="lo dicho en vivo"))
    recording.chunks.record_transcription(
        heard(text="lo dicho", reason=f"{SECOND_PASS}: repetition")
    )
    recording.chunks.record_transcription(heard(text="lo dicho en vivo tarde"))
    assert recording.chunks.of_session(SESSION)[0].transcription == "lo dicho"
    recording.chunks.record_transcription(heard(text="lo bien dicho", reason=SECOND_PASS))
    assert recording.chunks.of_session(SESSION)[0].transcription == "lo bien dicho"


def test_what_the_second_pass_has_written_is_asked_for_from_where_one_was(recording):
    for number in range(3):
        recording.sound.record_slice(a_slice(number))
        recording.chunks.record_transcription(heard(number))
    assert recording.chunks.second_pass_since(SESSION, -1)[0] == []
    first, second = heard(1, "mejor", reason=SECOND_PASS), heard(2, "bien", reason=SECOND_PASS)
    recording.chunks.record_transcription(first)
    found, seen = recording.chunks.second_pass_since(SESSION, -1)
    assert found == [first]
    recording.chunks.record_transcription(second)
    recording.chunks.record_transcription(replace(second, reason=f"{SECOND_PASS}: loop"))
    recording.chunks.record_transcription(heard(0, "otra vez en vivo"))
    found, later = recording.chunks.second_pass_since(SESSION, seen)
    assert found == [replace(second, reason=f"{SECOND_PASS}: loop")]
    assert recording.chunks.second_pass_since(SESSION, later) == ([], later)


def test_what_was_heard_live_stays_beside_what_the_second_pass_settled(recording):
    for number in range(2):
        recording.sound.record_slice(a_slice(number))
        recording.chunks.record_transcription(heard(number, "antes"))
        recording.chunks.record_transcription(heard(number, f"vivo {number}"))
    recording.chunks.record_transcription(heard(1, "mejor", reason=SECOND_PASS))
    recording.chunks.record_transcription(heard(0, "bien", reason=f"{SECOND_PASS}: loop"))
    live = [word.text for word in recording.chunks.live_words(SESSION)]
    assert sorted(live) == ["0", "1", "vivo", "vivo"]
    assert live[0] == "vivo"


def test_several_texts_are_recorded_at_once_or_not_at_all(recording):
    recording.sound.record_slice(a_slice(0))
    recording.sound.record_slice(a_slice(1))
    recording.chunks.record_transcriptions([heard(0), heard(1), heard(1), heard(0, "otra vez")])
    texts = [chunk.transcription for chunk in recording.chunks.of_session(SESSION)]
    assert texts == ["otra vez", heard(1).text]
    assert events(recording).count(Event.CHUNK_TRANSCRIBED) == 3
    with pytest.raises(UnknownChunk):
        recording.chunks.record_transcriptions([heard(0, "nada"), heard(7)])
    assert recording.chunks.of_session(SESSION)[0].transcription == "otra vez"
    recording.chunks.record_transcriptions([])


def test_a_part_of_a_session_can_be_asked_for(recording):
    for number in range(4):
        recording.sound.record_slice(a_slice(number))
    recording.chunks.record_transcription(heard(2, language="en"))

    def numbers(chunks):
        return [chunk.chunk_number for chunk in chunks]

    start, end = SLICE_SAMPLES, 2 * SLICE_SAMPLES
    between = recording.chunks.between
    assert numbers(between(SESSION, start, end)) == [1]
    assert numbers(between(SESSION, start - 1, end + 1)) == [0, 1, 2]
    assert between(SESSION, start, start + 1) == recording.chunks.of_session(SESSION)[1:2]
    assert between(SESSION, 4 * SLICE_SAMPLES, 5 * SLICE_SAMPLES) == []
    assert recording.chunks.languages(SESSION) == {"", "en"}
    slices = recording.sound.slices(SESSION)
    assert recording.sound.slices(SESSION, behind=start) == slices[1:]
    assert recording.sound.slices(SESSION, behind=start - 1) == slices
    assert recording.sound.slices(SESSION, behind=4 * SLICE_SAMPLES) == []


def test_slices_come_back_in_order_and_are_counted(recording):
    for number in (0, 2, 1, 10):
        recording.sound.record_slice(a_slice(number))
    assert [found.number for found in recording.sound.slices(SESSION)] == [0, 1, 2, 10]
    assert recording.sound.slices(SESSION)[1] == a_slice(1)
    assert recording.sessions.summary(SESSION).sample_count == 4 * SLICE_SAMPLES
    assert recording.sessions.summary(SESSION).chunks == 4


def test_the_same_slice_twice_is_one_slice(recording):
    recording.sound.record_slice(a_slice())
    recording.sound.record_slice(a_slice(), adopted=True)
    assert recording.sessions.summary(SESSION).chunks == 1
    assert events(recording) == [Event.SESSION_CREATED, Event.CHUNK_PERSISTED]


def test_other_sound_under_a_known_number_is_refused(recording):
    recording.sound.record_slice(a_slice())
    with pytest.raises(ConflictingFact):
        recording.sound.record_slice(replace(a_slice(), sha256="0" * 64))


def test_an_adopted_slice_says_so(recording):
    recording.sound.record_slice(a_slice(), adopted=True)
    assert events(recording)[-1] == Event.CHUNK_ADOPTED


def test_pauses_and_gaps_are_kept_apart(recording):
    pause = Span(SpanKind.PAUSE, 48_000, 61.25)
    gap = Span(SpanKind.GAP, 96_000, 2.5, "unplugged")
    recording.sound.record_span(SESSION, pause)
    recording.sound.record_span(SESSION, gap)
    assert recording.sound.spans(SESSION) == [pause, gap]
    assert events(recording)[1:] == [Event.RECORDING_RESUMED, Event.CAPTURE_INTERRUPTED]


def test_text_reaches_its_chunk(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard())
    (chunk,) = recording.chunks.of_session(SESSION)
    assert chunk.transcription == heard().text
    assert (chunk.status, chunk.language, chunk.confidence) == (ChunkStatus.OK, "es", 0.875)
    assert chunk.latency_ms == 180.5
    assert recording.segments.words(SESSION) == list(heard().words)


def test_the_newest_text_of_a_chunk_counts(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(
        heard(status=ChunkStatus.FAILED, text="", reason="out of time")
    )
    assert recording.sessions.summary(SESSION).chunks_ok == 0
    assert recording.chunks.of_session(SESSION)[0].reason == "out of time"
    recording.chunks.record_transcription(heard(text="la segunda vez"))
    assert recording.chunks.of_session(SESSION)[0].transcription == "la segunda vez"
    assert recording.sessions.summary(SESSION).chunks_ok == 1
    assert events(recording).count(Event.CHUNK_TRANSCRIBED) == 2


def test_the_same_text_again_is_not_recorded_again(recording):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard())
    recording.chunks.record_transcription(heard())
    assert events(recording).count(Event.CHUNK_TRANSCRIBED) == 1


@pytest.mark.parametrize("status", [ChunkStatus.SILENT, ChunkStatus.SUPPRESSED])
def test_silence_and_suppressed_text_are_answers(recording, status):
    recording.sound.record_slice(a_slice())
    recording.chunks.record_transcription(heard(status=status, text="", suppressed="Subtítulos"))
    assert recording.sessions.summary(SESSION).chunks_ok == 1


def test_text_for_a_chunk_that_is_not_there_is_refused(recording):
    with pytest.raises(UnknownChunk):
        recording.chunks.record_transcription(heard(7))


def test_live_words_come_in_the_order_of_their_chunks(recording):
    for number in (0, 1):
        recording.sound.record_slice(a_slice(number))
    recording.chunks.record_transcription(heard(1, "dos tres"))
    recording.chunks.record_transcription(heard(0, "uno"))
    assert [word.text for word in recording.segments.words(SESSION)] == ["uno", "dos", "tres"]
