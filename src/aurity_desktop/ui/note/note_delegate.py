"""Draws the rows of a note: suggestions faded, what counts in ink, gaps marked; edits in place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from aurity_desktop.domain.clinical_note import EntryState
from aurity_desktop.ui.note.note_rows import HeadingRow, LineRow, Row, TypedRow
from aurity_desktop.ui.widgets.in_place_editor import InPlaceEditor
from aurity_desktop.ui.widgets.reading import (
    ROW_ROLE,
    Index,
    ReadingDelegate,
    coloured,
    height_of,
    wrapped,
)
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

#: What stands before a line, so that its state is not told by colour alone.
_SIGNS = {EntryState.OPEN: "?", EntryState.CONFIRMED: "✓", EntryState.REJECTED: "✕"}
#: Average characters for the sign, and for the time at the right edge.
_SIGN_CHARACTERS = 3.0
_TIME_CHARACTERS = 7.0


class NoteDelegate(ReadingDelegate):
    """What was typed is not put into the model but told by `text_edited`: the row, the text."""

    text_edited = Signal(int, str)

    def __init__(self, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(appearance, parent)
        self.editor_words = ""
        #: The section that something is dragged over, "" for none.
        self.dragged_over = ""

    def text_of(self, row: Row) -> str:
        """The row's words."""
        return row.text

    def measure(self, row: Row, font: QFont) -> int:
        """Breaks the row's lines; pixels."""
        text = wrapped(
            row.text, self.font_of(row, font), self._text_area(QRect(), row, font).width()
        )
        padding = self.padding(font)
        return round(height_of(text) + (1.6 if isinstance(row, HeadingRow) else 0.7) * padding)

    def draw(self, painter: QPainter, area: QRect, row: Row, font: QFont) -> None:
        """Sign, words, and the time of the sound at the right edge."""
        own, place = self.font_of(row, font), self._text_area(area, row, font)
        colour = QColor(self.colour_of(row))
        layout = wrapped(row.text, own, place.width(), [coloured(0, len(row.text), colour.name())])
        layout.draw(painter, place.topLeft())
        painter.setFont(font)
        baseline = place.top() + QFontMetricsF(own).ascent()
        if isinstance(row, LineRow):
            painter.setPen(colour)
            left = area.left() + self.padding(font)
            painter.drawText(QPointF(left, baseline), self.sign_of(row))
            if row.entry.start >= 0:
                self._draw_right(painter, area, baseline, clock(row.entry.start), font)
        elif isinstance(row, HeadingRow):
            if row.clause:
                self._draw_right(painter, area, baseline, row.clause, font)
            if row.section == self.dragged_over:
                painter.setPen(QPen(QColor(self._appearance.colours.accent), 2))
                under = QPointF(place.left(), place.top() + height_of(layout) + 1)
                painter.drawLine(under, under + QPointF(place.width(), 0))

    def sign_of(self, row: LineRow) -> str:
        """What tells the state of a line beside its colour."""
        return "⚠" if row.doubtful else _SIGNS[row.entry.state]

    def createEditor(  # noqa: N802  # Qt's name
        self,
        parent: QWidget,
        option: QStyleOptionViewItem,  # noqa: ARG002  # Qt passes it
        index: Index,
    ) -> QWidget:
        """A field over the row, filled with its words and all of them chosen."""
        row: Row = index.data(ROW_ROLE)
        multiline = isinstance(row, TypedRow) and not row.label
        editor = InPlaceEditor(parent, multiline=multiline)
        editor.setAccessibleName(self.editor_words)
        editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
        if isinstance(row, LineRow) or (isinstance(row, TypedRow) and row.offered):
            editor.selectAll()
        else:
            editor.moveCursor(editor.textCursor().MoveOperation.End)
        editor.done.connect(partial(self._on_edited, editor, index.row(), row))
        editor.left.connect(partial(self.closeEditor.emit, editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802  # Qt's name
        """Nothing: it was filled when it was made, and what is typed since stays."""

    def updateEditorGeometry(  # noqa: N802  # Qt's name
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Over the row, and no lower than three lines where several may be typed."""
        row: Row = index.data(ROW_ROLE)
        area: QRect = option.rect
        lines = 1.6 if isinstance(row, TypedRow) and row.label else 3.2
        least = round(QFontMetricsF(option.font).lineSpacing() * lines)
        editor.setGeometry(area.adjusted(2, 0, -2, max(0, least - area.height())))

    def _on_edited(self, editor: InPlaceEditor, at: int, row: Row) -> None:
        """What was only offered is not taken over by a click elsewhere."""
        text = editor.toPlainText().strip()
        offered = isinstance(row, TypedRow) and row.offered == text
        if editor.hasFocus() or not offered:
            self.text_edited.emit(at, text)
        self.closeEditor.emit(editor)

    def sign_width(self, font: QFont) -> float:
        """Pixels from the left edge of a line to its words: there its sign stands."""
        return self.padding(font) + QFontMetricsF(font).averageCharWidth() * _SIGN_CHARACTERS

    def _text_area(self, area: QRect, row: Row, font: QFont) -> QRectF:
        padding, letter = self.padding(font), QFontMetricsF(font).averageCharWidth()
        at_edge = isinstance(row, HeadingRow) or (isinstance(row, TypedRow) and bool(row.label))
        left = float(padding) if at_edge else self.sign_width(font)
        above = (1.1 if isinstance(row, HeadingRow) else 0.35) * padding
        width = self.view_width - left - padding - letter * _TIME_CHARACTERS
        return QRectF(area.left() + left, area.top() + above, max(1.0, width), area.height())

    def _draw_right(
        self, painter: QPainter, area: QRect, baseline: float, words: str, font: QFont
    ) -> None:
        width = QFontMetricsF(font).horizontalAdvance(words)
        painter.setPen(QColor(self._appearance.colours.muted))
        place = area.right() - self.padding(font) - width
        painter.drawText(QPointF(place, baseline), words)

    def font_of(self, row: Row, font: QFont) -> QFont:
        """What the row is written in, where the page is in `font`."""
        own = QFont(font)
        if isinstance(row, HeadingRow):
            own.setWeight(QFont.Weight.DemiBold)
        elif isinstance(row, LineRow):
            own.setStrikeOut(row.entry.state is EntryState.REJECTED)
            own.setItalic(row.entry.state is EntryState.OPEN)
        elif not row.written:
            own.setItalic(True)
        return own

    def colour_of(self, row: Row) -> str:
        """Of its words and its sign."""
        colours = self._appearance.colours
        if isinstance(row, LineRow):
            if row.doubtful:
                return colours.on_amber
            confirmed = row.entry.state is EntryState.CONFIRMED
            return colours.ink if confirmed else colours.muted
        if isinstance(row, TypedRow) and not row.written:
            return colours.on_alarm if row.missing else colours.muted
        return colours.ink
