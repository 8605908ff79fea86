"""A transcript on pages: a PDF file, and what a printer is given.

Every line is set and placed here, so that a name never stands alone at the end of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPagedPaintDevice, QPaintDevice

from aurity_desktop.application.library.page_setting import (
    BODY_POINTS,
    MUTED,
    SMALL_POINTS,
    TITLE_POINTS,
    PageLine,
    SetPages,
    draw_pages,
    page_font,
    set_paragraph,
)
from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import timed_aside_words
from aurity_desktop.export.heading import clock, heading

#: Between two turns, in heights of a body line.
_BETWEEN: Final = 0.75
#: A turn begins on the next page where fewer lines than these fit on this one.
_TOGETHER: Final = 2


class PrintedPages:
    """Draws a document on a device that has pages, from its first page on. Any thread, with a GUI
    application there.
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    def draw(self, device: QPagedPaintDevice) -> int:
        """Draw all pages; their number. Raises RuntimeError where the device refuses to begin."""
        return draw_pages(device, self._lines, self._document.title)

    def set_for(self, device: QPaintDevice, area: QRectF) -> SetPages:
        """The same pages with so much room inside their margins, to be looked at."""
        return SetPages(device, area, self._lines, self._document.title)

    def _lines(self, device: QPaintDevice, width: float) -> Iterator[PageLine]:
        document = self._document
        body, bold = page_font(BODY_POINTS), page_font(BODY_POINTS, bold=True)
        gap = QFontMetricsF(body, device).height() * _BETWEEN
        yield from set_paragraph(document.title, page_font(TITLE_POINTS, bold=True), device, width)
        small = page_font(SMALL_POINTS)
        yield from set_paragraph(heading(document), small, device, width, MUTED)
        yield PageLine(2 * gap)
        for each in document.lines:
            yield PageLine(gap)
            if not isinstance(each, Segment):
                words = f"— {timed_aside_words(each, document.language)} —"
                yield from set_paragraph(words, body, device, width, MUTED)
                continue
            said = list(set_paragraph(one_line(each.text), body, device, width))
            room = width * 0.85
            names = list(set_paragraph(document.name(each.speaker), bold, device, room))
            for place, line in enumerate(names):
                first = place == 0
                yield PageLine(
                    line.height,
                    line.layout,
                    line.number,
                    right=clock(each.start) if first else "",
                    together=len(names) - 1 - place + min(_TOGETHER, len(said)),
                )
            yield from said
