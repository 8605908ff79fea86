"""Widgets in one place, of which one is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QStackedLayout, QWidget


class CurrentStack(QStackedLayout):
    """As large as what is shown wants; Qt's own asks what is hidden, too.

    So a page is not made to scroll for the sake of something that nobody sees.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._holder = parent
        self.currentChanged.connect(self._on_changed)

    def minimumSize(self) -> QSize:  # noqa: N802  # Qt's name
        """Of what is shown."""
        shown = self._shown()
        if shown is None:
            return QSize()
        return shown.minimumSizeHint().expandedTo(shown.minimumSize())

    def sizeHint(self) -> QSize:  # noqa: N802  # Qt's name
        """Of what is shown."""
        shown = self._shown()
        return QSize() if shown is None else shown.sizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802  # Qt's name
        """As what is shown."""
        shown = self._shown()
        return shown is not None and shown.hasHeightForWidth()

    def heightForWidth(self, width: int) -> int:  # noqa: N802  # Qt's name
        """Of what is shown."""
        shown = self._shown()
        return -1 if shown is None else shown.heightForWidth(width)

    def _shown(self) -> QWidget | None:
        shown: QWidget | None = self.currentWidget()
        return shown

    def _on_changed(self) -> None:
        self.invalidate()
        self._holder.updateGeometry()
