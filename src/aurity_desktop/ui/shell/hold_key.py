"""A key that works as long as it is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class HoldKey(QObject):
    """`began` and `ended` come in pairs, also where the window loses the keyboard meanwhile."""

    began = Signal()
    ended = Signal()

    def __init__(self, key: Qt.Key, window: QWidget) -> None:
        super().__init__(window)
        self._key = key
        self._held = False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Takes the key, and its repeats, from everything else in the window."""
        kind = event.type()
        if kind is QEvent.Type.WindowDeactivate:
            self._let_go()
        elif isinstance(event, QKeyEvent) and event.key() == self._key:
            if not event.isAutoRepeat():
                if kind is QEvent.Type.KeyPress and not self._held:
                    self._held = True
                    self.began.emit()
                elif kind is QEvent.Type.KeyRelease:
                    self._let_go()
            return True
        return super().eventFilter(watched, event)

    def _let_go(self) -> None:
        if self._held:
            self._held = False
            self.ended.emit()
