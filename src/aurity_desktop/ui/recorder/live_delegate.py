"""Draws the live transcript: times in the margin, words that may still change dotted, notes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextLine
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from aurity_desktop.domain.live_corrections import is_by_sound, is_written
from aurity_desktop.domain.transcript import Word
from aurity_desktop.ui.language.messages import bookmark_text
from aurity_desktop.ui.recorder.live_model import NoteRow, Paragraph, Row, SpanRow, row_text
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

#: A field over a word has room for a longer one, or for two.
_FIELD_CHARACTERS = 22


class LiveDelegate(ReadingDelegate):
    """Settled words are drawn in full ink, provisional ones lighter and dotted. What a person wrote
    has the accent's colour, a name by its sound is in full ink and dotted.

    `edited` is the number of the word of a paragraph that is being corrected in place; what was
    typed is told by `word_edited`, with the word as it read before.
    """

    word_edited = Signal(Word, str)

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.edited = -1
        self.editor_words = ""

    def text_of(self, row: Row) -> str:
        """ "" for a stretch that was not captured, which is one line high."""
        if isinstance(row, SpanRow):
            return ""
        return row.text if isinstance(row, Paragraph) else bookmark_text(row.bookmark)

    def measure(self, row: Row, font: QFont) -> int:
        """Breaks the row's lines; pixels."""
        padding = self.padding(font)
        if isinstance(row, SpanRow):
            return absence_height(font)
        if isinstance(row, NoteRow):
            return note_height(
                bookmark_text(row.bookmark), font, self.text_width(font, _margin(font))
            )
        big = _reading_font(font)
        width = self.text_width(big, _margin(font))
        return round(height_of(wrapped(row.text, big, width)) + 1.4 * padding)

    def draw(self, painter: QPainter, area: QRect, row: Row, font: QFont) -> None:
        """A paragraph, a note, or the rule across the page of what was not captured."""
        colours = self._appearance.colours
        if isinstance(row, SpanRow):
            draw_absence(painter, area, row_text(row), font, _margin(font), colours)
        elif isinstance(row, NoteRow):
            width = self.text_width(font, _margin(font))
            text, at = bookmark_text(row.bookmark), clock(row.at)
            draw_note(
                painter, area, at, text, font, _margin(font), width, colours, time_at_left=True
            )
        else:
            self._draw_paragraph(painter, area, row, font)

    def word_at(self, point: QPointF, area: QRect, row: Paragraph, font: QFont) -> int:
        """The number of the settled word at `point`, -1 for none."""
        layout, corner = self._set(row, font, area)
        local = point - corner
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            inside = line.y() <= local.y() <= line.y() + line.height()
            if inside and 0 <= local.x() <= line.naturalTextWidth():
                on_character = QTextLine.CursorPosition.CursorOnCharacter
                return row.word_at(line.xToCursor(local.x(), on_character))
        return -1

    def createEditor(  # noqa: N802  # Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002  # Qt passes it
        index: Index,
    ) -> QWidget:
        """A field over the word, filled with it and all of it chosen."""
        row: Paragraph = index.data(ROW_ROLE)
        word = row.spoken[self.edited]
        editor = InPlaceEditor(parent)
        editor.setAccessibleName(self.editor_words)
        editor.setFont(_reading_font(parent.font()))
        editor.setLineWrapMode(InPlaceEditor.LineWrapMode.NoWrap)
        for policy in (editor.setVerticalScrollBarPolicy, editor.setHorizontalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        editor.setPlainText(word.text)
        editor.selectAll()
        editor.done.connect(partial(self._on_edited, editor, word))
        editor.left.connect(partial(self.closeEditor.emit, editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  # Qt's name
        """Nothing: it was filled when it was made, and what is typed since stays."""

    def updateEditorGeometry(  # noqa: N802  # Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the word, with room to write a longer one."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, Paragraph) or self.edited >= len(row.spoken):
            return
        layout, corner = self._set(row, option.font, option.rect)
        begin, length = row.span_of(self.edited)
        line = layout.lineForTextPosition(begin)
        left, right = _x_of(line, begin), _x_of(line, begin + length)
        least = _FIELD_CHARACTERS * QFontMetricsF(editor.font()).averageCharWidth()
        room = max(right - left + 40, least)
        left = max(0.0, min(left, self.view_width - corner.x() - room - 8))
        area = QRectF(corner.x() + left, corner.y() + line.y(), room, line.height())
        editor.setGeometry(area.toAlignedRect().adjusted(-8, -6, 8, 8))

    def _on_edited(self, editor: InPlaceEditor, word: Word) -> None:
        text = " ".join(editor.toPlainText().split())
        self.closeEditor.emit(editor)
        if text != word.text:
            self.word_edited.emit(word, text)

    def _set(self, row: Paragraph, font: QFont, area: QRect) -> tuple[QTextLayout, QPointF]:
        """The paragraph's lines, and where they begin when it is drawn in `area`."""
        padding, margin, big = self.padding(font), _margin(font), _reading_font(font)
        layout = wrapped(row.text, big, self.text_width(big, margin))
        return layout, QPointF(area.left() + padding + margin, area.top() + 0.7 * padding)

    def _draw_paragraph(self, painter: QPainter, area: QRect, row: Paragraph, font: QFont) -> None:
        colours = self._appearance.colours
        padding, margin, big = self.padding(font), _margin(font), _reading_font(font)
        top = area.top() + 0.7 * padding
        painter.setFont(font)
        painter.setPen(QColor(colours.muted))
        baseline = top + QFontMetricsF(big).ascent()
        painter.drawText(QPointF(area.left() + padding, baseline), clock(row.start))
        formats = [coloured(0, len(row.text), colours.ink)]
        for number, word in enumerate(row.spoken):
            if is_written(word):
                formats.append(coloured(*row.span_of(number), colours.accent))
            elif is_by_sound(word):
                formats.append(coloured(*row.span_of(number), colours.ink, dotted=True))
        if row.provisional:
            begin = len(row.text) - len(row.provisional)
            formats.append(coloured(begin, len(row.provisional), colours.muted, dotted=True))
        layout = wrapped(row.text, big, self.text_width(big, margin), formats)
        layout.draw(painter, QPointF(area.left() + padding + margin, top))


def _x_of(line: QTextLine, place: int) -> float:
    """Pixels from the line's beginning to a character."""
    found: tuple[float, int] = line.cursorToX(place)  # type: ignore[assignment]  # as it is
    return found[0]


def _margin(font: QFont) -> int:
    """Room for the time, `1:03:07` and a blank."""
    return round(QFontMetricsF(font).horizontalAdvance("0:00:00  "))


def _reading_font(font: QFont) -> QFont:
    big = QFont(font)
    big.setPointSizeF(font.pointSizeF() * 1.3)
    return big
