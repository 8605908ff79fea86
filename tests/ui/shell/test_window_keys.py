"""Enter presses the button that has the keyboard; Escape closes what was opened; Tab goes round."""

import itertools

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QPushButton, QToolButton, QWidget

from aurity_desktop.ui.settings.settings_page import Section
from tests.fakes.window import plan_of, summary_of
from tests.ui.gallery import states

SESSION = "session_20260102_030405"


def press(qtbot, widget, key):
    widget.setFocus()
    qtbot.keyClick(QApplication.focusWidget(), key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_focused_button_is_pressed_by_the_keyboard(stage, qtbot, key):
    qtbot.waitActive(stage.window)
    press(qtbot, stage.window.pages.recorder.controls.record_button, key)
    assert [each[0] for each in stage.controller.commands] == ["start"]


def test_a_button_of_the_rail_and_of_a_section_is_pressed_by_enter(stage, qtbot):
    qtbot.waitActive(stage.window)
    press(qtbot, stage.window.rail.buttons[2], Qt.Key.Key_Return)
    press(qtbot, stage.window.pages.settings.button(Section.ABOUT), Qt.Key.Key_Return)
    assert stage.window.pages.settings.section is Section.ABOUT


def test_a_held_enter_presses_once(stage, qtbot):
    qtbot.waitActive(stage.window)
    stage.window.pages.recorder.controls.record_button.setFocus()
    for repeated in (False, True, True):
        QApplication.sendEvent(
            QApplication.focusWidget(),
            QKeyEvent(
                QKeyEvent.Type.KeyPress,
                Qt.Key.Key_Return,
                Qt.KeyboardModifier.NoModifier,
                "\r",
                repeated,
            ),
        )
    assert [each[0] for each in stage.controller.commands] == ["start"]


def test_enter_opens_the_menu_of_a_button(stage, qtbot):
    qtbot.waitActive(stage.window)
    stage.library.put(summary_of(plan_of()))
    stage.window.pages.show_session(SESSION)
    head = stage.window.pages.library.transcript.head
    button = next(each for each in head.findChildren(QPushButton) if each.menu() is not None)
    opened = []
    menu = button.menu()
    menu.aboutToShow.connect(lambda: (opened.append(True), close_soon(menu)))
    press(qtbot, button, Qt.Key.Key_Return)
    assert opened == [True]


def close_soon(menu: QMenu):
    QTimer.singleShot(0, menu.close)


@pytest.mark.parametrize(
    ("opened", "panel"),
    [
        (states.checking, lambda pages: pages.recorder.check),
        (states.exporting, lambda pages: pages.library.transcript.export),
        (states.erasing, lambda pages: pages.library.transcript.head.decision),
        (states.renaming, lambda pages: pages.recorder.transcript.speakers_bar.editor),
    ],
)
def test_escape_closes_what_is_open_wherever_the_keyboard_is(qtbot, show_state, opened, panel):
    stage = show_state(opened)
    qtbot.waitActive(stage.window)
    assert panel(stage.window.pages).isVisible()
    press(qtbot, stage.window.rail.buttons[0], Qt.Key.Key_Escape)
    assert not panel(stage.window.pages).isVisible()


@pytest.mark.parametrize("state", states.STATES, ids=lambda state: state.__name__)
def test_tab_reaches_every_control_in_order_and_each_is_named_aloud(show_state, qtbot, state):
    stage = show_state(state)
    qtbot.waitActive(stage.window)
    reached = _walk(stage.window)
    missed = [
        widget
        for widget in stage.window.findChildren(QWidget)
        if _is_control(widget) and widget not in reached
    ]
    assert missed == []
    assert _jumps_back(reached, stage.window) == []
    assert [_name(widget) for widget in reached if not _is_told(widget)] == []


def _is_told(widget):
    """Whether a screen reader can say what a widget is, and which one."""
    told = QAccessible.queryAccessibleInterface(widget)
    nothing = (QAccessible.Role.NoRole, QAccessible.Role.Client)
    return bool(told.text(QAccessible.Text.Name)) and told.role() not in nothing


def _walk(window):
    """The widgets that Tab goes through, in order, once round."""
    reached = []
    window.setFocus()
    for _ in range(300):
        window.focusNextChild()
        widget = QApplication.focusWidget()
        if widget in reached:
            break
        reached.append(widget)
    return reached


def _is_control(widget):
    return (
        widget.isVisible()
        and widget.isEnabled()
        and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and isinstance(widget, (QPushButton, QToolButton, QCheckBox))
    )


def _jumps_back(reached, window):
    """Pairs that Tab goes through against the way of reading.

    From a lower row up to a higher one, but for a step to the column beside it.
    """
    places = [(widget, _place(widget, window)) for widget in reached]
    return [
        (_name(one), _name(other))
        for (one, from_), (other, to) in itertools.pairwise(places)
        if to.bottom() <= from_.top() and to.left() < from_.right()
    ]


def _place(widget, window):
    return QRect(widget.mapTo(window, QPoint()), widget.size())


def _name(widget):
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}"


def test_enter_in_a_field_presses_no_button_that_the_keyboard_goes_to(stage, qtbot):
    stage.library.put(summary_of(plan_of()))
    stage.window.pages.show_page(1)
    page = stage.window.pages.library
    page.open(plan_of().session_id)
    title = page.transcript.head.title
    title.edit()
    qtbot.keyClicks(title.field, "Ana")
    qtbot.keyClick(title.field, Qt.Key.Key_Return)
    assert title.button.hasFocus()
    assert not title.field.isVisible()
    qtbot.keyClick(title.button, Qt.Key.Key_Return)  # and this one does press it
    assert title.field.isVisible()
