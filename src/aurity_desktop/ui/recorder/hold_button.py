"""A button that works as long as it is held, wherever the pointer goes meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

_KEYS = frozenset({Qt.Key.Key_Space, Qt.Key.Key_Select, Qt.Key.Key_Return, Qt.Key.Key_Enter})


class HoldButton(QPushButton):
    """`began` and `ended` come in pairs.

    Qt's own `released` comes as soon as the pointer leaves the button, or the button the pointer.
    Here a hold by mouse ends when the mouse's button comes up, over whatever part of the program
    that is, and also where this button has been hidden or disabled meanwhile. Should the release go
    to another program, the first movement without the button down ends it.
    """

    began = Signal()
    ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_mouse = self._by_key = False

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """The left button begins the hold."""
        if event.button() is Qt.MouseButton.LeftButton and not self._by_mouse:
            application = QCoreApplication.instance()
            assert application is not None
            application.installEventFilter(self)
            self._hold(by_mouse=True, by_key=self._by_key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Taken; the filter has seen it."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  # Qt's name
        """Leaving the button means nothing."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Looks for the release in everything that the program hears of the mouse."""
        if self._by_mouse and isinstance(event, QMouseEvent) and self._is_up(event):
            application = QCoreApplication.instance()
            assert application is not None
            application.removeEventFilter(self)
            self._hold(by_mouse=False, by_key=self._by_key)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Space or Enter begins the hold; their repeats belong to it."""
        if event.key() not in _KEYS:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self._hold(by_mouse=self._by_mouse, by_key=True)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """The same key ends it."""
        if event.key() not in _KEYS:
            super().keyReleaseEvent(event)
        elif not event.isAutoRepeat():
            self._hold(by_mouse=self._by_mouse, by_key=False)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """A key that comes up now is heard by somebody else."""
        self._hold(by_mouse=self._by_mouse, by_key=False)
        super().focusOutEvent(event)

    @staticmethod
    def _is_up(event: QMouseEvent) -> bool:
        if event.type() is QEvent.Type.MouseButtonRelease:
            return event.button() is Qt.MouseButton.LeftButton
        moved = event.type() is QEvent.Type.MouseMove
        return moved and not event.buttons() & Qt.MouseButton.LeftButton

    def _hold(self, *, by_mouse: bool, by_key: bool) -> None:
        was = self._by_mouse or self._by_key
        self._by_mouse, self._by_key = by_mouse, by_key
        held = by_mouse or by_key
        self.setDown(held)
        if held is not was:
            (self.began if held else self.ended).emit()
