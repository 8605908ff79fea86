"""Notices that nobody has touched keys or mouse for a while."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseMove,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """`idle` comes after so many minutes without a key or a pointer's event.

    It watches the window's native window, which every such event passes: a filter on all events of
    the application would be asked for every label that is painted.
    """

    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.idle)

    def watch(self, window: QWindow) -> None:
        """Count the events of this window; call it once the window is shown."""
        window.installEventFilter(self)

    def wait(self, minutes: int) -> None:
        """Tell after so many minutes without a touch, counted from now; 0 for never."""
        if minutes:
            self._timer.start(minutes * 60_000)
        else:
            self._timer.stop()

    @property
    def minutes(self) -> float:
        """What is waited for; 0 when nothing is."""
        return self._timer.interval() / 60_000 if self._timer.isActive() else 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Whatever the user does begins the wait anew."""
        if event.type() in _TOUCHES and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)
