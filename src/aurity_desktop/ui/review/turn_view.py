"""The turns of a session: a click plays a word, a turn is edited in place, a menu has the rest.

Beside a note a turn, or all that are chosen, can be dragged there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QDrag, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from aurity_desktop.application.library.copied_text import copied_line
from aurity_desktop.ui.language.messages import said_text
from aurity_desktop.ui.note.passage_drag import Passage, PassageData
from aurity_desktop.ui.review.turn_delegate import Mark, TurnDelegate
from aurity_desktop.ui.review.turn_model import Row, SpanRow, TurnRow
from aurity_desktop.ui.widgets.clipboard import copy_text
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.reading_view import ReadingView

#: What no release is near to.
_FAR_AWAY = QPoint(-100_000, -100_000)


class TurnView(ReadingView):
    """`menu_asked` carries the row, the word under the pointer and a point of the screen.

    The word is -1 where the pointer is on none.
    """

    word_clicked = Signal(int, int)  # row, word
    menu_asked = Signal(int, int, QPoint)
    edit_asked = Signal(int)  # row

    def __init__(self, delegate: TurnDelegate, parent: QWidget | None = None) -> None:
        super().__init__(delegate, parent)
        self._turns = delegate
        #: Whether turns can be dragged from here: there is a note beside them.
        self.drags = False
        self._pressed_at = QPoint()
        self._pressed_chosen: list[QModelIndex] = []
        self._clicked = (-1, -1)
        self._click = QTimer(self)
        self._click.setSingleShot(True)
        self._click.timeout.connect(self._on_single)

    def word_at(self, point: QPoint) -> tuple[int, int]:
        """Row and word at a point of the viewport, -1 for what is not there."""
        index = self.indexAt(point)
        if not index.isValid():
            return -1, -1
        row: Row = index.data(ROW_ROLE)
        if not isinstance(row, TurnRow):
            return index.row(), -1
        area = self.visualRect(index)
        return index.row(), self._turns.word_at(QPointF(point), area, row, self.font())

    def chosen_turns(self) -> list[TurnRow]:
        """The chosen turns, in the order they stand."""
        indexes = sorted(self.selectedIndexes(), key=QModelIndex.row)
        rows = (index.data(ROW_ROLE) for index in indexes)
        return [row for row in rows if isinstance(row, TurnRow)]

    def chosen_text(self, times: bool = True, names: bool = True) -> str:
        """The chosen turns as text, a line each, with the spans that lie between them.

        What is copied from both sides of a pause says that there was one.
        """
        chosen = {index.row() for index in self.selectedIndexes()}
        model = self.model()
        rows = range(min(chosen, default=0), max(chosen, default=-1) + 1)
        found = ((row, model.index(row, 0).data(ROW_ROLE)) for row in rows)
        return "\n".join(
            copied_line(
                each.start,
                each.name if isinstance(each, TurnRow) else "",
                each.text,
                times=times,
                names=names,
            )
            for row, each in found
            if row in chosen or isinstance(each, SpanRow)
        )

    def copy_chosen_as(self, times: bool, names: bool) -> None:  # a signal's
        """The chosen turns to the clipboard, with or without their times and names."""
        copy_text(self.chosen_text(times, names))

    def show_heard(self, moment: float | None) -> None:
        """Mark the word that is spoken at `moment`; None marks none."""
        self._turns.heard = moment
        self.viewport().update()

    def show_doubt(self, row: int, first: int, last: int) -> None:
        """Mark words `first` to `last` of a turn as to be checked; -1 marks none."""
        index = self.model().index(row, 0) if row >= 0 else QModelIndex()
        marked = index.isValid() and first >= 0
        self._turns.doubt = (index.data(ROW_ROLE), first, last) if marked else None
        self.viewport().update()

    def show_found(self, found: Sequence[Mark], current: Mark | None) -> None:
        """Mark what was searched for; one of the matches more than the others."""
        by_turn = defaultdict(list)
        for row, start, end in found:
            by_turn[row.start, row.text].append((start, end))
        self._turns.found = by_turn
        self._turns.current_found = current
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Over what is written for several words: the words that were said."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            row, word = self.word_at(event.pos())
            turn = self.model().index(row, 0).data(ROW_ROLE) if row >= 0 else None
            told = ""
            if isinstance(turn, TurnRow) and word >= 0 and (said := turn.said_under(word)):
                told = said_text(said, by_sound=turn.is_by_sound(word))
            if told:
                QToolTip.showText(event.globalPos(), told, self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Remembers where, to tell a click from a drag."""
        self._click.stop()
        self._pressed_at = event.position().toPoint()
        chosen = sorted(self.selectedIndexes(), key=QModelIndex.row)
        self._pressed_chosen = chosen if self.indexAt(self._pressed_at) in chosen else []
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        left = event.button() == Qt.MouseButton.LeftButton
        if self.drags and plain and left and len(self._pressed_chosen) > 1:
            return  # the others stay chosen, to be dragged with it; a click chooses it alone
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Sideways a turn is dragged into the note, in any direction where several are chosen;
        up and down others are chosen with it.
        """
        way = event.position().toPoint() - self._pressed_at
        far = way.manhattanLength() >= QApplication.startDragDistance()
        held = bool(event.buttons() & Qt.MouseButton.LeftButton)
        sideways = len(self._pressed_chosen) > 1 or abs(way.x()) > abs(way.y())
        if self.drags and held and far and sideways and self._pressed_at != _FAR_AWAY:
            self._drag()
        else:
            super().mouseMoveEvent(event)

    def _drag(self) -> None:
        """The turns that were chosen, or the one below the pointer, until they are dropped."""
        chosen = self._pressed_chosen or [self.indexAt(self._pressed_at)]
        rows = [index.data(ROW_ROLE) for index in chosen if index.isValid()]
        passages = [
            Passage(row.text, row.start, row.end) for row in rows if isinstance(row, TurnRow)
        ]
        self._pressed_at = _FAR_AWAY
        if passages:
            drag = QDrag(self)
            drag.setMimeData(PassageData(passages))
            drag.exec(Qt.DropAction.CopyAction)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Edits the turn, and plays nothing: what the first click began is given up."""
        self._click.stop()
        self._pressed_at = _FAR_AWAY
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            self.setCurrentIndex(index)
            self.edit_asked.emit(index.row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """A plain click on a word plays from there, unless a second one follows."""
        super().mouseReleaseEvent(event)
        point = event.position().toPoint()
        if len(self._pressed_chosen) > 1 and self._pressed_at != _FAR_AWAY:
            self.setCurrentIndex(self.indexAt(point))
        dragged = (point - self._pressed_at).manhattanLength()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if (
            event.button() == Qt.MouseButton.LeftButton
            and plain
            and dragged < QApplication.startDragDistance()
        ):
            self._clicked = self.word_at(point)
            if self._clicked[1] >= 0:
                self._click.start(QApplication.doubleClickInterval())

    def _on_single(self) -> None:
        self.word_clicked.emit(*self._clicked)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802  # Qt's name
        """By pointer for the word below it, by keyboard for the chosen turn."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            row, word = self.word_at(event.pos())
            index = self.indexAt(event.pos())
            if not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
        else:
            row, word = self.currentIndex().row(), -1
        if row >= 0:
            area = self.visualRect(self.model().index(row, 0))
            keyboard_place = self.viewport().mapToGlobal(area.topLeft() + QPoint(40, 24))
            by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
            self.menu_asked.emit(row, word, event.globalPos() if by_mouse else keyboard_place)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter edits the chosen turn."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.edit_asked.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
