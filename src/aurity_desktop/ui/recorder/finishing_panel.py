"""The work after Stop: percent, step, time left; and a button that runs it again if it failed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.domain.jobs import Job, JobState
from aurity_desktop.ui.language.error_messages import failure_text
from aurity_desktop.ui.language.messages import step_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.time_text import remaining


class FinishingPanel(TranslatedWidget):
    """`again_asked` carries the id of the job that is to run again."""

    again_asked = Signal(str)  # job id

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._paused = False
        card = QFrame(self)
        card.setObjectName("card")
        self._heading = QLabel(card)
        self._heading.setProperty("kind", "heading")
        self._percent = QLabel(card)
        self._percent.setProperty("kind", "heading")
        self._detail = QLabel(card)
        self._detail.setProperty("kind", "muted")
        self._detail.setWordWrap(True)
        self._bar = QProgressBar(card)
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self.again_button = QPushButton(card)
        self.again_button.clicked.connect(self._on_again)
        icons.put(self.again_button, "again")
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._percent)
        foot = QHBoxLayout()
        foot.addWidget(self._detail, 1)
        foot.addWidget(self.again_button)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addLayout(foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.retranslate()

    @property
    def job(self) -> Job | None:
        """The job that is shown, None before the first."""
        return self._job

    def show_job(self, job: Job) -> None:
        """How far it is now."""
        self._job = job
        self.retranslate()

    def show_paused(self, paused: bool) -> None:
        """Whether all work in the background waits until somebody has it go on."""
        self._paused = paused
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language; step and time left are made anew."""
        self._bar.setAccessibleName(self.tr("Progress of the transcript"))
        self.again_button.setText(self.tr("Process again"))
        job = self._job
        if job is None:
            return
        stopped = job.state in {JobState.FAILED, JobState.CANCELLED}
        self.again_button.setVisible(stopped)
        self._bar.setVisible(not stopped)
        self._percent.setVisible(job.state is JobState.IN_PROGRESS)
        self._bar.setValue(round(job.progress_percent * 10))
        self._percent.setText(self.tr("{percent} %").format(percent=round(job.progress_percent)))
        if stopped:
            self._heading.setText(self.tr("The transcript could not be finished"))
            self._detail.setText(failure_text(job))
            return
        self._heading.setText(self.tr("Making the final transcript"))
        self._detail.setText(self._progress_words(job))

    def _progress_words(self, job: Job) -> str:
        if job.retry_at is not None:
            return self.tr("An attempt failed; it is tried again automatically.")
        if job.state is JobState.PENDING and self._paused:
            return self.tr("Waits until you resume. You can start another recording.")
        if job.state is JobState.PENDING:
            return self.tr("Waiting for its turn. You can start another recording.")
        words = step_text(job.step)
        if job.eta_seconds is not None:
            words = f"{words} · {remaining(job.eta_seconds)}"
        return words

    def _on_again(self) -> None:
        if self._job is not None:
            self.again_asked.emit(self._job.job_id)
