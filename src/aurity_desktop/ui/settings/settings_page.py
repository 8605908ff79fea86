"""The settings in sections, one at a time: each has a button at the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.narrow_column import NarrowColumn

#: Average characters. A line of a hint that is longer is hard to follow with the eye.
_WIDEST = 110


class Section(IntEnum):
    """The sections in their order."""

    GENERAL = 0
    RECORDING = 1
    VOCABULARY = 2
    NOTE = 3
    VOICE = 4
    PRIVACY = 5
    MODELS = 6
    SHORTCUTS = 7
    HELP = 8
    ABOUT = 9


class SettingsPage(TranslatedWidget):
    """`cards` are what each section shows, from the top."""

    def __init__(
        self, cards: Mapping[Section, Sequence[QWidget]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._cards = cards
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self._buttons = QWidget(self)
        flow = FlowLayout(self._buttons, 8)
        self._group = QButtonGroup(self)
        for section in cards:
            button = QPushButton(self._buttons)
            button.setProperty("kind", "chip")
            button.setCheckable(True)
            self._group.addButton(button, section)
            flow.addWidget(button)
        self._lay_out()
        self._group.idClicked.connect(self.show_section)
        self.show_section(next(iter(cards)))
        self.retranslate()

    def _lay_out(self) -> None:
        # The width is bound here, not in each card: a vertical layout asks what is in it for its
        # height at the whole width, and a hint that wraps in a narrower card would be cut off.
        narrow = NarrowColumn(_WIDEST, self)
        column = QVBoxLayout(narrow)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for cards in self._cards.values():
            for card in cards:
                column.addWidget(card)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(narrow, 1)
        row.addStretch(0)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(12)
        page.addWidget(self._title)
        page.addWidget(self._buttons)
        page.addLayout(row, 1)

    @property
    def section(self) -> Section:
        """The one that is shown."""
        return Section(self._group.checkedId())

    def show_section(self, number: int) -> None:
        """Show one section, and only its cards."""
        self._group.button(number).setChecked(True)
        for section, cards in self._cards.items():
            for card in cards:
                card.setVisible(section == number)

    def button(self, section: Section) -> QPushButton:
        """The button that shows a section."""
        button = self._group.button(section)
        assert isinstance(button, QPushButton)
        return button

    def retranslate(self) -> None:
        """The names of the sections in the window's language."""
        self._title.setText(self.tr("Settings"))
        names = {
            Section.GENERAL: self.tr("General"),
            Section.RECORDING: self.tr("Recording"),
            Section.VOCABULARY: self.tr("Vocabulary"),
            Section.NOTE: self.tr("Clinical note"),
            Section.VOICE: self.tr("My voice"),
            Section.PRIVACY: self.tr("Privacy"),
            Section.MODELS: self.tr("Models"),
            Section.SHORTCUTS: self.tr("Shortcuts"),
            Section.HELP: self.tr("Help"),
            Section.ABOUT: self.tr("About"),
        }
        for section in self._cards:
            self.button(section).setText(names[section])
