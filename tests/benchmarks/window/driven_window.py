"""The composition root of the window suite: the real window, used as a person would use it.

Presses Record as soon as the window is painted, lets the sound be played, presses Stop, waits for
the transcript, records again for a second as on any other visit of the day, and closes. The last
line of standard output is a JSON object, a `Seen`.
"""

from __future__ import annotations

import tests.benchmarks.qt_first  # noqa: F401  # first of all

# isort: split

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer

from aurity_desktop.application.live.live_transcription import MakeTranscriber
from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import AudioSlice, Counters, Span, SpanKind, seconds
from aurity_desktop.domain.jobs import Job, JobState
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import LiveUpdate
from aurity_desktop.entrypoints.command_line import build
from aurity_desktop.entrypoints.window import WindowProgram, run_window
from aurity_desktop.runtime.logs import start_logging
from aurity_desktop.runtime.offline import go_offline
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import share_processors
from aurity_desktop.ui.health.stall_probe import StallProbe
from tests.benchmarks.window.figures import Behind, Seen, Waits
from tests.benchmarks.window.marking import Marking
from tests.benchmarks.window.page_read import PageRead
from tests.benchmarks.window.painted_words import PaintedWords, Painting
from tests.benchmarks.window.processor_time import ProcessorClock, ProcessorTime
from tests.benchmarks.window.slow_machine import SlowTranscriber
from tests.benchmarks.window.stall_witness import Stall, StallWitness
from tests.benchmarks.window.words_seen import WordsSeen

_LOOK_MS = 1_000
_LOOKS_AT_THE_TRANSCRIPT_MS = 2_000
_NEXT_VISIT_SECONDS = 1.0


def run_driven(arguments: Sequence[str], program: Program) -> int:
    """`--slower F` makes every decoding take F times as long, `--marks` presses Ctrl+M all the
    while; the other arguments are the command that plays the sound.
    """
    parser = argparse.ArgumentParser(prog="driven-window")
    parser.add_argument("--slower", type=float, default=1.0)
    parser.add_argument("--marks", action="store_true")
    parser.add_argument("play", nargs="+")
    chosen = parser.parse_args(arguments)
    if chosen.slower > 1:
        program = replace(
            program, live_transcriber=_slowed(program.live_transcriber, chosen.slower)
        )
    people: list[Person] = []
    code = run_window(
        program, lambda built: people.append(Person(built, chosen.play, chosen.marks))
    )
    if not people or not people[0].shown_at:
        return code or 1
    seen = people[0].tell()
    sys.stdout.write(json.dumps(asdict(seen)) + "\n")
    return code or int(bool(seen.problems))


def _slowed(make: MakeTranscriber, factor: float) -> MakeTranscriber:
    return lambda language, vocabulary: SlowTranscriber(make(language, vocabulary), factor)


