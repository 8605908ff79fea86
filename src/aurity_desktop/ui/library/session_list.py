"""The list of sessions: several can be chosen, a menu has what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.ui.library.session_delegate import SessionDelegate
from aurity_desktop.ui.library.session_model import SessionModel, SessionRow
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
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

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
