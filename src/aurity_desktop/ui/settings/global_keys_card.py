"""Keys that work while another program is in front: chosen here, off until then."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QLabel, QWidget

from aurity_desktop.runtime.settings import GLOBAL_KEYS
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.form_rows import card_column, hint_label, labelled_row

_RECORD: Final = "record_shortcut"
_OFF_RECORD: Final = "off_record_shortcut"


class GlobalKeysCard(AdaptiveWidget):
    """The choice holds at once. The two keys are never the same one."""

    narrow_below = 45

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._title, self._record_label, self._off_label = (QLabel(self) for _ in range(3))
        self._title.setProperty("kind", "heading")
        self._hint, self.state = hint_label(self), hint_label(self)
        self.record, self.off_record = ChoiceBox(self), ChoiceBox(self)
        column = card_column(self)
        column.addWidget(self._title)
        column.addWidget(self._hint)
        for label, box in (
            (self._record_label, self.record),
            (self._off_label, self.off_record),
        ):
            for keys in GLOBAL_KEYS:
                box.addItem(keys, keys)
            row = labelled_row(label, box)
            self.rows.append(row)
            column.addLayout(row)
        column.addWidget(self.state)
        self._show()
        self.record.activated.connect(self._on_record)
        self.off_record.activated.connect(self._on_off_record)
        self.show_state("")
        self.retranslate()

    def show_state(self, words: str) -> None:
        """What hinders them, "" for nothing."""
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self._title.setText(self.tr("While another program is in front"))
        self._hint.setText(
            self.tr(
                "A recording that begins so is shown by the small view above all windows. While "
                "the window is locked none is begun."
            )
        )
        self._record_label.setText(self.tr("Record, and stop"))
        self._off_label.setText(self.tr("Off the record, and back"))
        for label, box in ((self._record_label, self.record), (self._off_label, self.off_record)):
            box.setAccessibleName(label.text())
            box.setItemText(0, self.tr("No key"))

    def _show(self) -> None:
        settings = self._preferences.settings
        self.record.setCurrentIndex(self.record.findData(settings.record_shortcut))
        self.off_record.setCurrentIndex(self.off_record.findData(settings.off_record_shortcut))

    def _on_record(self) -> None:
        self._change(_RECORD, str(self.record.currentData()), _OFF_RECORD)

    def _on_off_record(self) -> None:
        self._change(_OFF_RECORD, str(self.off_record.currentData()), _RECORD)

    def _change(self, name: str, keys: str, other: str) -> None:
        facts = {name: keys}
        if keys and getattr(self._preferences.settings, other) == keys:
            facts[other] = ""
        self._preferences.change(**facts)
        self._show()
