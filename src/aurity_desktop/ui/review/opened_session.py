"""A session as it is read off the GUI thread: what its page shows at once, then its points."""

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
    `numbers_in` is the language whose numbers are written, "" for none. `points` is None until
    `read_points` has told them; their places are those of the run of words `run_id`.
    """

    summary: SessionSummary
    segments: tuple[Segment, ...]
    spans: tuple[Span, ...]
    bookmarks: tuple[Bookmark, ...]
    reading: Reading | None
    speakers: tuple[Speaker, ...]
    sound: Path | None
    rows: tuple[Row, ...]
    points: tuple[ReviewPlace, ...] | None = None
    guess: Mapping[str, SpeakerRole] = field(default_factory=dict)
    can_undo: bool = False
    can_redo: bool = False
    consent: ConsentAnswer | None = None
    hold: Hold | None = None
    unheard: Unheard | None = None
    input_read: InputRead = field(default_factory=InputRead)
    numbers_in: str = ""
    run_id: str = ""

    def in_words(self) -> OpenedSession:
        """The same session with its rows made anew, for a language that has changed."""
        again = turn_rows(
            self.segments,
            self.speakers,
            self.reading,
            self.spans,
            self.bookmarks,
            self.numbers_in,
        )
        return replace(self, rows=tuple(again))

    def with_points_of(self, before: OpenedSession | None) -> OpenedSession:
        """With those that were known before, where they are of the same words of the same session:
        until its own are known.
        """
        if before is None or before.summary.session_id != self.summary.session_id:
            return self
        return replace(self, points=before.points) if before.run_id == self.run_id else self


def read_session(library: Library, session_id: str) -> OpenedSession:
    """Without its points, which take as long again. Any thread; three hours of talk are some
    29,000 words and take a third of a second.

    Raises UnknownSession, BadSessionId.
    """
    summary, run_id = library.session(session_id), library.run_id(session_id)
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
    rows = turn_rows(segments, speakers, reading, spans, bookmarks, numbers_in)
    consent, hold = library.consent_and_hold(session_id)
    steps = library.steps(session_id)
    return OpenedSession(
        summary,
        segments,
        spans,
        bookmarks,
        reading,
        speakers,
        sound,
        tuple(rows),
        guess=guessed_roles(segments, speakers) if reading is not None else {},
        can_undo=bool(steps.done),
        can_redo=bool(steps.undone),
        consent=consent,
        hold=hold,
        unheard=None if segments else library.unheard(session_id),
        input_read=read,
        numbers_in=numbers_in,
        run_id=run_id,
    )


def read_points(library: Library, session: OpenedSession) -> tuple[ReviewPlace, ...]:
    """What of it deserves a second look, the gravest first. Any thread.

    The settled text is doubted where live text differs from it. Raises UnknownSession.
    """
    if session.reading is None:
        return ()
    summary = session.summary
    live = library.heard_live(summary.session_id)
    by_channel = session.input_read.by_channel
    return tuple(_points(session.rows, live, summary.language, by_channel=by_channel))


def _points(
    rows: Sequence[Row], live: Sequence[Word], language: str, *, by_channel: bool
) -> Iterator[ReviewPlace]:
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
