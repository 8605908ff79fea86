"""What a search over every word ever said asks for and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aurity_desktop.domain.session import SessionState


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """Narrows a search.

    None means any. `speaker` is a raw label or a display name; `since` is inclusive, `until` is
    not.
    """

    since: datetime | None = None
    until: datetime | None = None
    state: SessionState | None = None
    speaker: str | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One passage that holds every word asked for.

    `marks` are the [start, end) positions of the matches in `text`.
    """

    session_id: str
    start: float
    end: float
    speaker: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()
