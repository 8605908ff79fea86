"""A clinical note as DOCX: letterhead, headings and lists in Word's own styles, page numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aurity_desktop.domain.note_document import NoteDocument
from aurity_desktop.export.note_text import missing_words, signature_words, standing_words
from aurity_desktop.export.word_package import new_word_document, saved, xml_text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

#: The paragraph style of what is missing, the character style of a field's name.
MISSING: Final = "Missing"
FIELD: Final = "Field"


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
    for line in note.letterhead:
        word.sections[0].header.add_paragraph(xml_text(line), style="Header")
    _number_pages(word)
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
            paragraph.add_run(xml_text(each.value) or missing)
    for section in note.sections:
        if not section.texts and not section.required:
            continue
        word.add_heading(xml_text(section.title), level=1)
        for text in section.texts:
            word.add_paragraph(xml_text(text), style="List Bullet")
        if not section.texts:
            word.add_paragraph(missing, style=MISSING)
    if note.signature:
        word.add_paragraph("\n\n" + "_" * 40)
        word.add_paragraph(xml_text(signature_words(note)))
    return saved(word)


def _add_styles(word: WordDocument) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import RGBColor

    missing = word.styles.add_style(MISSING, WD_STYLE_TYPE.PARAGRAPH)
    missing.base_style = word.styles["Normal"]
    missing.font.italic = True
    missing.font.color.rgb = RGBColor(176, 0, 32)
    word.styles.add_style(FIELD, WD_STYLE_TYPE.CHARACTER).font.bold = True


def _number_pages(word: WordDocument) -> None:
    """The field PAGE in the footer, which Word fills in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = word.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no front door to fields
