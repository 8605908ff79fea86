"""Nothing is captured as long as the key or the button is held, and no longer."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from aurity_desktop.application.recording.pause_wishes import HeldBy
from aurity_desktop.application.recording.recording import RecordingState
from tests.fakes.window import plan_of
from tests.ui.gallery.settling import settle

LEFT = Qt.MouseButton.LeftButton
HELD, LET_GO = ("hold", HeldBy.BUTTON), ("release", HeldBy.BUTTON)


@pytest.fixture
def recorded(stage):
    stage.controller.begin(plan_of())
    stage.button = stage.window.pages.recorder.controls.hold_button
    return stage


def mouse(widget, kind, position, button=LEFT, buttons=LEFT):
    """What Qt sends to the widget that has the mouse."""
    at = QPointF(position)
    event = QMouseEvent(
        kind,
        at,
        QPointF(widget.mapToGlobal(position)),
        button,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(widget, event)


def test_the_key_is_held_from_its_press_to_its_release(recorded, qtbot):
    QTest.keyPress(recorded.window, Qt.Key.Key_F8)
    assert recorded.controller.commands == [("hold", HeldBy.KEY)]
    QTest.keyRelease(recorded.window, Qt.Key.Key_F8)
    both = [("hold", HeldBy.KEY), ("release", HeldBy.KEY)]
    qtbot.waitUntil(lambda: recorded.controller.commands == both)


def test_a_key_whose_repeats_look_like_releases_is_held_all_the_same(recorded, qtbot):
    """As X11 tells them, where Qt does not see that a press follows."""
    QTest.keyPress(recorded.window, Qt.Key.Key_F8)
    for _ in range(20):
        QTest.keyRelease(recorded.window, Qt.Key.Key_F8)
        QTest.keyPress(recorded.window, Qt.Key.Key_F8)
    with qtbot.assertNotEmitted(recorded.window.hold_key.ended, wait=150):
        pass
    assert recorded.controller.commands == [("hold", HeldBy.KEY)]


def test_the_release_of_a_key_that_another_program_hears_ends_the_hold_with_the_focus(recorded):
    QTest.keyPress(recorded.window, Qt.Key.Key_F8)
    QCoreApplication.sendEvent(recorded.window, QEvent(QEvent.Type.WindowDeactivate))
    assert recorded.controller.commands[-1] == ("release", HeldBy.KEY)


def test_a_pointer_that_trembles_off_the_button_and_back_holds_it(recorded):
    QTest.mousePress(recorded.button, LEFT)
    for x in (1, -30, 5, 2_000, 3):
        mouse(recorded.button, QEvent.Type.MouseMove, QPoint(x, -20), Qt.MouseButton.NoButton)
    assert recorded.controller.commands == [HELD]
    mouse(recorded.button, QEvent.Type.MouseButtonRelease, QPoint(2_000, 5), buttons=LEFT & ~LEFT)
    assert recorded.controller.commands == [HELD, LET_GO]


@pytest.mark.parametrize("state", [RecordingState.OFF_THE_RECORD, RecordingState.INTERRUPTED])
def test_nothing_that_happens_to_the_button_meanwhile_ends_the_hold(recorded, state):
    QTest.mousePress(recorded.button, LEFT)
    recorded.controller.enter(state)
    recorded.button.setEnabled(False)
    recorded.button.setEnabled(True)
    QCoreApplication.sendEvent(recorded.window, QEvent(QEvent.Type.WindowDeactivate))
    assert recorded.controller.commands == [HELD]


def test_a_release_over_the_lock_page_that_came_meanwhile_ends_the_hold(recorded):
    QTest.mousePress(recorded.button, LEFT)
    recorded.lock.lock()
    assert not recorded.button.isVisible()
    assert recorded.controller.commands == [HELD]
    QTest.mouseRelease(recorded.window.locking.overlay.stack.currentWidget(), LEFT)
    assert recorded.controller.commands == [HELD, LET_GO]


def test_a_release_that_went_to_another_program_is_noticed_when_the_mouse_comes_back(recorded):
    QTest.mousePress(recorded.button, LEFT)
    mouse(
        recorded.window,
        QEvent.Type.MouseMove,
        QPoint(3, 3),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
    )
    assert recorded.controller.commands == [HELD, LET_GO]


def test_other_buttons_of_the_mouse_neither_hold_nor_let_go(recorded):
    QTest.mouseClick(recorded.button, Qt.MouseButton.RightButton)
    assert recorded.controller.commands == []
    QTest.mousePress(recorded.button, LEFT)
    mouse(recorded.button, QEvent.Type.MouseButtonRelease, QPoint(1, 1), Qt.MouseButton.RightButton)
    assert recorded.controller.commands == [HELD]
    QTest.mouseRelease(recorded.button, LEFT)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_the_button_is_held_by_a_key_as_long_as_that_is_down(recorded, key):
    recorded.button.setFocus()
    QTest.keyPress(recorded.button, key)
    assert recorded.controller.commands == [HELD]
    QTest.keyRelease(recorded.button, key)
    assert recorded.controller.commands == [HELD, LET_GO]


@pytest.mark.parametrize("size", [(1120, 720), (800, 600), (675, 348)])
def test_the_buttons_of_the_deck_stay_where_they_are_in_every_state(recorded, size):
    controls = recorded.window.pages.recorder.controls
    recorded.window.resize(*size)

    def places():
        settle()
        settle()
        buttons = (controls.hold_button, controls.pause_button, controls.stop_button)
        return [each.mapTo(recorded.window, QPoint(0, 0)) for each in buttons], [
            each.width() for each in buttons
        ]

    before = places()
    for state in RecordingState:
        if state.going_on:
            recorded.controller.enter(state)
            assert places() == before, state
