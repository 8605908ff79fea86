"""A locked window shows nothing of a patient, and the recording goes on."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget

from aurity_desktop.application.library.export_choice import ExportChoice
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Counters
from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.lock.idle_watch import IdleWatch
from aurity_desktop.ui.lock.lock_page import LockPage
from tests.fakes.window import FakeLibrary, plan_of, summary_of


@pytest.fixture
def page(stage):
    return stage.window.findChild(LockPage)


def seen(window):
    """Every word that the window shows."""
    return " ".join(each.text() for each in window.findChildren(QLabel) if each.isVisibleTo(window))


def test_what_was_said_is_hidden_and_there_again_afterwards(stage, qtbot):
    stage.library.put(summary_of(plan_of(title="Martínez, control")))
    stage.window.pages.show_page(1)
    stage.window.pages.library.open("session_20260102_030405")
    assert "Martínez" in seen(stage.window)
    qtbot.keyClick(stage.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert "Martínez" not in seen(stage.window)
    stage.lock.unlock()
    assert "Martínez" in seen(stage.window)


def test_the_recording_goes_on_and_can_be_paused_and_stopped(stage, page, qtbot):
    stage.controller.begin(plan_of())
    stage.lock.lock()
    stage.controller.counters_changed.emit(Counters(61 * 16_000, 0, 0))
    assert page._clock.text() == "1:01"
    qtbot.mouseClick(page.pause_button, Qt.MouseButton.LeftButton)
    stage.controller.enter(RecordingState.PAUSED)
    qtbot.mouseClick(page.pause_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.stop_button, Qt.MouseButton.LeftButton)
    assert [command[0] for command in stage.controller.commands] == ["pause", "resume", "stop"]


def test_only_what_was_set_opens_it(make_stage, qtbot):
    stage = make_stage(settings=Settings(interface_language="en", lock_secret="kept"))
    qtbot.waitActive(stage.window)
    page = stage.window.findChild(LockPage)
    assert page.secret.hasFocus()
    qtbot.keyClicks(page.secret, "wrong")
    qtbot.keyClick(page.secret, Qt.Key.Key_Return)
    assert stage.lock.is_locked
    assert page.trouble.text() == "Incorrect. Try again."
    assert page.secret.text() == ""
    qtbot.keyClicks(page.secret, "right")
    qtbot.keyClick(page.secret, Qt.Key.Key_Return)
    assert not stage.lock.is_locked


def test_a_window_with_a_pin_starts_locked_and_closing_it_shows_nothing(make_stage, qtbot):
    library = FakeLibrary()
    library.put(summary_of(plan_of(title="Mart\u00ednez, control")))
    stage = make_stage(library, Settings(interface_language="en", lock_secret="kept"))
    stage.window.pages.show_page(1)
    assert stage.lock.is_locked
    assert stage.window.locking.overlay.stack.currentWidget() is stage.window.findChild(LockPage)
    assert "Mart\u00ednez" not in seen(stage.window)
    qtbot.keyClick(stage.window, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    assert not stage.window.isVisible()
    assert stage.lock.is_locked
    assert stage.window.locking.overlay.stack.currentWidget() is stage.window.findChild(LockPage)


def test_no_key_reaches_what_is_hidden(stage, qtbot):
    qtbot.waitActive(stage.window)
    stage.lock.lock()
    for key in (Qt.Key.Key_R, Qt.Key.Key_2, Qt.Key.Key_E, Qt.Key.Key_O):
        qtbot.keyClick(stage.window, key, Qt.KeyboardModifier.ControlModifier)
    assert stage.controller.commands == []
    assert stage.window.pages.currentIndex() == 0
    assert not stage.window.findChildren(QFileDialog)
    assert not stage.window.tray.menu.record_action.isVisible()


def test_what_stands_beside_the_window_closes(stage):
    stage.window.exports.ask_where("session_20260102_030405", ExportChoice())
    stage.lock.lock()
    assert [each for each in QApplication.topLevelWidgets() if each.isVisible()] == [stage.window]


def test_what_is_heard_stops(stage):
    stage.lock.lock()
    assert stage.player.commands == [("close",)]


def test_the_minutes_of_the_settings_are_waited_for(stage):
    stage.preferences.change(lock_minutes=5)
    assert stage.window.locking.overlay._idle.minutes == 5
    stage.preferences.change(lock_minutes=0)
    assert stage.window.locking.overlay._idle.minutes == 0


def test_a_touch_begins_the_wait_anew(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    watch = IdleWatch(window)
    watch.watch(window.windowHandle())
    watch._timer.start(60)
    with qtbot.waitSignal(watch.idle):
        pass
    watch.wait(5)
    watch._timer.setInterval(100_000)
    before = watch._timer.remainingTime()
    watch._timer.start(50)
    watch._timer.setInterval(100_000)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(1, 1),
        QPointF(1, 1),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window.windowHandle(), move)
    assert watch._timer.remainingTime() >= before - 1_000


@pytest.mark.parametrize(
    ("state", "goes_on"),
    [
        (RecordingState.RECORDING, True),
        (RecordingState.PAUSED, False),
        (RecordingState.OFF_THE_RECORD, False),
        (RecordingState.INTERRUPTED, False),
    ],
)
def test_only_while_something_is_recorded_a_locked_window_says_so(stage, page, state, goes_on):
    stage.controller.begin(plan_of())
    stage.controller.enter(state)
    stage.lock.lock()
    hint = page.hint.text()
    assert hint.endswith("Patient data is hidden.")
    assert ("continues" in hint) is goes_on
