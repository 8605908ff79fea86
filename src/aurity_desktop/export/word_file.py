"""DOCX (Office Open XML, ECMA-376) by python-docx: a paragraph for each turn."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC
from typing import TYPE_CHECKING, Final

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.export.aside_words import timed_aside_words
from aurity_desktop.export.heading import clock, heading

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

#: The paragraph styles of a turn and of what stands between turns, and the character styles of a
#: turn's speaker and its time: one word each, so that their names are their ids as well.
TURN: Final = "Turn"
ABSENCE: Final = "Absence"
SPEAKER: Final = "Speaker"
TIME: Final = "Time"

#: A spelling checker wants a region as well.
_REGIONS: Final = {"es": "es-MX", "en": "en-US"}
#: Characters that no XML 1.0 document can hold.
_NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What a core property may hold at most, by ECMA-376.
_LONGEST_PROPERTY: Final = 255
#: The earliest time that a ZIP can tell, in place of the time of writing.
_NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
#: Parts of python-docx's template that say nothing about this document: its thumbnail, the
#: program that made it, and its styles once more for Word 2010.
_UNWANTED: Final = ("thumbnail", "extended-properties", "stylesWithEffects")


def word_file(document: Document) -> bytes:
    """The same transcript makes the same bytes: the only time inside is the session's own."""
    import docx

    word = docx.Document()
    _strip(word)
    _describe(word, document)
    _add_styles(word)
    word.add_paragraph(_xml_text(document.title), style="Title")
    word.add_paragraph(_xml_text(heading(document)), style="Subtitle")
    for each in document.lines:
        if not isinstance(each, Segment):
            _add_aside(word, _xml_text(timed_aside_words(each, document.language)))
            continue
        who = _xml_text(document.name(each.speaker))
        _add_turn(word, who, f" [{clock(each.start)}] ", _xml_text(each.text))
    written = io.BytesIO()
    word.save(written)
    return _without_times(written)


def _strip(word: WordDocument) -> None:
    for relations in (word.part.package.rels, word.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNWANTED):
                del relations[key]


def _describe(word: WordDocument, document: Document) -> None:
    """Language and core properties. `created` is when the recording began, in UTC."""
    from docx.oxml.ns import qn

    session = document.session
    properties = word.core_properties
    properties.title = _xml_text(document.title)[:_LONGEST_PROPERTY]
    properties.identifier = session.session_id
    properties.author = properties.last_modified_by = "Aurity Desktop"
    properties.comments = ""
    created = session.plan.created_at.astimezone(UTC).replace(tzinfo=None)
    properties.created = properties.modified = created
    if session.language:
        language = _REGIONS.get(session.language, _xml_text(session.language))
        properties.language = language
        for element in word.styles.element.iterfind(f".//{qn('w:docDefaults')}//{qn('w:lang')}"):
            element.set(qn("w:val"), language)


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


def _xml_text(text: str) -> str:
    return _NOT_XML.sub("", one_line(text))


def _without_times(written: io.BytesIO) -> bytes:
    """The same ZIP with a fixed time, and attributes of no particular system, at every member."""
    file = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(file, "w") as archive:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _NO_TIME)
            part.create_system = 0
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, source.read(name))
    return file.getvalue()
