"""`record`: from a microphone or a file to a finished transcript with speakers, without a display."""

from __future__ import annotations

import argparse
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from aurity_desktop.application.library.figures import latencies, percentile
from aurity_desktop.application.library.library import Library
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
from aurity_desktop.cli import views
from aurity_desktop.cli.output import clock, result, say
from aurity_desktop.cli.waiting import event_loop, on_interrupt, own_worker, wait_for
from aurity_desktop.domain import capture
from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.consent import ConsentGiver, consent_given
from aurity_desktop.domain.errors import (
    AudioFileMissing,
    AurityError,
    ConsentMissing,
    ConsentWithdrawn,
    NothingRecorded,
    UsageError,
)
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.languages import checked_language
from aurity_desktop.domain.session import (
    OPEN_STATES,
    SessionPlan,
    SpeakerCount,
    checked_session_id,
)
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import LiveUpdate, text_of
from aurity_desktop.runtime.settings import Settings


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser(
        "record",
        help="record from a microphone or a file, with live text and speakers",
        description="Record until Ctrl-C (microphone) or the end of the file. Standard output carries only the result.",
    )
    source = parser.add_mutually_exclusive_group()
    source.add_argument(
        "--input", type=Path, metavar="FILE", help="read this file, not a microphone"
    )
    source.add_argument("--device", default="", metavar="NAME", help="the microphone to use")
    parser.add_argument(
        "--realtime",
        action="store_true",
        help="read FILE as fast as it would be spoken (otherwise: as fast as its text can be written)",
    )
    parser.add_argument(
        "--resume",
        default="",
        metavar="SESSION",
        help="go on with a session that did not end, with its title and its number of speakers",
    )
    parser.add_argument("--duration", type=float, metavar="SECONDS", help="stop after so long")
    parser.add_argument(
        "--language", default="", metavar="CODE", help="es, en, …; detected otherwise"
    )
    parser.add_argument("--speakers", type=int, metavar="N", help="how many people speak, if known")
    parser.add_argument("--title", default="", help="a name for the session")
    parser.add_argument(
        "--vocabulary", default="", metavar="WORDS", help="words to expect, with commas"
    )
    parser.add_argument(
        "--consent",
        choices=("es", "en"),
        help="the patient was told the consent text in this language and said yes; see `aurity-desktop consent`",
    )
    parser.add_argument(
        "--consent-by",
        choices=tuple(ConsentGiver),
        default=ConsentGiver.PATIENT,
        help="who said yes (patient)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    request = _request(arguments, program)
    if arguments.resume:
        _require_open(program, arguments.resume)
    done = record(program, request, arguments.duration, arguments.resume)
    return give(program, done, as_json=arguments.json)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A session, completed.

    `damaged` tells that the file which it was read from could be read in part only.
    """

    session_id: str
    damaged: AurityError | None = None


def give(program: Program, done: Recorded, *, as_json: bool) -> int:
    """Print the result.

    The exit code: of a damaged file there is a result, and it is no success.
    """
    summary = finished_view(program, done.session_id)
    result(summary, as_json=as_json, text=transcript_text(summary))
    if done.damaged is None:
        return 0
    say(f"aurity-desktop: {done.damaged}")
    return done.damaged.exit_code


def record(
    program: Program, request: RecordingRequest, duration: float | None = None, resume: str = ""
) -> Recorded:
    """A new session, or `resume` gone on with.

    Raises AurityError; what was recorded by then is kept.

    Ctrl-C behind the recording raises KeyboardInterrupt.
    """
    for model in (program.settings.live_model, "segmentation-3.0", "campplus"):
        program.models.require(model)
    application = event_loop()
    with own_worker(program) as worker:
        console = _Console(program, worker, request, duration, resume)
        job = console.run(application)
        say("Recorded. Now the second pass and the speakers.")
        wait_for(program, [job], worker)
    return Recorded(job.session_id, console.damaged)


def _require_open(program: Program, session_id: str) -> None:
    """Raises UnknownSession, and UsageError for a session that has ended: its transcript stands."""
    with closing(program.ledger()) as ledger:
        state = ledger.sessions.summary(checked_session_id(session_id)).state
    if state not in OPEN_STATES:
        raise UsageError(
            f"{session_id} has ended ({state}): only a session that did not can go on."
        )


def _request(arguments: argparse.Namespace, program: Program) -> RecordingRequest:
    if arguments.input is not None and not arguments.input.is_file():
        raise AudioFileMissing(arguments.input)
    if arguments.speakers is not None and not 1 <= arguments.speakers <= 20:
        raise UsageError("--speakers takes a number from 1 to 20.")
    if arguments.duration is not None and not arguments.duration > 0:
        raise UsageError("--duration takes a number of seconds above 0.")
    if arguments.resume and (arguments.title or arguments.speakers is not None):
        raise UsageError(
            "--title and --speakers are those of the session that --resume goes on with."
        )
    if arguments.resume and arguments.consent:
        raise UsageError(
            f"A session that goes on has its consent: `aurity-desktop consent give {arguments.resume}`."
        )
    if (
        program.settings.require_consent
        and not arguments.consent
        and not arguments.resume
        and arguments.input is None
    ):
        raise ConsentMissing
    words = tuple(word.strip() for word in arguments.vocabulary.split(",") if word.strip())
    # What a session was begun with goes before what is usual.
    usual = Settings() if arguments.resume else program.settings
    return RecordingRequest(
        device=arguments.device or program.settings.microphone,
        input_file=arguments.input.absolute() if arguments.input else None,
        fast=not arguments.realtime,
        language=checked_language(arguments.language or usual.speech_language),
        speaker_count=SpeakerCount.exactly(arguments.speakers)
        if arguments.speakers
        else SpeakerCount(),
        vocabulary=usual.vocabulary + words,
        title=arguments.title,
        consent=consent_given(arguments.consent, ConsentGiver(arguments.consent_by))
        if arguments.consent
        else None,
    )


def finished_view(program: Program, session_id: str) -> dict[str, Any]:
    """The object that `record --json` ends with."""
    library = Library(program)
    session = library.session(session_id)
    chunks = library.chunks(session_id)
    waits = latencies(chunks)
    p50, p95 = percentile(waits, 50), percentile(waits, 95)
    return {
        "session_id": session_id,
        "state": session.state,
        "duration": round(session.duration, 3),
        "chunks": len(chunks),
        "chunks_ok": views.answered(chunks),
        "latency_p50_ms": None if p50 is None else round(p50, 1),
        "latency_p95_ms": None if p95 is None else round(p95, 1),
        "language": session.language,
        "speakers": [views.speaker_view(each) for each in library.speakers(session_id)],
        "segments": [views.segment_view(each) for each in library.segments(session_id)],
        "audio_path": views.audio_path(program.paths.session(session_id)),
    }


def transcript_text(summary: dict[str, Any]) -> str:
    count = len(summary["speakers"])
    voices = "1 speaker" if count == 1 else f"{count} speakers"
    counted = f"{summary['chunks_ok']}/{summary['chunks']} chunks, {voices}"
    lines = [f"{summary['session_id']}  {clock(summary['duration'])}  {counted}"]
    names = {
        each["label"]: Speaker(each["label"], SpeakerRole(each["role"]), each["name"]).called
        for each in summary["speakers"]
    }
    for segment in summary["segments"]:
        name = names.get(segment["speaker"], segment["speaker"])
        lines.append(f"[{clock(segment['start'])}] {name}: {segment['text']}")
    return "\n".join(lines)


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
            program.live_transcriber, program.slice_reader, program.ledger, self
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
            self._controller.go_on(self._resume, self._request)
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
        say(f"Note: {notice.kind.replace('_', ' ')} {notice.detail}".rstrip())

    def _on_live_failed(self, error: Exception) -> None:
        """Before the recording, a model that does not load is the end; during it, text is missing
        and sound is not.
        """
        if self._controller.state is RecordingState.IDLE:
            self._on_failed(error)

    def _on_stopped(self, job: Job) -> None:
        self._job = job
        QCoreApplication.quit()

    def _on_withdrawn(self, session_id: str) -> None:
        self._error = self._error or ConsentWithdrawn(session_id)
        QCoreApplication.quit()

    def _on_state(self, state: RecordingState) -> None:
        """Idle again: with a job, `session_stopped` follows; without, there was nothing to keep or
        it has been told.
        """
        if state is RecordingState.IDLE:
            self._idle.start()

    def _on_failed(self, error: Exception) -> None:
        if self._error is None:
            self._error = error
        if self._controller.state is RecordingState.IDLE:
            QCoreApplication.quit()
