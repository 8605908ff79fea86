"""Draws turns: who and when in the margin in the speaker's colour, the words beside a rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
)
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from aurity_desktop.ui.review.turn_model import NoteRow, Row, SpanRow, TurnRow
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from aurity_desktop.ui.widgets.reading import (
    ROW_ROLE,
    Index,
    ReadingDelegate,
    absence_height,
    coloured,
    draw_absence,
    draw_note,
    height_of,
    note_height,
    wrapped,
)
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

#: A turn, and [start, end) in its text.
Mark: TypeAlias = tuple[TurnRow, int, int]

#: Below this width, in average characters, name and time stand above the words instead of beside
#: them.
_NARROW = 70
_MARGIN_CHARACTERS = 24
#: Pixels between a name and the time beside it.
_NAME_TO_TIME = 8
#: Seconds for which the last word of a turn stays marked after it was spoken.
_LINGER = 0.3


#: Pixels between a note's time and its words, with the bar between them.
_BESIDE_BAR = 24


class TurnDelegate(ReadingDelegate):
    """`heard` is the moment that is being played, in seconds, or None: its word is marked.

    `doubt` is a turn and the first and last of the words in it that are to be checked. `found` are
    the [start, end) of what was searched for, by the turn's start and text; `current_found` is the
    match that is looked at.

    A row's text is edited in place; what was typed is not put into the model but told by
    `text_edited`.
    """

    text_edited = Signal(int, str)  # row, text

    def __init__(self, appearance: Appearance, parent: QWidget, overlap_words: str = "") -> None:
        super().__init__(appearance, parent)
        self.overlap_words = overlap_words
        self.corrected_words = ""
        self.editor_words = self.note_words = ""
        self.heard: float | None = None
        self.doubt: tuple[TurnRow, int, int] | None = None
        self.found: Mapping[tuple[float, str], Sequence[tuple[int, int]]] = {}
        self.current_found: Mark | None = None

    def text_of(self, row: Row) -> str:
        """The turn's words, joined, or the note; "" for a span, which is one line high."""
        return "" if isinstance(row, SpanRow) else row.text

    def measure(self, row: Row, font: QFont) -> int:
        """Breaks the turn's lines; pixels, with room for the name where that stands above."""
        if isinstance(row, SpanRow):
            return absence_height(font)
        if isinstance(row, NoteRow):
            return note_height(row.text, font, self.text_width(font, self._note_margin(font)))
        big, padding = _reading_font(font), self.padding(font)
        text = wrapped(row.text, big, self.text_width(big, self._margin(font)))
        height = height_of(text)
        line = QFontMetricsF(font).lineSpacing()
        if self._narrow(font):
            height += 1.25 * line
        else:
            height = max(height, (1 + len(self._notes(row))) * line)
        return round(height + (0.8 if row.continues else 1.2) * padding)

    def text_area(self, area: QRect, row: TurnRow | NoteRow, font: QFont) -> QRectF:
        """Where the words of a row that is drawn in `area` stand."""
        padding, margin, big = self.padding(font), self._margin(font), _reading_font(font)
        if isinstance(row, NoteRow):
            margin = self._note_margin(font)
            left, top = area.left() + padding + margin, area.top() + 0.5 * padding
            return QRectF(left, top, self.text_width(font, margin), area.bottom() - top)
        top = area.top() + (0.4 if row.continues else 0.7) * padding
        if self._narrow(font):
            top += 1.25 * QFontMetricsF(font).lineSpacing()
        left = area.left() + padding + margin
        return QRectF(left, top, self.text_width(big, margin), area.bottom() - top)

    def word_at(self, point: QPointF, area: QRect, row: TurnRow, font: QFont) -> int:
        """The number of the word at `point`, -1 for none."""
        place = self.text_area(area, row, font)
        big = _reading_font(font)
        layout = wrapped(row.text, big, place.width())
        local = point - place.topLeft()
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            inside = line.y() <= local.y() <= line.y() + line.height()
            if inside and 0 <= local.x() <= line.naturalTextWidth():
                return row.word_at(
                    line.xToCursor(local.x(), QTextLine.CursorPosition.CursorOnCharacter)
                )
        return -1

    def draw(self, painter: QPainter, area: QRect, row: Row, font: QFont) -> None:
        """Name and time, the rule in the speaker's colour, and the words; a span's line; a note."""
        if isinstance(row, SpanRow):
            colours = self._appearance.colours
            draw_absence(painter, area, row.text, font, self._margin(font), colours)
            return
        if isinstance(row, NoteRow):
            margin, at = self._note_margin(font), clock(row.start)
            width, colours = self.text_width(font, margin), self._appearance.colours
            draw_note(painter, area, at, row.text, font, margin, width, colours)
            return
        padding, margin, big = self.padding(font), self._margin(font), _reading_font(font)
        text = self.text_area(area, row, font)
        left = area.left() + padding
        if self._narrow(font):
            top = text.top() - 1.25 * QFontMetricsF(font).lineSpacing()
            self._draw_heading(painter, QRectF(left + 10, top, area.width(), 0), row, font)
        else:
            self._draw_margin(
                painter, QRectF(left, text.top(), margin - 18, area.height()), row, font
            )
        layout = wrapped(row.text, big, text.width(), self._formats(row))
        bar = QRectF(left + margin - 12, area.top() + (0 if row.continues else 0.5 * padding), 3, 0)
        bar.setBottom(area.bottom() + 1)
        painter.fillRect(bar, QColor(self._colour(row)))
        layout.draw(painter, text.topLeft())

    def createEditor(  # noqa: N802  # Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002  # Qt passes it
        index: Index,
    ) -> QWidget:
        """A field over the words, filled with them and all of it chosen."""
        editor = InPlaceEditor(parent)
        row = index.data(ROW_ROLE)
        is_note = isinstance(row, NoteRow)
        editor.setAccessibleName(self.note_words if is_note else self.editor_words)
        editor.setFont(parent.font() if is_note else _reading_font(parent.font()))
        editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
        if self.doubt is not None and self.doubt[0] == row:
            editor.choose(*self._doubted(row.spoken_span_of))
        else:
            editor.selectAll()
        editor.done.connect(partial(self._on_edited, editor, index.row()))
        editor.left.connect(partial(self.closeEditor.emit, editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  # Qt's name
        """Nothing: it was filled when it was made, and what is typed since stays."""

    def updateEditorGeometry(  # noqa: N802  # Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the words, a little larger, and no lower than a line and a half."""
        font = option.font
        area = self.text_area(option.rect, index.data(ROW_ROLE), font).toAlignedRect()
        frame = QFontMetricsF(font).height()
        editor.setGeometry(area.adjusted(-8, -6, 8, max(6, round(1.5 * frame - area.height()))))

    def _on_edited(self, editor: InPlaceEditor, row: int) -> None:
        self.text_edited.emit(row, " ".join(editor.toPlainText().split()))
        self.closeEditor.emit(editor)

    def _doubted(self, span_of: Callable[[int], tuple[int, int]]) -> tuple[int, int]:
        """First character and length of the words that are to be checked."""
        assert self.doubt is not None
        begin, _ = span_of(self.doubt[1])
        last, length = span_of(self.doubt[2])
        return begin, last + length - begin

    def _formats(self, row: TurnRow) -> list[QTextLayout.FormatRange]:
        colours = self._appearance.colours
        formats = [coloured(0, len(row.text), colours.ink)]
        for start, length in row.written:
            formats.append(coloured(start, length, colours.ink))
            formats[-1].format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            formats[-1].format.setUnderlineColor(QColor(colours.muted))
        for start, end in self.found.get((row.start, row.text), ()):
            current = self.current_found == (row, start, end)
            formats.append(
                coloured(start, end - start, colours.on_accent if current else colours.ink)
            )
            formats[-1].format.setBackground(QColor(colours.accent if current else colours.chosen))
            formats[-1].format.setFontUnderline(True)
        if self.heard is not None and row.start <= self.heard < row.end + _LINGER:
            number = row.word_at_moment(self.heard)
            if number >= 0:
                formats.append(coloured(*row.span_of(number), colours.on_accent))
                formats[-1].format.setBackground(QColor(colours.accent))
        if self.doubt is not None and self.doubt[0] == row:
            formats.append(coloured(*self._doubted(row.span_of), colours.on_amber))
            formats[-1].format.setBackground(QColor(colours.amber))
            formats[-1].format.setFontUnderline(True)
        return formats

    def _draw_margin(self, painter: QPainter, area: QRectF, row: TurnRow, font: QFont) -> None:
        bold = _bold(font)
        ascent, spacing = (
            QFontMetricsF(_reading_font(font)).ascent(),
            QFontMetricsF(font).lineSpacing(),
        )
        baseline = area.top() + ascent
        when = clock(row.start)
        room = area.width() - QFontMetricsF(font).horizontalAdvance(when)
        if not row.continues:
            painter.setFont(bold)
            painter.setPen(QColor(self._colour(row)))
            name = QFontMetricsF(bold).elidedText(
                row.name, Qt.TextElideMode.ElideRight, room - _NAME_TO_TIME
            )
            painter.drawText(QPointF(area.left(), baseline), name)
        painter.setFont(font)
        painter.setPen(QColor(self._appearance.colours.muted))
        painter.drawText(QPointF(area.left() + room, baseline), when)
        for note in self._notes(row):
            baseline += spacing
            painter.drawText(QPointF(area.left(), baseline), note)

    def _draw_heading(self, painter: QPainter, area: QRectF, row: TurnRow, font: QFont) -> None:
        bold = _bold(font)
        baseline = area.top() + QFontMetricsF(font).ascent()
        painter.setFont(bold)
        painter.setPen(QColor(self._colour(row)))
        painter.drawText(QPointF(area.left(), baseline), row.name)
        painter.setFont(font)
        painter.setPen(QColor(self._appearance.colours.muted))
        after = area.left() + QFontMetricsF(bold).horizontalAdvance(f"{row.name}  ")
        words = "  ".join((clock(row.start), *self._notes(row)))
        painter.drawText(QPointF(after, baseline), words)

    def _notes(self, row: TurnRow) -> list[str]:
        """What is said of the turn below its time."""
        said = (self.overlap_words, row.overlapped), (self.corrected_words, row.corrected)
        return [words for words, holds in said if holds]

    def _colour(self, row: TurnRow) -> str:
        if row.voice < 0:
            return self._appearance.colours.muted
        return self._appearance.voice(row.voice)

    def _narrow(self, font: QFont) -> bool:
        return self.view_width < QFontMetricsF(font).averageCharWidth() * _NARROW

    def _margin(self, font: QFont) -> int:
        if self._narrow(font):
            return 12
        return round(QFontMetricsF(font).averageCharWidth() * _MARGIN_CHARACTERS)

    def _note_margin(self, font: QFont) -> int:
        """A note has its time beside it, also where names and times stand above the turns."""
        time = QFontMetricsF(font).horizontalAdvance("0:00:00")
        return max(self._margin(font), round(time) + _BESIDE_BAR)


def _reading_font(font: QFont) -> QFont:
    big = QFont(font)
    big.setPointSizeF(font.pointSizeF() * 1.2)
    return big


def _bold(font: QFont) -> QFont:
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    return bold
