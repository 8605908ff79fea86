"""What is chosen is chosen on purpose: a wheel that turns over a combo box scrolls the page."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QToolTip

from aurity_desktop.domain.audio import Device
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from tests.ui.fit import choices_in_sight

LONG = "Analogue stereo microphone array of the conference speaker on the desk (USB)"


def turn_the_wheel_over(widget):
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle,
        widget.mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event


def test_no_combo_box_of_the_window_is_changed_by_the_wheel(stage):
    boxes = stage.window.findChildren(QComboBox)
    assert len(boxes) >= 8
    for box in boxes:
        while box.count() < 2:
            box.addItem("another")
        box.setCurrentIndex(0)
        turn_the_wheel_over(box)
        assert box.currentIndex() == 0, box.accessibleName()


def test_the_wheel_is_left_to_the_page(stage):
    box = stage.window.pages.general.language
    assert not turn_the_wheel_over(box).isAccepted()


@pytest.fixture
def microphone(stage):
    stage.devices.devices_changed.emit([Device(LONG, 1, 1, 16_000, is_default=True)])
    box = stage.window.pages.recorder.setup.microphone
    box.setCurrentIndex(1)
    return box


def test_every_choice_of_a_list_is_in_sight_when_it_opens(stage):
    for box in stage.window.findChildren(QComboBox):
        assert isinstance(box, ChoiceBox), box.accessibleName()
        box.setCurrentIndex(box.count() - 1)
        assert choices_in_sight(box) == [box.itemText(row) for row in range(box.count())]


def test_an_open_list_has_one_frame(stage):
    box = stage.window.pages.general.theme
    box.showPopup()
    around = box.view().parentWidget()
    assert around.frameWidth() == 0
    assert box.view().size() == around.size()
    box.hidePopup()


def test_a_list_is_wide_enough_for_a_long_name(microphone):
    microphone.showPopup()
    view = microphone.view()
    wanted = view.fontMetrics().horizontalAdvance(LONG)
    assert view.visualRect(view.model().index(1, 0)).width() >= wanted
    microphone.hidePopup()


def test_a_name_that_is_too_long_ends_in_an_ellipsis_and_is_told_whole(microphone):
    microphone.setFixedWidth(160)
    assert microphone.shown_text.endswith("…")
    assert len(microphone.shown_text) > 8
    at = microphone.rect().center()
    QApplication.sendEvent(
        microphone, QHelpEvent(QEvent.Type.ToolTip, at, microphone.mapToGlobal(at))
    )
    assert QToolTip.text() == LONG