class Person(QObject):
    """Someone at the window.

    Every step waits for what the window shows; only the looking goes by time.
    """

    def __init__(self, built: WindowProgram, play: list[str], marks: bool) -> None:
        super().__init__(built.window)
        self._built = built
        self._play = play
        self._player: subprocess.Popen[bytes] | None = None
        self.shown_at = 0.0
        self._recording_at = self._stopped_at = self._transcript_at = 0.0
        self._session_id = ""
        self._next_visit_at = self._next_sample_at = 0.0
        self._loading = self._recording = self._afterwards = Waits()
        self._behind: list[Behind] = []
        self._at_once: list[int] = []
        self._answered_to = -1
        self._overflows = 0
        self._counters = Counters()
        self._problems: list[str] = []
        self._words = WordsSeen(time.monotonic)
        self._paintings: list[Painting] = []
        self._processor_clock: ProcessorClock | None = None
        self._processor = ProcessorTime()
        probe = built.window.probe
        self._witness = StallWitness(lambda: probe.last_tick)
        probe.stalled.connect(self._witness.stalled)
        self._looking = QTimer(self)
        self._looking.setInterval(_LOOK_MS)
        self._looking.timeout.connect(self._look)
        self._connect(built)
        self._marking = Marking(built.window, built.services.edits, self._paper) if marks else None

    def _connect(self, built: WindowProgram) -> None:
        controller, live = built.controller, built.live
        controller.session_started.connect(self._on_started)
        controller.state_changed.connect(self._on_state)
        controller.counters_changed.connect(self._on_counters)
        controller.slice_sealed.connect(self._on_sealed)
        controller.span_recorded.connect(self._on_span)
        controller.failed.connect(self._on_failed)
        live.failed.connect(self._on_failed)
        live.warmed.connect(self._on_warmed)
        live.updated.connect(self._on_text)
        live.answered.connect(self._on_answered)
        built.watcher.job_changed.connect(self._on_job)
        built.window.pages.recorder.transcript.opened.connect(self._on_opened)
        view = built.window.pages.recorder.live.view
        self._page, self._paper = PageRead(view), view.viewport()
        built.window.installEventFilter(self)
        self._paper.installEventFilter(self)

    def tell(self) -> Seen:
        painted = PaintedWords()
        for each in self._paintings:
            painted.take(replace(each, at=round(each.at - self._words.began, 3)))
        return Seen(
            session_id=self._session_id,
            shown_at=self.shown_at,
            recording_at=self._recording_at,
            loading=self._loading,
            recording=self._recording,
            afterwards=self._afterwards,
            stalls=tuple(self._told(each) for each in self._witness.stalls),
            behind=tuple(self._behind),
            painted=tuple(painted.words),
            moved_back=painted.moved_back,
            processor=self._processor,
            sealed_to_painted=tuple(self._words.sealed_to_painted),
            decoded_at_once=tuple(self._at_once),
            overflows=self._overflows,
            captured=self._counters.captured,
            on_disk=self._counters.on_disk,
            live_answered=self._words.answered,
            live_failed=self._words.failed,
            live_text=self._words.text,
            stop_to_transcript=self._transcript_at - self._stopped_at,
            mark_durable=tuple(self._marking.durable) if self._marking else (),
            mark_painted=tuple(self._marking.painted) if self._marking else (),
            press_to_sample=self._next_sample_at - self._next_visit_at,
            torch_loaded=sys.modules.get("torch") is not None,
            problems=tuple(self._problems),
        )

    def _told(self, stall: Stall) -> str:
        inside, *beside = (" > ".join(calls) or "?" for calls in (stall.doing, *stall.beside))
        at = stall.at - self._probe_began
        return " | ".join([f"{at:.1f} s: {stall.milliseconds:.0f} ms in {inside}", *beside])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        if event.type() is QEvent.Type.Paint:
            if watched is self._paper:
                page = self._page.read()
                QTimer.singleShot(0, self, partial(self._on_painted, page))
            else:
                self._built.window.removeEventFilter(self)
                QTimer.singleShot(0, self, self._on_shown)
        return False

    def _on_painted(self, page: Painting) -> None:
        self._words.painted()
        if not self._transcript_at:
            self._paintings.append(replace(page, at=time.monotonic()))

    def _on_shown(self) -> None:
        self.shown_at = time.monotonic()
        self._probe_began = time.perf_counter()
        self._witness.start()
        self._built.window.pages.recorder.controls.record_button.click()

    def _on_started(self, plan: SessionPlan) -> None:
        if not self._session_id:
            self._session_id = plan.session_id

    def _on_warmed(self) -> None:
        """The model is loaded.

        Reading its tokenizer keeps the GIL for longer than a person should wait, so it counts for
        itself.
        """
        if self._processor_clock is None:
            self._loading = _waits(self._built.window.probe)
            self._built.window.probe.reset()
            self._processor_clock = ProcessorClock()

    def _on_state(self, state: RecordingState) -> None:
        if self._next_sample_at and state is RecordingState.IDLE:
            self._built.window.close()
        if state is RecordingState.RECORDING and self._player is None:
            self._recording_at = time.monotonic()
            self._player = subprocess.Popen(self._play)
            if self._marking is not None:
                self._marking.start()
            if self._processor_clock is not None:
                self._processor_clock = ProcessorClock()
            self._looking.start()

    def _look(self) -> None:
        """What the window says about how far the text is behind; and whether the talk is over."""
        assert self._player is not None
        window = self._built.window
        behind = seconds(self._counters.on_disk - self._counters.transcribed)
        at = time.monotonic() - self._recording_at
        words = window.pages.recorder.controls.behind_words
        self._behind.append(Behind(round(at, 1), round(behind, 1), self._built.live.backlog, words))
        if not self._stopped_at and self._player.poll() is not None:
            self._stop()

    def _stop(self) -> None:
        window = self._built.window
        if self._marking is not None:
            self._marking.stop()
        self._recording = _waits(window.probe)
        if self._processor_clock is not None:
            self._processor = self._processor_clock.read()
        self._stopped_at = time.monotonic()
        window.pages.recorder.controls.stop_button.click()  # the window logs its own figures now
        window.probe.reset()

    def _on_counters(self, counters: Counters) -> None:
        if self._next_visit_at:
            self._on_counters_of_the_next_visit(counters)
            return
        self._counters = counters
        self._words.heard(seconds(counters.captured))

    def _on_sealed(self, audio_slice: AudioSlice) -> None:
        self._words.sealed(audio_slice.number, audio_slice.sealed_at)

    def _on_span(self, span: Span) -> None:
        self._overflows += span.kind is SpanKind.OVERFLOW

    def _on_text(self, update: LiveUpdate) -> None:
        self._words.take(update)

    def _on_answered(self, number: int) -> None:
        if self._next_visit_at:
            return
        self._at_once.append(number - self._answered_to)
        self._answered_to = number

    def _on_failed(self, error: Exception) -> None:
        self._problems.append(str(error))
        if self._built.controller.state is RecordingState.IDLE:
            QCoreApplication.exit(1)

    def _on_job(self, job: Job) -> None:
        if job.session_id == self._session_id and job.ended and job.state is not JobState.COMPLETED:
            self._problems.append(job.error_message)
            QCoreApplication.exit(1)

    def _on_opened(self, session_id: str) -> None:
        if session_id == self._session_id and not self._transcript_at:
            self._transcript_at = time.monotonic()
            self._looking.stop()
            QTimer.singleShot(_LOOKS_AT_THE_TRANSCRIPT_MS, self, self._receive_the_next)

    def _receive_the_next(self) -> None:
        self._afterwards = _waits(self._built.window.probe)
        self._witness.close()
        self._next_visit_at = time.monotonic()
        self._built.window.pages.recorder.controls.record_button.click()

    def _on_counters_of_the_next_visit(self, counters: Counters) -> None:
        """Its first sample was heard so long ago as sound is there by now."""
        captured = seconds(counters.captured)
        if captured > 0 and not self._next_sample_at:
            self._next_sample_at = time.monotonic() - captured
        if captured >= _NEXT_VISIT_SECONDS:
            self._built.window.pages.recorder.controls.stop_button.click()


def _waits(probe: StallProbe) -> Waits:
    return Waits(
        longest=round(probe.longest_ms, 1),
        p99=probe.percentile_ms(99),
        over_limit=probe.stalls,
        looks=probe.ticks,
    )


def main() -> int:
    go_offline()
    share_processors()
    program = build(Paths.from_environment())
    start_logging(program.paths.logs, "window")
    return run_driven(sys.argv[1:], program)


if __name__ == "__main__":
    sys.exit(main())
