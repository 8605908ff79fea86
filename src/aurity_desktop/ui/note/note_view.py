"""The rows of a note by keys and clicks: Enter confirms, Delete rejects, E edits, a click plays."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from aurity_desktop.domain.clinical_note import EntryState
from aurity_desktop.ui.note.note_delegate import NoteDelegate
from aurity_desktop.ui.note.note_rows import HeadingRow, LineRow, NoteModel, Row, TypedRow
from aurity_desktop.ui.widgets.clipboard import copy_text
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.reading_view import ReadingView

_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})
#: Pixels: in large text there is much around it.
_LEAST_HEIGHT = 110
_REJECT = frozenset({Qt.Key.Key_Delete, Qt.Key.Key_Backspace})


class NoteView(ReadingView):
    """Each signal carries a row: confirmed, rejected, asked to be heard, a section to be copied."""

    confirm_asked = Signal(LineRow)
    reject_asked = Signal(LineRow)
    play_asked = Signal(LineRow)
    section_copied = Signal(HeadingRow)

    def __init__(self, delegate: NoteDelegate, parent: QWidget | None = None) -> None:
        super().__init__(delegate, parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self._pressed_at = QPoint()

    @property
    def chosen(self) -> Row | None:
        """The row that the keyboard is at."""
        index = self.currentIndex()
        row: Row | None = index.data(ROW_ROLE) if index.isValid() else None
        return row

    def choose(self, at: int) -> None:
        """Bring a row into sight and the keyboard to it."""
        index = self.model().index(at, 0)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def edit_chosen(self) -> None:
        """Open the row's words for writing, in place."""
        index = self.currentIndex()
        if index.isValid() and not isinstance(self.chosen, HeadingRow):
            self.scrollTo(index)
            self.edit(index)

    def go_to_open(self) -> None:
        """To the next suggestion behind the current row that waits for a decision, if any."""
        model = self.model()
        assert isinstance(model, NoteModel)
        for at in range(self.currentIndex().row() + 1, len(model.rows)):
            row = model.rows[at]
            if isinstance(row, LineRow) and row.entry.state is EntryState.OPEN:
                self.choose(at)
                return

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
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if row is None or not plain:
            super().keyPressEvent(event)
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
        self.edit_chosen()
        editor = QApplication.focusWidget()
        if begin and editor is not None and editor is not self:
            QApplication.sendEvent(editor, event.clone())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Remembers where, to tell a click from a drag."""
        self._pressed_at = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A click on a line plays its sound, one on a row of text writes it."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        index = self.indexAt(point)
        dragged = (point - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if event.button() != Qt.MouseButton.LeftButton or dragged or not index.isValid():
            return
        row: Row = index.data(ROW_ROLE)
        if isinstance(row, LineRow):
            self.play_asked.emit(row)
        elif isinstance(row, TypedRow):
            self.setCurrentIndex(index)
            self.edit_chosen()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Edits a line."""
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.setCurrentIndex(index)
            self.edit_chosen()
