"""Time that was not captured: where it stands, and that nothing runs across it."""

import pytest

from aurity_desktop.domain.audio import (
    FILE_GAP,
    POWER_CUT,
    RECORDED_ON,
    RECORDER_GONE,
    Span,
    SpanKind,
)
from aurity_desktop.domain.capture import Interruption
from aurity_desktop.domain.edits import Edit, EditKind, read_with
from aurity_desktop.domain.spans import (
    SpanCause,
    captured_between,
    cause_of,
    cut_at,
    lines_of,
    standing,
)
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Segment, Word

A, B = "SPEAKER_00", "SPEAKER_01"
WORDS = [
    Word(float(at), at + 0.75, text, 0.5, A)
    for at, text in enumerate(["tome", "dos", "tabletas", "cada", "ocho", "horas"])
]
JOINED = [Segment(-0.5, 6.5, A, "tome dos tabletas cada ocho horas", 0.9)]
PAUSE = Span(SpanKind.PAUSE, 3 * 16_000, 130.0)


def texts(reading):
    return [segment.text for segment in reading.segments]


@pytest.mark.parametrize("kind", SpanKind)
def test_a_segment_that_ran_across_a_span_is_read_in_two(kind):
    reading = read_with(WORDS, JOINED, [], [Span(kind, 3 * 16_000, 2.0)])
    assert texts(reading) == ["tome dos tabletas", "cada ocho horas"]
    assert reading.positions == ((0, 2), (3, 5))
    assert reading.words == tuple(WORDS)


def test_no_segment_reaches_over_the_edge_of_a_span():
    beside = [
        Segment(0.0, 3.9, A, "tome dos tabletas", 0.9),
        Segment(2.2, 6.0, A, "cada ocho horas", 0.9),
    ]
    first, second = read_with(WORDS, beside, [], [PAUSE]).segments
    assert (first.start, first.end, second.start, second.end) == (0.0, 3.0, 3.0, 6.0)


def test_a_correction_that_was_made_across_a_span_stands_on_both_sides():
    edit = Edit("e", EditKind.CORRECT, 1, 4, "una tableta por la mañana cada doce")
    reading = read_with(WORDS, JOINED, [edit], [PAUSE])
    left, right = texts(reading)
    assert f"{left} {right}" == "tome una tableta por la mañana cada doce horas"
    assert reading.positions[0][1] < 3 <= reading.positions[1][0]
    assert all(word.middle < 3.0 for word in reading.words[: len(left.split())])
    assert all(word.middle >= 3.0 for word in reading.words[len(left.split()) :])


def test_a_correction_on_one_side_of_a_span_stays_on_it():
    edit = Edit("e", EditKind.CORRECT, 0, 2, "tome tres")
    assert texts(read_with(WORDS, JOINED, [edit], [PAUSE])) == ["tome tres", "cada ocho horas"]


def test_giving_both_sides_to_one_voice_joins_nothing():
    edits = [
        Edit("e1", EditKind.REASSIGN, 0, 5, speaker=B),
        Edit("e2", EditKind.MERGE, speaker=A, merged=B),
    ]
    reading = read_with(WORDS, JOINED, edits, [PAUSE])
    assert texts(reading) == ["tome dos tabletas", "cada ocho horas"]


def test_spans_at_the_edges_cut_nothing():
    spans = [Span(SpanKind.PAUSE, 0, 5.0), Span(SpanKind.PAUSE, 7 * 16_000, 5.0)]
    assert texts(read_with(WORDS, JOINED, [], spans)) == ["tome dos tabletas cada ocho horas"]


def test_spans_are_lines_at_their_places():
    first, last = Span(SpanKind.GAP, 0, 1.0), Span(SpanKind.OFF_THE_RECORD, 9 * 16_000, 4.0)
    read = read_with(WORDS, JOINED, [], [last, PAUSE, first])
    lines = lines_of(read.segments, [last, PAUSE, first])
    assert lines == (first, read.segments[0], PAUSE, read.segments[1], last)


def test_spans_alone_are_lines_too():
    assert lines_of([], [PAUSE]) == (PAUSE,)


def test_one_absence_that_was_told_in_pieces_is_one_line():
    tries = [
        Span(SpanKind.GAP, 100, 2.0, RECORDER_GONE),
        Span(SpanKind.GAP, 100, 3.5, RECORDER_GONE),
    ]
    other = Span(SpanKind.PAUSE, 100, 9.0)
    assert standing([*tries, other]) == (Span(SpanKind.GAP, 100, 5.5, RECORDER_GONE), other)


def test_turns_of_a_diarization_are_cut_at_a_span():
    heard = Diarization((Turn(0.0, 6.0, A), Turn(2.5, 3.0, B)), (A, B), "m")
    assert cut_at(heard, [PAUSE]).turns == (
        Turn(0.0, 3.0, A),
        Turn(2.5, 3.0, B),
        Turn(3.0, 6.0, A),
    )
    assert cut_at(heard, []) is heard


def test_without_a_span_everything_was_captured_at_once():
    (stretch,) = captured_between([])
    assert stretch.clip(JOINED[0]) is JOINED[0]


@pytest.mark.parametrize(
    ("reason", "cause"),
    [
        (RECORDER_GONE, SpanCause.PROGRAM_ENDED),
        (POWER_CUT, SpanCause.POWER_CUT),
        (FILE_GAP, SpanCause.FILE_GAP),
        (RECORDED_ON, SpanCause.LATER_PART),
        ("joined", SpanCause.LATER_PART),
        (Interruption.CHANGED_BY_USER, SpanCause.MICROPHONE_CHANGED),
        (Interruption.NO_CALLBACK, SpanCause.MICROPHONE_LOST),
        ("", SpanCause.UNKNOWN),
        ("what a later version writes", SpanCause.UNKNOWN),
    ],
)
def test_a_gap_has_a_cause_as_far_as_one_is_known(reason, cause):
    assert cause_of(Span(SpanKind.GAP, 0, 1.0, reason)) is cause


def test_every_interruption_has_a_cause():
    causes = {cause_of(Span(SpanKind.GAP, 0, 1.0, why.value)) for why in Interruption}
    assert SpanCause.UNKNOWN not in causes
