"""A list of text rows of different heights that stays quick with thousands of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from aurity_desktop.ui.widgets.reading import ROW_ROLE, Index, ReadingDelegate
from aurity_desktop.ui.widgets.row_heights import RowHeights

_EDGE = 4


class RowsModel(QAbstractListModel):
    """A model whose rows are at hand."""

    @property
    def rows(self) -> Sequence[Any]:
        """What `ROW_ROLE` gives of each row."""
        raise NotImplementedError


class RowsView(QListView):
    """Breaks lines only of the rows in sight; the height of the others is guessed.

    QListView asks every row for its size at every change: 3,000 turns kept the window for a third
    of a second. Here a change costs what is in sight. What the reader looks at never moves while
    guesses above it are corrected.

    It is a QListView because of what Qt tells a screen reader of one: a list, its rows as items
    with their words, which of them is current. Nothing of its layout is used.
    """

    def __init__(self, delegate: ReadingDelegate, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delegate = delegate
        self._rows = RowHeights(_EDGE)
        self._arranging = False
        self.setItemDelegate(delegate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalScrollBar().setSingleStep(24)

    @property
    def following(self) -> bool:
        """Whether the view stays at its end while rows grow."""
        return False

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802  # Qt's name
        """Follow the rows of `model`; their heights are guessed at first."""
        super().setModel(model)
        if model is not None:
            model.rowsInserted.connect(self._on_inserted)
            model.rowsRemoved.connect(self._on_removed)
            model.dataChanged.connect(self._on_changed)
            model.modelReset.connect(self._guess_all)
            self._guess_all()

    def _guess_all(self) -> None:
        self._rows.guess_all(self._guesses(range(self.model().rowCount())))
        self._arrange()

    def _on_inserted(self, _parent: Index, first: int, last: int) -> None:
        self._rows.insert(first, self._guesses(range(first, last + 1)))
        self._arrange()

    def _on_removed(self, _parent: Index, first: int, last: int) -> None:
        self._rows.remove(first, last)
        self._arrange()

    def _on_changed(self, first: Index, last: Index) -> None:
        self._rows.outdate(first.row(), last.row())
        self._arrange()

    def _guesses(self, rows: range) -> list[int]:
        """Heights from the number of characters; good enough to scroll by."""
        metrics = QFontMetricsF(self.font())
        characters = max(10.0, self._delegate.view_width / metrics.averageCharWidth() / 1.5)
        line = metrics.lineSpacing() * 1.3
        text_of = self._delegate.text_of
        return [round((2 + len(text_of(row)) // characters) * line) for row in self._data(rows)]

    def _data(self, rows: range) -> Iterable[Any]:
        """Of thousands of rows, without an index for each where the model gives them itself."""
        model = self.model()
        if isinstance(model, RowsModel):
            return model.rows[rows.start : rows.stop]
        return (model.index(row, 0).data(ROW_ROLE) for row in rows)

    def _measure(self, row: int) -> None:
        data = self.model().index(row, 0).data(ROW_ROLE)
        self._rows.set_measured(row, self._delegate.measure(data, self.font()))

    def _arrange(self) -> None:
        """Measure the rows in sight, keep the first of them in place, set the scroll bar."""
        if self._arranging or self._delegate.view_width <= 0:
            return
        self._arranging = True
        try:
            self._arrange_around(*self._anchor())
            self._on_arranged()
        finally:
            self._arranging = False
        self.viewport().update()

    def _anchor(self) -> tuple[int, int]:
        """The first row in sight and how far it begins above the sight."""
        if not len(self._rows):
            return 0, 0
        row = min(max(0, self._rows.row_at(self.verticalOffset())), len(self._rows) - 1)
        return row, self.verticalOffset() - self._rows.top(row)

    def _arrange_around(self, anchor: int, above: int) -> None:
        bar = self.verticalScrollBar()
        room = self.viewport().height()
        while True:
            most = self._end(max(0, self._rows.place() - room))
            bar.setRange(0, most)
            bar.setPageStep(room)
            if self.following:
                bar.setValue(most)
            elif anchor < len(self._rows):
                bar.setValue(self._rows.top(anchor) + above)
            guessed = [row for row in self._rows_in_sight() if not self._rows.is_measured(row)]
            if not guessed:
                return
            for row in guessed:
                self._measure(row)

    def _end(self, needed: int) -> int:
        """How far the view can be scrolled where the rows need so much."""
        return needed

    def _on_arranged(self) -> None:
        """The rows in sight are measured and in place."""

    def _rows_in_sight(self) -> range:
        first = max(0, self._rows.row_at(self.verticalOffset()))
        last = self._rows.row_at(self.verticalOffset() + self.viewport().height())
        return range(first, min(last, len(self._rows) - 1) + 1)

    def visualRect(self, index: Index) -> QRect:  # noqa: N802  # Qt's name
        """Where a row is in the viewport; empty for one that is not there, or not laid out yet."""
        row = index.row()
        if not index.isValid() or row >= len(self._rows) or self._delegate.view_width <= 0:
            return QRect()
        top = self._rows.top(row) - self.verticalOffset()
        return QRect(0, top, self.viewport().width(), self._rows.height(row))

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802  # Qt's name
        """The row at a point of the viewport; invalid beside all rows."""
        row = self._rows.row_at(point.y() + self.verticalOffset())
        if 0 <= row < len(self._rows):
            return self.model().index(row, 0)
        return QModelIndex()

    def scrollTo(  # noqa: N802  # Qt's name
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Measures the row first: a guess would miss it."""
        row = index.row()
        if not 0 <= row < len(self._rows) or self._delegate.view_width <= 0:
            return
        self._measure(row)
        self._arrange()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top, bottom = self._rows.top(row), self._rows.bottom(row)
        if hint is QAbstractItemView.ScrollHint.PositionAtTop:
            bar.setValue(top)
        elif hint is QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(top - (room - (bottom - top)) // 2)
        elif hint is QAbstractItemView.ScrollHint.PositionAtBottom or bottom > bar.value() + room:
            bar.setValue(min(top, bottom - room) if bottom - top > room else bottom - room)
        if top < bar.value() and hint is QAbstractItemView.ScrollHint.EnsureVisible:
            bar.setValue(top)

    def moveCursor(  # noqa: N802  # Qt's name
        self,
        action: QAbstractItemView.CursorAction,
        modifiers: Qt.KeyboardModifier,  # noqa: ARG002  # Qt passes it
    ) -> QModelIndex:
        """The row that a key goes to; a page is as many rows as are in sight."""
        count = len(self._rows)
        if not count:
            return QModelIndex()
        current = self.currentIndex().row()
        page = max(1, len(self._rows_in_sight()) - 1)
        action_kind = QAbstractItemView.CursorAction
        step = {
            action_kind.MoveUp: -1,
            action_kind.MovePrevious: -1,
            action_kind.MoveDown: 1,
            action_kind.MoveNext: 1,
            action_kind.MovePageUp: -page,
            action_kind.MovePageDown: page,
            action_kind.MoveHome: -count,
            action_kind.MoveEnd: count,
        }.get(action, 0)
        return self.model().index(min(count - 1, max(0, current + step)), 0)

    def horizontalOffset(self) -> int:  # noqa: N802  # Qt's name
        """Rows are as wide as the viewport."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802  # Qt's name
        """Pixels above the viewport."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: Index) -> bool:  # noqa: N802, ARG002  # Qt's name; none is
        """No row is."""
        return False

    def setSelection(  # noqa: N802  # Qt's name
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Chooses the whole rows that `rect`, in the viewport, touches."""
        if not len(self._rows):
            return
        top, bottom = sorted((rect.top(), rect.bottom()))
        last_row = len(self._rows) - 1
        first = min(last_row, max(0, self._rows.row_at(top + self.verticalOffset())))
        last = min(last_row, max(0, self._rows.row_at(bottom + self.verticalOffset())))
        model = self.model()
        chosen = QItemSelection(model.index(first, 0), model.index(last, 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(  # noqa: N802  # Qt's name
        self, selection: QItemSelection
    ) -> QRegion:
        """Of the chosen rows, those in sight."""
        region = QRegion()
        sight = self._rows_in_sight()
        for index in selection.indexes():
            if index.row() in sight:
                region = region.united(QRegion(self.visualRect(index)))
        return region

    def doItemsLayout(self) -> None:  # noqa: N802  # Qt's name
        """Not QListView's, which asks every row."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:  # noqa: N802  # Qt's name
        """The scroll bar is set as the rows are arranged."""
        QAbstractItemView.updateGeometries(self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  # Qt's name
        """Paints the rows in sight that the event touches."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~(QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus)
        chosen, current = self.selectionModel(), self.currentIndex()
        for row in self._rows_in_sight():
            index = self.model().index(row, 0)
            area = self.visualRect(index)
            if not area.intersects(event.rect()):
                continue
            option.rect, option.state = area, plain
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if index == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self._delegate.paint(painter, option, index)
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        """What comes into sight is measured."""
        QAbstractItemView.scrollContentsBy(self, dx, dy)
        if not self._arranging:
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Another width breaks lines elsewhere: heights become guesses."""
        QAbstractItemView.resizeEvent(self, event)
        before, self._delegate.view_width = self._delegate.view_width, self.viewport().width()
        if before <= 0:
            self._guess_all()
            return
        if before != self._delegate.view_width:
            self._rows.outdate_all()
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Another font breaks lines elsewhere: heights become guesses."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._rows.outdate_all()
            self._arrange()
