"""The clinical notes of sessions: put together, decided about, signed, handed on.

Any thread: each call opens its own ledger. Nothing here writes a sentence that was neither said,
typed nor picked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from uuid import uuid4

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.session_findings import session_findings
from aurity_desktop.application.program import Program
from aurity_desktop.domain.clinical_note import (
    EntryState,
    HeadField,
    Note,
    NoteEntry,
    NoteLine,
    RecordedNote,
    SignedNote,
)
from aurity_desktop.domain.diagnosis_codes import DiagnosisCode
from aurity_desktop.domain.errors import (
    BadTemplate,
    NoSuchNote,
    NoteAuthorMissing,
    NothingToSign,
    NoTranscript,
    UnknownNoteLine,
    UnknownNoteSection,
    UnknownTemplate,
)
from aurity_desktop.domain.finding_words import question_of
from aurity_desktop.domain.findings import Finding, Polarity
from aurity_desktop.domain.name_cover import name_cover
from aurity_desktop.domain.note_assembly import assembled, suggested_line
from aurity_desktop.domain.note_document import NoteDocument, without_names
from aurity_desktop.domain.note_template import NoteTemplate
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import UNDER_WAY, SessionSummary
from aurity_desktop.export.note_text import note_text, section_text
from aurity_desktop.note.icd10 import icd10
from aurity_desktop.note.template_files import TemplateFiles
from aurity_desktop.runtime.resources import resources_folder
from aurity_desktop.runtime.settings import Settings, load_settings

#: The findings of a session, as its transcript reads now.
FindIn = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """A session's note in one form.

    `findings` are those of the transcript as it read when they were looked for. `draft` is the note
    as it stands now, `versions` those that were signed in this form, oldest
    first. `current` is the newest of them where the draft says the very same.
    """

    session: SessionSummary
    template: NoteTemplate
    findings: Sequence[Finding]
    draft: Note
    text: str
    versions: tuple[RecordedNote, ...]

    @property
    def current(self) -> RecordedNote | None:
        """The signed version that holds; None where there is a draft that says something else."""
        newest = self.versions[-1] if self.versions else None
        return newest if newest is not None and newest.signed.text == self.text else None

    @property
    def document(self) -> NoteDocument:
        """What is handed on: the version that holds, else the draft."""
        signed = self.current
        note = signed.signed.note if signed is not None else self.draft
        return NoteDocument(self.session, note, self.text, signed)

    def section_text(self, key: str) -> str:
        """One section of what is handed on, as text with its title; "" where there is none."""
        note = self.document.note
        found = (each for each in note.sections if each.key == key)
        return "".join(section_text(each, note.language) for each in found)

    def version(self, number: int) -> NoteDocument:
        """Raises NoSuchNote."""
        for each in self.versions:
            if each.signed.version == number:
                return NoteDocument(self.session, each.signed.note, each.signed.text, each)
        raise NoSuchNote(self.session.session_id, number)


class NoteBook:
    """Raises BadSessionId, UnknownSession, UnknownTemplate, BadTemplate."""

    def __init__(
        self,
        library: Library,
        templates: TemplateFiles,
        find: FindIn,
        settings: Callable[[], Settings],
        own_diagnoses: Path,
    ) -> None:
        """`settings` are asked at each call: who signs may have been typed a moment ago.

        `own_diagnoses` is where the clinic's own table of CIE-10 lies, if it has one.
        """
        self._library = library
        self._templates = templates
        self._find = find
        self._settings = settings
        self._own_diagnoses = own_diagnoses

    @classmethod
    def of(cls, program: Program) -> NoteBook:
        """The notes of the sessions of this program."""
        library = Library(program)
        return cls(
            library,
            TemplateFiles(resources_folder() / "templates", program.paths.templates),
            partial(session_findings, library),
            lambda: load_settings(program.paths.settings),
            program.paths.diagnoses,
        )

    def templates(self) -> tuple[str, ...]:
        """The names of all forms."""
        return self._templates.names()

    def titles(self, language: str) -> list[tuple[str, str]]:
        """Name and title of each form; one that cannot be read is called by its name.

        Whoever chooses it is told what is wrong with it.
        """
        return [(name, self._title(name, language)) for name in self.templates()]

    def _title(self, name: str, language: str) -> str:
        try:
            return self._templates.load(name).title(language)
        except (BadTemplate, UnknownTemplate):
            return name

    def opened(
        self,
        session_id: str,
        template: str = "",
        language: str = "",
        findings: Sequence[Finding] | None = None,
    ) -> OpenedNote:
        """The note of a session. `template` "" is the one that was used last.

        `language` of our own words, "es" or "en"; "" as the session is spoken. `findings` are
        looked for where none are given, which takes a second for an hour of talk.
        """
        found = self._find(session_id) if findings is None else findings
        session = self._library.session(session_id)
        settings = self._settings()
        form = self._templates.load(template or settings.note_template)
        note = assembled(
            form,
            found,
            self._library.note_record(session_id),
            {
                **_of_patient(self._library.patient(session_id), session),
                HeadField.DATE: f"{session.plan.created_at.astimezone():%Y-%m-%d %H:%M}",
                HeadField.AUTHOR: settings.note_author,
                HeadField.LICENCE: settings.note_licence,
                HeadField.INSTITUTION: settings.note_institution,
            },
            language or ("en" if session.language == "en" else "es"),
            _letterhead(settings),
        )
        versions = tuple(
            each
            for each in self._library.signed_notes(session_id)
            if each.signed.note.template == form.name
        )
        return OpenedNote(session, form, found, note, note_text(note), versions)

    def find_diagnoses(self, typed: str) -> list[DiagnosisCode]:
        """Diagnoses of CIE-10, the likeliest first. The first call reads the whole of it.

        Raises NoClassification.
        """
        return icd10(self._own_diagnoses).find(typed)

    def confirm(self, opened: OpenedNote, entry_ids: Sequence[str], text: str = "") -> None:
        """These lines count; `text` puts the one line that is named otherwise.

        Raises UnknownNoteLine.
        """
        self._decide(opened, entry_ids, EntryState.CONFIRMED, text)

    def reject(self, opened: OpenedNote, entry_ids: Sequence[str]) -> None:
        """These lines do not count. Raises UnknownNoteLine."""
        self._decide(opened, entry_ids, EntryState.REJECTED)

    def write(self, opened: OpenedNote, section: str, text: str) -> None:
        """What stands typed in a section or a field of the head. Raises UnknownNoteSection.

        Lines that somebody else has typed into the section since the note was read stay.
        """
        known = (
            *(each.key for each in opened.draft.sections),
            *(each.field.value for each in opened.draft.head),
        )
        if section not in known:
            raise UnknownNoteSection(opened.template.name, section, known)
        session_id = opened.session.session_id
        was = [each.written for each in opened.draft.sections if each.key == section]
        if was:
            now = self._library.note_record(session_id).texts.get(section, "")
            text = _both_written(was[0], now, text)
        self._library.write_note(session_id, section, text)

    def put_passage(
        self, opened: OpenedNote, section: str, text: str, start: float, end: float
    ) -> None:
        """Words of the talk as they were said, a confirmed line of this section, "" for the first.

        Raises UnknownNoteSection.
        """
        known = tuple(each.key for each in opened.draft.sections)
        section = section or known[0]
        if section not in known:
            raise UnknownNoteSection(opened.template.name, section, known)
        entry = NoteEntry(
            f"passage-{uuid4().hex[:16]}",
            EntryState.CONFIRMED,
            section=section,
            text=text,
            start=start,
            end=end,
        )
        self._library.decide_note_entry(opened.session.session_id, entry)

    def sign(self, opened: OpenedNote) -> SignedNote:
        """The draft becomes a version that stays as it is: an addendum where there are others.

        What nobody confirmed is left out. Raises NothingToSign, NoteAuthorMissing, NoTranscript
        where the session is not finished.
        """
        session_id = opened.session.session_id
        if opened.session.state in UNDER_WAY:
            raise NoTranscript(session_id)
        counts = opened.draft.only_what_counts
        if not any(section.texts for section in counts.sections):
            raise NothingToSign(session_id)
        if not counts.value(HeadField.AUTHOR):
            raise NoteAuthorMissing
        note_id = f"note_{uuid4().hex}"
        return self._library.sign_note(session_id, note_id, counts, opened.text)

    def redacted(self, document: NoteDocument) -> NoteDocument:
        """A copy without names: whose it is, who wrote it, and where they are spoken of."""
        language = document.note.language
        patient, author = ("PATIENT", "AUTHOR") if language == "en" else ("PACIENTE", "MEDICO")
        speakers = self._library.speakers(document.session.session_id)
        cover = name_cover(
            [
                *((each.name, each.role.value) for each in speakers),
                (document.note.value(HeadField.PATIENT), patient),
                (document.note.value(HeadField.AUTHOR), author),
            ]
        )
        note = without_names(document.note, cover)
        return replace(document, note=note, text=note_text(note), redacted=True)

    def _decide(
        self, opened: OpenedNote, entry_ids: Sequence[str], state: EntryState, text: str = ""
    ) -> None:
        lines = {
            line.entry.entry_id: line.entry
            for section in opened.draft.sections
            for line in section.lines
        }
        for entry_id in entry_ids:
            if entry_id not in lines:
                raise UnknownNoteLine(opened.session.session_id, entry_id)
        for entry_id in entry_ids:
            entry = lines[entry_id]
            decided = replace(entry, state=state, text=text or entry.text)
            self._library.decide_note_entry(opened.session.session_id, decided)


def _of_patient(patient: Patient | None, session: SessionSummary) -> dict[HeadField, str]:
    """What is known of the patient, with the age in years on the day of the session."""
    if patient is None:
        return {}
    known = {HeadField.PATIENT: patient.name, HeadField.RECORD_NUMBER: patient.record_number}
    if patient.birth_date:
        born = date.fromisoformat(patient.birth_date)
        day = session.plan.created_at.astimezone().date()
        years = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
        known[HeadField.AGE] = str(years)
    return known


def _both_written(was: str, now: str, typed: str) -> str:
    """`typed` in place of `was`, while `now` is there: its lines, with what was typed changed."""
    if now == was:
        return typed
    before, mine = was.splitlines(), typed.splitlines()
    gone = {line for line in before if line not in mine}
    theirs = [line for line in now.splitlines() if line not in gone]
    return "\n".join([*theirs, *(each for each in mine if each not in {*before, *theirs})])


def suggested_lines(findings: Iterable[Finding], language: str) -> list[NoteLine]:
    """Findings as the lines that they would be, none of which anybody has decided about."""
    return [suggested_line(each, language) for each in findings]


def awaited_lines(findings: Iterable[Finding], language: str) -> list[NoteLine]:
    """Findings of which the next words decide: what was asked as a question, the others as they
    read now.
    """
    lines = []
    for each in findings:
        line = suggested_line(each, language)
        if each.polarity is Polarity.UNCLEAR:
            asked = replace(line.entry, text=question_of(each, language))
            line = replace(line, entry=asked, doubtful=False)
        lines.append(line)
    return lines


def _letterhead(settings: Settings) -> tuple[str, ...]:
    lines = (settings.note_institution, *settings.note_letterhead.splitlines())
    return tuple(each.strip() for each in lines if each.strip())
