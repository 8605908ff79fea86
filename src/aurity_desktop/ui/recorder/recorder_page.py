"""The page on which a session is recorded: choose, record, watch the words come, see the transcript made."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from aurity_desktop.application.job_watcher import JobWatcher
from aurity_desktop.application.library import Library
from aurity_desktop.application.recording import RecordingRequest, RecordingState
from aurity_desktop.application.session_controller import SessionController
from aurity_desktop.domain.audio import Counters
from aurity_desktop.domain.jobs import Job, JobState
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.ui.icons import Icons
from aurity_desktop.ui.recorder.deck import Deck
from aurity_desktop.ui.recorder.finishing import FinishingPanel
from aurity_desktop.ui.recorder.live_pane import LivePane
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.theme import Appearance


class RecorderPage(QWidget):
    """Asks the controller for everything and shows what it says. `vocabulary` are the words the model should expect."""

    finished = Signal(str)  # session id: its job has ended

    def __init__(
        self,
        controller: SessionController,
        library: Library,
        watcher: JobWatcher,
        appearance: Appearance,
        icons: Icons,
        undo_stack: QUndoStack,
        vocabulary: tuple[str, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._watcher = watcher
        self._vocabulary = vocabulary
        self._job_id = ""
        self.deck = Deck(appearance, icons, self)
        self.setup = self.deck.setup
        self.finishing = FinishingPanel(icons, self)
        self.finishing.hide()
        self.live = LivePane(appearance, icons, self)
        self.transcript = TranscriptPanel(library, appearance, icons, undo_stack, self)
        self._lay_out()
        self._connect()
        self._on_state(controller.state)

    def _lay_out(self) -> None:
        self._text = QWidget(self)
        self._stack = QStackedLayout(self._text)
        self._stack.addWidget(self.live)
        self._stack.addWidget(self.transcript)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.deck)
        column.addWidget(self.finishing)
        column.addWidget(self._text, 1)

    def _connect(self) -> None:
        controller, deck = self._controller, self.deck
        deck.record_asked.connect(self.record)
        deck.pause_asked.connect(controller.pause)
        deck.resume_asked.connect(controller.resume)
        deck.stop_asked.connect(controller.stop)
        controller.state_changed.connect(self._on_state)
        controller.session_started.connect(self._on_started)
        controller.session_stopped.connect(self._on_stopped)
        controller.level_measured.connect(deck.show_level)
        controller.counters_changed.connect(deck.show_counters)
        controller.text_changed.connect(self.live.take)
        controller.span_recorded.connect(self.live.mark)
        self.setup.device_chosen.connect(self._on_device)
        self._watcher.job_changed.connect(self._on_job)

    def record(self) -> None:
        self._controller.start(
            RecordingRequest(
                device=self.setup.device,
                language=self.setup.speech_language,
                speaker_count=self.setup.speaker_count,
                vocabulary=self._vocabulary,
            )
        )

    def pause_or_resume(self) -> None:
        if self._controller.state is RecordingState.PAUSED:
            self._controller.resume()
        else:
            self._controller.pause()

    def expect(self, vocabulary: tuple[str, ...]) -> None:
        self._vocabulary = vocabulary

    def _on_state(self, state: RecordingState) -> None:
        self.deck.show_state(state)
        if state is RecordingState.IDLE:
            self.live.rest()

    def _on_started(self, plan: SessionPlan) -> None:  # noqa: ARG002  # that one started is all there is to know
        self._job_id = ""
        self.finishing.hide()
        self.deck.show_counters(Counters())
        self._stack.setCurrentWidget(self.live)
        self.live.begin()

    def _on_stopped(self, job: Job) -> None:
        self.follow(job)
        self._watcher.watch(job.job_id)

    def follow(self, job: Job) -> None:
        """Show the work on a session that has just been recorded or is run again."""
        self._job_id = job.job_id
        self.finishing.show_job(job)
        self.finishing.show()

    def _on_job(self, job: Job) -> None:
        if job.job_id != self._job_id:
            return
        self.finishing.show_job(job)
        if job.state is JobState.COMPLETED:
            self._job_id = ""
            self.finishing.hide()
            if self.transcript.open(job.session_id):
                self._stack.setCurrentWidget(self.transcript)
            self.finished.emit(job.session_id)

    def _on_device(self, name: str) -> None:
        self._controller.use_device(name)
