"""DOCX: the smallest WordprocessingML that Word and LibreOffice open (ECMA-376, part 1)."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from aurity_desktop.domain.document import Document
from aurity_desktop.export.heading import clock, heading

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)
#: Characters that no XML 1.0 document can hold.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The earliest time that a ZIP can tell: the same transcript makes the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_TITLE_HALF_POINTS = 32


def word_file(document: Document) -> bytes:
    """A paragraph for each turn, the speaker in bold."""
    paragraphs = [
        _paragraph(_run(document.title, bold=True, half_points=_TITLE_HALF_POINTS)),
        _paragraph(_run(heading(document))),
    ]
    for each in document.segments:
        who = _run(document.name(each.speaker), bold=True)
        paragraphs.append(_paragraph(who + _run(f" [{clock(each.start)}] {each.text}")))
    body = "".join(paragraphs)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": f'{_XML}<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>',
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            part = zipfile.ZipInfo(name, _NO_TIME)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, text.encode("utf-8"))
    return file.getvalue()


def _paragraph(runs: str) -> str:
    return f'<w:p><w:pPr><w:spacing w:after="120"/></w:pPr>{runs}</w:p>'


def _run(text: str, *, bold: bool = False, half_points: int | None = None) -> str:
    style = "<w:b/>" if bold else ""
    style += f'<w:sz w:val="{half_points}"/>' if half_points else ""
    kept = escape(_NOT_XML.sub("", text))
    return f'<w:r><w:rPr>{style}</w:rPr><w:t xml:space="preserve">{kept}</w:t></w:r>'
