"""One line about the session that is recorded: who, since when, and that it is saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QLocale, Qt, QTime
from PySide6.QtWidgets import QLabel, QWidget

from aurity_desktop.domain.audio import Counters, seconds
from aurity_desktop.ui.language.messages import language_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.styling import set_style_state
from aurity_desktop.ui.widgets.time_text import clock

#: So much text may be on its way without a word about it: a slice, and the time to read it.
_USUAL_LAG_SECONDS = 7.0
_CAUGHT_UP_SECONDS = 4.0
#: The open slice is written four times a second; more than this is not on the disk for a reason.
_UNSAVED_SECONDS = 2.0
_TITLE_CHARACTERS = 48


class SessionLine(TranslatedWidget):
    """The three counters stand in the tooltip of `saved`, and in its description for a reader."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = self._language = ""
        self._since: datetime | None = None
        self._counters = Counters()
        self.behind_words = ""
        self.who, self.since, self.saved, self.behind, self.heard = (QLabel(self) for _ in range(5))
        self.who.setProperty("kind", "figure")
        self.who.setTextFormat(Qt.TextFormat.PlainText)
        for label in (self.since, self.heard):
            label.setProperty("kind", "muted")
        self.behind.setProperty("kind", "amber")
        row = FlowLayout(self, 18)
        for label in (self.who, self.since, self.saved, self.behind, self.heard):
            row.addWidget(label)
        self.retranslate()

    def begin(self, title: str, since: datetime | None) -> None:
        """A new session; `since` is when it was begun, in local time."""
        self._title, self._since, self._language, self.behind_words = title, since, "", ""
        self._counters = Counters()
        self.retranslate()

    def show_language(self, code: str) -> None:
        """The language that was heard, or pinned."""
        if code and code != self._language:
            self._language = code
            self.retranslate()

    def show_counters(self, counters: Counters) -> None:
        """Whether it is saved, and whether the text is behind."""
        self._counters = counters
        unsaved = seconds(counters.captured - counters.on_disk)
        if unsaved > _UNSAVED_SECONDS:
            self._say(
                self.saved, self.tr("Not saved yet: {seconds} s").format(seconds=int(unsaved))
            )
        else:
            self._say(self.saved, self.tr("Saved ✓"))
        set_style_state(self.saved, "kind", "amber" if unsaved > _UNSAVED_SECONDS else "good")
        told = self._told()
        if told != self.saved.toolTip():
            self.saved.setToolTip(told)
            self.saved.setAccessibleDescription(told.replace("\n", ". "))
        self.behind_words = self._words_behind(seconds(counters.on_disk - counters.transcribed))
        self._say(self.behind, self.behind_words)

    def retranslate(self) -> None:
        """The texts in the window's language."""
        title = self._title or self.tr("Untitled session")
        short = len(title) <= _TITLE_CHARACTERS
        self.who.setText(title if short else f"{title[: _TITLE_CHARACTERS - 1].rstrip()}…")
        self.who.setToolTip("" if short else title)
        begun = self._since
        time = "" if begun is None else QLocale().toString(QTime(begun.hour, begun.minute), "H:mm")
        self._say(self.since, time and self.tr("since {time}").format(time=time))
        self._say(self.heard, language_text(self._language))
        self.heard.setToolTip(self.tr("Language of the transcript"))
        self.show_counters(self._counters)

    def _told(self) -> str:
        """The three counters, one a line."""
        captured, on_disk, transcribed = (
            clock(seconds(count))
            for count in (
                self._counters.captured,
                self._counters.on_disk,
                self._counters.transcribed,
            )
        )
        return "\n".join(
            (
                self.tr("Captured {time}").format(time=captured),
                self.tr("On disk {time}").format(time=on_disk),
                self.tr("Transcribed {time}").format(time=transcribed),
            )
        )

    def _words_behind(self, lag: float) -> str:
        """How far the text is behind, "" where that is no more than usual.

        Once said, it stays until the text has well caught up: a line that comes and goes disturbs.
        """
        least = _CAUGHT_UP_SECONDS if self.behind_words else _USUAL_LAG_SECONDS
        if lag <= least:
            return ""
        return self.tr("Text {seconds} s behind").format(seconds=round(lag))

    @staticmethod
    def _say(label: QLabel, words: str) -> None:
        label.setText(words)
        label.setVisible(bool(words))
