"""One recording from Start to the job that finishes it.

The window and the command line both drive this.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.privacy.session_consent import end_withdrawn, record_consent
from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.attention import Attention
from aurity_desktop.application.recording.capture_facts import CaptureFacts
from aurity_desktop.application.recording.capture_watch import CaptureWatch
from aurity_desktop.application.recording.pause_wishes import HeldBy, PauseWishes
from aurity_desktop.application.recording.recorder_process import RecorderProcess
from aurity_desktop.application.recording.recorder_restarts import RecorderRestarts
from aurity_desktop.application.recording.recording import (
    Notice,
    NoticeKind,
    RecordingRequest,
    RecordingState,
)
from aurity_desktop.application.recording.session_text import SessionText
from aurity_desktop.application.recording.start import (
    RecorderStart,
    after_a_crash,
    begins_paused,
    known_session,
    new_session,
)
from aurity_desktop.application.recording.stillness import LOOK_MS
from aurity_desktop.application.worker.handover import hand_over
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import AudioSlice, Counters, Level, SliceInProgress, Span, SpanKind
from aurity_desktop.domain.consent import Consent
from aurity_desktop.domain.errors import (
    AurityError,
    ModelError,
    ModelMissing,
    RecorderDied,
    VaultLocked,
)
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import LiveUpdate
from aurity_desktop.runtime.logs import FILE_ONLY

_log = logging.getLogger(__name__)


#: What is said of a recording that goes on, and untrue once it has ended.
_WHILE_RECORDING = (
    NoticeKind.NOTHING_CAPTURED,
    NoticeKind.DISK_LOW,
    NoticeKind.END_NEAR,
    NoticeKind.CLIPPING,
    NoticeKind.SILENCE,
    NoticeKind.LONG_SILENCE,
    NoticeKind.SLEPT,
    NoticeKind.LONG_SLEEP,
    NoticeKind.LID_CLOSED,
    NoticeKind.TEXT_UNAVAILABLE,
    NoticeKind.TEXT_SLOW,
)


class SessionController(QObject):
    """Owns the recording in progress, if any. All of it on the GUI thread; nothing here blocks.

    Order of a session's signals: `session_started`, then facts in the order they happen, then
    `session_stopped` once the sound is sealed, the live text settled and the finalize job durable.
    `failed` may come at any time; the session that it hit has been stopped in the same orderly way,
    with everything kept. A recorder that dies while it hears a microphone is restarted and
    continues the session; in a pause it is only once the pause ends, so that nothing is heard
    meanwhile. Where sound should come and none is counted, the state is INTERRUPTED, whatever the
    cause. A session whose consent is withdrawn ends with `consent_withdrawn` and its id instead
    of `session_stopped`: there is no job.
    """

    state_changed = Signal(RecordingState)
    session_started = Signal(SessionPlan)
    session_stopped = Signal(Job)
    level_measured = Signal(Level)
    counters_changed = Signal(Counters)
    slice_sealed = Signal(AudioSlice)
    text_changed = Signal(LiveUpdate)
    text_corrected = Signal()
    backlog_changed = Signal(int)
    interrupted = Signal(capture.Interrupted)
    regained = Signal(capture.Regained)
    span_recorded = Signal(Span)
    notice_raised = Signal(Notice)
    notice_withdrawn = Signal(NoticeKind)
    consent_recorded = Signal(Consent)
    consent_withdrawn = Signal(str)
    failed = Signal(Exception)

    def __init__(
        self,
        program: Program,
        recorder: RecorderProcess,
        live: LiveTranscription,
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        look_ms: int = LOOK_MS,
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._recorder = recorder
        self._text = SessionText(program, live, self)
        self._state = RecordingState.IDLE
        self._facts = CaptureFacts()
        self._wishes = PauseWishes()
        self._watch = CaptureWatch(look_ms, self)
        self._watch.still_changed.connect(self._on_still_changed)
        self._watch.end_hung.connect(self._on_end_hung)
        self._plan: SessionPlan | None = None
        self._opened = False
        self._restarts = RecorderRestarts(clock)
        self._awaits_resume = self._withdrawn = False
        self._counters = Counters()
        self._attention = Attention()
        self._request = RecordingRequest()
        self._starting = OffThread(self)
        self._starting.failed.connect(self._on_start_failed)
        self._handing_over = OffThread(self)
        self._handing_over.failed.connect(self._on_hand_over_failed)
        recorder.reported.connect(self._on_report)
        recorder.ended.connect(self._on_recorder_ended)
        self._text.changed.connect(self.text_changed)
        self._text.corrected.connect(self.text_corrected)
        self._text.transcribed.connect(self._on_transcribed)
        self._text.answered.connect(self._on_answered)
        self._text.unavailable.connect(self._on_text_unavailable)
        self._text.slow.connect(self._on_text_slow)
        self._text.finished.connect(self._hand_over)
        live.backlog_changed.connect(self.backlog_changed)

    @property
    def state(self) -> RecordingState:
        """What the recording is doing now."""
        return self._state

    @property
    def plan(self) -> SessionPlan | None:
        """The plan of the session in progress; None when there is none."""
        return self._plan

    @property
    def counters(self) -> Counters:
        """Samples captured, on disk and transcribed of this session."""
        return self._counters

    def start(self, request: RecordingRequest) -> None:
        """Begin a session.

        What can go wrong is known before anything is recorded, and arrives as `failed`.
        """
        self._prepare(request, partial(new_session, self._program, request))

    def continue_session(self, session_id: str, request: RecordingRequest) -> None:
        """Continue a session that did not end: same clock, next number."""
        self._prepare(request, partial(known_session, self._program, session_id, request))

    def pause(self, kind: SpanKind = SpanKind.PAUSE) -> None:
        """Capture nothing until `resume`; the pause is recorded as a span of this kind."""
        if self._state.going_on:
            self._ask(self._wishes.pause(kind))

    def resume(self) -> None:
        """End the pause, a hold too; restarts a recorder that died in it."""
        if self._state.going_on:
            self._ask(self._wishes.resume())

    def pause_or_resume(self) -> None:
        """The other one of the two than was asked for last."""
        if self._wishes.wanted is None:
            self.pause()
        else:
            self.resume()

    def hold(self, by: HeldBy) -> None:
        """Off the record until what is held is let go; a pause that was there is left alone."""
        self._ask(self._wishes.hold(by, recording=self._state.going_on))

    def release(self, by: HeldBy) -> None:
        """It was let go; with the last that is held, what was off the record ends."""
        self._ask(self._wishes.release(by))

    def use_device(self, name: str) -> None:
        """Continue with another microphone, "" for the default one."""
        if self._state.going_on:
            self._request = replace(self._request, device=name)
            self._recorder.send(capture.UseDevice(name))

    def use_language(self, code: str) -> None:
        """Write live text in another language from now on, "" to detect it anew."""
        if self._plan is not None:
            self._text.use_language(code)

    def stop(self) -> None:
        """Seal, let the text catch up, hand the session to the queue.

        `session_stopped` tells the end of it.
        """
        if not self._state.going_on:
            return
        self._know(replace(self._facts, stopping=True))
        if self._awaits_resume:
            self._finish_text()
        else:
            self._recorder.send(capture.Stop())

    def give_consent(self, consent: Consent) -> None:
        """Record the yes to the session in progress.

        `consent_recorded` tells that it is durable.
        """
        if self._plan is not None and self._opened and not self._withdrawn:
            work = partial(record_consent, self._program, self._plan.session_id, consent)
            self._handing_over.do(work, self.consent_recorded.emit)

    def withdraw_consent(self) -> None:
        """Capture nothing from now on, and make nothing more of what was recorded.

        The withdrawal is recorded; the session ends with `consent_withdrawn`.
        """
        if self._plan is None or not self._opened or self._withdrawn:
            return
        self._withdrawn = True
        self._text.drop_live()
        self.stop()

    def close(self, milliseconds: int = 5_000) -> None:
        """Seal and block until it is done: the program ends.

        What has no text yet gets it from the second pass.
        """
        self._recorder.close()
        self._recorder.wait(milliseconds)
        self._text.wait()
        self._starting.close()
        self._handing_over.close()
        self._text.close()

    def _prepare(self, request: RecordingRequest, look: Callable[[], RecorderStart]) -> None:
        if self._state is RecordingState.IDLE:
            self._request = request
            self._awaits_resume = False
            self._wishes.begin()
            self._count(Counters())
            self._know(CaptureFacts())
            self._watch.begin(from_file=request.input_file is not None)
            self._starting.do(look, self._on_prepared)

    def _on_prepared(self, start: RecorderStart) -> None:
        if self._facts.stopping:  # before it began
            self._rest()
            return
        plan, request = start.plan, self._request
        self._plan, self._opened = plan, False
        self._withdrawn = False
        self._restarts.begin()
        self._attention = Attention()
        self._text.begin(
            request.language or plan.language,
            request.vocabulary or plan.vocabulary,
            paced=request.input_file is None or not request.fast,
        )
        try:
            paused = begins_paused(self._wishes.wanted)
            self._recorder.start((*start.arguments, *paused), start.lines, plan.session_id)
        except VaultLocked as error:
            self._on_start_failed(error)

    def _on_start_failed(self, error: Exception) -> None:
        self._rest()
        self.failed.emit(error)

    def _ask(self, commands: Sequence[capture.Command]) -> None:
        """Of the recorder there is; one that is still to be started hears of it as it starts."""
        for command in commands:
            if self._awaits_resume and isinstance(command, capture.Resume):
                self._restart()
            elif self._plan is not None and not self._awaits_resume:
                self._recorder.send(command)

    def _know(self, facts: CaptureFacts) -> None:
        self._facts = facts
        self._watch.see(facts)
        self._enter(facts.state)

    def _rest(self) -> None:
        """Nothing is recorded any more."""
        self._watch.rest()
        self._enter(RecordingState.IDLE)

    def _enter(self, state: RecordingState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)

    def _count(self, counters: Counters) -> None:
        self._counters = counters
        self.counters_changed.emit(counters)

    def _on_report(self, report: capture.Report) -> None:
        self._update(report)
        self._forward(report)

    def _update(self, report: capture.Report) -> None:
        """Update the state, the counters and the text."""
        if self._state is RecordingState.IDLE:
            return
        self._watch.hear(report)
        self._know(self._facts.after(report))
        match report:
            case capture.Ready(session_id=session_id, at_sample=at_sample, next_number=number):
                self._text.open_slice(SliceInProgress(session_id, number, at_sample))
                self._open()
            case capture.SliceSealed(audio_slice=audio_slice):
                self._text.add(audio_slice)
            case capture.Stopped(reason=capture.StopReason.CONSENT_WITHDRAWN):
                self._withdrawn = True
            case capture.Counted(captured=captured, on_disk=on_disk):
                self._count(replace(self._counters, captured=captured, on_disk=on_disk))
                self._text.sound_on_disk(on_disk)

    def _open(self) -> None:
        """A recorder is ready: the session's first, or one in place of one that died."""
        if not self._opened:
            assert self._plan is not None
            self._opened = True
            self._text.watch(self._plan.session_id)
            self.session_started.emit(self._plan)

    def _forward(self, report: capture.Report) -> None:
        """Signal what the user may want to see."""
        match report:
            case capture.SliceSealed(audio_slice=audio_slice):
                self.slice_sealed.emit(audio_slice)
            case capture.LevelMeasured(level=level):
                self.level_measured.emit(level)
            case capture.Interrupted():
                self.interrupted.emit(report)
            case capture.Regained(span=span):
                self.regained.emit(report)
                self._tell_span(span)
            case (
                capture.Resumed(span=span)
                | capture.GapEnded(span=span)
                | capture.Overflowed(span=span)
            ):
                self._tell_span(span)
            case capture.SoundReturned():
                self.notice_withdrawn.emit(NoticeKind.SILENCE)
                self.notice_withdrawn.emit(NoticeKind.LONG_SILENCE)
            case capture.ErrorReported(fatal=False, message=message):
                # People are told by the notice.
                _log.warning("the recorder continues after: %s", message, extra=FILE_ONLY)
        for notice in self._attention.notices(report):
            self.notice_raised.emit(notice)

    def _tell_span(self, span: Span) -> None:
        """What has no length stands in no ledger: a loss that a pause has swallowed."""
        if span.seconds > 0:
            self._text.break_at(span.at_sample)
            self.span_recorded.emit(span)

    def _on_end_hung(self) -> None:
        """A recorder that does not end is ended: whoever finishes the session seals its sound."""
        if self._recorder.running:
            _log.warning("the recorder does not end, and is killed")
            self._recorder.kill()

    def _on_still_changed(self, still: bool) -> None:
        self._know(replace(self._facts, still=still))
        if still:
            self.notice_raised.emit(Notice(NoticeKind.NOTHING_CAPTURED))
        else:
            self.notice_withdrawn.emit(NoticeKind.NOTHING_CAPTURED)

    def _on_transcribed(self, sample: int) -> None:
        transcribed = max(self._counters.transcribed, sample)
        self._count(replace(self._counters, transcribed=transcribed))

    def _on_answered(self, number: int) -> None:
        """A fast import waits for this: its next slice may be cut."""
        self._recorder.send(capture.Acknowledge(number))

    def _on_text_unavailable(self, error: Exception) -> None:
        """Text is missing, sound is not. Before there is any, the model is what is told.

        That it is not installed is told by whoever shows where it can be.
        """
        if self._state is RecordingState.IDLE and isinstance(error, ModelError):
            if not isinstance(error, ModelMissing):
                self.notice_raised.emit(Notice(NoticeKind.RECORDER_TROUBLE, error=error))
            return
        self.notice_raised.emit(Notice(NoticeKind.TEXT_UNAVAILABLE, str(error)))

    def _on_text_slow(self) -> None:
        self.notice_raised.emit(Notice(NoticeKind.TEXT_SLOW))

    def _on_recorder_ended(self, error: AurityError | None) -> None:
        if isinstance(error, RecorderDied) and self._may_restart():
            _log.warning("the recorder is restarted: %s", error)
            self._restarts.died()
            if self._wishes.wanted is not None:
                self._awaits_resume = True
                self._know(replace(self._facts, pause=self._wishes.wanted))
            else:
                self._restart()
            return
        if error is not None:
            self.failed.emit(error)
        self._finish_text()

    def _may_restart(self) -> bool:
        """Whether a dead recorder is restarted; not for a file, which would begin anew."""
        from_file = self._request.input_file is not None
        return self._state.going_on and self._restarts.allowed and self._opened and not from_file

    def _restart(self) -> None:
        assert self._plan is not None
        self._awaits_resume = False
        self._know(replace(self._facts, pause=None, lost=True))
        start = after_a_crash(self._plan, self._request.device)
        self._recorder.start(start.arguments, start.lines, self._plan.session_id)

    def _finish_text(self) -> None:
        for kind in _WHILE_RECORDING:
            self.notice_withdrawn.emit(kind)
        self._know(replace(self._facts, stopping=True))
        if self._withdrawn:
            self._hand_over()
            return
        self._text.finish()

    def _hand_over(self) -> None:
        """The sound is sealed and the live text has settled or had its time: the worker's turn."""
        if self._plan is None:
            return
        plan, self._plan = self._plan, None
        self._text.leave()
        if not self._opened:
            self._rest()
            return
        end = end_withdrawn if self._withdrawn else hand_over
        self._handing_over.do(
            partial(end, self._program, plan.session_id),
            partial(self._on_handed_over, plan.session_id),
        )

    def _on_handed_over(self, session_id: str, job: Job | None) -> None:
        self._rest()
        if job is not None:
            self.session_stopped.emit(job)
        elif self._withdrawn:
            self.consent_withdrawn.emit(session_id)

    def _on_hand_over_failed(self, error: Exception) -> None:
        """The sound is safe: the next start finds the session and offers to finish it."""
        self._rest()
        self.failed.emit(error)
