"""What the page of a session shows beside its words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.changes import Steps
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.input_read import InputRead
from aurity_desktop.domain.outline import Outline
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.speakers import Speaker


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """See the methods of `Library` that tell each alone.

    `outline` is there where it was asked for and the transcript is long.
    """

    summary: SessionSummary
    run_id: str
    spans: tuple[Span, ...]
    speakers: tuple[Speaker, ...]
    bookmarks: tuple[Bookmark, ...]
    disputed: frozenset[int]
    input_read: InputRead
    consent: ConsentAnswer | None
    hold: Hold | None
    steps: Steps
    sound: Path | None
    outline: Outline | None = None
