"""Text to be read: it follows its end while it grows, can be copied, and is told as it changes."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QModelIndex, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QWidget

from aurity_desktop.ui.widgets.announcing import tell_of_row
from aurity_desktop.ui.widgets.clipboard import copy_text
from aurity_desktop.ui.widgets.reading import Index, ReadingDelegate
from aurity_desktop.ui.widgets.rows_view import RowsView

#: Pixels from the end within which a list counts as being at its end.
_NEAR_END = 12
_LEAST_HEIGHT = 180
#: Of the view's height: so much may stay empty below rows that became less high.
_MOST_EMPTY = 1 / 3


class ReadingView(RowsView):
    """After `follow_end` the view stays at its end while rows grow, until the user scrolls away.

    Where the last rows become less high for a moment, the lines above do not come down and go up
    again: the room below stays empty until it is filled.

    A screen reader is told which row is current, and of rows whose words have changed.
    """

    following_changed = Signal(bool)

    def __init__(self, delegate: ReadingDelegate, parent: QWidget | None = None) -> None:
        super().__init__(delegate, parent)
        self._wants_end = False
        self._following = True
        self._held_end = 0
        self._held_for: tuple[int, int, str] = (0, 0, "")  # width, height, font
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMinimumHeight(_LEAST_HEIGHT)

    @property
    def following(self) -> bool:
        """Whether the view stays at its end now."""
        return self._wants_end and self._following

    def follow_end(self) -> None:
        """Go to the end and stay there."""
        self._wants_end = True
        self._set_following(True)
        self._arrange()

    def stand_still(self) -> None:
        """Follow the end no longer, until it is gone to again."""
        self._set_following(False)

    def _end(self, needed: int) -> int:
        if not (self.following and len(self._rows) and self._layout == self._held_for):
            return needed
        most_empty = round(self.viewport().height() * _MOST_EMPTY)
        return max(needed, min(self._held_end, needed + most_empty))

    def _on_arranged(self) -> None:
        self._held_end, self._held_for = self.verticalScrollBar().maximum(), self._layout

    @property
    def _layout(self) -> tuple[int, int, str]:
        """What the heights of rows depend on, beside their words."""
        return self.viewport().width(), self.viewport().height(), self.font().key()

    def copy_chosen(self) -> None:
        """To the clipboard, see `chosen_text`."""
        copy_text(self.chosen_text())

    def chosen_text(self) -> str:
        """The chosen rows as text, one a paragraph, in the order they stand."""
        rows = sorted(self.selectedIndexes(), key=QModelIndex.row)
        return "\n\n".join(str(index.data(Qt.ItemDataRole.AccessibleTextRole)) for index in rows)

    def _set_following(self, following: bool) -> None:
        if following is not self._following:
            self._following = following
            self.following_changed.emit(following)

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        """Leaving the end stops the following, coming back to it starts it again."""
        if self._wants_end and not self._arranging:
            bar = self.verticalScrollBar()
            self._set_following(bar.value() >= bar.maximum() - _NEAR_END)
        super().scrollContentsBy(dx, dy)

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802  # Qt's name
        """A screen reader is told the row that the keyboard has come to.

        QListView would tell it by the place in a layout that there is not.
        """
        QAbstractItemView.currentChanged(self, current, previous)
        if current.isValid() and self.hasFocus():
            tell_of_row(self, QAccessible.Event.Focus, current.row())

    def selectionChanged(  # noqa: N802  # Qt's name
        self, selected: QItemSelection, deselected: QItemSelection
    ) -> None:
        """A screen reader is told the rows that are chosen, and those that no longer are."""
        QAbstractItemView.selectionChanged(self, selected, deselected)
        for event, chosen in (
            (QAccessible.Event.SelectionAdd, selected),
            (QAccessible.Event.SelectionRemove, deselected),
        ):
            for index in chosen.indexes():
                tell_of_row(self, event, index.row())

    def _on_changed(self, first: Index, last: Index) -> None:
        super()._on_changed(first, last)
        for row in range(first.row(), last.row() + 1):
            tell_of_row(self, QAccessible.Event.NameChanged, row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """The system's key for copying copies the chosen rows."""
        if event.matches(QKeySequence.StandardKey.Copy) and self.selectedIndexes():
            self.copy_chosen()
        else:
            super().keyPressEvent(event)
