"""The words that are recognized better: names of medicines, colleagues, places."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.form_rows import card_column, hint_label

#: After the last key. Every change is written durably, which takes longer than the next key.
_TYPED_MS = 1_000
_LINES = 9


class VocabularyCard(TranslatedWidget):
    """Words hold once they are typed."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._known = preferences.settings.vocabulary
        self._hint = hint_label(self)
        self.words = QPlainTextEdit(self)
        self.words.setPlainText("\n".join(preferences.settings.vocabulary))
        self.words.setTabChangesFocus(True)
        self.words.setMinimumHeight(self.fontMetrics().lineSpacing() * _LINES)
        column = card_column(self)
        column.addWidget(self._hint)
        column.addWidget(self.words, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPED_MS)
        self._typing.timeout.connect(self.keep)
        self.words.textChanged.connect(self._typing.start)
        self.words.installEventFilter(self)
        preferences.changed.connect(self._on_changed)
        self.retranslate()

    def keep(self) -> None:
        """Keep the words as they are typed.

        At a pause, when the field is left, and before the window goes.
        """
        self._typing.stop()
        self._preferences.change(vocabulary=self._typed())

    def _typed(self) -> tuple[str, ...]:
        lines = (line.strip() for line in self.words.toPlainText().splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def _on_changed(self, settings: Settings) -> None:
        """What was added elsewhere stands below; what is being typed stays."""
        known, self._known = {*self._known, *self._typed()}, settings.vocabulary
        for word in settings.vocabulary:
            if word not in known:
                self.words.appendPlainText(word)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Leaving the field keeps the words."""
        if event.type() is QEvent.Type.FocusOut:
            self.keep()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.words.setAccessibleName(self.tr("Vocabulary"))
        self._hint.setText(
            self.tr(
                "Names of medicines, colleagues and places, one per line. They are recognized "
                "better in the next recording."
            )
        )
