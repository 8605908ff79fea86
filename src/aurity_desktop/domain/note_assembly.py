"""A note put together: findings, what was decided about them and what was typed, in a form."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Final

from aurity_desktop.domain.clinical_note import (
    EntryState,
    HeadField,
    Note,
    NoteEntry,
    NoteHead,
    NoteLine,
    NoteRecord,
    NoteSection,
)
from aurity_desktop.domain.events import canonical
from aurity_desktop.domain.finding_words import line_of
from aurity_desktop.domain.findings import Finding, Polarity, VitalSign
from aurity_desktop.domain.note_template import NoteTemplate, TemplateSection, in_language

#: Of Spanish and English.
_FIELDS: Final = {
    HeadField.PATIENT: ("Paciente", "Patient"),
    HeadField.AGE: ("Edad", "Age"),
    HeadField.SEX: ("Sexo", "Sex"),
    HeadField.RECORD_NUMBER: ("Expediente", "Record number"),
    HeadField.DATE: ("Fecha y hora", "Date and time"),
    HeadField.AUTHOR: ("Elaboró", "Author"),
    HeadField.LICENCE: ("Cédula profesional", "Licence"),
    HeadField.INSTITUTION: ("Establecimiento", "Institution"),
}

#: Below this a suggestion asks for a look at its sound.
_SURE: Final = 0.6


def field_title(field: HeadField, language: str) -> str:
    """What a field of the head is called."""
    return _FIELDS[field][int(language == "en")]


def assembled(
    template: NoteTemplate,
    findings: Iterable[Finding],
    record: NoteRecord,
    head: Mapping[HeadField, str],
    language: str,
    letterhead: tuple[str, ...] = (),
) -> Note:
    """The note as it stands now: suggestions and rejected lines in it, gaps visible.

    A line that was confirmed stays with its own text when its finding is no longer found. One whose
    words have been corrected since, so that they say something else, is asked for again. Fields of
    the head that were typed come from the record, the others from `head`.
    """
    found = {each.finding_id: each for each in findings}
    lines: dict[str, list[NoteLine]] = {section.key: [] for section in template.sections}
    kept = [
        entry
        for entry in record.entries.values()
        if entry.state is not EntryState.OPEN and entry.entry_id not in found
    ]
    said = {(entry.kind, entry.text) for entry in kept}
    for finding in found.values():
        section = template.section_of(finding)
        line = _line(finding, record.entries.get(finding.finding_id), language)
        again = (line.entry.kind, line.entry.text) in said  # decided, of an earlier transcript
        if section is not None and not again:
            lines[section.key].append(line)
    for entry in kept:
        key = entry.section or _place_of(entry, template)
        if key in lines:
            lines[key].append(NoteLine(entry))
    return Note(
        template=template.name,
        title=template.title(language),
        language=language,
        head=tuple(
            NoteHead(
                field,
                field_title(field, language),
                record.texts.get(field.value, "") or head.get(field, ""),
                field in template.required_head,
            )
            for field in template.head
        ),
        sections=tuple(
            _section(each, lines[each.key], record, language) for each in template.sections
        ),
        code=template.code,
        norm=template.norm,
        letterhead=letterhead,
        signature=template.signature,
    )


def suggestion(finding: Finding, language: str) -> NoteEntry:
    """The line that a finding makes as long as nobody has decided about it."""
    return NoteEntry(
        finding.finding_id,
        EntryState.OPEN,
        finding.kind.value,
        "",
        line_of(finding, language),
        signature(finding),
        finding.start,
        finding.end,
    )


def signature(finding: Finding) -> str:
    """Tells whether a finding says the same as it did: of what was said, without its place."""
    values = {name: value for name, value in asdict(finding.value).items() if value}
    said = [finding.kind, finding.polarity, finding.subject, values]
    return hashlib.sha256(canonical(said)).hexdigest()[:16]


def suggested_line(finding: Finding, language: str) -> NoteLine:
    """The suggestion, and whether its sound deserves a look before it is confirmed."""
    value = finding.value
    implausible = isinstance(value, VitalSign) and not value.plausible
    unclear = finding.polarity is Polarity.UNCLEAR
    doubtful = implausible or unclear or finding.confidence < _SURE
    return NoteLine(suggestion(finding, language), doubtful)


def _line(finding: Finding, decided: NoteEntry | None, language: str) -> NoteLine:
    asked = suggested_line(finding, language)
    if decided is None or decided.state is EntryState.OPEN:
        return asked
    if decided.found != asked.entry.found:
        return replace(asked, doubtful=True)
    return NoteLine(decided)


def _place_of(entry: NoteEntry, template: NoteTemplate) -> str:
    """Where a line stands whose finding is gone: by its kind; "" where there is no such place."""
    for section in template.sections:
        if any(source.kind.value == entry.kind for source in section.sources):
            return section.key
    return ""


def _section(
    section: TemplateSection, lines: list[NoteLine], record: NoteRecord, language: str
) -> NoteSection:
    return NoteSection(
        key=section.key,
        title=in_language(section.titles, language),
        lines=tuple(sorted(lines, key=lambda line: line.entry.start)),
        written=record.texts.get(section.key, ""),
        required=section.required,
        clause=section.clause,
        code=section.code,
    )
