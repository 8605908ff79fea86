"""A transcript with its note beside it, or the note alone where there is no room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

#: Average characters of width below which the note stands alone.
_ROOM_FOR_BOTH = 100


class BesideNote(QWidget):
    """`reading` is what the note stands beside; both are given to it."""

    def __init__(self, reading: QWidget, note: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reading, self._note = reading, note
        self._open = False
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        for pane in (reading, note):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(self.splitter.indexOf(pane), 1)
        self.splitter.setSizes([1_000, 1_000])  # as shares, until somebody moves the handle
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)
        note.hide()

    @property
    def is_open(self) -> bool:
        """Whether the note is shown."""
        return self._open

    def set_open(self, is_open: bool) -> None:
        """Show the note or the transcript alone."""
        self._open = is_open
        self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """No least width: only so does it ever see that it is narrow."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Both, or the note alone."""
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        both = width >= self.fontMetrics().averageCharWidth() * _ROOM_FOR_BOTH
        self._note.setVisible(self._open)
        self._reading.setVisible(both or not self._open)
