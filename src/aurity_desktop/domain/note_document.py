"""A clinical note as it is handed to people and to other programs: what every format is made of."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias

from aurity_desktop.domain.clinical_note import HeadField, Note, RecordedNote
from aurity_desktop.domain.session import SessionSummary

#: Left out of a note without names: whom it is about, who wrote it and where.
_OF_PEOPLE = frozenset(
    {
        HeadField.PATIENT,
        HeadField.RECORD_NUMBER,
        HeadField.AUTHOR,
        HeadField.LICENCE,
        HeadField.INSTITUTION,
    }
)


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """A note of a session: a version that was signed, or a draft where `signed` is None.

    `text` is the note as plain text, what was or would be signed. `redacted`: a copy without names,
    which tells no hash that they could be guessed from.
    """

    session: SessionSummary
    note: Note
    text: str
    signed: RecordedNote | None = None
    redacted: bool = False

    @property
    def identity(self) -> str:
        """Names the version, or the draft of the session in this form."""
        if self.signed is not None:
            return self.signed.signed.note_id
        return f"{self.session.session_id}/{self.note.template}"

    @property
    def at(self) -> datetime:
        """When it was signed; of a draft when the recording began."""
        return self.signed.at if self.signed is not None else self.session.plan.created_at

    @property
    def sha256(self) -> str:
        """Of the text, UTF-8."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


#: The bytes of the whole file.
RenderNote: TypeAlias = Callable[[NoteDocument], bytes]


@dataclass(frozen=True, slots=True)
class NoteFormat:
    """`name` is what the command line calls it, `suffix` how the file ends."""

    name: str
    suffix: str
    render: RenderNote


def without_names(note: Note, cover: Callable[[str], str]) -> Note:
    """The note without whom it is about and who wrote it.

    `cover` puts roles in place of the names that are known in what was said and typed.
    """
    return replace(
        note,
        head=tuple(
            replace(each, value="" if each.field in _OF_PEOPLE else each.value)
            for each in note.head
        ),
        sections=tuple(
            replace(
                section,
                written=cover(section.written),
                lines=tuple(
                    replace(line, entry=replace(line.entry, text=cover(line.entry.text)))
                    for line in section.lines
                ),
            )
            for section in note.sections
        ),
        letterhead=(),
    )
