"""The ways in which a transcript or a turn is copied: with and without times and names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

translate = QCoreApplication.translate

#: Times, names.
_WAYS = ((True, True), (False, True), (True, False), (False, False))


class CopyMenu(QMenu):
    """Calls `copy` with whether times and names are wanted."""

    def __init__(self, copy: Callable[[bool, bool], object], parent: QMenu | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QAction] = []
        for times, names in _WAYS:
            entry = self.addAction("")
            entry.triggered.connect(partial(copy, times, names))
            self._entries.append(entry)
        self.retranslate()

    def retranslate(self) -> None:
        """The entries in the window's language."""
        texts = (
            translate("CopyMenu", "With times and names"),
            translate("CopyMenu", "Without times"),
            translate("CopyMenu", "Without names"),
            translate("CopyMenu", "Text only"),
        )
        for entry, text in zip(self._entries, texts, strict=True):
            entry.setText(text)
