"""The final transcript as rows: a turn each, its words, what a correction refers to; and between
them spans and notes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.edits import Reading
from aurity_desktop.domain.finding import Unit
from aurity_desktop.domain.spans import lines_of
from aurity_desktop.domain.speakers import Speaker
from aurity_desktop.domain.transcript import Segment, Word, text_of, words_of_segments
from aurity_desktop.domain.written_reading import Piece, pieces_of, with_heard
from aurity_desktop.ui.language.messages import (
    bookmark_text,
    corrected_text,
    span_text,
    speaker_text,
    unknown_speaker_text,
)
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.rows_view import RowsModel
from aurity_desktop.ui.widgets.time_text import clock, exact_length

_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class TurnRow:
    """One turn of one speaker.

    `voice` numbers the speakers in the order of their first words and picks the colour; -1 is an
    unknown voice.

    `continues`: the same speaker as in the row before, so that the name need not be said again.
    `words` joined by blanks are what was said; there are none where only text is known. `pieces`
    are what `text` is made of where numbers are written: none where it is what was said.
    `first_word` and `last_word` are positions for an Edit, -1 where nothing can be edited, and
    `places` those of `words`. `seen` are the positions of the words that a person has looked at;
    `corrected`: has written;
    `disputed`: has written, and the second pass says otherwise.
    """

    start: float
    end: float
    label: str
    name: str
    voice: int
    text: str
    overlapped: bool
    continues: bool
    words: tuple[Word, ...] = ()
    first_word: int = -1
    last_word: int = -1
    places: tuple[int, ...] = ()
    seen: frozenset[int] = frozenset()
    corrected: bool = False
    disputed: frozenset[int] = frozenset()
    pieces: tuple[Piece, ...] = ()

    @property
    def spoken(self) -> str:
        """What was said: the text that an edit changes."""
        return text_of(self.words) if self.pieces else self.text

    @property
    def written(self) -> list[tuple[int, int]]:
        """First character and length, in the text, of what is not as it was said."""
        return [self.span_of(piece.first) for piece in self.pieces if piece.written]

    @property
    def editable(self) -> bool:
        """Whether its words have positions that an Edit can name."""
        return self.first_word >= 0

    @property
    def units(self) -> list[Unit]:
        """What the text is made of, with the positions of the words that were said there."""
        return [
            Unit(piece.text, self.places[piece.first], self.places[piece.last])
            for piece in self._pieces
        ]

    def word_at(self, offset: int) -> int:
        """The number of the word at the character `offset` of the text; -1 without words."""
        end = -1
        for piece in self._pieces:
            end += len(piece.text) + 1
            if offset <= end:
                return piece.first
        return len(self.words) - 1

    def said_under(self, number: int) -> str:
        """What was heard where this word's text is written; "" where it stands itself."""
        for piece in self.pieces:
            if piece.written and piece.first <= number <= piece.last:
                return piece.heard or text_of(self.words[piece.first : piece.last + 1])
        return ""

    def is_by_sound(self, number: int) -> bool:
        """Whether this word was written by its sound."""
        return any(piece.heard for piece in self.pieces if piece.first == number)

    def word_at_moment(self, moment: float) -> int:
        """The word spoken at `moment`, or the last before it; -1 before the first."""
        return bisect_right([word.start for word in self.words], moment + 1e-6) - 1

    def words_within(self, first: int, last: int) -> tuple[int, int]:
        """The numbers of the words at positions `first` to `last`; (-1, -1) where there is none."""
        found = [number for number, place in enumerate(self.places) if first <= place <= last]
        return (found[0], found[-1]) if found else (-1, -1)

    def span_of(self, number: int) -> tuple[int, int]:
        """First character and length of a word in the text, or of what is written for it."""
        begin = 0
        for piece in self._pieces:
            if piece.last >= number:
                return begin, len(piece.text)
            begin += len(piece.text) + 1
        return begin, 0

    def spoken_span_of(self, number: int) -> tuple[int, int]:
        """First character and length of a word in what was said."""
        begin = sum(len(word.text) + 1 for word in self.words[:number])
        return begin, len(self.words[number].text)

    @property
    def _pieces(self) -> Sequence[Piece]:
        return self.pieces or [Piece(at, at, word.text) for at, word in enumerate(self.words)]


