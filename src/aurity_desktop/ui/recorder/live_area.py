"""The live text, and beside it what has been found so far, where there is room for it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

#: Average characters of width below which the live text stands alone.
_ROOM_FOR_BOTH = 120
#: The shares of the width.
_TEXT, _FOUND = 3, 2


class LiveArea(QWidget):
    """The text always; what was found only while something is recorded, and where it fits."""

    def __init__(self, text: QWidget, found: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found = found
        self._is_shown = False
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(text, _TEXT)
        row.addWidget(found, _FOUND)
        found.hide()

    def show_found(self, *, is_shown: bool) -> None:
        """Whether what was found is wanted now."""
        self._is_shown = is_shown
        self._arrange(self.width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """No least width: only so does it ever see that it is narrow."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """What was found goes where there is no room for it."""
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        room = width >= self.fontMetrics().averageCharWidth() * _ROOM_FOR_BOTH
        self._found.setVisible(self._is_shown and room)
