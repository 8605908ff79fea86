"""Lines set and placed on pages: what a PDF file and a printer are given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from unicodedata import bidirectional

from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPaintDevice,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

INK: Final = "#1b1b1f"
MUTED: Final = "#5c5c66"
BODY_POINTS, TITLE_POINTS, SMALL_POINTS = 10.5, 17.0, 8.5
_FAMILIES: Final = ("Helvetica Neue", "Segoe UI", "Noto Sans", "DejaVu Sans", "Arial")
_MARGIN_MM: Final = 20.0
#: Of the height of a line.
_LEADING: Final = 1.28


def set_margins(device: QPagedPaintDevice) -> None:
    """Leave the same white around the text in a file and on paper; a printer's own is 3 mm."""
    device.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)


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


@dataclass(frozen=True, slots=True)
class Marked:
    """Characters of a paragraph that have a colour of their own."""

    start: int
    length: int
    color: str


#: Makes the lines of a document for a device, within so many of its units.
SetLines: TypeAlias = Callable[[QPaintDevice, float], Iterable[PageLine]]


class SetPages:
    """Lines that are set and stand on pages: each page can be drawn by itself."""

    def __init__(
        self, device: QPaintDevice, area: QRectF, set_lines: SetLines, footer: str
    ) -> None:
        """`area` is what a page has inside its margins, in pixels of `device`."""
        self.area = area
        self._device = device  # lines that are set for a device need it
        self._small = page_font(SMALL_POINTS)
        metrics = QFontMetricsF(self._small, device)
        self._foot = metrics.height() * 2
        room = area.height() - self._foot
        self._pages = list(_paged(list(set_lines(device, area.width())), room))
        mode = Qt.TextElideMode.ElideRight
        self._footer = metrics.elidedText(footer, mode, area.width() * 0.8)

    def __len__(self) -> int:
        """The number of pages, one at least."""
        return len(self._pages)

    def draw_page(self, painter: QPainter, number: int) -> None:
        """A page, counted from 0, from the painter's origin on, with its number and the footer."""
        y, width = 0.0, self.area.width()
        for line in self._pages[number]:
            _place(painter, line, y, width, self._small)
            y += line.height
        painter.setFont(self._small)
        painter.setPen(QColor(MUTED))
        below = QRectF(0, self.area.height() - self._foot / 2, width, self._foot / 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, f"{number + 1} / {len(self)}")
        beside = below.adjusted(0, 0, -width / 6, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignLeft, self._footer)


def draw_pages(device: QPagedPaintDevice, set_lines: SetLines, footer: str) -> int:
    """Draw all pages from the first one on, numbered, with `footer` beneath each; their number.

    Any thread, with a GUI application there. Raises RuntimeError where the device refuses to begin.
    """
    painter = QPainter()
    if not painter.begin(device):
        raise RuntimeError("the pages cannot be drawn")
    try:
        pages = SetPages(device, QRectF(painter.viewport()), set_lines, footer)
        for number in range(len(pages)):
            if number:
                device.newPage()
            pages.draw_page(painter, number)
    finally:
        painter.end()
    return len(pages)


def page_font(points: float, *, bold: bool = False, italic: bool = False) -> QFont:
    """The face that documents are set in, as far as the machine has it.

    Without ligatures: a file would hold "\ufb01ebre", which nobody finds who looks for "fiebre".
    """
    font = QFont(list(_FAMILIES))
    font.setFeature(QFont.Tag("liga"), 0)
    font.setPointSizeF(points)
    font.setBold(bold)
    font.setItalic(italic)
    return font


def set_paragraph(
    text: str,
    font: QFont,
    device: QPaintDevice,
    width: float,
    color: str = INK,
    *,
    hang: str = "",
    marked: Sequence[Marked] = (),
) -> Iterator[PageLine]:
    """The lines of a paragraph, wrapped to `width`; a word that is wider is broken.

    Lines after the first are set in by the width of `hang`, which the text begins with.
    """
    layout = QTextLayout(text, font, device)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setUseDesignMetrics(True)
    layout.setTextOption(option)
    layout.setFormats([_format(each) for each in marked])
    inset = QFontMetricsF(font, device).horizontalAdvance(hang) if hang else 0.0
    left = 0.0 if _runs_to_the_left(text) else inset
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        is_first = line.lineNumber() == 0
        line.setLineWidth(width if is_first else width - inset)
        line.setPosition(QPointF(0.0 if is_first else left, y))
        y += line.height() * _LEADING
    layout.endLayout()
    for number in range(layout.lineCount()):
        yield PageLine(layout.lineAt(number).height() * _LEADING, layout, number, color)


def _format(marked: Marked) -> QTextLayout.FormatRange:
    made, look = QTextLayout.FormatRange(), QTextCharFormat()
    look.setForeground(QColor(marked.color))
    made.start, made.length, made.format = marked.start, marked.length, look
    return made


def _runs_to_the_left(text: str) -> bool:
    """By its first letter, as Qt decides (Unicode Bidirectional Algorithm, P2 and P3)."""
    strong = (kind for each in text if (kind := bidirectional(each)) in {"L", "R", "AL"})
    return next(strong, "L") != "L"


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
