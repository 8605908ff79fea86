"""The words as they come: settled paragraphs, and after them words that may still change."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.live_corrections import (
    LiveCorrection,
    is_by_sound,
    with_corrections,
)
from aurity_desktop.domain.spans import standing
from aurity_desktop.domain.transcript import ChunkTranscription, LiveUpdate, Word
from aurity_desktop.ui.language.messages import bookmark_text, span_text
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.time_text import clock, exact_length

#: A silence of so many seconds begins a new paragraph.
_PAUSE = 1.6
#: So does the end of a sentence once a paragraph has so many words; at twice as many any word does.
_LONG = 45
#: Seconds that a word may be from where it was when it was corrected.
_NEARBY = 3.0
_SENTENCE_ENDS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`provisional` words stand after the settled ones and may change with the next slice.

    `spoken` are the settled words.
    """

    start: float
    end: float
    words: int
    settled: str
    provisional: str = ""
    spoken: tuple[Word, ...] = ()

    @property
    def text(self) -> str:
        """Settled and provisional words, as they are read."""
        return f"{self.settled} {self.provisional}".strip()

    def word_at(self, offset: int) -> int:
        """The number of the settled word at a character of the text; -1 behind the last."""
        end = -1
        for number, word in enumerate(self.spoken):
            end += len(word.text) + 1
            if offset <= end:
                return number
        return -1

    def span_of(self, number: int) -> tuple[int, int]:
        """First character and length of a settled word in the text."""
        begin = sum(len(word.text) + 1 for word in self.spoken[:number])
        return begin, len(self.spoken[number].text)


