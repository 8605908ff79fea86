"""What is wrong with the watched folder, in a line each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from aurity_desktop.application.recording.watched_folder import WatchedFolder, WatchState
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.notices.notice_lines import NoticesBar, Severity


class WatchLine(QObject):
    """The line goes when what it says is over."""

    def __init__(self, notices: NoticesBar, watched: WatchedFolder) -> None:
        super().__init__(notices)
        self._notices = notices
        self._watched = watched
        watched.state_changed.connect(self._on_state)
        watched.link_found.connect(self._on_link)

    def _on_state(self) -> None:
        if self._watched.state is WatchState.AWAY:
            self._notices.show_line("watched", Severity.AMBER, self._words_away)
        elif self._watched.state is WatchState.REFUSED and self._watched.error is not None:
            words = partial(error_text, self._watched.error)
            self._notices.show_line("watched", Severity.AMBER, words)
        else:
            self._notices.withdraw("watched")

    def _on_link(self, name: str) -> None:
        words = partial(self._words_link, one_line(name))
        self._notices.show_line("watched link", Severity.AMBER, words)

    def _words_away(self) -> str:
        return self.tr("The watched folder is not there. Its files are imported when it is back.")

    def _words_link(self, name: str) -> str:
        return self.tr(
            "“{file}” in the watched folder only points to another file and is not imported. Put "
            "the file itself there."
        ).format(file=name)
