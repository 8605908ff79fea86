"""A document with its numbers written: the words' times and sureness stay true."""

from datetime import UTC, datetime

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.session import SessionPlan, SessionState, SessionSummary
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.domain.written_reading import pieces_of, with_written_numbers

PLAN = SessionPlan("session_20260102_030405", datetime(2026, 1, 2, tzinfo=UTC), "mic")
SUMMARY = SessionSummary(PLAN, SessionState.COMPLETED, "", 0, 0, 0, 1, "es")


def words_of(text, begin=0.0, probability=0.9):
    return tuple(
        Word(begin + at, begin + at + 0.5, each, probability)
        for at, each in enumerate(text.split())
    )


def document(*texts):
    words, segments = [], []
    for number, text in enumerate(texts):
        own = words_of(text, 100.0 * number)
        words += own
        segments.append(Segment(own[0].start, own[-1].end, "SPEAKER_00", text, 0.9))
    return Document(SUMMARY, tuple(segments), tuple(words), {})


def test_a_written_quantity_has_the_time_of_the_words_that_it_stands_for():
    read = with_written_numbers(document("tome quinientos miligramos."), "es")
    assert [segment.text for segment in read.segments] == ["tome 500 mg."]
    assert [(word.text, word.start, word.end) for word in read.words] == [
        ("tome", 0.0, 0.5),
        ("500 mg.", 1.0, 2.5),
    ]


def test_punctuation_around_it_stays():
    assert [piece.text for piece in pieces_of(words_of("¿treinta y ocho grados?"), "es")] == [
        "¿38 °C?"
    ]


def test_it_is_as_sure_as_its_least_sure_word():
    words = (Word(0, 1, "cinco", 0.9), Word(1, 2, "miligramos", 0.3))
    segments = (Segment(0, 2, "SPEAKER_00", "cinco miligramos", 0.6),)
    (word,) = with_written_numbers(Document(SUMMARY, segments, words, {}), "es").words
    assert word.probability == 0.3


def test_nothing_is_written_from_one_turn_into_the_next():
    read = with_written_numbers(document("son quinientos", "miligramos al día"), "es")
    assert [segment.text for segment in read.segments] == ["son 500", "miligramos al día"]


def test_words_that_a_person_wrote_stay():
    read = with_written_numbers(document("tome cinco gramos", "tome cinco gramos"), "es", {4})
    assert [segment.text for segment in read.segments] == ["tome 5 g", "tome cinco gramos"]


def test_a_text_that_is_not_made_of_its_words_stays_as_it_is():
    one = document("tome cinco gramos")
    other = Document(one.session, one.segments, one.words[1:], {})
    assert with_written_numbers(other, "es") == other
