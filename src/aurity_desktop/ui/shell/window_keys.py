"""Two keys that mean the same everywhere in the window: Enter presses, Escape closes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget

from aurity_desktop.ui.widgets.escape import close_by_escape


def use_window_key(event: QKeyEvent, page: QWidget | None) -> bool:
    """What the window does with a key that no widget wanted. Returns whether it did something.

    Enter presses the button that has the keyboard, as the space bar does; Qt does so in dialogs
    only. Escape closes what was opened on `page`.
    """
    if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.isAutoRepeat():
        return _press(QApplication.focusWidget())
    return event.key() == Qt.Key.Key_Escape and page is not None and close_by_escape(page)


def _press(widget: QWidget | None) -> bool:
    if not isinstance(widget, (QPushButton, QToolButton)) or not widget.isEnabled():
        return False
    if widget.menu() is not None:
        widget.showMenu()
    else:
        widget.click()
    return True
