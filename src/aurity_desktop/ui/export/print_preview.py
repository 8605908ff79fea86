"""What would be printed, page by page, beside the transcript; the printer is chosen after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSlider,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.ui.widgets.escape import ClosedByEscape
from aurity_desktop.ui.widgets.high_enough import HighEnough
from aurity_desktop.ui.widgets.icons import Icons

if TYPE_CHECKING:
    from aurity_desktop.application.library.page_setting import SetPages

#: Letter, the paper of Mexico and the United States, and its margins, in pixels at 96 a inch.
PAGE = QRectF(0, 0, 816, 1056)
ROOM = PAGE.adjusted(76, 76, -76, -76)
_BETWEEN = 16  # pixels
#: Of the paper, on a light ground and on a dark one.
_EDGE = "#8a8a94"
_LEAST_HEIGHT = 120
_SCROLLED_BY = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
    Qt.Key.Key_Home: QAbstractSlider.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QAbstractSlider.SliderAction.SliderToMaximum,
}


class PagesView(QAbstractScrollArea):
    """Pages below each other, as wide as there is room; only those in sight are drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: SetPages | None = None
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(_LEAST_HEIGHT)
        # A picture to a screen reader, which has the turns themselves to read; the preview scrolls
        # it by keys.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().setSingleStep(48)

    def show_pages(self, pages: SetPages | None) -> None:
        """From the first one on; None shows nothing and keeps nothing."""
        self._pages = pages
        self.verticalScrollBar().setValue(0)
        self._arrange()

    @property
    def in_sight(self) -> range:
        """The numbers of the pages that are seen now, wholly or in part."""
        if self._pages is None:
            return range(0)
        top, step = self.verticalScrollBar().value(), self._step
        last = (top + self.viewport().height()) // step
        return range(int(top // step), int(min(last, len(self._pages) - 1)) + 1)

    @property
    def _scale(self) -> float:
        return max(0.1, min(1.5, (self.viewport().width() - 2 * _BETWEEN) / PAGE.width()))

    @property
    def _step(self) -> float:
        return PAGE.height() * self._scale + _BETWEEN

    def _arrange(self) -> None:
        count = 0 if self._pages is None else len(self._pages)
        room, bar = self.viewport().height(), self.verticalScrollBar()
        bar.setRange(0, max(0, round(count * self._step + _BETWEEN - room)))
        bar.setPageStep(room)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802, ARG002  # Qt's name
        """White paper, black ink: as it is printed, in either theme."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.viewport().width() - PAGE.width() * self._scale) / 2
        top = _BETWEEN - self.verticalScrollBar().value()
        for number in self.in_sight:
            painter.save()
            painter.translate(QPointF(left, top + number * self._step))
            painter.scale(self._scale, self._scale)
            painter.setPen(QColor(_EDGE))
            painter.setBrush(QColor("white"))
            painter.drawRect(PAGE)
            painter.translate(ROOM.topLeft())
            if self._pages is not None:
                self._pages.draw_page(painter, number)
            painter.restore()
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802, ARG002  # Qt's name
        """Other pages come into sight."""
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Another width, another scale."""
        super().resizeEvent(event)
        self._arrange()


class PrintPreview(HighEnough, ClosedByEscape):
    """`print_asked` and `left` are its two ways out."""

    print_asked = Signal()
    left = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._title.setWordWrap(True)
        self.print_button, self.close_button = QPushButton(self), QPushButton(self)
        self.print_button.setProperty("kind", "primary")
        self.close_button.setProperty("kind", "quiet")
        icons.put(self.print_button, "print", "on_accent")
        icons.put(self.close_button, "close", "muted")
        self.pages = PagesView(self)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        head.addWidget(self.print_button)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.pages, 1)
        self.print_button.clicked.connect(self.print_asked)
        self.close_button.clicked.connect(self.left)
        self.retranslate()

    def show_pages(self, pages: SetPages) -> None:
        """What is to be printed; the keyboard comes to the button that prints it."""
        self._count = len(pages)
        self.pages.show_pages(pages)
        self.retranslate()
        self.print_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Keep no word of what was shown."""
        self.pages.show_pages(None)

    def leave(self) -> None:
        """Close, and print nothing."""
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Arrows, Page up and down, Home and End go through the pages."""
        bar, action = self.pages.verticalScrollBar(), _SCROLLED_BY.get(Qt.Key(event.key()))
        if action is None:
            super().keyPressEvent(event)
        else:
            bar.triggerAction(action)

    def retranslate(self) -> None:
        """The texts in the window's language."""
        one, many = self.tr("Preview, 1 page"), self.tr("Preview, {count} pages")
        self._title.setText(one if self._count == 1 else many.format(count=self._count))
        self.pages.setAccessibleName(self._title.text())
        self.print_button.setText(self.tr("Print…"))
        self.close_button.setAccessibleName(self.tr("Close the preview"))
        self.close_button.setToolTip(self.tr("Close the preview (Escape)"))
