"""Lines set and placed on pages: what a PDF file and a printer are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

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

INK: Final = "#1b1b1f"
MUTED: Final = "#5c5c66"
BODY_POINTS, TITLE_POINTS, SMALL_POINTS = 10.5, 17.0, 8.5
_FAMILIES: Final = ("Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans", "Arial")
#: Of the height of a line.
_LEADING: Final = 1.28


@dataclass(frozen=True, slots=True)
class PageLine:
    """One line that is set: `together` more lines must follow on its page. Nothing is drawn where
    `layout` is None. `right` stands at the other edge, small.
    """

    height: float
    layout: QTextLayout | None = None
    number: int = 0
    color: str = INK
    right: str = ""
    together: int = 0


#: Makes the lines of a document for a device, within so many of its units.
SetLines: TypeAlias = Callable[[QPagedPaintDevice, float], Iterable[PageLine]]


def draw_pages(device: QPagedPaintDevice, set_lines: SetLines, footer: str) -> int:
    """Draw all pages from the first one on, numbered, with `footer` beneath each; their number.

    Any thread, with a GUI application there. Raises RuntimeError where the device refuses to begin.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise RuntimeError("the pages cannot be drawn")
    try:
        return _draw(painter, device, set_lines, footer)
    finally:
        painter.end()


def page_font(points: float, *, bold: bool = False, italic: bool = False) -> QFont:
    """The face that documents are set in, as far as the machine has it."""
    font = QFont(list(_FAMILIES))
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setItalic(italic)
    return font


def set_paragraph(
    text: str, font: QFont, device: QPagedPaintDevice, width: float, color: str = INK
) -> Iterator[PageLine]:
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
        yield PageLine(layout.lineAt(number).height() * _LEADING, layout, number, color)


def _draw(painter: QPainter, device: QPagedPaintDevice, set_lines: SetLines, footer: str) -> int:
    area = QRectF(painter.viewport())
    small = page_font(SMALL_POINTS)
    metrics = QFontMetricsF(small, device)
    foot = metrics.height() * 2
    pages = list(_paged(list(set_lines(device, area.width())), area.height() - foot))
    for number, page in enumerate(pages, 1):
        if number > 1:
            device.newPage()
        y = 0.0
        for line in page:
            _place(painter, line, y, area.width(), small)
            y += line.height
        painter.setFont(small)
        painter.setPen(QColor(MUTED))
        below = QRectF(0, area.height() - foot / 2, area.width(), foot / 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{number} / {len(pages)}")
        painter.drawText(
            below.adjusted(0, 0, -area.width() / 6, 0),
            Qt.AlignmentFlag.AlignLeft,
            metrics.elidedText(footer, Qt.TextElideMode.ElideRight, area.width() * 0.8),
        )
    return len(pages)


def _place(painter: QPainter, line: PageLine, y: float, width: float, small: QFont) -> None:
    if line.layout is None:
        return
    painter.setPen(QColor(line.color))
    set_line = line.layout.lineAt(line.number)
    set_line.draw(painter, QPointF(0, y - set_line.y()))
    if line.right:
        painter.setFont(small)
        painter.setPen(QColor(MUTED))
        beside = QRectF(0, y, width, set_line.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(beside, right, line.right)


def _paged(lines: list[PageLine], height: float) -> Iterator[list[PageLine]]:
    """The lines of each page; a page begins with no gap, and there is one page at least."""
    page: list[PageLine] = []
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
