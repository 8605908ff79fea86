"""The work behind the window: what runs, waits or failed and why; cancel, again, and pause all."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.jobs import EVERY_SESSION, Job
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.ui.health.shown_jobs import (
    job_state_text,
    job_title,
    may_run_again,
    shown_jobs,
)
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.elided_label import ElidedLabel
from aurity_desktop.ui.widgets.time_text import when

#: So many are seen; of the others their number is told.
_ROWS = 12


class JobRow(TranslatedWidget):
    """One job. `show_asked` carries its session's id, the others its own."""

    cancel_asked = Signal(str)
    again_asked = Signal(str)
    show_asked = Signal(str)

    def __init__(self, job: Job, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job, self._session, self._paused = job, "", False
        self.name, self.state = ElidedLabel(self), QLabel(self)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setProperty("kind", "muted")
        self.state.setWordWrap(True)
        self.again_button, self.show_button, self.cancel_button = (
            QPushButton(self) for _ in range(3)
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.state)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(words, 1)
        for button in (self.again_button, self.show_button, self.cancel_button):
            row.addWidget(button)
        self.again_button.clicked.connect(partial(self.again_asked.emit, job.job_id))
        self.cancel_button.clicked.connect(partial(self.cancel_asked.emit, job.job_id))
        self.show_button.clicked.connect(partial(self.show_asked.emit, job.session_id))

    def show_job(self, job: Job, session: str, *, paused: bool) -> None:
        """How it is now; `session` is what its session is called."""
        self._job, self._session, self._paused = job, session, paused
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        job = self._job
        title, state = job_title(job, self._session), job_state_text(job, paused=self._paused)
        self.name.show_text(title)
        self.state.setText(state)
        self.setAccessibleName(f"{title}: {state}")
        self.again_button.setVisible(may_run_again(job))
        self.cancel_button.setVisible(not job.ended)
        self.cancel_button.setEnabled(not job.cancel_requested)
        self.show_button.setVisible(job.session_id != EVERY_SESSION)
        for button, words in (
            (self.again_button, self.tr("Try again")),
            (self.show_button, self.tr("Show")),
            (self.cancel_button, self.tr("Cancel")),
        ):
            button.setText(words)
            button.setAccessibleDescription(title)


class JobsCard(TranslatedWidget):
    """Follows the watcher. `session_asked` carries the id of a session that is to be shown."""

    session_asked = Signal(str)

    def __init__(
        self,
        watcher: JobWatcher,
        library: Library,
        off_thread: OffThread,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._watcher, self._library, self._off_thread = watcher, library, off_thread
        self.rows: dict[str, JobRow] = {}
        self._names: dict[str, str] = {}
        self._title, self._state, self._others = (QLabel(self) for _ in range(3))
        self._title.setProperty("kind", "heading")
        for label in (self._state, self._others):
            label.setProperty("kind", "muted")
            label.setWordWrap(True)
        self.pause_button = QPushButton(self)
        self._list = QVBoxLayout()
        self._lay_out()
        self.pause_button.clicked.connect(self._on_pause)
        watcher.looked.connect(self.look)
        watcher.paused_changed.connect(self.look)
        self.retranslate()

    def _lay_out(self) -> None:
        card = QFrame(self)
        card.setObjectName("card")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.pause_button)
        self._list.setSpacing(10)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._state)
        column.addLayout(self._list)
        column.addWidget(self._others)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def look(self) -> None:
        """Show what the watcher knows, where the page is in sight; else when it comes."""
        if not self.isVisible():
            return
        jobs = shown_jobs(self._watcher.jobs)
        shown = jobs[:_ROWS]
        self._keep_rows(shown)
        for place, job in enumerate(shown):
            row = self.rows[job.job_id]
            self._list.insertWidget(place, row)
            row.show_job(job, self._name(job.session_id), paused=self._watcher.paused)
        self._say(len(jobs))

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self._title.setText(self.tr("Background work"))
        self._names.clear()  # a session without a title is called by its day
        self._name_pause()
        self.look()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """What has changed while it was out of sight."""
        super().showEvent(event)
        self.look()

    def _keep_rows(self, shown: list[Job]) -> None:
        for job_id in self.rows.keys() - {job.job_id for job in shown}:
            row = self.rows.pop(job_id)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        for job in shown:
            if job.job_id not in self.rows:
                row = self.rows[job.job_id] = JobRow(job, self)
                row.cancel_asked.connect(self._watcher.cancel)
                row.again_asked.connect(self._watcher.retry)
                row.show_asked.connect(self.session_asked)

    def _say(self, count: int) -> None:
        paused = self._watcher.paused
        self._name_pause()
        if paused:
            words = self.tr(
                "Paused: recording goes on, and transcripts and imports wait until you resume."
            )
        else:
            words = "" if count else self.tr("Nothing is waiting.")
        self._state.setText(words)
        self._state.setVisible(bool(words))
        others = max(0, count - _ROWS)
        self._others.setText(self.tr("And {count} more").format(count=others))
        self._others.setVisible(others > 0)

    def _name_pause(self) -> None:
        resumes = self._watcher.paused
        self.pause_button.setText(self.tr("Resume") if resumes else self.tr("Pause all"))

    def _name(self, session_id: str) -> str:
        """What the session is called; asked for off the GUI thread, once."""
        if session_id == EVERY_SESSION:
            return ""
        if session_id not in self._names:
            self._names[session_id] = session_id
            self._off_thread.do(partial(self._look_up, session_id), self._on_session)
        return self._names[session_id]

    def _look_up(self, session_id: str) -> SessionSummary | None:
        """None for one that was erased meanwhile, or cannot be read now."""
        try:
            return self._library.session(session_id)
        except AurityError:
            return None

    def _on_session(self, session: SessionSummary | None) -> None:
        if session is None:
            return
        now = datetime.now().astimezone()
        name = session.title or when(session.plan.created_at.astimezone(), now)
        self._names[session.session_id] = name
        for job in self._watcher.jobs:
            if job.session_id == session.session_id and job.job_id in self.rows:
                self.rows[job.job_id].show_job(job, name, paused=self._watcher.paused)

    def _on_pause(self) -> None:
        if self._watcher.paused:
            self._watcher.resume_all()
        else:
            self._watcher.pause_all()