@dataclass(frozen=True, slots=True)
class SpanRow:
    """Time that was not captured, as a line of its own. `start` is its place, in seconds."""

    start: float
    text: str

    @property
    def editable(self) -> bool:
        """Never: it is no text, and nothing is joined over it."""
        return False


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A moment that somebody marked, as a line of its own; `text` as it is shown."""

    start: float
    text: str
    bookmark: Bookmark

    @property
    def editable(self) -> bool:
        """Its note can be written anew."""
        return True


Row: TypeAlias = TurnRow | SpanRow | NoteRow


class TurnModel(RowsModel):
    """An edit of a row is asked for: `text_edited` carries it out, the result is shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    @property
    def rows(self) -> Sequence[Row]:
        """The turns in their order, and the spans between them."""
        return tuple(self._rows)

    def turn(self, place: int) -> TurnRow | None:
        """The turn in this row; None for a span, and where there is no such row."""
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        return row if isinstance(row, TurnRow) else None

    def show(self, rows: Sequence[Row]) -> None:
        """Rows that are the same stay in place, so that a correction does not scroll the view.

        Of those that only get their words nothing is told: they look as they did.
        """
        old, new = self._rows, list(rows)
        head = _common(zip(old, new, strict=False))
        rest = min(len(old), len(new)) - head
        tail = min(rest, _common(zip(reversed(old), reversed(new), strict=False)))
        removed, added = len(old) - head - tail, len(new) - head - tail
        changed = min(removed, added)
        if changed:
            middle = slice(head, head + changed)
            differing = _differing(zip(old[middle], new[middle], strict=True))
            self._rows[middle] = new[middle]
            for first, last in differing:
                self.dataChanged.emit(self.index(head + first), self.index(head + last))
        place = head + changed
        if removed > changed:
            self.beginRemoveRows(QModelIndex(), place, head + removed - 1)
            del self._rows[place : head + removed]
            self.endRemoveRows()
        elif added > changed:
            self.beginInsertRows(QModelIndex(), place, head + added - 1)
            self._rows[place:place] = new[place : head + added]
            self.endInsertRows()

    def note(self, place: int) -> Bookmark | None:
        """The bookmark in this row; None for what was said, and where there is no such row."""
        row = self._rows[place] if 0 <= place < len(self._rows) else None
        return row.bookmark if isinstance(row, NoteRow) else None

    def row_of_note(self, bookmark_id: str) -> int:
        """The row of this bookmark; -1 where there is none."""
        for place, row in enumerate(self._rows):
            if isinstance(row, NoteRow) and row.bookmark.bookmark_id == bookmark_id:
                return place
        return -1

    def row_of(self, position: int) -> int:
        """The row of the turn with the word at this position; -1 where none has it."""
        for place, row in enumerate(self._rows):
            if isinstance(row, TurnRow) and row.first_word <= position <= row.last_word:
                return place
        return -1

    def row_at(self, moment: float) -> int:
        """The row in which `moment` lies, or the last one before it; -1 when there is none."""
        return bisect_right(self._rows, moment + 1e-6, key=_start_of) - 1

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802  # Qt's name
        """A list has no rows below a row."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Editable where the turn is."""
        flags = super().flags(index)
        if index.isValid() and self._rows[index.row()].editable:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The row, its words to edit, or a spoken line for screen readers."""
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.EditRole:
            return _text_to_edit(row)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if isinstance(row, SpanRow):
                return row.text
            if isinstance(row, NoteRow):
                return f"{clock(row.start)}: {row.text}"
            said = f"{row.name}, {clock(row.start)}: {row.text}"
            marked = role == Qt.ItemDataRole.AccessibleTextRole and row.corrected
            return f"{said} ({corrected_text()})" if marked else said
        return None


def turn_rows(
    segments: Sequence[Segment],
    speakers: Sequence[Speaker],
    reading: Reading | None = None,
    spans: Sequence[Span] = (),
    bookmarks: Sequence[Bookmark] = (),
    numbers_in: str = "",
) -> Iterator[Row]:
    """With a reading its segments, words and positions; without one the segments alone, and so
    those behind the reading's where it is of the first of them.

    A row for each span and each bookmark stands between them. `numbers_in` is the language whose
    numbers are shown as a clinician writes them, "" for none.
    """
    voices = {speaker.label: place for place, speaker in enumerate(speakers)}
    names = {speaker.label: speaker_text(speaker, voices[speaker.label]) for speaker in speakers}
    read = reading.segments if reading else ()
    shown = (*read, *segments[len(read) :])
    behind = len(shown) - len(read)
    words = [*(words_of_segments(reading.words, read) if reading else ()), *[()] * behind]
    positions = (*(reading.positions if reading else ()), *[(-1, -1)] * behind)
    label: str | None = None  # who spoke in the row before
    by_a_person = reading.words_by_a_person if reading else frozenset()
    at = 0  # the first word of the next turn
    places = iter(zip(words, positions, strict=True))
    for line in lines_of(shown, spans, bookmarks):
        if isinstance(line, Span):
            text = span_text(line, exact_length(line.seconds))
            yield SpanRow(seconds(line.at_sample), text)
            label = None
            continue
        if isinstance(line, Bookmark):
            yield NoteRow(line.at, bookmark_text(line), line)
            label = None
            continue
        segment, (spoken, (first, last)) = line, next(places)
        begin = at
        if spoken and reading:
            own, at = reading.places[at : at + len(spoken)], at + len(spoken)
        else:
            own = ()
        changed = reading.changed if reading else frozenset()
        kept = {at for at in range(len(own)) if begin + at in by_a_person}
        by_sound = reading.by_sound if reading else {}
        heard = {number: by_sound[place] for number, place in enumerate(own) if place in by_sound}
        pieces = with_heard(pieces_of(spoken, numbers_in, kept), heard)
        if not any(piece.written for piece in pieces):
            pieces = []
        yield TurnRow(
            start=segment.start,
            end=segment.end,
            label=segment.speaker,
            name=names.get(segment.speaker) or unknown_speaker_text(),
            voice=voices.get(segment.speaker, -1),
            text=" ".join(piece.text for piece in pieces) or segment.text,
            overlapped=segment.overlapped,
            continues=label == segment.speaker,
            words=spoken,
            first_word=first,
            last_word=last,
            places=own,
            seen=reading.seen.intersection(own) if reading else frozenset(),
            disputed=reading.disputed.intersection(own) if reading else frozenset(),
            corrected=not changed.isdisjoint(range(first, last + 1)),
            pieces=tuple(pieces),
        )
        label = segment.speaker


def _text_to_edit(row: Row) -> str:
    if isinstance(row, TurnRow):
        return row.spoken
    return row.bookmark.text if isinstance(row, NoteRow) else row.text


def _common(pairs: Iterable[tuple[Row, Row]]) -> int:
    count = 0
    for old, new in pairs:
        if old != new:
            break
        count += 1
    return count


def _differing(pairs: Iterable[tuple[Row, Row]]) -> list[tuple[int, int]]:
    """The first and the last place of each stretch of rows that look different now."""
    found: list[tuple[int, int]] = []
    for place, (old, new) in enumerate(pairs):
        if _looks_as(old, new):
            continue
        first = place
        if found and found[-1][1] == place - 1:
            first, _ = found.pop()
        found.append((first, place))
    return found


def _looks_as(old: Row, new: Row) -> bool:
    """Whether a row that only had its text shows the same with its words."""
    if not (isinstance(old, TurnRow) and isinstance(new, TurnRow)) or old.words:
        return old == new
    return _look_of(old) == _look_of(new)


def _look_of(row: TurnRow) -> tuple[object, ...]:
    shown = (row.start, row.label, row.name, row.voice, row.text, row.overlapped, row.continues)
    return (*shown, row.corrected, row.disputed, row.pieces)


def _start_of(row: Row) -> float:
    return row.start
