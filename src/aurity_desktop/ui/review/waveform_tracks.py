"""What stands at its time below a waveform: turns, absences, bookmarks and doubts."""

from __future__ import annotations

from dataclasses import dataclass

from aurity_desktop.domain.audio import seconds
from aurity_desktop.ui.review.opened_session import OpenedSession
from aurity_desktop.ui.review.turn_model import TurnRow


@dataclass(frozen=True, slots=True)
class VoiceTurn:
    """Who speaks from when to when, in seconds; `voice` picks the colour, -1 is nobody known."""

    start: float
    end: float
    voice: int


@dataclass(frozen=True, slots=True)
class Tracks:
    """Of one session of `length` seconds; the others are seconds on its clock."""

    length: float = 0.0
    turns: tuple[VoiceTurn, ...] = ()
    absences: tuple[float, ...] = ()
    bookmarks: tuple[float, ...] = ()
    doubts: tuple[float, ...] = ()


def tracks_of(session: OpenedSession) -> Tracks:
    """As the transcript tells them."""
    rows = [row for row in session.rows if isinstance(row, TurnRow)]
    starts = {
        place: word.start
        for row in rows
        for place, word in zip(row.places, row.words, strict=False)
    }
    doubts = {starts[point.first] for point in session.points or () if point.first in starts}
    return Tracks(
        session.summary.duration,
        tuple(VoiceTurn(row.start, row.end, row.voice) for row in rows),
        tuple(seconds(span.at_sample) for span in session.spans),
        tuple(bookmark.at for bookmark in session.bookmarks),
        tuple(sorted(doubts)),
    )
