"""Live text: settled once, provisional until then, in order, with gaps where they were."""

from dataclasses import replace

import pytest

from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.live_corrections import LiveCorrection
from aurity_desktop.domain.transcript import (
    SECOND_PASS,
    ChunkStatus,
    ChunkTranscription,
    LiveUpdate,
)
from aurity_desktop.ui.recorder.live_model import LiveModel, NoteRow, Paragraph, SpanRow
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.fakes.window import words_of


@pytest.fixture
def model(qtmodeltester):
    model = LiveModel()
    yield model
    qtmodeltester.check(model)


def settled(number, text, start=None):
    begin = number * 3.0 if start is None else start
    words = words_of(text, begin)
    return ChunkTranscription("session_1234", number, words, ChunkStatus.OK)


def rows(model):
    return [model.index(place).data(ROW_ROLE) for place in range(model.rowCount())]


def test_settled_words_flow_on_in_one_paragraph(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    model.apply_update(LiveUpdate((settled(1, "how are you"),)))
    assert [row.settled for row in rows(model)] == ["good morning how are you"]


def test_provisional_words_stand_after_settled_ones_until_they_settle(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"),), words_of("how old", 3.0)))
    (row,) = rows(model)
    assert (row.settled, row.provisional) == ("good morning", "how old")
    model.apply_update(LiveUpdate((settled(1, "how are you"),)))
    (row,) = rows(model)
    assert (row.settled, row.provisional) == ("good morning how are you", "")


def test_a_long_silence_begins_a_new_paragraph(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    model.apply_update(LiveUpdate((settled(3, "as I said"),)))
    assert [row.settled for row in rows(model)] == ["good morning", "as I said"]


def test_a_sentence_that_ends_a_long_paragraph_ends_it(model):
    for number in range(12):
        model.apply_update(LiveUpdate((settled(number, "one two three four five."),)))
    assert len(rows(model)) == 2
    assert rows(model)[0].words == 45


def test_provisional_words_that_vanish_take_their_paragraph_with_them(model):
    model.apply_update(
        LiveUpdate((settled(0, "good morning"),), words_of("thanks for watching", 9.0))
    )
    assert len(rows(model)) == 2
    model.apply_update(LiveUpdate((settled(1, ""), settled(2, ""))))
    assert [row.text for row in rows(model)] == ["good morning"]


def test_what_is_missing_in_pieces_at_one_place_is_one_line(model):
    model.apply_update(LiveUpdate((settled(0, "uno dos tres"),)))
    for length in (0.4, 0.5, 4.2):
        model.add_span(Span(SpanKind.OFF_THE_RECORD, 48_000, length))
    model.add_span(Span(SpanKind.PAUSE, 48_000, 9.0))
    marks = [model.index(row).data() for row in range(1, model.rowCount())]
    assert marks == ["Off the record, 5 s", "Paused, 9 s"]


def test_a_pause_is_marked_where_it_was(model):
    model.apply_update(LiveUpdate((settled(0, "before"),)))
    model.add_span(Span(SpanKind.PAUSE, 48_000, 12.0))
    model.apply_update(LiveUpdate((settled(1, "after"),)))
    assert [type(row) for row in rows(model)] == [Paragraph, SpanRow, Paragraph]


def test_words_that_settle_late_still_stand_before_the_gap(model):
    model.apply_update(LiveUpdate((settled(0, "she takes"),), words_of("ten", 3.0, 0.5)))
    model.add_span(Span(SpanKind.GAP, 96_000, 4.0))
    before, mark = rows(model)
    assert (before.text, type(mark)) == ("she takes ten", SpanRow)
    model.apply_update(LiveUpdate((settled(1, "ten milligrams"), settled(2, "daily"))))
    before, mark, after = rows(model)
    assert (before.settled, after.settled) == ("she takes ten milligrams", "daily")


def test_only_rows_that_changed_are_told(model, qtbot):
    for number in range(0, 60, 3):
        model.apply_update(LiveUpdate((settled(number, "a paragraph of its own"),)))
    with qtbot.waitSignal(model.dataChanged) as told:
        model.apply_update(LiveUpdate((settled(58, "and more"),)))
    assert told.args[0].row() == model.rowCount() - 1


def test_clearing_leaves_nothing(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"),), words_of("how", 3.0)))
    model.clear()
    assert model.rowCount() == 0
    model.apply_update(LiveUpdate((settled(0, "again"),)))
    assert [row.text for row in rows(model)] == ["again"]


def test_a_stretch_that_is_settled_again_is_written_anew(model):
    for number, text in enumerate(("good mourning", "how are you", "fine")):
        model.apply_update(LiveUpdate((settled(number, text),)))
    model.add_span(Span(SpanKind.PAUSE, 3 * 48_000, 5.0))
    model.apply_update(LiveUpdate((settled(3, "thank you"),), words_of("and you", 12.0)))
    model.apply_update(
        LiveUpdate(
            (settled(0, "good morning"), settled(1, "how are you")), words_of("and you", 12.0)
        )
    )
    texts = [row.text for row in rows(model) if isinstance(row, Paragraph)]
    assert texts == ["good morning how are you fine", "thank you and you"]
    assert [type(row) for row in rows(model)] == [Paragraph, SpanRow, Paragraph]


def test_a_chunk_that_comes_again_with_more_words_leaves_the_paragraphs_before_it_alone(
    model, qtbot
):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    model.apply_update(LiveUpdate((settled(5, "how are"),)))
    changed = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.apply_update(LiveUpdate((settled(5, "how are you"), settled(6, "today"))))
    assert [row.settled for row in rows(model)] == ["good morning", "how are you today"]
    assert changed == [(1, 1)]


def test_a_correction_of_the_first_word_of_a_paragraph_that_now_begins_earlier_doubles_nothing(
    model,
):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    model.apply_update(LiveUpdate((settled(5, "who are you"),)))
    model.apply_update(LiveUpdate((settled(5, "how are you", start=14.9),)))
    assert [row.settled for row in rows(model)] == ["good morning", "how are you"]


def test_a_correction_before_a_pause_stays_before_it(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    model.add_span(Span(SpanKind.PAUSE, 48_000, 60.0))
    model.apply_update(LiveUpdate((settled(1, "how are you"),)))
    model.apply_update(LiveUpdate((settled(0, "good morning doctor"),)))
    before, pause, after = rows(model)
    assert (before.settled, after.settled) == ("good morning doctor", "how are you")
    assert isinstance(pause, SpanRow)


def test_a_chunk_that_comes_again_unchanged_changes_nothing(model, qtbot):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    with qtbot.assertNotEmitted(model.dataChanged), qtbot.assertNotEmitted(model.rowsInserted):
        model.apply_update(LiveUpdate((settled(0, "good morning"),)))


def test_a_word_that_the_second_pass_has_settled_is_not_shown_as_provisional_too(model):
    late = LiveUpdate((settled(0, "good morning"),), words_of("how are", 3.0))
    model.apply_update(late)
    again = second_pass(1, "how are you")
    model.apply_update(LiveUpdate((again,), late.provisional))
    (row,) = rows(model)
    assert (row.settled, row.provisional) == ("good morning how are you", "")


def test_live_text_that_comes_behind_the_second_pass_does_not_take_its_place(model):
    model.apply_update(LiveUpdate((second_pass(0, "good morning"), second_pass(1, "how are you"))))
    model.apply_update(LiveUpdate((settled(0, "good mourning"), settled(1, "who are you"))))
    model.apply_update(LiveUpdate((settled(2, "today"),)))
    assert [row.settled for row in rows(model)] == ["good morning how are you today"]


def second_pass(number, text):
    return replace(settled(number, text), reason=SECOND_PASS)


def test_a_mark_stands_at_its_time_and_ends_the_paragraph(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    model.show_bookmarks([Bookmark("b1", 3 * 16_000, "alone")])
    model.apply_update(LiveUpdate((settled(1, "how are you"),)))
    before, note, after = rows(model)
    assert (before.text, after.text) == ("good morning", "how are you")
    assert note == NoteRow(3.0, Bookmark("b1", 3 * 16_000, "alone"))


def test_words_that_were_said_before_a_mark_settle_before_it(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    model.show_bookmarks([Bookmark("b1", 7 * 16_000)])
    model.apply_update(LiveUpdate((settled(1, "how are you"), settled(3, "my head"))))
    assert [getattr(row, "text", "|") for row in rows(model)] == [
        "good morning how are you",
        "|",
        "my head",
    ]


def test_a_mark_that_is_removed_or_written_to_leaves_the_words_as_they_were(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"), settled(1, "how are you"))))
    before = rows(model)
    model.show_bookmarks([Bookmark("b1", 32_000)])
    assert [type(row) for row in rows(model)] == [Paragraph, NoteRow, Paragraph]
    model.show_bookmarks([Bookmark("b1", 32_000, "alone")])
    assert rows(model)[1].bookmark.text == "alone"
    model.show_bookmarks([])
    assert rows(model) == before


def test_marks_keep_their_places_among_pauses_whatever_comes_again(model):
    model.apply_update(LiveUpdate((settled(0, "good morning"),)))
    model.add_span(Span(SpanKind.PAUSE, 3 * 16_000, 60.0))
    model.show_bookmarks([Bookmark("b1", 3 * 16_000, "outside"), Bookmark("b2", 16_000, "first")])
    model.apply_update(LiveUpdate((settled(1, "how are you"),)))
    model.apply_update(LiveUpdate((settled(0, "good evening"),)))
    told = [model.index(place).data() for place in range(model.rowCount())]
    assert [type(row) for row in rows(model)] == [
        Paragraph,
        NoteRow,
        Paragraph,
        SpanRow,
        NoteRow,
        Paragraph,
    ]
    assert (told[0], told[1]) == ("0:00  good", "0:01  first")


def test_neither_a_later_draft_nor_the_second_pass_takes_a_persons_words_away(model):
    model.apply_update(LiveUpdate((settled(0, "take lozartan now"),)))
    model.show_corrections([LiveCorrection("c1", 1.0, 1.9, "lozartan", "losartan")])
    assert [row.text for row in rows(model)] == ["take losartan now"]
    model.apply_update(LiveUpdate((settled(0, "take lo zartan now"), settled(1, "every day"))))
    assert [row.text for row in rows(model)] == ["take losartan now every day"]
    again = replace(settled(0, "Take Lozartan, now"), reason=SECOND_PASS)
    model.apply_update(LiveUpdate((again, settled(2, "for a month"))))
    assert [row.text for row in rows(model)] == ["Take losartan now every day for a month"]
    model.show_corrections([])
    assert [row.text for row in rows(model)] == ["Take Lozartan, now every day for a month"]


def test_the_word_at_a_place_in_the_text_is_a_settled_one(model):
    model.apply_update(LiveUpdate((settled(0, "take losartan"),), words_of("now", 3.0)))
    (row,) = rows(model)
    assert [row.word_at(offset) for offset in (0, 4, 5, 12, 14)] == [0, 0, 1, 1, -1]
    assert row.span_of(1) == (5, 8)
