"""What holds for every recording: when one that was forgotten is ended."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.form_rows import card_column, hint_label, labelled_row, offer_values

_HOURS = (1, 2, 4, 8, 12, 24)


class RecordingCard(AdaptiveWidget):
    """The choice holds from the next recording on."""

    narrow_below = 45

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._label = QLabel(self)
        self.longest = ChoiceBox(self)
        self._hint, self._off_the_record = hint_label(self), hint_label(self)
        row = labelled_row(self._label, self.longest)
        self.rows.append(row)
        column = card_column(self)
        column.addLayout(row)
        column.addWidget(self._hint)
        column.addWidget(self._off_the_record)
        hours = preferences.settings.recording_hours
        offer_values(self.longest, sorted({*_HOURS, hours}), hours)
        self.longest.activated.connect(self._on_longest)
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self._label.setText(self.tr("End a recording after"))
        self.longest.setAccessibleName(self._label.text())
        for place in range(self.longest.count()):
            hours = int(self.longest.itemData(place))
            words = self.tr("1 hour") if hours == 1 else self.tr("{count} hours")
            self.longest.setItemText(place, words.format(count=hours))
        self._hint.setText(
            self.tr(
                "A recording that was left running is ended then. Everything recorded is saved "
                "and transcribed."
            )
        )
        self._off_the_record.setText(
            self.tr(
                "The microphone, the language spoken and the number of people are chosen where "
                "you record."
            )
        )

    def _on_longest(self) -> None:
        self._preferences.change(recording_hours=int(self.longest.currentData()))
