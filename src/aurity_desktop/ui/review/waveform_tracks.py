"""What stands at its time below a waveform: turns, absences, bookmarks and doubts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from aurity_desktop.application.library.review_pass import ReviewPlace
from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.ui.review.turn_model import Row, TurnRow


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


def tracks_of(
    length: float, rows: Iterable[Row], spans: Iterable[Span], bookmarks: Iterable[Bookmark]
) -> Tracks:
    """As the transcript tells them; what deserves a second look is not known yet."""
    return Tracks(
        length,
        tuple(VoiceTurn(row.start, row.end, row.voice) for row in rows if isinstance(row, TurnRow)),
        tuple(seconds(span.at_sample) for span in spans),
        tuple(bookmark.at for bookmark in bookmarks),
    )


def doubts_of(rows: Iterable[Row], points: Iterable[ReviewPlace]) -> tuple[float, ...]:
    """The seconds of what deserves a second look."""
    doubted = {point.first for point in points}
    found = {
        word.start
        for row in rows
        if isinstance(row, TurnRow) and not doubted.isdisjoint(row.places)
        for place, word in zip(row.places, row.words, strict=False)
        if place in doubted
    }
    return tuple(sorted(found))
