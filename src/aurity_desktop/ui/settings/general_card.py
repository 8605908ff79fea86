"""How the window looks and speaks: its language, its colours, the size of its text."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from aurity_desktop.runtime.settings import Settings
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.form_rows import card_column, labelled_row, offer_values

_THEMES = ("system", "light", "dark")
_PERCENT = (100, 110, 125, 150, 175, 200)


class GeneralCard(AdaptiveWidget):
    """Each choice holds at once, in the window that shows it too."""

    narrow_below = 45

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        column = card_column(self)
        self._labels = tuple(QLabel(self) for _ in range(3))
        self.language, self.theme, self.text_size = (ChoiceBox(self) for _ in range(3))
        for label, box in zip(
            self._labels, (self.language, self.theme, self.text_size), strict=True
        ):
            row = labelled_row(label, box)
            self.rows.append(row)
            column.addLayout(row)
        for code in ("", "es", "en"):
            self.language.addItem("", code)
        for theme in _THEMES:
            self.theme.addItem("", theme)
        self._show(preferences.settings)
        self.language.activated.connect(self._on_language)
        self.theme.activated.connect(self._on_theme)
        self.text_size.activated.connect(self._on_text_size)
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language, those of the lists too."""
        names = (self.tr("App language"), self.tr("Appearance"), self.tr("Text size"))
        boxes = (self.language, self.theme, self.text_size)
        for label, box, words in zip(self._labels, boxes, names, strict=True):
            label.setText(words)
            box.setAccessibleName(words)
        system = self.tr("Same as the system")
        for place, words in enumerate((system, "Español", "English")):
            self.language.setItemText(place, words)
        for place, words in enumerate((system, self.tr("Light"), self.tr("Dark"))):
            self.theme.setItemText(place, words)
        for place in range(self.text_size.count()):
            percent = self.text_size.itemData(place)
            self.text_size.setItemText(place, self.tr("{percent} %").format(percent=percent))

    def _show(self, settings: Settings) -> None:
        self.language.setCurrentIndex(self.language.findData(settings.interface_language))
        self.theme.setCurrentIndex(self.theme.findData(settings.theme))
        percent = settings.text_percent
        offer_values(self.text_size, sorted({*_PERCENT, percent}), percent)

    def _on_language(self) -> None:
        self._preferences.change(interface_language=str(self.language.currentData()))

    def _on_theme(self) -> None:
        self._preferences.change(theme=str(self.theme.currentData()))

    def _on_text_size(self) -> None:
        self._preferences.change(text_percent=int(self.text_size.currentData()))
