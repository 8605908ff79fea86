"""The list of sessions: several can be chosen, a menu has what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.ui.library.session_delegate import SessionDelegate
from aurity_desktop.ui.library.session_model import RowKey, SessionModel, SessionRow, row_key
from aurity_desktop.ui.widgets.reading import ROW_ROLE


class SessionList(QListView):
    """`menu_asked` carries a point of the screen, `erasure_asked` is the Delete key."""

    menu_asked = Signal(QPoint)
    erasure_asked = Signal()

    def __init__(
        self, model: SessionModel, delegate: SessionDelegate, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(delegate)
        self._rows = model
        self._kept: set[RowKey] = set()
        self._current: RowKey | None = None
        model.modelAboutToBeReset.connect(self._remember)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def restore(self) -> None:
        """Choose again what was chosen before the list was made anew, as far as it is there.

        Nothing is told of it: nobody has chosen anything.
        """
        kept, self._kept = self._kept, set()
        if not kept or self.selectionModel().hasSelection():
            return
        selection = self.selectionModel()
        selection.blockSignals(True)
        flag = QItemSelectionModel.SelectionFlag
        for index in self._rows.rows_of(kept):
            selection.select(index, flag.Select)
            if row_key(index.data(ROW_ROLE)) == self._current:
                selection.setCurrentIndex(index, flag.NoUpdate)
        selection.blockSignals(False)
        self.viewport().update()

    def follow(self, session_id: str) -> None:
        """Choose the row of the session that is read, none where the list leaves it out.

        Nothing is told of it, and what was found in that session stays chosen.
        """
        if [each.session_id for each in self.chosen()] == [session_id]:
            return
        place, selection = self._rows.place_of(session_id), self.selectionModel()
        selection.blockSignals(True)
        selection.setCurrentIndex(place, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        selection.blockSignals(False)
        self.viewport().update()
        if place.isValid():
            self.scrollTo(place)

    def _remember(self) -> None:
        """What is chosen, before a list that is made anew forgets it."""
        if not self.chosen():
            return
        rows = [index.data(ROW_ROLE) for index in self.selectionModel().selectedIndexes()]
        self._kept = {row_key(row) for row in rows}
        current = self.currentIndex()
        self._current = row_key(current.data(ROW_ROLE)) if current.isValid() else None

    def chosen(self) -> list[SessionSummary]:
        """The sessions that are chosen, from the top; each once, however often it was found."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        found: dict[str, SessionSummary] = {}
        for place in places:
            row = self.model().index(place, 0).data(ROW_ROLE)
            if isinstance(row, SessionRow):
                found.setdefault(row.summary.session_id, row.summary)
        return list(found.values())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """By pointer where it is, by keyboard at the row that has the keyboard."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            if self.indexAt(event.pos()).isValid() and self.chosen():
                self.menu_asked.emit(event.globalPos())
            return
        area = self.visualRect(self.currentIndex())
        if self.chosen() and area.isValid():
            self.menu_asked.emit(self.viewport().mapToGlobal(area.topLeft() + QPoint(40, 24)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Delete asks to erase what is chosen; the rest is a list's."""
        if event.key() == Qt.Key.Key_Delete and self.chosen():
            self.erasure_asked.emit()
        else:
            super().keyPressEvent(event)
