"""A column that is no wider than a line that the eye can follow, whatever the size of the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget


class NarrowColumn(QWidget):
    """At most `characters` wide, of average width in its own font."""

    def __init__(self, characters: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._characters = characters
        self._bind()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Larger text needs a wider column."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._bind()

    def _bind(self) -> None:
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * self._characters)
