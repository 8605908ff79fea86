"""The lines of live text keep their places while its last words come and go."""

import pytest

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.transcript import LiveUpdate
from tests.fakes.window import plan_of, words_of
from tests.ui.gallery.settling import settle

LONG = "one two three four five six seven eight nine ten " * 6


@pytest.fixture
def shown(stage):
    """Shows provisional words; answers with the height of the paragraph at a row."""
    stage.window.resize(1366, 736)
    stage.controller.begin(plan_of())
    stage.controller.enter(RecordingState.RECORDING)
    live = stage.window.pages.recorder.live

    def show(text, start=0.0, row=0):
        live.model.apply_update(LiveUpdate((), words_of(text, start)))
        settle()
        return live.view.visualRect(live.model.index(row)).height()

    return show


def test_a_line_stays_when_its_words_go_away(shown):
    short, long = shown("one two"), shown(LONG)
    assert short < long
    assert shown("one two") == long


def test_another_paragraph_has_no_more_lines_than_words(shown):
    short = shown("one two")
    assert shown(LONG) > short
    assert shown("one two", start=600.0) == short


def test_the_next_session_begins_with_the_lines_of_its_own_words(shown, stage):
    short = shown("one two")
    shown(LONG)
    stage.window.pages.recorder.live.model.clear()
    assert shown("one two") == short


def test_in_a_wider_window_it_has_the_lines_that_its_words_need_there(shown, stage):
    long = shown(LONG)
    for width in (stage.window.minimumSizeHint().width(), 1366):
        stage.window.resize(width, 736)
        settle()
    assert shown(LONG) == long
