"""Whether numbers and units are shown as they were said or as a clinician writes them."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QWidget

from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.form_rows import card_column, hint_label


class NumbersCard(TranslatedWidget):
    """The choice holds at once, for every transcript and export."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.written = QCheckBox(self)
        self.written.setChecked(preferences.settings.written_numbers)
        self._hint = hint_label(self)
        column = card_column(self)
        column.addWidget(self.written)
        column.addWidget(self._hint)
        self.written.toggled.connect(self._on_toggled)
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.written.setText(self.tr("Write numbers and units as in a note: 38.5 °C, 500 mg"))
        self._hint.setText(
            self.tr(
                "What was said stays: point at what is underlined with dots. Exports follow this "
                "choice."
            )
        )

    def _on_toggled(self, on: bool) -> None:
        self._preferences.change(written_numbers=on)
