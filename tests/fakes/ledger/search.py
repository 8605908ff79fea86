"""Search through everything, without an index."""

from __future__ import annotations

from dataclasses import replace

from aurity_desktop.domain.search import SearchFilter, SearchHit, marks_in
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from tests.fakes.ledger.state import Memory, Session


class MemorySearch:
    """The port `Search`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

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
                *_passages(session),
            )
            if (marks := marks_in(hit.text, query)) and _fits(session, hit, narrowed)
        ][::-1]
        titles = [hit for hit in hits if hit.in_title]
        notes = [hit for hit in hits if hit.in_note]
        notes.sort(key=lambda hit: hit.start)
        notes.sort(key=lambda hit: hit.session_id, reverse=True)
        said = [hit for hit in hits if not hit.in_title and not hit.in_note]
        return [*titles, *notes, *said][:limit]


def _title(session: Session, narrowed: SearchFilter) -> list[SearchHit]:
    title = session.plan.title if session.retitled is None else session.retitled
    if session.patients and (patient := session.patients[-1].patient) is not None:
        told = (title, patient.name, patient.record_number)
        title = " · ".join(each for each in told if each)
    if not title or narrowed.speaker is not None:
        return []
    return [SearchHit(session.plan.session_id, 0.0, 0.0, "", title, in_title=True)]


def _notes(session: Session, narrowed: SearchFilter) -> list[SearchHit]:
    held = [each.bookmark for each in session.bookmarks if each.current]
    if narrowed.speaker is not None:
        return []
    return [
        SearchHit(session.plan.session_id, each.at, each.at, "", each.text, in_note=True)
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
