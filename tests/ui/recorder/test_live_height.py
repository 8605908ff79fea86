"""The lines of live text keep their places while its last words come and go."""

import pytest

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.transcript import LiveUpdate
from tests.fakes.window import plan_of, words_of
from tests.ui.gallery.settling import settle

LONG = "one two three four five six seven eight nine ten " * 6
PAGES = 12  # paragraphs of LONG that are more than the page holds


@pytest.fixture
def live(stage):
    """The live text of a running session."""
    stage.window.resize(1366, 736)
    stage.controller.begin(plan_of())
    stage.controller.enter(RecordingState.RECORDING)
    return stage.window.pages.recorder.live


@pytest.fixture
def shown(live):
    """Shows paragraphs of these words; answers with how far the page is scrolled."""

    def show(*paragraphs):
        words = [
            word
            for number, text in enumerate(paragraphs)
            for word in words_of(text, 600.0 * number)
        ]
        live.model.apply_update(LiveUpdate((), tuple(words)))
        settle()
        return live.view.verticalOffset()

    return show


def bottom_of_last(live):
    return live.view.visualRect(live.model.index(live.model.rowCount() - 1)).bottom()


def test_no_line_moves_when_the_last_words_or_a_whole_paragraph_go_away(shown):
    page = [LONG] * PAGES
    at = shown(*page, LONG)
    assert at > 0
    assert shown(*page, "one two") == at
    assert shown(*page) == at
    assert shown(*page, LONG) == at


def test_new_lines_fill_the_room_below_before_anything_moves(shown, live):
    page = [LONG] * PAGES
    shown(*page, LONG)
    at = shown(*page, "one two")
    assert bottom_of_last(live) < live.view.viewport().height() - 30
    assert shown(*page, LONG, "one two") > at
    assert bottom_of_last(live) > live.view.viewport().height() - 30


def test_no_more_than_a_third_of_the_page_stays_empty(shown, live):
    shown(*[LONG] * (2 * PAGES))
    shown(*[LONG] * PAGES)
    height = live.view.viewport().height()
    assert height * 2 / 3 - 30 < bottom_of_last(live) < height * 2 / 3 + 30


def test_who_reads_further_up_finds_no_room_below_the_last_line(shown, live):
    page = [LONG] * PAGES
    shown(*page, LONG)
    live.view.stand_still()
    shown(*page)
    bar = live.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bottom_of_last(live) > live.view.viewport().height() - 30


def test_the_next_session_begins_at_the_top(shown, live):
    shown(*[LONG] * PAGES)
    live.model.clear()
    assert shown("one two") == 0


def test_another_size_of_the_window_leaves_no_room_below(shown, live, stage):
    page = [LONG] * PAGES
    shown(*page, LONG)
    shown(*page)
    for width in (stage.window.minimumSizeHint().width(), 1366):
        stage.window.resize(width, 736)
        settle()
        assert bottom_of_last(live) > live.view.viewport().height() - 30
