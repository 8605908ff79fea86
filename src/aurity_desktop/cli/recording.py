"""Drives one recording without a display: its events on standard error, up to its finished job."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.recorder_process import RecorderProcess
from aurity_desktop.application.recording.recording import (
    Notice,
    NoticeKind,
    RecordingRequest,
    RecordingState,
)
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.application.worker.worker_process import WorkerProcess
from aurity_desktop.cli.output import clock, say
from aurity_desktop.cli.waiting import (
    event_loop,
    on_interrupt,
    own_worker,
    wait_for,
    wait_for_names,
)
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.errors import AurityError, ConsentWithdrawn, NothingRecorded
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import LiveUpdate, text_of

#: How the file was read stands below its transcript, in more words.
_TOLD_AT_THE_END = frozenset(
    {
        NoticeKind.INPUT_LONGER,
        NoticeKind.TRACKS_MIXED,
        NoticeKind.TRACKS_LEFT_OUT,
        NoticeKind.SPEAKERS_BY_CHANNEL,
    }
)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A session that is completed.

    `damaged`: the file that it was read from could be read in part only.
    """

    session_id: str
    damaged: AurityError | None = None


def record(
    program: Program, request: RecordingRequest, duration: float | None = None, resume: str = ""
) -> Recorded:
    """Record a new session, or go on with `resume`, and wait until it is finished.

    Raises AurityError; what was recorded by then is kept. Ctrl-C while recording stops it and goes
    on to the end; Ctrl-C after that raises KeyboardInterrupt.
    """
    for model in (program.settings.live_model, "segmentation-3.0", "campplus"):
        program.models.require(model)
    application = event_loop()
    with own_worker(program) as worker:
        console = _Console(program, worker, request, duration, resume)
        job = console.run(application)
        say("Recorded. Now the second pass and the speakers.")
        wait_for(program, [job], worker)
        wait_for_names(program, [job.session_id], worker)
    return Recorded(job.session_id, console.damaged)


class _Console(QObject):
    """Drives one recording, speaking on standard error, up to the job that finishes it."""

    def __init__(
        self,
        program: Program,
        worker: WorkerProcess,
        request: RecordingRequest,
        duration: float | None,
        resume: str,
    ) -> None:
        super().__init__()
        self._worker = worker
        self._request = request
        self._duration = duration
        self._resume = resume
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(QCoreApplication.quit)
        self._error: Exception | None = None
        self.damaged: AurityError | None = None
        self._job: Job | None = None
        self._told: dict[int, int] = {}
        self._recorder = RecorderProcess(program.command, self, program.vault.handed)
        self._live = LiveTranscription(
            program.live_transcriber,
            program.slice_reader,
            program.ledger,
            self,
            names=program.live_names,
        )
        self._controller = SessionController(program, self._recorder, self._live, self)
        controller = self._controller
        controller.session_started.connect(self._on_started)
        controller.text_changed.connect(self._on_text)
        controller.interrupted.connect(self._on_interrupted)
        controller.span_recorded.connect(self._on_span)
        controller.notice_raised.connect(self._on_notice)
        controller.session_stopped.connect(self._on_stopped)
        controller.consent_withdrawn.connect(self._on_withdrawn)
        controller.failed.connect(self._on_failed)
        controller.state_changed.connect(self._on_state)
        self._live.warmed.connect(self._begin)
        self._live.failed.connect(self._on_live_failed)

    def run(self, application: QCoreApplication) -> Job:
        """The job that finishes the session. Raises what ended the recording otherwise."""
        self._live.warm(self._request.language, self._request.vocabulary)
        try:
            with on_interrupt(self._on_interrupt):
                application.exec()
        finally:
            self._idle.stop()  # or it ended the next loop, which waits for the second pass
            self._controller.close()
        if self._error is not None:
            raise self._error
        if self._job is None:
            raise NothingRecorded
        return self._job

    def _begin(self) -> None:
        if self._resume:
            self._controller.continue_session(self._resume, self._request)
        else:
            self._controller.start(self._request)

    def _on_interrupt(self, _number: int, _frame: object) -> None:
        if self._controller.state is RecordingState.IDLE:
            QCoreApplication.quit()
        else:
            say("Stopping: what was said is kept.")
            self._controller.stop()

    def _on_started(self, plan: SessionPlan) -> None:
        say(f"Recording {plan.session_id} from {plan.source or 'the default microphone'}.")
        if self._request.input_file is None or not self._request.fast:
            # what has been said is settled on idle cores; a fast import leaves none
            self._worker.start()
        if self._duration is not None:
            QTimer.singleShot(int(self._duration * 1000), self._controller.stop)

    def _on_text(self, update: LiveUpdate) -> None:
        for chunk in update.settled:
            told = self._told.get(chunk.chunk_number, 0)
            news = chunk.words[told:]  # the last chunk is answered again, with its late words
            self._told[chunk.chunk_number] = max(told, len(chunk.words))
            if news:
                say(f"[{clock(news[0].start)}] {text_of(news)}")

    def _on_interrupted(self, report: capture.Interrupted) -> None:
        say(f"The microphone is gone ({report.why}); waiting for it. What was said is kept.")

    def _on_span(self, span: Span) -> None:
        say(f"{span.seconds:.1f} s not captured ({span.kind}).")

    def _on_notice(self, notice: Notice) -> None:
        if notice.kind is NoticeKind.DAMAGED_INPUT:
            self.damaged = notice.error  # told at the end, where it is not scrolled away
            return
        if notice.kind in _TOLD_AT_THE_END:
            return
        say(f"Note: {notice.kind.replace('_', ' ')} {notice.detail}".rstrip())

    def _on_live_failed(self, error: Exception) -> None:
        """Before the recording this ends it; during it, text is missing and sound is not."""
        if self._controller.state is RecordingState.IDLE:
            self._on_failed(error)

    def _on_stopped(self, job: Job) -> None:
        self._job = job
        QCoreApplication.quit()

    def _on_withdrawn(self, session_id: str) -> None:
        self._error = self._error or ConsentWithdrawn(session_id)
        QCoreApplication.quit()

    def _on_state(self, state: RecordingState) -> None:
        """Idle: with a job `session_stopped` follows; without, there is nothing to keep."""
        if state is RecordingState.IDLE:
            self._idle.start()

    def _on_failed(self, error: Exception) -> None:
        if self._error is None:
            self._error = error
        if self._controller.state is RecordingState.IDLE:
            QCoreApplication.quit()
