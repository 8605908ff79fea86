"""Live text in paragraphs, none across time that was not captured."""

from datetime import UTC, datetime

from aurity_desktop.application.library.live_segments import live_segments
from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import Chunk, ChunkStatus, Word

WORDS = [Word(float(second), second + 0.5, f"w{second}") for second in range(9)]


def chunk(number, text):
    start = 3.0 * number
    at = datetime(2026, 1, 2, tzinfo=UTC)
    return Chunk(
        f"c{number}", "s", number, start, start + 3.0, text, "", "es", 0.5, ChunkStatus.OK,
        UNKNOWN_SPEAKER, at,
    )  # fmt: skip


CHUNKS = [chunk(0, "w0 w1 w2"), chunk(1, "w3 w4 w5"), chunk(2, "w6 w7 w8")]


def test_half_a_minute_is_one_paragraph():
    (only,) = live_segments(CHUNKS, WORDS)
    assert (only.start, only.end, only.text) == (0.0, 9.0, " ".join(f"w{at}" for at in range(9)))


def test_a_slice_that_a_pause_lies_in_is_read_on_both_sides_of_it():
    pause = Span(SpanKind.PAUSE, 4 * 16_000, 60.0)
    before, after = live_segments(CHUNKS, WORDS, [pause])
    assert (before.text, after.text) == ("w0 w1 w2 w3", "w4 w5 w6 w7 w8")
    assert before.end == after.start == 4.0


def test_without_its_words_a_slice_stands_where_most_of_it_was_heard():
    pause = Span(SpanKind.PAUSE, 4 * 16_000, 60.0)
    before, after = live_segments(CHUNKS, [], [pause])
    assert (before.text, after.text) == ("w0 w1 w2", "w3 w4 w5 w6 w7 w8")


def test_each_slice_can_be_a_line_of_its_own():
    assert len(live_segments(CHUNKS, WORDS, at_once=1)) == 3
