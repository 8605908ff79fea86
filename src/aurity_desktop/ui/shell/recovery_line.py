"""Sessions that did not end are offered at the start: finish them, or look at one first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.recording.background_recovery import BackgroundRecovery
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity


class RecoveryLine(QObject):
    """`look_asked` and `handed_on` carry a session's id.

    The line goes when a recording starts, which may continue one of these sessions; the next start
    offers the others.
    """

    look_asked = Signal(str)
    handed_on = Signal(str)

    def __init__(
        self,
        notices: NoticesBar,
        recovery: BackgroundRecovery,
        watcher: JobWatcher,
        controller: SessionController,
    ) -> None:
        super().__init__(notices)
        self._notices = notices
        self._recovery = recovery
        self._watcher = watcher
        self._sessions: list[SessionSummary] = []
        recovery.unfinished_found.connect(self._on_found)
        recovery.handed_on.connect(self._on_handed_on)
        controller.session_started.connect(self._withdraw)

    def look(self) -> None:
        """Ask for unfinished sessions, off the GUI thread; the line shows them if any."""
        self._recovery.look()

    def _on_found(self, sessions: list[SessionSummary]) -> None:
        self._sessions = sessions
        if not sessions:
            self._withdraw()
            return
        self._notices.show_line(
            "unfinished",
            Severity.AMBER,
            self._words_found,
            (Action(self._words_finish, self._finish), Action(self._words_look, self._look_at)),
        )

    def _withdraw(self) -> None:
        self._notices.withdraw("unfinished")

    def _finish(self) -> None:
        self._withdraw()
        for summary in self._sessions:
            self._recovery.finish(summary.session_id)

    def _look_at(self) -> None:
        self._withdraw()
        self.look_asked.emit(self._sessions[0].session_id)

    def _on_handed_on(self, session_id: str, job: Job | None) -> None:
        if job is not None:
            self._watcher.watch(job.job_id)
        self.handed_on.emit(session_id)

    def _words_found(self) -> str:
        if len(self._sessions) == 1:
            return self.tr("A recording was interrupted. Everything recorded is saved.")
        return self.tr("{count} recordings were interrupted. Everything recorded is saved.").format(
            count=len(self._sessions)
        )

    def _words_finish(self) -> str:
        return self.tr("Finish and transcribe")

    def _words_look(self) -> str:
        return self.tr("Show")
