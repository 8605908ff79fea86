"""Search through everything, without an index."""

from __future__ import annotations

from dataclasses import replace

from aurity_desktop.domain.clinical_note import HeadField
from aurity_desktop.domain.search import FoundIn, SearchFilter, SearchHit, marks_in
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from tests.fakes.ledger.notes import MemoryClinicalNotes
from tests.fakes.ledger.state import Memory, Session


class MemorySearch:
    """The port `Search`."""

    def __init__(self, memory: Memory, clinical_notes: MemoryClinicalNotes) -> None:
        self._memory = memory
        self._clinical_notes = clinical_notes

    def find(
        self, query: str, narrowed: SearchFilter | None = None, *, limit: int = 50
    ) -> list[SearchHit]:
        narrowed = narrowed or SearchFilter()
        hits = [
            replace(hit, marks=marks)
            for session in self._memory.sessions.values()
            for hit in (
                *_title(session, narrowed),
                *_notes(session, narrowed),
                *self._note_lines(session.plan.session_id, narrowed),
                *_passages(session),
            )
            if (marks := marks_in(hit.text, query)) and _fits(session, hit, narrowed)
        ][::-1]
        titles = [hit for hit in hits if hit.found_in is FoundIn.TITLE]
        notes = [hit for hit in hits if hit.found_in is FoundIn.NOTE]
        notes.sort(key=lambda hit: hit.start)
        notes.sort(key=lambda hit: hit.session_id, reverse=True)
        said = [hit for hit in hits if hit.found_in is FoundIn.SAID]
        lines = [hit for hit in hits if hit.found_in is FoundIn.CLINICAL_NOTE]
        lines.sort(key=lambda hit: hit.start)
        lines.sort(key=lambda hit: hit.session_id, reverse=True)
        return [*titles, *lines, *notes, *said][:limit]

    def _note_lines(self, session_id: str, narrowed: SearchFilter) -> list[SearchHit]:
        if narrowed.speaker is not None:
            return []
        record = self._clinical_notes.record(session_id)
        confirmed = [each for each in record.entries.values() if each.state == "confirmed"]
        lines = [(each.text, each.start) for each in confirmed]
        lines += [(text, -1.0) for text in record.texts.values()]
        for signed in self._clinical_notes.signed(session_id):
            note = signed.signed.note
            for section in note.sections:
                lines += [(each.entry.text, each.entry.start) for each in section.lines]
                lines.append((section.written, -1.0))
            lines += [
                (note.value(field), -1.0) for field in (HeadField.PATIENT, HeadField.RECORD_NUMBER)
            ]
        first: dict[str, float] = {}
        for text, start in lines:
            first.setdefault(text, start)
        return [
            SearchHit(session_id, at, at, "", text, found_in=FoundIn.CLINICAL_NOTE)
            for text, at in first.items()
            if text
        ]


def _title(session: Session, narrowed: SearchFilter) -> list[SearchHit]:
    title = session.plan.title if session.retitled is None else session.retitled
    if session.patients and (patient := session.patients[-1].patient) is not None:
        told = (title, patient.name, patient.record_number)
        title = " · ".join(each for each in told if each)
    if not title or narrowed.speaker is not None:
        return []
    return [SearchHit(session.plan.session_id, 0.0, 0.0, "", title, found_in=FoundIn.TITLE)]


def _notes(session: Session, narrowed: SearchFilter) -> list[SearchHit]:
    held = [each.bookmark for each in session.bookmarks if each.current]
    if narrowed.speaker is not None:
        return []
    return [
        SearchHit(session.plan.session_id, each.at, each.at, "", each.text, found_in=FoundIn.NOTE)
        for each in held
        if each.text
    ]


def _passages(session: Session) -> list[SearchHit]:
    session_id = session.plan.session_id
    if session.segments_run:
        return [
            SearchHit(session_id, segment.start, segment.end, segment.speaker, segment.text)
            for segment in session.segments
        ]
    return [
        SearchHit(
            session_id, heard.words[0].start, heard.words[-1].end, UNKNOWN_SPEAKER, heard.text
        )
        for heard in session.transcriptions.values()
        if heard.words
    ]


def _fits(session: Session, hit: SearchHit, narrowed: SearchFilter) -> bool:
    given = session.names.get(hit.speaker)
    name = given.name if given else ""
    created = session.plan.created_at
    return (
        (narrowed.since is None or created >= narrowed.since)
        and (narrowed.until is None or created < narrowed.until)
        and narrowed.state in (None, session.state)
        and narrowed.speaker in (None, hit.speaker, name)
        and narrowed.session_id in (None, hit.session_id)
    )
