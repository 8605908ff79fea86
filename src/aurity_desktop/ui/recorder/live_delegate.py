"""Draws the live transcript: times in the margin, words that may still change dotted, notes."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from aurity_desktop.ui.language.messages import bookmark_text
from aurity_desktop.ui.recorder.live_model import NoteRow, Paragraph, Row, SpanRow, row_text
from aurity_desktop.ui.widgets.reading import (
    ReadingDelegate,
    absence_height,
    coloured,
    draw_absence,
    draw_note,
    height_of,
    note_height,
    wrapped,
)
from aurity_desktop.ui.widgets.time_text import clock


class LiveDelegate(ReadingDelegate):
    """Settled words are drawn in full ink, provisional ones lighter and dotted."""

    def text_of(self, row: Row) -> str:
        """ "" for a stretch that was not captured, which is one line high."""
        if isinstance(row, SpanRow):
            return ""
        return row.text if isinstance(row, Paragraph) else bookmark_text(row.bookmark)

    def measure(self, row: Row, font: QFont) -> int:
        """Breaks the row's lines; pixels."""
        padding = self.padding(font)
        if isinstance(row, SpanRow):
            return absence_height(font)
        if isinstance(row, NoteRow):
            return note_height(
                bookmark_text(row.bookmark), font, self.text_width(font, _margin(font))
            )
        big = _reading_font(font)
        layout = wrapped(row.text, big, self.text_width(big, _margin(font)))
        return round(height_of(layout) + 1.4 * padding)

    def draw(self, painter: QPainter, area: QRect, row: Row, font: QFont) -> None:
        """A paragraph, a note, or the rule across the page of what was not captured."""
        colours = self._appearance.colours
        if isinstance(row, SpanRow):
            draw_absence(painter, area, row_text(row), font, _margin(font), colours)
        elif isinstance(row, NoteRow):
            width = self.text_width(font, _margin(font))
            text, at = bookmark_text(row.bookmark), clock(row.at)
            draw_note(painter, area, at, text, font, _margin(font), width, colours)
        else:
            self._draw_paragraph(painter, area, row, font)

    def _draw_paragraph(self, painter: QPainter, area: QRect, row: Paragraph, font: QFont) -> None:
        colours = self._appearance.colours
        padding, margin, big = self.padding(font), _margin(font), _reading_font(font)
        top = area.top() + 0.7 * padding
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        baseline = top + QFontMetricsF(big).ascent()
        painter.drawText(QPointF(area.left() + padding, baseline), clock(row.start))
        formats = [coloured(0, len(row.text), colours.ink)]
        if row.provisional:
            begin = len(row.text) - len(row.provisional)
            formats.append(coloured(begin, len(row.provisional), colours.muted, dotted=True))
        layout = wrapped(row.text, big, self.text_width(big, margin), formats)
        layout.draw(painter, QPointF(area.left() + padding + margin, top))


def _margin(font: QFont) -> int:
    """Room for the time, `1:03:07` and a blank."""
    return round(QFontMetricsF(font).horizontalAdvance("0:00:00  "))


def _reading_font(font: QFont) -> QFont:
    big = QFont(font)
    big.setPointSizeF(font.pointSizeF() * 1.3)
    return big
