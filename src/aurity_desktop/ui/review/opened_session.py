"""A session as it is read off the GUI thread: what its page shows at once, then its points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.live_segments import live_segments
from aurity_desktop.application.library.review_pass import ReviewPlace
from aurity_desktop.application.library.session_facts import SessionFacts
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
from aurity_desktop.ui.review.waveform_tracks import Tracks, doubts_of, tracks_of


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """Everything that the page of a session shows.

    `reading` is None where there is no final transcript yet; `sound` where the recording has not
    been joined. `guess` says by label which roles are likely, where nobody has said. `unheard` is
    the sound in which no word was found, `input_read` how sound was read where there was a choice.
    `numbers_in` is the language whose numbers are written, "" for none. `points` is None until
    `read_points` has told them; their places are those of the run of words `run_id`. Not
    `is_whole`: `reading` is of the first segments only, the rows of the others have text alone.
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
    is_whole: bool = True
    tracks: Tracks = field(default_factory=Tracks)

    def in_words(self) -> OpenedSession:
        """The same session with its rows made anew, for a language that has changed."""
        return replace(self, rows=tuple(_rows_of(self)))

    def with_points_of(self, before: OpenedSession | None) -> OpenedSession:
        """With those that were known before, where they are of the same words of the same session:
        until its own are known.
        """
        if before is None or before.summary.session_id != self.summary.session_id:
            return self
        return self.with_points(before) if before.run_id == self.run_id else self

    def with_points(self, known: OpenedSession) -> OpenedSession:
        """With those of `known`, and where they stand below the waveform."""
        tracks = replace(self.tracks, doubts=known.tracks.doubts)
        return replace(self, points=known.points, tracks=tracks)

    def with_rows(self, rows: Sequence[Row]) -> OpenedSession:
        """With these, and what stands below the waveform by them."""
        tracks = tracks_of(self.summary.duration, rows, self.spans, self.bookmarks)
        return replace(self, rows=tuple(rows), tracks=tracks)


def read_first(
    library: Library, session_id: str, is_given_up: Callable[[], bool]
) -> OpenedSession | None:
    """What is shown first: a long transcript's turns without most of their words, else all of it.

    None where it was given up meanwhile. Any thread. Raises UnknownSession, BadSessionId.
    """
    facts = library.facts(session_id, outlined=True)
    if facts.outline is None:
        return _read(library, facts, is_given_up)
    session = _with_facts(library, facts, facts.outline.segments, facts.outline.beginning)
    return replace(session.with_rows(tuple(_rows_of(session))), is_whole=False)


def read_session(
    library: Library, session_id: str, is_given_up: Callable[[], bool]
) -> OpenedSession | None:
    """All of it without its points, which take as long again; None where it was given up.

    Any thread; three hours of talk are some 29,000 words and take a third of a second. Raises
    UnknownSession, BadSessionId.
    """
    return _read(library, library.facts(session_id), is_given_up)


def _read(
    library: Library, facts: SessionFacts, is_given_up: Callable[[], bool]
) -> OpenedSession | None:
    session_id = facts.summary.session_id
    reading = library.reading(session_id) if facts.run_id else None
    if is_given_up():
        return None
    if reading is not None and reading.segments:
        segments = reading.segments
    else:
        chunks, words = library.chunks(session_id), library.words(session_id)
        corrections = library.live_corrections(session_id)
        reading, segments = None, tuple(live_segments(chunks, words, facts.spans, corrections))
    session = _with_facts(library, facts, segments, reading)
    rows = []
    for row in _rows_of(session):
        if is_given_up():
            return None
        rows.append(row)
    unheard = None if segments else library.unheard(session_id)
    return replace(session.with_rows(rows), unheard=unheard)


def _with_facts(
    library: Library,
    facts: SessionFacts,
    segments: tuple[Segment, ...],
    reading: Reading | None,
) -> OpenedSession:
    """Without rows."""
    if reading is not None:
        seen = reading.seen - facts.disputed
        reading = replace(reading, seen=seen, disputed=facts.disputed)
    return OpenedSession(
        facts.summary,
        segments,
        facts.spans,
        facts.bookmarks,
        reading,
        facts.speakers,
        facts.sound,
        (),
        guess=guessed_roles(segments, facts.speakers) if reading is not None else {},
        can_undo=bool(facts.steps.done),
        can_redo=bool(facts.steps.undone),
        consent=facts.consent,
        hold=facts.hold,
        input_read=facts.input_read,
        numbers_in=facts.summary.language if library.writes_numbers() else "",
        run_id=facts.run_id,
    )


def _rows_of(session: OpenedSession) -> Iterator[Row]:
    return turn_rows(
        session.segments,
        session.speakers,
        session.reading,
        session.spans,
        session.bookmarks,
        session.numbers_in,
    )


def read_points(
    library: Library, session: OpenedSession, is_given_up: Callable[[], bool]
) -> OpenedSession:
    """With what of it deserves a second look, the gravest first; some of it where it was given up.

    The settled text is doubted where live text differs from it. Any thread. Raises UnknownSession.
    """
    found: list[ReviewPlace] = []
    if session.reading is not None and not is_given_up():
        language, by_channel = session.summary.language, session.input_read.by_channel
        live = library.heard_live(session.summary.session_id)
        for point in _points(session.rows, live, language, is_given_up, by_channel=by_channel):
            if is_given_up():
                break
            found.append(point)
    tracks = replace(session.tracks, doubts=doubts_of(session.rows, found))
    return replace(session, points=tuple(found), tracks=tracks)


def _points(
    rows: Sequence[Row],
    live: Sequence[Word],
    language: str,
    is_given_up: Callable[[], bool],
    *,
    by_channel: bool,
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
        for row in takewhile(lambda _: not is_given_up(), turns)
    ]
    for point in review_points(spoken, by_channel=by_channel):
        row = turns[point.turn]
        whole = point.first < 0
        first, last = (0, -1) if whole else (point.first, point.last)
        yield ReviewPlace(row.places[first], row.places[last], point.kind, whole)
