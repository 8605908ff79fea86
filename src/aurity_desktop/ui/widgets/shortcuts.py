"""The keys of the window. While it is locked, only those work that show nothing of a patient."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Shortcuts(QObject):
    """Keys of one window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._closed: list[QShortcut] = []

    def add(self, keys: str, run: Callable[[], object], *, while_locked: bool = False) -> None:
        """`while_locked`: it works while the window is locked."""
        shortcut = QShortcut(QKeySequence(keys), self._window)
        shortcut.activated.connect(run)
        if not while_locked:
            self._closed.append(shortcut)

    def set_locked(self, locked: bool) -> None:
        """Switch the keys that do not work while locked."""
        for shortcut in self._closed:
            shortcut.setEnabled(not locked)
