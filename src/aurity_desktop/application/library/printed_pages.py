"""A transcript on pages: a PDF file, and what a printer is given.

Every line is set and placed here, so that a name never stands alone at the end of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPainter,
    QTextLayout,
    QTextOption,
)

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import timed_aside_words
from aurity_desktop.export.heading import clock, heading

_INK: Final = "#1b1b1f"
_MUTED: Final = "#5c5c66"
_FAMILIES: Final = ("Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans", "Arial")
_BODY_POINTS, _TITLE_POINTS, _SMALL_POINTS = 10.5, 17.0, 8.5
#: Of the height of a line.
_LEADING: Final = 1.28
#: Between two turns, in heights of a body line.
_BETWEEN: Final = 0.75
#: A turn begins on the next page where fewer lines than these fit on this one.
_TOGETHER: Final = 2


@dataclass(frozen=True, slots=True)
class _Line:
    """One line that is set: `together` more lines must follow on its page. Nothing is drawn where
    `layout` is None.
    """

    height: float
    layout: QTextLayout | None = None
    number: int = 0
    color: str = _INK
    right: str = ""
    together: int = 0


class PrintedPages:
    """Draws a document on a device that has pages, from its first page on. Any thread, with a GUI
    application there.
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    def draw(self, device: QPagedPaintDevice) -> int:
        """Draw all pages; their number. Raises RuntimeError where the device refuses to begin."""
        painter = QPainter()
        if not painter.begin(device):
            raise RuntimeError("the pages cannot be drawn")
        try:
            return self._draw(painter, device)
        finally:
            painter.end()

    def _draw(self, painter: QPainter, device: QPagedPaintDevice) -> int:
        area = QRectF(painter.viewport())
        small = self._font(_SMALL_POINTS)
        foot = QFontMetricsF(small, device).height() * 2
        pages = list(_paged(list(self._lines(device, area.width())), area.height() - foot))
        for number, page in enumerate(pages, 1):
            if number > 1:
                device.newPage()
            y = 0.0
            for line in page:
                self._place(painter, line, y, area.width(), small)
                y += line.height
            painter.setFont(small)
            painter.setPen(QColor(_MUTED))
            below = QRectF(0, area.height() - foot / 2, area.width(), foot / 2)
            painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{number} / {len(pages)}")
            painter.drawText(
                below.adjusted(0, 0, -area.width() / 6, 0),
                Qt.AlignmentFlag.AlignLeft,
                QFontMetricsF(small, device).elidedText(
                    self._document.title, Qt.TextElideMode.ElideRight, area.width() * 0.8
                ),
            )
        return len(pages)

    @staticmethod
    def _place(painter: QPainter, line: _Line, y: float, width: float, small: QFont) -> None:
        if line.layout is None:
            return
        painter.setPen(QColor(line.color))
        set_line = line.layout.lineAt(line.number)
        set_line.draw(painter, QPointF(0, y - set_line.y()))
        if line.right:
            painter.setFont(small)
            painter.setPen(QColor(_MUTED))
            beside = QRectF(0, y, width, set_line.height())
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(beside, right, line.right)

    def _lines(self, device: QPagedPaintDevice, width: float) -> Iterator[_Line]:
        document = self._document
        body, bold = self._font(_BODY_POINTS), self._font(_BODY_POINTS, bold=True)
        gap = QFontMetricsF(body, device).height() * _BETWEEN
        title = self._font(_TITLE_POINTS, bold=True)
        yield from _set(document.title, title, device, width, _INK)
        yield from _set(heading(document), self._font(_SMALL_POINTS), device, width, _MUTED)
        yield _Line(2 * gap)
        for each in document.lines:
            yield _Line(gap)
            if not isinstance(each, Segment):
                words = f"— {timed_aside_words(each, document.language)} —"
                yield from _set(words, self._font(_BODY_POINTS), device, width, _MUTED)
                continue
            said = list(_set(one_line(each.text), body, device, width, _INK))
            room = width * 0.85
            names = list(_set(document.name(each.speaker), bold, device, room, _INK))
            for place, line in enumerate(names):
                first = place == 0
                yield _Line(
                    line.height,
                    line.layout,
                    line.number,
                    _INK,
                    clock(each.start) if first else "",
                    together=len(names) - 1 - place + min(_TOGETHER, len(said)),
                )
            yield from said

    def _font(self, points: float, *, bold: bool = False) -> QFont:
        font = QFont(list(_FAMILIES))
        font.setPointSizeF(points)
        font.setBold(bold)
        return font


def _set(
    text: str, font: QFont, device: QPagedPaintDevice, width: float, color: str
) -> Iterator[_Line]:
    """The lines of a paragraph, wrapped to `width`; a word that is wider is broken."""
    layout = QTextLayout(text, font, device)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, y))
        y += line.height() * _LEADING
    layout.endLayout()
    for number in range(layout.lineCount()):
        yield _Line(layout.lineAt(number).height() * _LEADING, layout, number, color)


def _paged(lines: list[_Line], height: float) -> Iterator[list[_Line]]:
    """The lines of each page; a page begins with no gap, and there is one page at least."""
    page: list[_Line] = []
    filled = 0.0
    for place, line in enumerate(lines):
        if line.layout is None and not page:
            continue
        needed = sum(each.height for each in lines[place : place + 1 + line.together])
        if page and filled + needed > height:
            yield page
            page, filled = [], 0.0
            if line.layout is None:
                continue
        page.append(line)
        filled += line.height
    yield page
