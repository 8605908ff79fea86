"""What a screen reader is told: the state of the recording, every notice, and nothing locked."""

import pytest
from PySide6.QtCore import Qt

from aurity_desktop.application.recording.recording import Notice, NoticeKind, RecordingState
from aurity_desktop.domain.errors import NoMicrophone
from aurity_desktop.ui.shell.screen_reader import ScreenReader
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


def test_the_turn_that_the_keyboard_comes_to_is_told(show_state, qtbot):
    stage = show_state(states.library)
    view = stage.window.pages.library.transcript.view
    qtbot.waitActive(stage.window)
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert "For about two weeks" in view.accessibleDescription()