@dataclass(frozen=True, slots=True)
class SpanRow:
    """Time that was not captured, at its place in the text."""

    at: float
    span: Span


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A moment that somebody marked, at its place in the text."""

    at: float
    bookmark: Bookmark


Row: TypeAlias = Paragraph | SpanRow | NoteRow

_NOWHERE = QModelIndex()


class LiveModel(QAbstractListModel):
    """Rows of the live transcript.

    Changes are told row by row from the first one that changed, never as a reset while text flows.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settled: list[Row] = []
        self._shown: list[Row] = []
        self._provisional: tuple[Word, ...] = ()
        self._chunks: dict[int, tuple[Word, ...]] = {}
        self._second_pass: set[int] = set()
        self._corrections: tuple[LiveCorrection, ...] = ()

    def clear(self) -> None:
        """An empty page, for a new session."""
        self.beginResetModel()
        self._settled, self._shown, self._provisional = [], [], ()
        self._chunks, self._second_pass, self._corrections = {}, set(), ()
        self.endResetModel()

    def apply_update(self, update: LiveUpdate) -> None:
        """Settle what is settled and put the provisional words after it.

        A chunk that comes again is written anew. Live text does not take the place of the second
        pass's, which may have come first.
        """
        self._provisional = update.provisional
        settled = [each for each in update.settled if not self._is_superseded(each)]
        again = [each for each in settled if self._has_changed(each)]
        new = [each for each in settled if each.chunk_number not in self._chunks]
        changed = [
            word.start for each in again for word in (*self._chunks[each.chunk_number], *each.words)
        ]
        for chunk in settled:
            self._chunks[chunk.chunk_number] = chunk.words
        if self._corrections:  # a word that is corrected may come a little later or earlier
            changed += [word.start - _NEARBY for each in new for word in each.words[:1]]
        if changed:
            self._rebuild_from(min(changed))
            return
        first = self._first_growing_row()
        for chunk in new:
            for word in chunk.words:
                first = min(first, self._append(self._settled, word, settled=True))
        self._show(first)

    def add_span(self, span: Span) -> None:
        """Put a stretch that was not captured at its place, with others of its kind as one."""
        first = self._first_growing_row()
        last = self._settled[-1] if self._settled else None
        if isinstance(last, SpanRow):
            *_, last_span = joined = standing((last.span, span))
            if len(joined) == 1:
                self._settled.pop()
                span = last_span
        self._settled.append(SpanRow(seconds(span.at_sample), span))
        self._show(first)

    def show_bookmarks(self, bookmarks: Sequence[Bookmark]) -> None:
        """These hold now, each at its place; a paragraph ends where one stands."""
        before = {row for row in self._settled if isinstance(row, NoteRow)}
        after = {NoteRow(each.at, each) for each in bookmarks}
        if before != after:
            self._rebuild_from(min(row.at for row in before ^ after), after)

    def show_corrections(self, corrections: Sequence[LiveCorrection]) -> None:
        """These hold now: nothing that is heard again takes the place of what a person wrote."""
        before, self._corrections = set(self._corrections), tuple(corrections)
        changed = before ^ set(corrections)
        if changed:
            self._rebuild_from(min(each.start for each in changed) - _NEARBY)

    def heard(self, word: Word) -> str:
        """What was heard where the program wrote this word by its sound; "" for any other."""
        if not is_by_sound(word):
            return ""
        return next(
            (
                each.heard
                for each in self._corrections
                if each.by_sound
                and each.start - _NEARBY <= word.middle <= each.end + _NEARBY
                and word.text in each.text.split()
            ),
            "",
        )

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:  # noqa: N802  # Qt's name
        """A list has no rows below a row."""
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """A paragraph's words can be corrected."""
        flags = super().flags(index)
        if index.isValid() and isinstance(self._shown[index.row()], Paragraph):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        """The row, or its text."""
        row = self._shown[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return row_text(row)
        return None

    def _append(self, rows: list[Row], word: Word, *, settled: bool) -> int:
        """Add a word to the paragraph it belongs to. Returns the place of the row that changed."""
        place = len(rows) - 1
        while place >= 0:
            row = rows[place]
            if isinstance(row, Paragraph) or row.at <= word.middle:
                break
            place -= 1  # the words before a gap or a mark settle after it is known
        before = rows[place] if place >= 0 else None
        if isinstance(before, Paragraph) and not _begins_paragraph(before, word):
            rows[place] = _grown(before, word, settled=settled)
            return place
        new = Paragraph(word.start, word.end, 0, "")
        rows.insert(place + 1, _grown(new, word, settled=settled))
        return place + 1

    def _is_superseded(self, chunk: ChunkTranscription) -> bool:
        if chunk.is_second_pass:
            self._second_pass.add(chunk.chunk_number)
            return False
        return chunk.chunk_number in self._second_pass

    def _has_changed(self, chunk: ChunkTranscription) -> bool:
        known = self._chunks.get(chunk.chunk_number)
        return known is not None and known != chunk.words

    def _rebuild_from(self, start: float, notes: Set[NoteRow] | None = None) -> None:
        """Make the paragraphs from this second of the session on again, with these notes.

        None for the notes that are there. That takes no longer in the third hour than in the first
        minute, and only rows that differ are told.
        """
        first, since = 0, 0.0
        for place, row in enumerate(self._settled):
            if not isinstance(row, Paragraph):
                if row.at >= start:
                    break
            elif row.start <= start:
                first, since = place, row.start
        asides = [row for row in self._settled[first:] if not isinstance(row, Paragraph)]
        if notes is not None:
            before = {row for row in self._settled[:first] if isinstance(row, NoteRow)}
            spans = [row for row in asides if isinstance(row, SpanRow)]
            asides = sorted([*spans, *sorted(notes - before, key=_at)], key=_at)
        self._settled[first:] = asides
        concerned = [each for each in self._corrections if each.middle >= since]
        for word in with_corrections(self._words_since(since), concerned):
            self._append(self._settled, word, settled=True)
        self._show(min(first, self._first_growing_row()))

    def _words_since(self, second: float) -> list[Word]:
        """Settled words that begin then or later."""
        words: list[Word] = []
        for number in sorted(self._chunks, reverse=True):
            own = self._chunks[number]
            words[:0] = [word for word in own if word.start >= second]
            if own and own[0].start < second:
                break
        return words

    def _first_growing_row(self) -> int:
        """The last paragraph's row.

        From here on rows may grow, also with words that come before a gap.
        """
        for place in range(len(self._settled) - 1, -1, -1):
            if isinstance(self._settled[place], Paragraph):
                return place
        return 0

    def _show(self, first: int) -> None:
        """Show the settled rows from `first` on, with the provisional words where they belong.

        Of provisional words that the second pass has settled in the meantime, nothing is shown.
        """
        rows = self._settled[first:]
        settled_to = max((row.end for row in rows if isinstance(row, Paragraph)), default=0.0)
        for word in self._provisional:
            if word.middle > settled_to:
                self._append(rows, word, settled=False)
        self._show_from(first, rows)

    def _show_from(self, first: int, rows: list[Row]) -> None:
        """Make the rows from `first` on be `rows`, with the fewest signals."""
        while first < len(self._shown) and rows and self._shown[first] == rows[0]:
            first, rows = first + 1, rows[1:]
        common = min(len(self._shown) - first, len(rows))
        if common > 0:
            self._shown[first : first + common] = rows[:common]
            self.dataChanged.emit(self.index(first), self.index(first + common - 1))
        if len(rows) > common:
            self.beginInsertRows(QModelIndex(), first + common, first + len(rows) - 1)
            self._shown[first + common :] = rows[common:]
            self.endInsertRows()
        elif len(self._shown) > first + common:
            self.beginRemoveRows(QModelIndex(), first + common, len(self._shown) - 1)
            del self._shown[first + common :]
            self.endRemoveRows()


def row_text(row: Row) -> str:
    """A row as it is copied and read aloud."""
    if isinstance(row, SpanRow):
        return span_text(row.span, exact_length(row.span.seconds))
    if isinstance(row, NoteRow):
        return f"{clock(row.at)}  {bookmark_text(row.bookmark)}"
    return f"{clock(row.start)}  {row.text}"


def _begins_paragraph(row: Paragraph, word: Word) -> bool:
    if word.start - row.end > _PAUSE or row.words >= 2 * _LONG:
        return True
    return row.words >= _LONG and row.text.endswith(_SENTENCE_ENDS)


def _grown(row: Paragraph, word: Word, *, settled: bool) -> Paragraph:
    end, words = max(row.end, word.end), row.words + 1
    if settled:
        settled_text = f"{row.settled} {word.text}".strip()
        spoken = (*row.spoken, word)
        return replace(row, end=end, words=words, settled=settled_text, spoken=spoken)
    return replace(row, end=end, words=words, provisional=f"{row.provisional} {word.text}".strip())


def _at(row: SpanRow | NoteRow) -> float:
    return row.at
