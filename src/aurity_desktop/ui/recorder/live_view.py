"""The live text to be read: its notes are written to or removed where they stand."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.ui.language.messages import said_text
from aurity_desktop.ui.recorder.live_delegate import LiveDelegate
from aurity_desktop.ui.recorder.live_model import LiveModel, NoteRow, Paragraph
from aurity_desktop.ui.widgets.note_menu import NoteMenu
from aurity_desktop.ui.widgets.reading import ROW_ROLE, Index
from aurity_desktop.ui.widgets.reading_view import ReadingView


class LiveView(ReadingView):
    """`note_asked`: another note is to be written to a bookmark; `removal_asked` has its id."""

    note_asked = Signal(Bookmark)
    removal_asked = Signal(str)

    def __init__(self, delegate: LiveDelegate, parent: QWidget | None = None) -> None:
        super().__init__(delegate, parent)
        self._paragraphs = delegate
        self._was_following = False
        delegate.closeEditor.connect(self._on_closed)

    def open_menu(self, bookmark: Bookmark, place: QPoint) -> None:
        """What can be done with a bookmark, at a point of the screen."""
        menu = NoteMenu(self, has_sound=False)
        menu.write_asked.connect(partial(self.note_asked.emit, bookmark))
        menu.removal_asked.connect(partial(self.removal_asked.emit, bookmark.bookmark_id))
        menu.popup(place)

    def correct(self, index: Index, word: int) -> None:
        """Open a word of a paragraph for correction, in place; the text stands still meanwhile."""
        row = index.data(ROW_ROLE)
        if isinstance(row, Paragraph) and 0 <= word < len(row.spoken):
            self._was_following = self.following
            self.stand_still()
            self._paragraphs.edited = word
            self.setCurrentIndex(index)
            self.edit(index)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Over a name that was written by its sound: the words that were heard."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            heard = self._heard_at(event.pos())
            if heard:
                told = said_text(heard, by_sound=True)
                QToolTip.showText(event.globalPos(), told, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def _heard_at(self, point: QPoint) -> str:
        index, model = self.indexAt(point), self.model()
        row = index.data(ROW_ROLE) if index.isValid() else None
        if not isinstance(row, Paragraph) or not isinstance(model, LiveModel):
            return ""
        area = self.visualRect(index)
        word = self._paragraphs.word_at(QPointF(point), area, row, self.font())
        return model.heard(row.spoken[word]) if word >= 0 else ""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """On a word: correct it. On a note: write to it."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return
        row, bookmark = index.data(ROW_ROLE), self._bookmark(index)
        if bookmark is not None:
            self.note_asked.emit(bookmark)
        elif isinstance(row, Paragraph):
            area = self.visualRect(index)
            self.correct(index, self._paragraphs.word_at(QPointF(point), area, row, self.font()))

    def _on_closed(self) -> None:
        if self._was_following:
            self.follow_end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """By pointer for the note below it, by keyboard for the chosen one."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        bookmark = self._bookmark(index)
        if bookmark is not None:
            corner = self.visualRect(index).topLeft() + QPoint(40, 24)
            place = event.globalPos() if by_mouse else self.viewport().mapToGlobal(corner)
            self.open_menu(bookmark, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter writes to the chosen note, Delete removes it."""
        bookmark = self._bookmark(self.currentIndex())
        if bookmark is None:
            super().keyPressEvent(event)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.note_asked.emit(bookmark)
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit(bookmark.bookmark_id)
        else:
            super().keyPressEvent(event)

    @staticmethod
    def _bookmark(index: Index) -> Bookmark | None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row.bookmark if isinstance(row, NoteRow) else None
