"""Search through everything, without an index."""

from __future__ import annotations

import unicodedata

from aurity_desktop.domain.search import SearchFilter, SearchHit
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from tests.fakes.ledger.state import Memory, Session


class MemorySearch:
    """The port `Search`."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def find(
        self, query: str, narrowed: SearchFilter | None = None, *, limit: int = 50
    ) -> list[SearchHit]:
        """Without marks."""
        narrowed = narrowed or SearchFilter()
        wanted = [_folded(word) for word in query.split()]
        hits = [
            hit
            for session in self._memory.sessions.values()
            for hit in _passages(session)
            if wanted and _holds(hit.text, wanted) and _fits(session, hit, narrowed)
        ]
        return hits[::-1][:limit]


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


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _holds(text: str, wanted: list[str]) -> bool:
    words = ["".join(filter(str.isalnum, word)) for word in _folded(text).split()]
    return all(word in words for word in wanted[:-1]) and any(
        word.startswith(wanted[-1]) for word in words
    )
