"""Nothing is captured as long as the key or the button is held."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import SpanKind
from tests.fakes.window import plan_of

OFF = ("pause", SpanKind.OFF_THE_RECORD)


def test_the_key_pauses_while_it_is_held(stage):
    stage.controller.begin(plan_of())
    QTest.keyPress(stage.window, Qt.Key.Key_F8)
    assert stage.controller.commands == [OFF]
    stage.controller.enter(RecordingState.PAUSED)
    QTest.keyRelease(stage.window, Qt.Key.Key_F8)
    assert stage.controller.commands == [OFF, ("resume",)]


def test_a_very_short_press_does_not_leave_the_session_paused(stage):
    stage.controller.begin(plan_of())
    button = stage.window.pages.recorder.controls.hold_button
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert stage.controller.commands == [OFF]
    stage.controller.enter(RecordingState.PAUSED)
    assert stage.controller.commands == [OFF, ("resume",)]


def test_losing_the_keyboard_ends_the_hold(stage):
    stage.controller.begin(plan_of())
    QTest.keyPress(stage.window, Qt.Key.Key_F8)
    stage.controller.enter(RecordingState.PAUSED)
    QCoreApplication.sendEvent(stage.window, QEvent(QEvent.Type.WindowDeactivate))
    assert stage.controller.commands[-1] == ("resume",)


def test_a_pause_that_was_there_before_is_left_alone(stage):
    stage.controller.begin(plan_of())
    stage.controller.enter(RecordingState.PAUSED)
    QTest.keyPress(stage.window, Qt.Key.Key_F8)
    QTest.keyRelease(stage.window, Qt.Key.Key_F8)
    assert stage.controller.commands == []
