"""A clinical note on pages: letterhead, sections, page numbers, a line to sign on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPagedPaintDevice, QPaintDevice, QPdfWriter

from aurity_desktop.application.library.page_setting import (
    BODY_POINTS,
    MUTED,
    SMALL_POINTS,
    TITLE_POINTS,
    Marked,
    PageLine,
    SetPages,
    draw_pages,
    page_font,
    set_paragraph,
)
from aurity_desktop.application.library.pdf_file import pdf_of
from aurity_desktop.domain.clinical_note import HeadField
from aurity_desktop.domain.note_document import NoteDocument
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.export.note_text import missing_words, signature_words, standing_words

_HEADING_POINTS = 11.5
#: A blank that somebody has to fill stands out on a black and white print, too.
_MISSING_COLOR = "#b00020"
_BULLET, _BETWEEN_FIELDS = "• ", "    "
#: Lines for a hand to sign in.
_SIGNATURE_LINES = 2
#: Lines that stand on the same page as the line to sign on, at least.
_SIGNED_WITH = 2
#: Fields of the head that share a line.
_HEAD_ROWS = (
    {HeadField.PATIENT},
    {HeadField.AGE, HeadField.SEX, HeadField.RECORD_NUMBER},
    {HeadField.DATE, HeadField.INSTITUTION},
    {HeadField.AUTHOR, HeadField.LICENCE},
)


class NotePages:
    """Draws a note on a device that has pages. Any thread, with a GUI application there."""

    def __init__(self, document: NoteDocument) -> None:
        self._document = document
        self._note = document.note.only_what_counts

    def draw(self, device: QPagedPaintDevice) -> int:
        """Draw all pages; their number. Raises RuntimeError where the device refuses to begin."""
        return draw_pages(device, self._lines, self._footer)

    def set_for(self, device: QPaintDevice, area: QRectF) -> SetPages:
        """The same pages with so much room inside their margins, to be looked at."""
        return SetPages(device, area, self._lines, self._footer)

    @property
    def _footer(self) -> str:
        note = self._note
        named = [note.title, note.value(HeadField.PATIENT), note.value(HeadField.RECORD_NUMBER)]
        return " · ".join(one_line(each) for each in named if each)

    def _lines(self, device: QPaintDevice, width: float) -> Iterator[PageLine]:
        note = self._note
        gap = QFontMetricsF(page_font(BODY_POINTS), device).height() * 0.5
        small = page_font(SMALL_POINTS)
        for place, line in enumerate(note.letterhead):
            font = page_font(_HEADING_POINTS, bold=True) if place == 0 else small
            yield from set_paragraph(one_line(line), font, device, width)
        if note.letterhead:
            yield PageLine(2 * gap)
        title = page_font(TITLE_POINTS, bold=True)
        yield from set_paragraph(one_line(note.title), title, device, width)
        for each in (note.norm, standing_words(self._document)):
            if each:
                yield from set_paragraph(one_line(each), small, device, width, MUTED)
        yield PageLine(gap)
        yield from self._head(device, width)
        sections = list(self._sections(device, width, gap))
        if not note.signature:
            yield from sections
            return
        # No line to sign on stands alone on a page: the last words go with it.
        signature = list(self._signature(device, width, gap))
        yield from sections[:-_SIGNED_WITH]
        block = [*sections[-_SIGNED_WITH:], *signature]
        for place, each_line in enumerate(block):
            yield replace(each_line, together=len(block) - 1 - place)

    def _head(self, device: QPaintDevice, width: float) -> Iterator[PageLine]:
        missing = missing_words(self._note.language)
        body = page_font(BODY_POINTS)
        stands = [each for each in self._note.head if each.value or each.required]
        for row in _HEAD_ROWS:
            fields = [each for each in stands if each.field in row]
            words, marked = "", []
            for each in fields:
                words += _BETWEEN_FIELDS if words else ""
                field = f"{each.title}: {one_line(each.value) or missing}"
                if each.missing:
                    marked.append(Marked(len(words), len(field), _MISSING_COLOR))
                words += field
            if words:
                yield from set_paragraph(words, body, device, width, marked=marked)

    def _sections(self, device: QPaintDevice, width: float, gap: float) -> Iterator[PageLine]:
        body, bold = page_font(BODY_POINTS), page_font(_HEADING_POINTS, bold=True)
        missing = missing_words(self._note.language)
        for section in self._note.sections:
            if not section.texts and not section.required:
                continue
            yield PageLine(1.5 * gap)
            heading = list(set_paragraph(one_line(section.title), bold, device, width))
            for place, each in enumerate(heading):
                yield replace(each, together=len(heading) - place)
            for text in section.texts:
                line = f"{_BULLET}{one_line(text)}"
                yield from set_paragraph(line, body, device, width, hang=_BULLET)
            if not section.texts:
                italic = page_font(BODY_POINTS, italic=True)
                yield from set_paragraph(missing, italic, device, width, _MISSING_COLOR)

    def _signature(self, device: QPaintDevice, width: float, gap: float) -> Iterator[PageLine]:
        """Room for a hand, the line, and whose name it is."""
        body = page_font(BODY_POINTS)
        line = list(set_paragraph("_" * 40, body, device, width))
        who = list(set_paragraph(signature_words(self._note), body, device, width))
        room = [PageLine(2 * gap) for _ in range(_SIGNATURE_LINES)]
        yield from (*room, *line, *who)


def note_pdf(document: NoteDocument) -> bytes:
    """The same note makes the same file. Raises UsageError where the machine has no font."""

    def draw(writer: QPdfWriter) -> int:
        return NotePages(document).draw(writer)

    return pdf_of(draw, one_line(document.note.title), document.identity, document.at)
