"""What the live and the final transcript are drawn with: wrapped text beside a margin."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from aurity_desktop.ui.widgets.theme import Appearance, Colours

Index = QModelIndex | QPersistentModelIndex

#: The row itself, a frozen dataclass.
ROW_ROLE = Qt.ItemDataRole.UserRole

#: Lines longer than this are hard to follow with the eye; in average characters.
_LONGEST_LINE = 84


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
    """Pixels from the first line's top to the last line's bottom."""
    if layout.lineCount() == 0:
        return 0.0
    last = layout.lineAt(layout.lineCount() - 1)
    return last.y() + last.height()


def coloured(
    start: int, length: int, colour: str, *, dotted: bool = False
) -> QTextLayout.FormatRange:
    """A stretch of text in a colour, for `wrapped`.

    `dotted` puts dots under the text: a sign beside the colour that leaves every letter, and so
    every line's end, where it is.
    """
    piece = QTextLayout.FormatRange()
    piece.start, piece.length = start, length
    style = QTextCharFormat()
    style.setForeground(QColor(colour))
    if dotted:
        style.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
    piece.format = style
    return piece


def draw_absence(
    painter: QPainter, area: QRect, text: str, font: QFont, left: int, colours: Colours
) -> None:
    """A line across the page with `text` in it, from the pixel `left` of the area on."""
    padding = ReadingDelegate.padding(font)
    begin = area.left() + padding + left
    middle = area.center().y() + 0.5
    width = QFontMetricsF(font).horizontalAdvance(text)
    painter.setPen(QColor(colours.line))
    painter.drawLine(QPointF(area.left() + padding, middle), QPointF(begin - padding, middle))
    after = QPointF(begin + width + padding, middle)
    painter.drawLine(after, QPointF(area.right() - padding, middle))
    painter.setFont(font)
    painter.setPen(QColor(colours.muted))
    place = QRectF(begin, area.top(), width + 2, area.height())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)


def absence_height(font: QFont) -> int:
    """Pixels of the row that `draw_absence` draws."""
    return round(QFontMetricsF(font).height() + 2 * ReadingDelegate.padding(font))


def draw_note(
    painter: QPainter,
    area: QRect,
    at: str,
    text: str,
    font: QFont,
    left: int,
    width: float,
    colours: Colours,
    *,
    time_at_left: bool = False,
) -> None:
    """A person's own words beside what was said: their moment in the margin, behind a bar.

    `left` is where the words begin, in pixels of the area; `width` what they are wrapped to. The
    time stands where the times of such a page do, beside the bar or at the left edge.
    """
    padding = ReadingDelegate.padding(font)
    begin, top = area.left() + padding + left, area.top() + 0.5 * padding
    painter.setFont(font)
    painter.setPen(QColor(colours.muted))
    edge = float(area.left() + padding)
    beside = begin - 18 - QFontMetricsF(font).horizontalAdvance(at)
    baseline = top + QFontMetricsF(font).ascent()
    painter.drawText(QPointF(edge if time_at_left else max(edge, beside), baseline), at)
    bar = QRectF(begin - 12, top, 3, area.height() - padding)
    painter.fillRect(bar, QColor(colours.amber_line))
    layout = wrapped(text, font, width, [coloured(0, len(text), colours.ink)])
    layout.draw(painter, QPointF(begin, top))


def note_height(text: str, font: QFont, width: float) -> int:
    """Pixels of the row that `draw_note` draws."""
    return round(height_of(wrapped(text, font, width)) + ReadingDelegate.padding(font))


class ReadingDelegate(QStyledItemDelegate):
    """Draws rows of wrapped text.

    `view_width` is the room there is; the view sets it and keeps the heights.
    """

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self.view_width = 0

    def text_width(self, font: QFont, margin: int) -> float:
        """Pixels for the words beside the margin, no more than the eye follows."""
        longest = QFontMetricsF(font).averageCharWidth() * _LONGEST_LINE
        return min(longest, self.view_width - margin - 2 * self.padding(font))

    @staticmethod
    def padding(font: QFont) -> int:
        """Pixels around a row."""
        return round(QFontMetricsF(font).height() * 0.5)

    def measure(self, row: Any, font: QFont) -> int:
        """The row's height in pixels."""
        raise NotImplementedError

    def text_of(self, row: Any) -> str:
        """What the height depends on: for guessing it without breaking lines."""
        raise NotImplementedError

    def draw(self, painter: QPainter, area: QRect, row: Any, font: QFont) -> None:
        """The row's content; chosen and focused rows are marked around it."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802  # Qt's name
        """The whole width; the height is measured, which breaks the row's lines."""
        return QSize(max(1, self.view_width), self.measure(index.data(ROW_ROLE), option.font))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Background, content, focus."""
        state, area = option.state, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._appearance.colours.chosen))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
        self.draw(painter, area, index.data(ROW_ROLE), option.font)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._appearance.colours.accent), 1.5))
            painter.drawRoundedRect(QRectF(area).adjusted(1.5, 1.5, -1.5, -1.5), 6, 6)
        painter.restore()
