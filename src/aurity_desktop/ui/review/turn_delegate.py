"""Draws turns: who and when in the margin, in the speaker's colour, and the words beside a rule of that colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QWidget

from aurity_desktop.ui.figures import clock
from aurity_desktop.ui.reading import ReadingDelegate, coloured, height_of, wrapped
from aurity_desktop.ui.review.turn_model import TurnRow
from aurity_desktop.ui.theme import Appearance

#: Below this width, in average characters, name and time stand above the words instead of beside them.
_NARROW = 70
_MARGIN_CHARACTERS = 20


class TurnDelegate(ReadingDelegate):
    def __init__(self, appearance: Appearance, parent: QWidget, overlap_words: str = "") -> None:
        super().__init__(appearance, parent)
        self.overlap_words = overlap_words

    def text_of(self, row: TurnRow) -> str:
        return row.text

    def measure(self, row: TurnRow, font: QFont) -> int:
        big, padding = _reading_font(font), self.padding(font)
        text = wrapped(row.text, big, self.text_width(big, self._margin(font)))
        height = height_of(text)
        line = QFontMetricsF(font).lineSpacing()
        if self._narrow(font):
            height += 1.25 * line
        else:
            lines = 1 if row.continues else 2
            height = max(height, (lines + row.overlapped) * line)
        return round(height + (1.0 if row.continues else 1.9) * padding)

    def draw(
        self, painter: QPainter, area: QRect, row: TurnRow, font: QFont
    ) -> None:  # the ground says it
        padding, margin, big = self.padding(font), self._margin(font), _reading_font(font)
        top = area.top() + (0.5 if row.continues else 1.4) * padding
        left = area.left() + padding
        if self._narrow(font):
            self._draw_heading(painter, QRectF(left + 10, top, area.width(), 0), row, font)
            top += 1.25 * QFontMetricsF(font).lineSpacing()
        else:
            self._draw_margin(painter, QRectF(left, top, margin - 18, area.height()), row, font)
        layout = wrapped(
            row.text,
            big,
            self.text_width(big, margin),
            [coloured(0, len(row.text), self._appearance.colours.ink)],
        )
        bar = QRectF(left + margin - 12, area.top() + (0 if row.continues else padding), 3, 0)
        bar.setBottom(area.bottom() + 1)
        painter.fillRect(bar, QColor(self._colour(row)))
        layout.draw(painter, QPointF(left + margin, top))

    def _draw_margin(self, painter: QPainter, area: QRectF, row: TurnRow, font: QFont) -> None:
        bold = _bold(font)
        ascent, spacing = (
            QFontMetricsF(_reading_font(font)).ascent(),
            QFontMetricsF(font).lineSpacing(),
        )
        baseline = area.top() + ascent
        if not row.continues:
            painter.setFont(bold)
            painter.setPen(QColor(self._colour(row)))
            name = QFontMetricsF(bold).elidedText(
                row.name, Qt.TextElideMode.ElideRight, area.width()
            )
            painter.drawText(QPointF(area.left(), baseline), name)
            baseline += spacing
        painter.setFont(font)
        painter.setPen(QColor(self._appearance.colours.muted))
        painter.drawText(QPointF(area.left(), baseline), clock(row.start))
        if row.overlapped:
            painter.drawText(QPointF(area.left(), baseline + spacing), self.overlap_words)

    def _draw_heading(self, painter: QPainter, area: QRectF, row: TurnRow, font: QFont) -> None:
        bold = _bold(font)
        baseline = area.top() + QFontMetricsF(font).ascent()
        painter.setFont(bold)
        painter.setPen(QColor(self._colour(row)))
        painter.drawText(QPointF(area.left(), baseline), row.name)
        painter.setFont(font)
        painter.setPen(QColor(self._appearance.colours.muted))
        after = area.left() + QFontMetricsF(bold).horizontalAdvance(f"{row.name}  ")
        words = f"{clock(row.start)}  {self.overlap_words}" if row.overlapped else clock(row.start)
        painter.drawText(QPointF(after, baseline), words)

    def _colour(self, row: TurnRow) -> str:
        if row.voice < 0:
            return self._appearance.colours.muted
        return self._appearance.voice(row.voice)

    def _narrow(self, font: QFont) -> bool:
        return self.view_width < QFontMetricsF(font).averageCharWidth() * _NARROW

    def _margin(self, font: QFont) -> int:
        if self._narrow(font):
            return 12
        return round(QFontMetricsF(font).averageCharWidth() * _MARGIN_CHARACTERS)


def _reading_font(font: QFont) -> QFont:
    big = QFont(font)
    big.setPointSizeF(font.pointSizeF() * 1.2)
    return big


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
