"""A note as plain text: what is signed, copied, and printed by the command line."""

from __future__ import annotations

from typing import Final

from aurity_desktop.domain.clinical_note import HeadField, Note, NoteSection
from aurity_desktop.domain.note_document import NoteDocument
from aurity_desktop.domain.safe_text import one_line

#: Of Spanish and English.
_MISSING: Final = ("[sin dato]", "[not stated]")
_DRAFT: Final = ("BORRADOR sin firmar", "DRAFT, not signed")
_SIGNED: Final = ("Firmada", "Signed")
_VERSION: Final = ("versión", "version")
_ADDENDUM: Final = (
    "adenda; las versiones anteriores se conservan",
    "addendum; earlier versions are kept",
)
_REDACTED: Final = ("copia sin nombres", "copy without names")
_SIGNATURE: Final = ("Nombre y firma", "Name and signature")


def note_text(note: Note, *, standing: str = "") -> str:
    """The whole note, a line for each thing said; what is missing stands there as such.

    Suggestions that nobody confirmed are not in it. `standing` is the line behind the title that
    says whether it is signed; what is signed is the text without it.
    """
    counts = note.only_what_counts
    lines = [*map(one_line, counts.letterhead)]
    if lines:
        lines.append("")
    lines.append(one_line(counts.title))
    lines += [one_line(each) for each in (counts.norm, standing) if each]
    lines.append("")
    missing = missing_words(note.language)
    for each in counts.head:
        value = one_line(each.value) or (missing if each.required else "")
        if value:
            lines.append(f"{each.title}: {value}")
    for section in counts.sections:
        if section.texts or section.required:
            lines += ["", *section_lines(section, note.language)]
    if counts.signature:
        lines += ["", "", "_" * 40, signature_words(note)]
    return "\n".join(lines) + "\n"


def section_text(section: NoteSection, language: str) -> str:
    """One section with its title, as it is copied."""
    return "\n".join(section_lines(section, language)) + "\n"


def section_lines(section: NoteSection, language: str) -> list[str]:
    """The title, and a line for each thing."""
    texts = [f"- {one_line(each)}" for each in section.texts]
    return [one_line(section.title).upper(), *(texts or [missing_words(language)])]


def missing_words(language: str) -> str:
    """What stands where the norm asks for something and nobody said or wrote it."""
    return _MISSING[_column(language)]


def standing_words(document: NoteDocument) -> str:
    """Whether it is a draft, or which version, and when it was signed."""
    column, signed = _column(document.note.language), document.signed
    if signed is None:
        parts = [_DRAFT[column]]
    else:
        at = f"{signed.at.astimezone():%Y-%m-%d %H:%M}"
        parts = [f"{_SIGNED[column]} {at}", f"{_VERSION[column]} {signed.signed.version}"]
        if signed.signed.version > 1:
            parts.append(_ADDENDUM[column])
    if document.redacted:
        parts.append(_REDACTED[column])
    elif signed is not None:
        parts.append(f"SHA-256 {signed.signed.sha256[:16]}…")
    return " · ".join(parts)


def note_text_file(document: NoteDocument) -> bytes:
    """TXT, UTF-8 without a byte order mark: the note, and whether it is signed."""
    return note_text(document.note, standing=standing_words(document)).encode("utf-8")


def signature_words(note: Note) -> str:
    """What stands beneath the line to sign on."""
    who = [one_line(note.value(field)) for field in (HeadField.AUTHOR, HeadField.LICENCE)]
    return " · ".join(each for each in who if each) or _SIGNATURE[_column(note.language)]


def _column(language: str) -> int:
    return int(language == "en")
