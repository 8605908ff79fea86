"""The turns of a session, and beside them at most one panel: a note, marks, a list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

#: Below this width, in average characters, turns and panel are shown one at a time.
_NARROW_CHARACTERS = 100
#: The shares of the width, until somebody moves the handle.
_TURNS_SHARE, _SIDE_SHARE = 3, 2


class ReadingArea(QSplitter):
    """Side by side in a wide window; in a narrow one the panel takes the place of the turns.

    `side_changed` tells that another panel, or none, stands beside the turns.
    """

    side_changed = Signal()

    def __init__(self, turns: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._turns = turns
        self._side: QWidget | None = None
        self.setChildrenCollapsible(False)
        self.setHandleWidth(16)
        self.addWidget(turns)
        self.setStretchFactor(0, _TURNS_SHARE)

    @property
    def side(self) -> QWidget | None:
        """The panel that stands beside the turns now, None where there is none."""
        return self._side

    def show_side(self, panel: QWidget) -> None:
        """Put a panel beside the turns, in place of the one that is there.

        The first time it becomes a child of this area.
        """
        if panel is self._side:
            return
        if self._side is not None:
            self._side.hide()
        if self.indexOf(panel) < 0:
            self.addWidget(panel)
            self.setStretchFactor(self.indexOf(panel), _SIDE_SHARE)
        self._side = panel
        panel.show()
        self._arrange()
        self.side_changed.emit()

    def hide_side(self) -> None:
        """Only the turns; nothing where no panel stands beside them."""
        if self._side is None:
            return
        side, self._side = self._side, None
        side.hide()
        self._arrange()
        self.side_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Another width may have room for both, or for one."""
        self._arrange()
        super().resizeEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Larger text wants the room sooner."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        least = self.fontMetrics().averageCharWidth() * _NARROW_CHARACTERS
        self._turns.setVisible(self._side is None or self.width() >= least)
