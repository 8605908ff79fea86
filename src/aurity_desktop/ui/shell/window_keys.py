"""Two keys that mean the same everywhere in the window: Enter presses, Escape closes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from aurity_desktop.ui.widgets.escape import close_by_escape


class WindowKeys(QObject):
    """What the window does with a key that no widget wanted.

    Enter presses the button that has the keyboard, as the space bar does; Qt does so in dialogs
    only. But not a button that got the keyboard by that very Enter: a field that ends with Enter
    hands the keyboard on, and nobody pressed the button that it went to.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._went_to: QObject | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def use(self, event: QKeyEvent, page: QWidget | None) -> bool:
        """Whether something was done with the key. Escape closes what was opened on `page`."""
        first, self._went_to = self._went_to, None
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
            button = QApplication.focusWidget()
            return first in {None, button} and _press(button)
        return event.key() == Qt.Key.Key_Escape and page is not None and close_by_escape(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Note who gets a key first."""
        if event.type() is QEvent.Type.KeyPress:
            self._went_to = watched
        return False

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None:
            old.removeEventFilter(self)
        if new is not None:
            new.installEventFilter(self)


def _press(widget: QWidget | None) -> bool:
    if not isinstance(widget, (QPushButton, QToolButton)) or not widget.isEnabled():
        return False
    if widget.menu() is not None:
        widget.showMenu()
    else:
        widget.click()
    return True
