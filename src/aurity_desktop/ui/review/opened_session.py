"""A session as it is read: everything its page shows, looked up in one go off the GUI thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.live_segments import live_segments
from aurity_desktop.application.library.review_pass import ReviewPlace
from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.consent import ConsentAnswer
from aurity_desktop.domain.edits import Reading
from aurity_desktop.domain.input_read import InputRead
from aurity_desktop.domain.retention import Hold
from aurity_desktop.domain.review_points import SpokenTurn, review_points
from aurity_desktop.domain.role_guess import guessed_roles
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Segment, Word
from aurity_desktop.domain.two_hearings import heard_otherwise
from aurity_desktop.domain.unheard import Unheard
from aurity_desktop.ui.review.turn_model import Row, TurnRow, turn_rows


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """Everything that the page of a session shows.

    `reading` is None where there is no final transcript yet; `sound` where the recording has not
    been joined. `guess` says by label which roles are likely, where nobody has said. `unheard` is
    the sound in which no word was found, `input_read` how sound was read where there was a choice.
    `numbers_in` is the language whose numbers are written, "" for none; `live` what was heard
    live, beside which the settled text is doubted where they differ.
    """

    summary: SessionSummary
    segments: tuple[Segment, ...]
    spans: tuple[Span, ...]
    bookmarks: tuple[Bookmark, ...]
    reading: Reading | None
    speakers: tuple[Speaker, ...]
    sound: Path | None
    rows: tuple[Row, ...]
    points: tuple[ReviewPlace, ...]
    guess: Mapping[str, SpeakerRole] = field(default_factory=dict)
    can_undo: bool = False
    can_redo: bool = False
    consent: ConsentAnswer | None = None
    hold: Hold | None = None
    unheard: Unheard | None = None
    input_read: InputRead = field(default_factory=InputRead)
    numbers_in: str = ""
    live: tuple[Word, ...] = ()

    def in_words(self) -> OpenedSession:
        """The same session with its rows made anew, for a language that has changed."""
        again = _with_rows(
            self.summary,
            self.segments,
            self.spans,
            self.bookmarks,
            self.reading,
            self.speakers,
            self.sound,
            self.input_read,
            self.numbers_in,
            self.live,
        )
        return replace(
            again,
            consent=self.consent,
            hold=self.hold,
            unheard=self.unheard,
            guess=self.guess,
            can_undo=self.can_undo,
            can_redo=self.can_redo,
        )


def read_session(library: Library, session_id: str) -> OpenedSession:
    """Any thread; an hour of talk is some 9,000 words and takes a tenth of a second.

    Raises UnknownSession, BadSessionId.
    """
    summary = library.session(session_id)
    reading, spans = library.reading(session_id), library.spans(session_id)
    if reading is not None and reading.segments:
        segments = reading.segments
    else:
        chunks, words = library.chunks(session_id), library.words(session_id)
        corrections = library.live_corrections(session_id)
        reading, segments = None, tuple(live_segments(chunks, words, spans, corrections))
    speakers = tuple(library.speakers(session_id))
    sound = library.sound(session_id)
    if reading is not None and (disputed := library.disputed(session_id)):
        reading = replace(reading, seen=reading.seen - disputed, disputed=disputed)
    read, bookmarks = library.input_read(session_id), library.bookmarks(session_id)
    numbers_in = summary.language if library.writes_numbers() else ""
    live = tuple(library.heard_live(session_id)) if reading is not None else ()
    opened = _with_rows(
        summary, segments, spans, bookmarks, reading, speakers, sound, read, numbers_in, live
    )
    consent, hold = library.consent_and_hold(session_id)
    steps = library.steps(session_id)
    unheard = None if segments else library.unheard(session_id)
    return replace(
        opened,
        consent=consent,
        hold=hold,
        unheard=unheard,
        guess=guessed_roles(segments, speakers) if reading is not None else {},
        can_undo=bool(steps.done),
        can_redo=bool(steps.undone),
    )


def _with_rows(
    summary: SessionSummary,
    segments: tuple[Segment, ...],
    spans: tuple[Span, ...],
    bookmarks: tuple[Bookmark, ...],
    reading: Reading | None,
    speakers: tuple[Speaker, ...],
    sound: Path | None,
    read: InputRead,
    numbers_in: str,
    live: tuple[Word, ...],
) -> OpenedSession:
    rows = tuple(turn_rows(segments, speakers, reading, spans, bookmarks, numbers_in))
    points = tuple(_points(rows, live, summary.language, by_channel=read.by_channel))
    return OpenedSession(
        summary,
        segments,
        spans,
        bookmarks,
        reading,
        speakers,
        sound,
        rows,
        points,
        input_read=read,
        numbers_in=numbers_in,
        live=live,
    )


def _points(
    rows: Sequence[Row], live: Sequence[Word], language: str, *, by_channel: bool
) -> Iterator[ReviewPlace]:
    """What of the turns deserves a second look, the gravest first."""
    turns = [row for row in rows if isinstance(row, TurnRow) and row.places]
    spoken = [
        SpokenTurn(
            row.words,
            frozenset(at for at, place in enumerate(row.places) if place in row.seen),
            row.overlapped,
            frozenset(at for at, place in enumerate(row.places) if place in row.disputed),
            heard_otherwise(row.words, live, language),
            frozenset(at for at in range(len(row.words)) if row.is_by_sound(at)),
        )
        for row in turns
    ]
    for point in review_points(spoken, by_channel=by_channel):
        row = turns[point.turn]
        whole = point.first < 0
        first, last = (0, -1) if whole else (point.first, point.last)
        yield ReviewPlace(row.places[first], row.places[last], point.kind, whole)
