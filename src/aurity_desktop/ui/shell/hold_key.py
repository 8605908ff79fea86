"""A key that works as long as it is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

#: X11 repeats a held key as releases and presses in pairs. Where the machine is busy, Qt does not
#: always see that a press follows, and tells of a release that was none.
_SURE_MS = 60


class HoldKey(QObject):
    """`began` and `ended` come in pairs, also where the window loses the keyboard meanwhile.

    A release that a press follows at once is a repeat, and ends nothing.
    """

    began = Signal()
    ended = Signal()

    def __init__(self, key: Qt.Key, window: QWidget) -> None:
        super().__init__(window)
        self._key = key
        self._held = False
        self._released = QTimer(self)
        self._released.setSingleShot(True)
        self._released.setInterval(_SURE_MS)
        self._released.timeout.connect(self._let_go)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Takes the key, and its repeats, from everything else in the window."""
        kind = event.type()
        if kind is QEvent.Type.WindowDeactivate:
            self._let_go()
        elif isinstance(event, QKeyEvent) and event.key() == self._key:
            if not event.isAutoRepeat():
                if kind is QEvent.Type.KeyPress:
                    self._released.stop()
                    if not self._held:
                        self._held = True
                        self.began.emit()
                elif kind is QEvent.Type.KeyRelease:
                    self._released.start()
            return True
        return super().eventFilter(watched, event)

    def _let_go(self) -> None:
        self._released.stop()
        if self._held:
            self._held = False
            self.ended.emit()
