"""What is chosen is chosen on purpose: a wheel that turns over a combo box scrolls the page."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox


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
    box = stage.window.pages.settings.language
    assert not turn_the_wheel_over(box).isAccepted()
