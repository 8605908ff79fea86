"""What a screen reader is told: the state of the recording, every notice, and nothing locked."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain.errors import NoMicrophone
from aurity_desktop.ui.shell.screen_reader import ScreenReader
from aurity_desktop.ui.widgets import reading_view
from tests.fakes.window import plan_of
from tests.ui.gallery import states


@pytest.fixture
def said(stage):
    words = []
    stage.reader = ScreenReader(
        stage.window,
        stage.controller,
        stage.window.notices,
        lambda _widget, text, urgent=False: words.append((text, urgent)),
    )
    return words


def test_the_state_of_the_recording_is_read_aloud(stage, said):
    stage.controller.begin(plan_of())
    stage.controller.enter(RecordingState.PAUSED)
    stage.controller.enter(RecordingState.INTERRUPTED)
    assert ("Recording", False) in said
    assert said[-2:] == [("Paused", False), ("Waiting for the microphone", True)]


def test_a_notice_is_read_aloud_and_an_alarm_interrupts(stage, said):
    stage.controller.notice_raised.emit(Notice(NoticeKind.SILENCE, "15"))
    stage.controller.failed.emit(NoMicrophone())
    texts = [line.text() for line in stage.window.notices.lines()]
    assert [words for words, _ in said] == texts
    assert said[-1][1]


def test_nothing_of_a_locked_window_is_read_but_the_state(stage, said):
    stage.lock.lock()
    stage.controller.failed.emit(NoMicrophone())
    stage.controller.enter(RecordingState.PAUSED)
    assert said == [("Paused", False)]


def test_turns_are_the_items_of_a_list_with_their_words(show_state, qtbot):
    stage = show_state(states.library)
    view = stage.window.pages.library.transcript.view
    told = QAccessible.queryAccessibleInterface(view)
    assert (told.role(), told.text(QAccessible.Text.Name)) == (
        QAccessible.Role.List,
        view.accessibleName(),
    )
    rows = view.model().rowCount()
    assert rows == told.childCount() > 2
    for row in range(rows):
        item = told.child(row)
        assert item.role() is QAccessible.Role.ListItem
        assert item.text(QAccessible.Text.Name) == view.model().index(row, 0).data()
        assert item.rect().height() == view.visualRect(view.model().index(row, 0)).height()
    qtbot.waitActive(stage.window)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert [told.child(row).state().focused for row in range(3)] == [False, True, False]
    assert told.child(1).state().selected


def test_of_live_text_the_row_that_grows_is_told_and_no_other(stage, monkeypatch):
    told = []
    monkeypatch.setattr(reading_view, "tell_of_row", lambda _view, *what: told.append(what))
    stage.controller.begin(plan_of())
    for number, words in enumerate(("how are you.", "the head", "hurts")):
        told.clear()
        stage.controller.say(number, words)
    assert told == [(QAccessible.Event.NameChanged, 0)]
