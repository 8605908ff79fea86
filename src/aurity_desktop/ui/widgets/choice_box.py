"""A combo box that the mouse's wheel does not change, and that elides what it has no room for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

#: Pixels of the list that are none of an entry's: its padding, frame and scroll bar.
_BESIDE_ENTRIES = 24
_WIDEST = 70  # average characters
#: Entries before a list has to be scrolled; Qt shows ten, and fewer where the screen is lower.
_MOST_IN_SIGHT = 20


class ChoiceBox(QComboBox):
    """A combo box for settings, microphones and languages: what is chosen is chosen on purpose.

    Qt's own takes the next entry when the wheel turns over it, so that scrolling a page changed the
    model of the live text unseen. The wheel goes to the page; in the open list it scrolls the list.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt's own delegate of a combo box knows nothing of the style sheet's `::item`, so that the
        # rows were lower than the list was made for.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setMaxVisibleItems(_MOST_IN_SIGHT)

    @property
    def shown_text(self) -> str:
        """What is chosen, with "…" for what there is no room for."""
        return self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self._text_place().width()
        )

    def showPopup(self) -> None:  # noqa: N802 - Qt's name
        """Open the list in one frame, its own, and as wide as its longest entry."""
        view = self.view()
        around = view.parentWidget()
        if isinstance(around, QFrame):
            around.setFrameShape(QFrame.Shape.NoFrame)
        wanted = view.sizeHintForColumn(0) + _BESIDE_ENTRIES
        view.setMinimumWidth(min(wanted, self.fontMetrics().averageCharWidth() * _WIDEST))
        super().showPopup()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """As Qt's own, but the text is elided; with a style sheet Qt cuts it."""
        option = self._option()
        option.currentText = self.shown_text
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Tells the whole text beside the pointer where it is elided."""
        if (
            event.type() is QEvent.Type.ToolTip
            and isinstance(event, QHelpEvent)
            and self.shown_text != self.currentText()
        ):
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Left to the page behind."""
        event.ignore()

    def _option(self) -> QStyleOptionComboBox:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        return option

    def _text_place(self) -> QRect:
        return self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox,
            self._option(),
            QStyle.SubControl.SC_ComboBoxEditField,
            self,
        )
