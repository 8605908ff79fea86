"""DOCX (Office Open XML, ECMA-376) by python-docx: a paragraph for each turn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import timed_aside_words
from aurity_desktop.export.heading import clock, heading
from aurity_desktop.export.word_package import new_word_document, saved, xml_text

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

#: The paragraph styles of a turn and of what stands between turns, and the character styles of a
#: turn's speaker and its time: one word each, so that their names are their ids as well.
TURN: Final = "Turn"
ABSENCE: Final = "Absence"
SPEAKER: Final = "Speaker"
TIME: Final = "Time"


def word_file(document: Document) -> bytes:
    """The same transcript makes the same bytes: the only time inside is the session's own."""
    session = document.session
    word = new_word_document(
        title=document.title,
        identifier=session.session_id,
        language=session.language,
        created=session.plan.created_at,
    )
    _add_styles(word)
    word.add_paragraph(xml_text(document.title), style="Title")
    word.add_paragraph(xml_text(heading(document)), style="Subtitle")
    for each in document.lines:
        if not isinstance(each, Segment):
            _add_aside(word, xml_text(timed_aside_words(each, document.language)))
            continue
        who = xml_text(document.name(each.speaker))
        _add_turn(word, who, f" [{clock(each.start)}] ", xml_text(each.text))
    return saved(word)


def _add_styles(word: WordDocument) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    turn = word.styles.add_style(TURN, WD_STYLE_TYPE.PARAGRAPH)
    turn.base_style = word.styles["Normal"]
    turn.paragraph_format.space_after = Pt(6)
    absence = word.styles.add_style(ABSENCE, WD_STYLE_TYPE.PARAGRAPH)
    absence.base_style = turn
    absence.font.italic = True
    absence.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    word.styles.add_style(SPEAKER, WD_STYLE_TYPE.CHARACTER).font.bold = True
    word.styles.add_style(TIME, WD_STYLE_TYPE.CHARACTER).font.color.rgb = RGBColor(96, 96, 96)


def _add_aside(word: WordDocument, text: str) -> None:
    paragraph = word.element.body.add_p()
    paragraph.style = ABSENCE
    paragraph.add_r().text = text


def _add_turn(word: WordDocument, who: str, when: str, text: str) -> None:
    """By the style ids themselves: `add_paragraph` and `add_run` look each up, 4 ms a turn."""
    paragraph = word.element.body.add_p()
    paragraph.style = TURN
    for style, content in ((SPEAKER, who), (TIME, when), (None, text)):
        run = paragraph.add_r()
        run.style = style
        run.text = content
