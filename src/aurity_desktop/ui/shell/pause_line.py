"""While all jobs are paused a line says so on every page, with the one press that goes on."""

from __future__ import annotations

from PySide6.QtCore import QObject

from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity


class PauseLine(QObject):
    """It stays as long as the pause does, whoever made it."""

    def __init__(self, notices: NoticesBar, watcher: JobWatcher) -> None:
        super().__init__(notices)
        self._notices = notices
        self._watcher = watcher
        watcher.paused_changed.connect(self._on_paused)

    def _on_paused(self, paused: bool) -> None:
        if not paused:
            self._notices.withdraw("paused")
            return
        self._notices.show_line(
            "paused",
            Severity.AMBER,
            self._words,
            (Action(self._words_go_on, self._watcher.resume_all),),
            dismissible=False,
        )

    def _words(self) -> str:
        return self.tr(
            "Background work is paused: recording goes on, and transcripts and imports wait."
        )

    def _words_go_on(self) -> str:
        return self.tr("Resume")
