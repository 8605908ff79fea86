"""What every Word file of ours has in common: a clean package, its properties, no time but its own.

DOCX is Office Open XML, ECMA-376; python-docx makes it.
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from aurity_desktop.domain.safe_text import one_line

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

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


def new_word_document(
    *, title: str, identifier: str, language: str, created: datetime
) -> WordDocument:
    """An empty document with these properties; `created` is kept in UTC."""
    import docx

    word = docx.Document()
    _strip(word)
    _describe(word, title, identifier, language, created)
    return word


def saved(word: WordDocument) -> bytes:
    """Its file: the same document makes the same bytes."""
    written = io.BytesIO()
    word.save(written)
    return _without_times(written)


def xml_text(text: str) -> str:
    """One line, without what no XML can hold."""
    return _NOT_XML.sub("", one_line(text))


def _strip(word: WordDocument) -> None:
    for relations in (word.part.package.rels, word.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(_UNWANTED):
                del relations[key]


def _describe(
    word: WordDocument, title: str, identifier: str, language: str, created: datetime
) -> None:
    from docx.oxml.ns import qn

    properties = word.core_properties
    properties.title = xml_text(title)[:_LONGEST_PROPERTY]
    properties.identifier = identifier
    properties.author = properties.last_modified_by = "Aurity Desktop"
    properties.comments = ""
    at = created.astimezone(UTC).replace(tzinfo=None)
    properties.created = properties.modified = at
    if language:
        region = _REGIONS.get(language, xml_text(language))
        properties.language = region
        for element in word.styles.element.iterfind(f".//{qn('w:docDefaults')}//{qn('w:lang')}"):
            element.set(qn("w:val"), region)


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
