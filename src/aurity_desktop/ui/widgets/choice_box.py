"""A combo box that the mouse's wheel does not change."""

from __future__ import annotations

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """A combo box for settings, microphones and languages: what is chosen is chosen on purpose.

    Qt's own takes the next entry when the wheel turns over it, so that scrolling a page changed the
    model of the live text unseen. The wheel goes to the page; in the open list it scrolls the list.
    """

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Left to the page behind."""
        event.ignore()
