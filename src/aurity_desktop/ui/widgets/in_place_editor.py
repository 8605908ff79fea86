"""A field over the words of a row. Enter is done, Escape leaves everything as it was."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aurity_desktop.ui.widgets.clipboard import kept_out_of_history


class InPlaceEditor(QPlainTextEdit):
    """`done`: keep what was typed; `left`: do not.

    With `multiline` Shift+Enter begins another line.
    """

    done = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None, *, multiline: bool = False) -> None:
        super().__init__(parent)
        self._multiline = multiline
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def choose(self, begin: int, length: int) -> None:
        """Choose these characters, so that what is typed takes their place."""
        cursor = self.textCursor()
        cursor.setPosition(begin)
        cursor.setPosition(begin + length, cursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter keeps what was typed, Escape does not."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self._multiline and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.insertPlainText("\n")
        elif enter:
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802  # Qt's name
        """What is copied, cut or dragged out. Qt's own data takes no further format."""
        data = QMimeData()
        data.setText(super().createMimeDataFromSelection().text())
        return kept_out_of_history(data)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  # Qt's name
        """Clicking elsewhere keeps what was typed; a menu or another window ends nothing."""
        super().focusOutEvent(event)
        if event.reason() in {Qt.FocusReason.MouseFocusReason, Qt.FocusReason.TabFocusReason}:
            self.done.emit()
