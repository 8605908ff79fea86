"""A clinical note as DOCX: letterhead, headings and lists in Word's own styles, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aurity_desktop.domain.clinical_note import HeadField, Note
from aurity_desktop.domain.note_document import NoteDocument
from aurity_desktop.export.note_text import missing_words, signature_words, standing_words
from aurity_desktop.export.word_package import new_word_document, saved, xml_text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

#: The paragraph style of what is missing, the character styles of a field's name, and of what it
#: lacks.
MISSING: Final = "Missing"
FIELD: Final = "Field"
UNSAID: Final = "Unsaid"

#: On every Windows and Mac that has Word; LibreOffice sets Carlito in its place.
_FACE: Final = "Calibri"
#: Of the letterhead so many lines stand on every page, the others above the title alone.
_LETTERHEAD_LINES: Final = 6
#: Characters of a name beneath each page.
_LONGEST_NAME: Final = 60
_WORD_ML: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACING: Final = f"{_WORD_ML}spacing"
_BORDER: Final = f"{_WORD_ML}pBdr"


def note_word(document: NoteDocument) -> bytes:
    """The same note makes the same bytes."""
    note = document.note.only_what_counts
    word = new_word_document(
        title=note.title,
        identifier=document.identity,
        language=note.language,
        created=document.at,
    )
    _add_styles(word)
    _add_letterhead(word, note)
    _number_pages(word, note)
    word.add_paragraph(xml_text(note.title), style="Title")
    for line in (note.norm, standing_words(document)):
        if line:
            word.add_paragraph(xml_text(line), style="Subtitle")
    missing = missing_words(note.language)
    for each in note.head:
        if each.value or each.required:
            paragraph = word.add_paragraph()
            paragraph.paragraph_format.space_after = 0
            paragraph.add_run(f"{each.title}: ", style=FIELD)
            value = xml_text(each.value)
            paragraph.add_run(value or missing, style=None if value else UNSAID)
    for section in note.sections:
        if not section.texts and not section.required:
            continue
        word.add_heading(xml_text(section.title), level=1)
        for text in section.texts:
            word.add_paragraph(xml_text(text), style="List Bullet")
        if not section.texts:
            word.add_paragraph(missing, style=MISSING)
    if note.signature:
        _add_signature(word, note)
    return saved(word)


def _add_letterhead(word: WordDocument, note: Note) -> None:
    """On every page, but for what would leave no room on it."""
    header = word.sections[0].header
    paragraph = header.paragraphs[0]
    for place, line in enumerate(note.letterhead):
        if place == _LETTERHEAD_LINES:
            break
        paragraph = header.add_paragraph(style="Header") if place else paragraph
        paragraph.add_run(xml_text(line)).bold = place == 0
    if note.letterhead:
        from docx.shared import Pt

        paragraph.paragraph_format.space_after = Pt(14)
    for line in note.letterhead[_LETTERHEAD_LINES:]:
        word.add_paragraph(xml_text(line)).paragraph_format.space_after = 0


def _add_signature(word: WordDocument, note: Note) -> None:
    """The line to sign on stands on no page by itself: the last words go with it."""
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    line = word.add_paragraph("\n\n" + "_" * 40)
    line.paragraph_format.keep_with_next = True
    word.add_paragraph(xml_text(signature_words(note)))


def _add_styles(word: WordDocument) -> None:
    """Word's own, as quiet as the note is in a PDF, and three more."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    ink, muted, red = RGBColor(27, 27, 31), RGBColor(92, 92, 102), RGBColor(176, 0, 32)
    for name, points, color, before, after in (
        ("Normal", 10.5, ink, 0, 4),
        ("Title", 18, ink, 0, 2),
        ("Subtitle", 8.5, muted, 0, 2),
        ("Heading 1", 11.5, ink, 10, 2),
        ("List Bullet", 10.5, ink, 0, 2),
        ("Header", 9.5, muted, 0, 0),
        ("Footer", 8.5, muted, 0, 0),
    ):
        style = word.styles[name]
        style.font.name, style.font.size = _FACE, Pt(points)
        style.font.color.rgb = color
        style.font.italic = False
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        for spacing in style.element.rPr.findall(_SPACING):
            style.element.rPr.remove(spacing)
        _use_face(style)
    for border in word.styles["Title"].element.pPr.findall(_BORDER):
        word.styles["Title"].element.pPr.remove(border)
    missing = word.styles.add_style(MISSING, WD_STYLE_TYPE.PARAGRAPH)
    missing.base_style = word.styles["Normal"]
    unsaid = word.styles.add_style(UNSAID, WD_STYLE_TYPE.CHARACTER)
    for marked in (missing, unsaid):
        marked.font.italic = True
        marked.font.color.rgb = red
    word.styles.add_style(FIELD, WD_STYLE_TYPE.CHARACTER).font.bold = True


def _use_face(style: ParagraphStyle) -> None:
    """In every script, in place of the theme's: Word takes that first."""
    from docx.oxml.ns import qn

    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), _FACE)


def _number_pages(word: WordDocument, note: Note) -> None:
    """Whose note it is at the left, so that no page is nobody's; page and pages at the right."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Emu

    section = word.sections[0]
    paragraph = section.footer.paragraphs[0]
    paragraph.style = word.styles["Footer"]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    width = Emu((section.page_width or 0) - margins)
    for stop in list(paragraph.style.paragraph_format.tab_stops):
        paragraph.paragraph_format.tab_stops.add_tab_stop(stop.position, WD_TAB_ALIGNMENT.CLEAR)
    paragraph.paragraph_format.tab_stops.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT)
    named = [note.title, note.value(HeadField.PATIENT), note.value(HeadField.RECORD_NUMBER)]
    paragraph.add_run(" · ".join(_short(each) for each in named if each) + "\t")
    _add_field(paragraph, "PAGE")
    paragraph.add_run(" / ")
    _add_field(paragraph, "NUMPAGES")


def _short(text: str) -> str:
    text = xml_text(text)
    return text if len(text) <= _LONGEST_NAME else text[: _LONGEST_NAME - 1] + "…"


def _add_field(paragraph: Paragraph, name: str) -> None:
    """A field that Word fills in."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no front door to fields
