"""A widget that is never lower than its wrapped texts are in the width that it has."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent

from aurity_desktop.ui.language.translation import TranslatedWidget


class HighEnough(TranslatedWidget):
    """Qt's splitters do not ask how high a widget is at a width, and would cut what wraps."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """The layout's least width, and its least height at the width that there is."""
        hint = super().minimumSizeHint()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            hint.setHeight(max(hint.height(), layout.totalMinimumHeightForWidth(self.width())))
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Another width may need another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
