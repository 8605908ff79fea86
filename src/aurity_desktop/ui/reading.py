"""What both transcripts, the live one and the final one, are drawn with: wrapped text beside a margin, in a list that stays quick."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from aurity_desktop.ui.theme import Appearance

Index = QModelIndex | QPersistentModelIndex

#: The row itself, a frozen dataclass.
ROW_ROLE = Qt.ItemDataRole.UserRole

#: Lines longer than this are hard to follow with the eye; in average characters.
_LONGEST_LINE = 84

#: Pixels from the end within which a list counts as being at its end.
_NEAR_END = 12


def wrapped(
    text: str, font: QFont, width: float, formats: Sequence[QTextLayout.FormatRange] = ()
) -> QTextLayout:
    """`text` broken into lines of at most `width` pixels, ready to be drawn at any point."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if formats:
        layout.setFormats(list(formats))
    leading = QFontMetricsF(font).lineSpacing() * 0.18
    layout.beginLayout()
    height = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        line.setPosition(QPointF(0, height))
        height += line.height() + leading
    layout.endLayout()
    return layout


def height_of(layout: QTextLayout) -> float:
    if layout.lineCount() == 0:
        return 0.0
    last = layout.lineAt(layout.lineCount() - 1)
    return last.y() + last.height()


def coloured(
    start: int, length: int, colour: str, *, italic: bool = False
) -> QTextLayout.FormatRange:
    piece = QTextLayout.FormatRange()
    piece.start, piece.length = start, length
    style = QTextCharFormat()
    style.setForeground(QColor(colour))
    if italic:
        style.setFontItalic(True)
    piece.format = style
    return piece


class ReadingDelegate(QStyledItemDelegate):
    """Draws rows of wrapped text. Heights are measured once for each row and width, so that a long list scrolls smoothly."""

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._view_width = 0
        self._heights: dict[Hashable, int] = {}

    def set_view_width(self, width: int) -> bool:
        """Whether that is a new width, so that rows have to be measured again."""
        if width == self._view_width:
            return False
        self._view_width = width
        self._heights.clear()
        return True

    def forget_heights(self) -> None:
        self._heights.clear()

    def text_width(self, font: QFont, margin: int) -> float:
        longest = QFontMetricsF(font).averageCharWidth() * _LONGEST_LINE
        return min(longest, self._view_width - margin - 2 * self.padding(font))

    @staticmethod
    def padding(font: QFont) -> int:
        return round(QFontMetricsF(font).height() * 0.5)

    def measure(self, row: Any, font: QFont) -> int:
        """The row's height in pixels."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRect, row: Any, font: QFont) -> None:
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  # Qt's name
        row = index.data(ROW_ROLE)
        height = self._heights.get(row)
        if height is None:
            height = self.measure(row, option.font)
            self._heights[row] = height
        return QSize(max(1, self._view_width), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        area: QRect = option.rect
        font: QFont = option.font
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._appearance.colours.chosen))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
        self.draw(painter, area, index.data(ROW_ROLE), font)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._appearance.colours.accent), 1.5))
            painter.drawRoundedRect(QRectF(area).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        painter.restore()


class ReadingView(QListView):
    """A list of text rows. After `follow_end` it stays at its end while rows grow, until the user scrolls away from there."""

    following_changed = Signal(bool)

    def __init__(self, delegate: ReadingDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self._following = True
        self._wants_end = False
        self.setItemDelegate(delegate)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(180)
        bar = self.verticalScrollBar()
        bar.setSingleStep(24)
        bar.rangeChanged.connect(self._on_range)
        bar.valueChanged.connect(self._on_scrolled)

    @property
    def following(self) -> bool:
        return self._wants_end and self._following

    def follow_end(self) -> None:
        """Go to the end and stay there."""
        self._wants_end = True
        self._set_following(True)
        self.scrollToBottom()

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802  # Qt's name
        super().setModel(model)
        if model is not None:
            model.dataChanged.connect(self._on_rows_changed)

    def chosen_text(self) -> str:
        """The chosen rows as text, one a paragraph, in the order they stand."""
        rows = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return "\n\n".join(str(index.data(Qt.ItemDataRole.AccessibleTextRole)) for index in rows)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        if self._delegate.set_view_width(self.viewport().width()):
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._delegate.forget_heights()
            self.scheduleDelayedItemsLayout()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        if event.matches(QKeySequence.StandardKey.Copy) and self.selectedIndexes():
            QGuiApplication.clipboard().setText(self.chosen_text())
        else:
            super().keyPressEvent(event)

    def _on_rows_changed(self) -> None:
        """A list view does not ask for sizes again by itself when a row's text grows."""
        self.scheduleDelayedItemsLayout()

    def _on_range(self, _minimum: int, maximum: int) -> None:
        if self.following:
            self.verticalScrollBar().setValue(maximum)

    def _on_scrolled(self, value: int) -> None:
        """Leaving the end stops the following, coming back to it starts it again."""
        if self._wants_end:
            self._set_following(value >= self.verticalScrollBar().maximum() - _NEAR_END)

    def _set_following(self, following: bool) -> None:  # what the signal carries
        if following is not self._following:
            self._following = following
            self.following_changed.emit(following)
