"""What a transcript reads like with corrections laid over it."""

import pytest

from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.edits import BadEdit, Edit, EditKind, check_edit, read_with
from aurity_desktop.domain.transcript import Segment, Word

A, B = "SPEAKER_00", "SPEAKER_01"


def word(position, text, speaker):
    return Word(float(position), position + 0.75, text, 0.5, speaker, 0.25)


WORDS = [
    *(word(at, text, A) for at, text in enumerate(["tome", "metformina", "de", "850"])),
    *(word(at, text, B) for at, text in enumerate(["sí", "sí"], 4)),
    *(word(at, text, A) for at, text in enumerate(["sí", "sí", "muy", "bien"], 6)),
]
SEGMENTS = [
    Segment(-0.25, 3.9, A, "tome metformina de 850", 0.6),
    Segment(3.9, 6.0, B, "sí sí", 0.7, overlapped=True),
    Segment(6.0, 7.8, A, "sí sí", 0.8),
    Segment(7.9, 10.0, A, "muy bien", 0.9),
]


def correct(first, last, text, name="e1"):
    return Edit(name, EditKind.CORRECT, first, last, text)


def reassign(first, last, speaker, name="e2"):
    return Edit(name, EditKind.REASSIGN, first, last, speaker=speaker)


def split(first, name="e3"):
    return Edit(name, EditKind.SPLIT, first, first)


def merge(merged, speaker, name="e4"):
    return Edit(name, EditKind.MERGE, merged=merged, speaker=speaker)


def texts(reading):
    return [(segment.speaker, segment.text) for segment in reading.segments]


def test_without_edits_it_reads_as_it_was():
    reading = read_with(WORDS, SEGMENTS, [])
    assert reading.words == tuple(WORDS)
    assert reading.segments == tuple(SEGMENTS)
    assert reading.positions == ((0, 3), (4, 5), (6, 7), (8, 9))


def test_a_run_without_words_has_nothing_to_read():
    assert read_with([], [], [correct(0, 0, "x")]).segments == ()


def test_a_correction_of_as_many_words_keeps_their_times():
    reading = read_with(WORDS, SEGMENTS, [correct(0, 3, "tome metformina de 500")])
    assert texts(reading)[0] == (A, "tome metformina de 500")
    assert reading.words[3] == Word(3.0, 3.75, "500", 1.0, A, 0.25)
    assert reading.words[:3] == tuple(WORDS[:3])  # what was right stays as it was heard
    assert reading.segments[1:] == tuple(SEGMENTS[1:])


def test_a_longer_correction_shares_the_time_out_by_length():
    reading = read_with(WORDS, SEGMENTS, [correct(4, 5, "que sí doctora")])
    spoken = reading.words[4:7]
    assert [each.text for each in spoken] == ["que", "sí", "doctora"]
    assert spoken[0].start == 4.0
    assert spoken[-1].end == pytest.approx(5.75)
    assert spoken[0].end == spoken[1].start
    assert {each.speaker for each in spoken} == {B}


def test_words_can_be_removed():
    reading = read_with(WORDS, SEGMENTS, [correct(6, 7, "")])
    assert texts(reading)[2] == (A, "muy bien")
    assert reading.positions == ((0, 3), (4, 5), (8, 9))


def test_later_corrections_speak_of_the_same_positions():
    edits = [
        correct(0, 3, "una frase mucho más larga que antes", "a"),
        correct(8, 9, "perfecto", "b"),
    ]
    reading = read_with(WORDS, SEGMENTS, edits)
    assert texts(reading)[0] == (A, "una frase mucho más larga que antes")
    assert texts(reading)[3] == (A, "perfecto")


def test_the_last_correction_of_a_turn_counts():
    reading = read_with(
        WORDS, SEGMENTS, [correct(0, 3, "uno", "a"), correct(0, 3, "dos tres", "b")]
    )
    assert texts(reading)[0] == (A, "dos tres")


def test_a_turn_can_be_given_to_another_speaker():
    reading = read_with(WORDS, SEGMENTS, [reassign(6, 7, B)])
    assert texts(reading)[2] == (B, "sí sí")
    assert reading.words[6].speaker_confidence == 1.0


