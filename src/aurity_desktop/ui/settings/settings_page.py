"""What can be chosen: language, theme, words to expect; below them cards of other subjects.

Each choice holds at once, and words once they are typed.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.choice_box import ChoiceBox

_THEMES = ("system", "light", "dark")
#: Pixels. A line of a hint that is longer is hard to follow with the eye.
_WIDEST = 720
#: After the last key. Every change is written durably, which takes longer than the next key.
_TYPED_MS = 1_000


class SettingsPage(TranslatedWidget):
    """`cards` stand below the first card, in this order."""

    def __init__(
        self,
        preferences: Preferences,
        cards: Sequence[QWidget] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._preferences = preferences
        settings = preferences.settings
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self.language = ChoiceBox(self)
        for code in ("", "es", "en"):
            self.language.addItem("", code)
        self.theme = ChoiceBox(self)
        for theme in _THEMES:
            self.theme.addItem("", theme)
        self.vocabulary = QPlainTextEdit(self)
        self.vocabulary.setPlainText("\n".join(settings.vocabulary))
        self.vocabulary.setTabChangesFocus(True)
        self.vocabulary.setMinimumHeight(140)
        self._language_label, self._theme_label, self._vocabulary_label, self._vocabulary_hint = (
            QLabel(self) for _ in range(4)
        )
        self._vocabulary_hint.setProperty("kind", "muted")
        self._vocabulary_hint.setWordWrap(True)
        self.language.setCurrentIndex(self.language.findData(settings.interface_language))
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        self._lay_out(cards)
        self.language.activated.connect(self._on_language)
        self.theme.activated.connect(self._on_theme)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPED_MS)
        self._typing.timeout.connect(self.keep_words)
        self.vocabulary.textChanged.connect(self._typing.start)
        self.vocabulary.installEventFilter(self)
        self.retranslate()

    def _lay_out(self, cards: Sequence[QWidget]) -> None:
        card = QFrame(self)
        card.setObjectName("card")
        form = QFormLayout(card)
        form.setContentsMargins(24, 20, 24, 24)
        form.setVerticalSpacing(14)
        form.setHorizontalSpacing(20)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field, hint in (
            (self._language_label, self.language, None),
            (self._theme_label, self.theme, None),
            (self._vocabulary_label, self.vocabulary, self._vocabulary_hint),
        ):
            label.setBuddy(field)
            form.addRow(label, field)
            if hint is not None:
                form.addRow("", hint)
        # The width is bound here, not in each card: a vertical layout asks what is in it for its
        # height at the whole width, and a hint that wraps in a narrower card would be cut off.
        narrow = QWidget(self)
        narrow.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(narrow)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._title)
        for each in (card, *cards):
            column.addWidget(each)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(narrow, 1)
        row.addStretch(0)

    def keep_words(self) -> None:
        """Keep the words to expect as they are typed.

        At a pause, when the field is left, and before the window goes.
        """
        self._typing.stop()
        lines = (line.strip() for line in self.vocabulary.toPlainText().splitlines())
        self._preferences.change(vocabulary=tuple(dict.fromkeys(line for line in lines if line)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Leaving the field of words keeps them."""
        if event.type() is QEvent.Type.FocusOut:
            self.keep_words()
        return super().eventFilter(watched, event)

    def retranslate(self) -> None:
        """The texts in the window's language, those of the lists too."""
        self._title.setText(self.tr("Settings"))
        for label, field, words in (
            (self._language_label, self.language, self.tr("App language")),
            (self._theme_label, self.theme, self.tr("Appearance")),
            (self._vocabulary_label, self.vocabulary, self.tr("Vocabulary")),
        ):
            label.setText(words)
            field.setAccessibleName(words)
        for place, words in enumerate((self.tr("Same as the system"), "Español", "English")):
            self.language.setItemText(place, words)
        names = (self.tr("Same as the system"), self.tr("Light"), self.tr("Dark"))
        for place, words in enumerate(names):
            self.theme.setItemText(place, words)
        self._vocabulary_hint.setText(
            self.tr(
                "Names of medicines, colleagues and places, one per line. They are recognized "
                "better in the next recording."
            )
        )

    def _on_language(self) -> None:
        self._preferences.change(interface_language=str(self.language.currentData()))

    def _on_theme(self) -> None:
        self._preferences.change(theme=str(self.theme.currentData()))
