"""Every format that a clinical note is handed out in."""

from __future__ import annotations

from aurity_desktop.domain.note_document import NoteDocument, NoteFormat
from aurity_desktop.export.note_fhir import note_fhir
from aurity_desktop.export.note_text import note_text_file
from aurity_desktop.export.note_word import note_word


def _pdf(document: NoteDocument) -> bytes:
    from aurity_desktop.application.library.note_pages import note_pdf

    return note_pdf(document)


#: By the name that the command line knows each by.
NOTE_FORMATS = {
    each.name: each
    for each in (
        NoteFormat("pdf", "pdf", _pdf),
        NoteFormat("docx", "docx", note_word),
        NoteFormat("txt", "txt", note_text_file),
        NoteFormat("fhir", "fhir.json", note_fhir),
    )
}