def test_a_part_of_a_turn_can_be_given_to_another_speaker():
    reading = read_with(WORDS, SEGMENTS, [reassign(2, 3, B)])
    assert texts(reading)[:2] == [(A, "tome metformina"), (B, "de 850")]
    assert reading.positions[:2] == ((0, 1), (2, 3))


def test_a_turn_can_be_split_and_its_parts_are_of_the_same_speaker():
    reading = read_with(WORDS, SEGMENTS, [split(2)])
    assert texts(reading)[:2] == [(A, "tome metformina"), (A, "de 850")]
    assert reading.segments[0].end == 1.75


def test_two_voices_can_be_one():
    reading = read_with(WORDS, SEGMENTS, [merge(B, A)])
    assert {segment.speaker for segment in reading.segments} == {A}
    assert len(reading.segments) == 4


def test_a_correction_of_reassigned_words_keeps_the_new_speaker():
    reading = read_with(WORDS, SEGMENTS, [reassign(0, 3, B), correct(0, 3, "nada")])
    assert texts(reading)[0] == (B, "nada")


@pytest.mark.parametrize(
    "edit",
    [
        correct(3, 2, "x"),
        correct(-1, 2, "x"),
        correct(0, 10, "x"),
        split(10),
        reassign(0, 1, ""),
        merge("SPEAKER_07", A),
        merge(A, A),
        correct(0, 1, "x", ""),
    ],
)
def test_an_edit_that_does_not_fit_is_refused_and_changes_no_reading(edit):
    with pytest.raises(BadEdit):
        check_edit(edit, WORDS)
    assert read_with(WORDS, SEGMENTS, [edit]).segments == tuple(SEGMENTS)


def test_words_that_are_written_as_they_are_are_looked_at_and_no_correction():
    reading = read_with(WORDS, SEGMENTS, [correct(1, 2, "metformina de")])
    assert reading.segments == tuple(SEGMENTS)
    assert (reading.seen, reading.changed) == ({1, 2}, frozenset())


def test_words_that_are_written_otherwise_are_told_apart():
    reading = read_with(WORDS, SEGMENTS, [correct(1, 2, "insulina de")])
    assert reading.seen == reading.changed == {1, 2}


def join(first, last, speaker, name="e5"):
    return Edit(name, EditKind.JOIN, first, last, speaker=speaker)


def test_a_turn_that_is_joined_goes_on_the_one_before_it():
    reading = read_with(WORDS, SEGMENTS, [join(4, 5, A)])
    assert texts(reading) == [(A, "tome metformina de 850 sí sí"), (A, "sí sí"), (A, "muy bien")]
    assert reading.positions[0] == (0, 5)
    assert (reading.segments[0].start, reading.segments[0].end) == (0.0, 5.75)


def test_no_turn_is_joined_across_what_was_not_captured():
    pause = Span(SpanKind.PAUSE, 4 * 16_000, 60.0)
    reading = read_with(WORDS, SEGMENTS, [join(4, 5, A)], [pause])
    assert texts(reading)[:2] == [(A, "tome metformina de 850"), (A, "sí sí")]


def test_a_joined_turn_can_be_split_again():
    reading = read_with(WORDS, SEGMENTS, [join(4, 5, A), split(4)])
    assert texts(reading)[:2] == [(A, "tome metformina de 850"), (A, "sí sí")]


def test_a_name_by_sound_tells_what_was_heard_until_a_person_writes_there():
    name = Edit("sound-1", EditKind.BY_SOUND, 1, 2, "metformina")
    reading = read_with(WORDS, SEGMENTS, [name])
    assert reading.by_sound == {1: "metformina de"}
    assert reading.seen == reading.changed == frozenset()
    assert read_with(WORDS, SEGMENTS, [name, correct(1, 1, "otra")]).by_sound == {}
    assert read_with(WORDS, SEGMENTS, [name, correct(1, 1, "metformina")]).by_sound == {
        1: "metformina de"
    }
