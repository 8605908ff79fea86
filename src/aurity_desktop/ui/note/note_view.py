"""The rows of a note by keys and clicks: Enter confirms, Delete rejects, E edits, a click plays.

Shift+Enter confirms a section, Ctrl+Enter signs; a click on a line's sign confirms or rejects it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from aurity_desktop.domain.clinical_note import EntryState
from aurity_desktop.ui.note.note_delegate import NoteDelegate
from aurity_desktop.ui.note.note_row_menu import NoteRowMenu
from aurity_desktop.ui.note.note_rows import (
    HeadingRow,
    LineRow,
    NoteModel,
    Row,
    RowKey,
    TypedRow,
    key_of,
)
from aurity_desktop.ui.note.passage_drag import dragged_passages
from aurity_desktop.ui.widgets.clipboard import copy_text
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.reading_view import ReadingView

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
#: Pixels: in large text there is much around it.
_LEAST_HEIGHT = 110
_REJECT = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})
_KEYPAD, _SHIFT = Qt.KeyboardModifier.KeypadModifier, Qt.KeyboardModifier.ShiftModifier
#: Rows that stay in sight behind the one that the keyboard goes to: what comes next is read ahead.
_AHEAD = 2


class NoteView(ReadingView):
    """Each signal carries a row: confirmed, rejected, asked to be heard, a section to be copied.

    `section_confirmed` carries a section's key. `code_asked` carries what was typed where a
    diagnosis is to be picked; `dropped` a section's key, "" above them all, and the passages.
    """

    confirm_asked = Signal(LineRow)
    section_confirmed = Signal(str)
    sign_asked = Signal()
    code_asked = Signal(str)
    dropped = Signal(str, tuple)
    reject_asked = Signal(LineRow)
    play_asked = Signal(LineRow)
    section_copied = Signal(HeadingRow)

    def __init__(self, delegate: NoteDelegate, parent: QWidget | None = None) -> None:
        super().__init__(delegate, parent)
        self._note = delegate
        self.setAcceptDrops(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._pressed_at = QPoint()

    @property
    def chosen(self) -> Row | None:
        """The row that the keyboard is at."""
        index = self.currentIndex()
        row: Row | None = index.data(ROW_ROLE) if index.isValid() else None
        return row

    @property
    def editing(self) -> bool:
        """Whether a row is being written."""
        return self.state() is QAbstractItemView.State.EditingState

    def choose(self, at: int) -> None:
        """Bring a row into sight, with some that follow it, and the keyboard to it."""
        model = self.model()
        index = model.index(at, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(model.index(min(at + _AHEAD, model.rowCount() - 1), 0))
            self.scrollTo(index)

    def edit_chosen(self) -> None:
        """Open the row's words for writing, in place."""
        index = self.currentIndex()
        if index.isValid() and not isinstance(self.chosen, HeadingRow):
            self.scrollTo(index)
            self.edit(index)

    def go_to_open(self, done: Container[RowKey] = ()) -> None:
        """To the next suggestion that waits for a decision; without any to what is missing first.

        From the current row on, and then from the top. Rows in `done` are passed over: what was
        asked for them is on its way.
        """
        if not self._go(_waits, done, self.currentIndex().row()):
            self._go(_is_missing, done, -1)

    def go_to_missing(self, done: Container[RowKey] = ()) -> None:
        """To what is missing next, from the current row on; then to what waits, as `go_to_open`."""
        at = self.currentIndex().row()
        rows = self._all_rows()
        for place in range(at + 1, len(rows)):
            if _is_missing(rows[place]) and key_of(rows[place]) not in done:
                self.choose(place)
                return
        self.go_to_open(done)

    def _go(self, wanted: Callable[[Row], bool], done: Container[RowKey], behind: int) -> bool:
        """To the next row that is wanted; whether there is one."""
        rows = self._all_rows()
        for place in (*range(behind + 1, len(rows)), *range(behind)):
            if wanted(rows[place]) and key_of(rows[place]) not in done:
                self.choose(place)
                return True
        return False

    def _all_rows(self) -> Sequence[Row]:
        model = self.model()
        assert isinstance(model, NoteModel)
        return model.rows

    def copy_chosen(self) -> None:
        """Of a heading the whole section, else the row."""
        row = self.chosen
        if isinstance(row, HeadingRow):
            self.section_copied.emit(row)
        elif row is not None:
            copy_text(row.text)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """One key for each answer; what is typed on a row of text begins to write it."""
        row, key = self.chosen, Qt.Key(event.key())
        modifiers = event.modifiers() & ~_KEYPAD
        if key in _ENTER and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.sign_asked.emit()
        elif row is None or modifiers & ~_SHIFT:
            super().keyPressEvent(event)
        elif key in _ENTER and (isinstance(row, HeadingRow) or modifiers):
            self.section_confirmed.emit(row.section)
        elif isinstance(row, LineRow) and key in _ENTER:
            self.confirm_asked.emit(row)
        elif isinstance(row, LineRow) and key in _REJECT:
            self.reject_asked.emit(row)
        elif isinstance(row, LineRow) and key == Qt.Key.Key_Space:
            self.play_asked.emit(row)
        elif key == Qt.Key.Key_E and isinstance(row, LineRow):
            self.edit_chosen()
        elif isinstance(row, TypedRow) and (key in _ENTER or event.text().isprintable()):
            self._write(event, begin=key not in _ENTER)
        else:
            super().keyPressEvent(event)

    def _write(self, event: QKeyEvent, *, begin: bool) -> None:
        """The first letter that was typed is not lost."""
        if begin and not event.text():
            super().keyPressEvent(event)
            return
        row = self.chosen
        if isinstance(row, TypedRow) and row.codes and not row.written:
            self.code_asked.emit(event.text() if begin else "")
            return
        self.edit_chosen()
        editor = QApplication.focusWidget()
        if begin and editor is not None and editor is not self:
            QApplication.sendEvent(editor, event.clone())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Remembers where, to tell a click from a drag."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click on a line plays it, one on its sign decides, one on a row of text writes."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        dragged = (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if event.button() != Qt.MouseButton.LeftButton or dragged or not index.isValid():
            return
        row: Row = index.data(ROW_ROLE)
        if isinstance(row, LineRow) and point.x() < self._note.sign_width(self.font()):
            confirmed = row.entry.state is EntryState.CONFIRMED
            (self.reject_asked if confirmed else self.confirm_asked).emit(row)
        elif isinstance(row, LineRow):
            self.play_asked.emit(row)
        elif isinstance(row, TypedRow) and row.codes and not row.written:
            self.code_asked.emit("")
        elif isinstance(row, TypedRow):
            self.setCurrentIndex(index)
            self.edit_chosen()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """What the keys do, for a hand at the mouse."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        if not index.isValid():
            return
        self.setCurrentIndex(index)
        row: Row = index.data(ROW_ROLE)
        menu = NoteRowMenu(row, self)
        menu.confirmed.connect(partial(self.confirm_asked.emit, row))
        menu.rejected.connect(partial(self.reject_asked.emit, row))
        menu.played.connect(partial(self.play_asked.emit, row))
        menu.section_confirmed.connect(partial(self.section_confirmed.emit, row.section))
        menu.written.connect(self.edit_chosen)
        menu.copied.connect(self.copy_chosen)
        area = self.visualRect(index)
        below = self.viewport().mapToGlobal(area.topLeft() + QPoint(40, 24))
        menu.popup(event.globalPos() if by_mouse else below)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  # Qt's name
        """Turns of a transcript are taken."""
        if dragged_passages(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802  # Qt's name
        """The section that they would come into is marked; at the edges the rows scroll."""
        if not dragged_passages(event):
            event.ignore()
            return
        super().dragMoveEvent(event)  # scrolls
        self._mark(self._section_at(event.position().toPoint()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802  # Qt's name
        """Nothing is marked any more."""
        super().dragLeaveEvent(event)
        self._mark("")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  # Qt's name
        """They become lines of the section that they were dropped on."""
        passages = dragged_passages(event)
        section = self._section_at(event.position().toPoint())
        self._mark("")
        self.setState(QAbstractItemView.State.NoState)
        if passages:
            event.acceptProposedAction()
            self.dropped.emit(section, passages)

    def _section_at(self, point: QPoint) -> str:
        """The section of a point of the viewport; the last below all, "" in the head."""
        rows = self._all_rows()
        index = self.indexAt(point)
        at = index.row() if index.isValid() else len(rows) - 1
        sections = {row.section for row in rows if isinstance(row, HeadingRow)}
        section = rows[at].section if 0 <= at < len(rows) else ""
        return section if section in sections else ""

    def _mark(self, section: str) -> None:
        if section != self._note.dragged_over:
            self._note.dragged_over = section
            self.viewport().update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Edits a line."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.setCurrentIndex(index)
            self.edit_chosen()


def _waits(row: Row) -> bool:
    return isinstance(row, LineRow) and row.waits


def _is_missing(row: Row) -> bool:
    return isinstance(row, TypedRow) and row.missing
