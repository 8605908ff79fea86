"""A clinical note: what was decided about the findings of a talk, what was typed, what was signed.

Findings are read from the words again and again (`domain/findings.py`). What a person decides about
one is a fact that keeps its own text and its place in the sound, so that a confirmed line stays
when the words are corrected later. A note that is signed is a fact as a whole.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

#: Times of a line that has no sound of its own.
NOWHERE: Final = -1.0


class EntryState(StrEnum):
    """What was decided about a line. `OPEN`: nothing, or the decision was taken back."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class HeadField(StrEnum):
    """What stands above a note, and beneath it: whose it is, when, and who wrote it."""

    PATIENT = "patient"
    AGE = "age"
    SEX = "sex"
    RECORD_NUMBER = "record_number"
    DATE = "date"
    AUTHOR = "author"
    LICENCE = "licence"
    INSTITUTION = "institution"


#: The fields that are typed for each session; the others come from the session and the settings.
TYPED_FIELDS: Final = (
    HeadField.PATIENT,
    HeadField.AGE,
    HeadField.SEX,
    HeadField.RECORD_NUMBER,
)


@dataclass(frozen=True, slots=True)
class NoteEntry:
    """What was decided about one line.

    `entry_id` is the finding's, or an own one for a passage that was put into the note. `section`
    is empty where the template places the line by its kind. `text` is the line as it reads, `found`
    the `signature` of the finding that it was decided about: where that says something else by now,
    it is asked for again. `start` and `end` are seconds of its sound, `NOWHERE` without any.
    """

    entry_id: str
    state: EntryState
    kind: str = ""
    section: str = ""
    text: str = ""
    found: str = ""
    start: float = NOWHERE
    end: float = NOWHERE

    @property
    def untouched(self) -> NoteEntry:
        """The same line before anything was decided about it."""
        return replace(self, state=EntryState.OPEN)


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """All that a session's note is made of beside its findings.

    `entries` by their ids and `texts` by section or head field: the newest of each.
    """

    entries: dict[str, NoteEntry]
    texts: dict[str, str]


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One line of a section; `doubtful` where the sound deserves a look before it is confirmed."""

    entry: NoteEntry
    doubtful: bool = False

    @property
    def confirmed(self) -> bool:
        """Whether it counts."""
        return self.entry.state is EntryState.CONFIRMED


@dataclass(frozen=True, slots=True)
class NoteSection:
    """A section with its lines in the order of time, and what was typed beneath them.

    `clause` is where the norm asks for it, `code` the section's LOINC code; either may be empty.
    """

    key: str
    title: str
    lines: tuple[NoteLine, ...]
    written: str = ""
    required: bool = False
    clause: str = ""
    code: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What counts of it: the confirmed lines, then what was typed, line by line."""
        typed = (each.strip() for each in self.written.splitlines())
        confirmed = (each.entry.text for each in self.lines if each.confirmed)
        return tuple(each for each in (*confirmed, *typed) if each)

    @property
    def missing(self) -> bool:
        """Whether the norm asks for it and nothing stands there."""
        return self.required and not self.texts


@dataclass(frozen=True, slots=True)
class NoteHead:
    """One field of the head."""

    field: HeadField
    title: str
    value: str
    required: bool = False

    @property
    def missing(self) -> bool:
        """Whether the norm asks for it and nothing stands there."""
        return self.required and not self.value


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it stands: with suggestions and gaps as long as it is a draft.

    `template` names the form, `code` is the LOINC code of the kind of document, `norm` what asks
    for it, `language` that of our own words. `letterhead` are the lines above all.
    """

    template: str
    title: str
    language: str
    head: tuple[NoteHead, ...]
    sections: tuple[NoteSection, ...]
    code: str = ""
    norm: str = ""
    letterhead: tuple[str, ...] = ()
    signature: bool = True

    def value(self, field: HeadField) -> str:
        """Of a field of the head; "" where the form has none or nothing stands there."""
        return next((each.value for each in self.head if each.field is field), "")

    @property
    def missing(self) -> tuple[str, ...]:
        """The titles of what the norm asks for and nobody said or wrote."""
        head = [each.title for each in self.head if each.missing]
        return (*head, *(each.title for each in self.sections if each.missing))

    @property
    def open_lines(self) -> int:
        """How many suggestions wait for a decision."""
        return sum(
            each.entry.state is EntryState.OPEN
            for section in self.sections
            for each in section.lines
        )

    @property
    def only_what_counts(self) -> Note:
        """Without suggestions and what was rejected: what is signed and handed on."""
        return replace(
            self,
            sections=tuple(
                replace(section, lines=tuple(each for each in section.lines if each.confirmed))
                for section in self.sections
            ),
        )


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A version of a note that somebody signed; `version` counts from 1 in its template.

    `text` is what was signed, as plain text. A later version is an addendum: the ones before stay.
    """

    note_id: str
    version: int
    note: Note
    text: str

    @property
    def sha256(self) -> str:
        """Of the text, UTF-8: stands in the audit chain."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class RecordedNote:
    """A signed note with its place in the chain."""

    signed: SignedNote
    audit_id: int
    at: datetime
    user_id: str


class BadNote(ValueError):
    """A text that is no note as `note_to_json` writes one."""


def note_to_json(note: Note) -> str:
    """A signed note's parts as one JSON object, canonical: what the ledger keeps."""
    return json.dumps(
        asdict(note.only_what_counts), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def note_from_json(text: str) -> Note:
    """The note again. Raises BadNote: the text may have come with somebody's file."""
    try:
        said = json.loads(text)
        return Note(
            template=_text(said["template"]),
            title=_text(said["title"]),
            language=_text(said["language"]),
            head=tuple(map(_head, _list(said["head"]))),
            sections=tuple(map(_section, _list(said["sections"]))),
            code=_text(said["code"]),
            norm=_text(said["norm"]),
            letterhead=tuple(map(_text, _list(said["letterhead"]))),
            signature=said["signature"] is True,
        )
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise BadNote("a note is none") from error


def _head(said: Any) -> NoteHead:
    return NoteHead(
        HeadField(said["field"]),
        _text(said["title"]),
        _text(said["value"]),
        said["required"] is True,
    )


def _section(said: Any) -> NoteSection:
    return NoteSection(
        key=_text(said["key"]),
        title=_text(said["title"]),
        lines=tuple(
            NoteLine(_entry(each["entry"]), each["doubtful"] is True)
            for each in _list(said["lines"])
        ),
        written=_text(said["written"]),
        required=said["required"] is True,
        clause=_text(said["clause"]),
        code=_text(said["code"]),
    )


def _entry(said: Any) -> NoteEntry:
    return NoteEntry(
        entry_id=_text(said["entry_id"]),
        state=EntryState(said["state"]),
        kind=_text(said["kind"]),
        section=_text(said["section"]),
        text=_text(said["text"]),
        found=_text(said["found"]),
        start=float(said["start"]),
        end=float(said["end"]),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value
