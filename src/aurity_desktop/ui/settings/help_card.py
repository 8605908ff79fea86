"""The manual, page by page, in the window's language."""

from __future__ import annotations

import logging

from PySide6.QtCore import QUrl
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.settings.help_topics import HelpTopic, page_of, title_of
from aurity_desktop.ui.settings.manual_view import ManualView
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.form_rows import card_column

_log = logging.getLogger(__name__)


class HelpCard(TranslatedWidget):
    """Links lead from one page to another, and nowhere else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topics = ChoiceBox(self)
        for topic in HelpTopic:
            self.topics.addItem("", topic)
        self.view = ManualView(self)
        column = card_column(self)
        column.addWidget(self.topics)
        column.addWidget(self.view)
        self.topics.activated.connect(self._show)
        self.view.anchorClicked.connect(self._on_link)
        self.retranslate()

    @property
    def topic(self) -> HelpTopic:
        """The page that is shown."""
        return HelpTopic(self.topics.currentData())

    def show_topic(self, topic: HelpTopic) -> None:
        """Turn to a page, with the keyboard in it."""
        self.topics.setCurrentIndex(self.topics.findData(topic))
        self._show()
        self.view.setFocus()

    def retranslate(self) -> None:
        """The pages in the window's language."""
        self.topics.setAccessibleName(self.tr("Page of the manual"))
        self.view.setAccessibleName(self.tr("Manual"))
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """The pages are read when they are looked at."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        for place, topic in enumerate(HelpTopic):
            self.topics.setItemText(place, title_of(_read(topic)))
        self._show()

    def _show(self) -> None:
        self.view.show_page(_read(self.topic))

    def _on_link(self, link: QUrl) -> None:
        name = link.fileName().removesuffix(".md")
        if link.isRelative() and name in set(HelpTopic):
            self.show_topic(HelpTopic(name))


def _read(topic: HelpTopic) -> str:
    """An installation that has lost its manual keeps its window."""
    try:
        return page_of(topic)
    except OSError as error:
        _log.warning("a page of the manual cannot be read: %s", error)
        return f"# {topic}\n"
