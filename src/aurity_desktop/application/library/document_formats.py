"""Every format a transcript can be exported in, beside the session file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from aurity_desktop.application.library.pdf_file import pdf_file
from aurity_desktop.diarization.rttm import write_rttm
from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.document import Document, DocumentFormat
from aurity_desktop.export.document_json import document_json
from aurity_desktop.export.markdown import markdown
from aurity_desktop.export.plain_text import plain_text
from aurity_desktop.export.spreadsheet import spreadsheet
from aurity_desktop.export.subtitles import subrip, web_vtt
from aurity_desktop.export.web_page import web_page
from aurity_desktop.export.word_file import word_file


def _rttm(document: Document) -> bytes:
    names = {label: document.name(label) for label in document.speakers}
    shared = {name for name, count in Counter(names.values()).items() if count > 1}
    tokens = {label: f"{name} {label}" if name in shared else name for label, name in names.items()}
    named = [
        each
        if isinstance(each, Span)
        else replace(each, speaker=tokens.get(each.speaker) or document.name(each.speaker))
        for each in document.lines
        if not isinstance(each, Bookmark)
    ]
    return write_rttm(document.session.session_id, named).encode("utf-8")


#: By name, which is the suffix of the file.
DOCUMENT_FORMATS = {
    name: DocumentFormat(name, render)
    for name, render in (
        ("docx", word_file),
        ("pdf", pdf_file),
        ("html", web_page),
        ("md", markdown),
        ("txt", plain_text),
        ("srt", subrip),
        ("vtt", web_vtt),
        ("json", document_json),
        ("csv", spreadsheet),
        ("rttm", _rttm),
    )
}
