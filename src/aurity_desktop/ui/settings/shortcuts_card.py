"""The keys of the window, listed with what they do."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.settings.shortcut_words import shortcut_words
from aurity_desktop.ui.widgets.form_rows import card_column


class ShortcutsCard(TranslatedWidget):
    """A row for each key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        card_column(self).addLayout(grid)
        self._rows: list[tuple[QLabel, QLabel]] = []
        for row, _ in enumerate(shortcut_words()):
            keys, words = QLabel(self), QLabel(self)
            keys.setProperty("kind", "figure")
            words.setWordWrap(True)
            grid.addWidget(keys, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words, row, 1)
            self._rows.append((keys, words))
        self.retranslate()

    def retranslate(self) -> None:
        """Keys and words in the window's language."""
        for (keys, words), (sequence, told) in zip(self._rows, shortcut_words(), strict=True):
            keys.setText(key_text(sequence))
            words.setText(told)


def key_text(sequence: str) -> str:
    """As tool tips and the manual write it; on macOS by the signs of its keyboards.

    Qt's Spanish calls the key Control, keyboards and people call it Ctrl.
    """
    style = QKeySequence.SequenceFormat
    native = style.NativeText if sys.platform == "darwin" else style.PortableText
    return QKeySequence(sequence).toString(native)
