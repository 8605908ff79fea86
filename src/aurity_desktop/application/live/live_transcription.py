"""Live text on a thread of its own: slices in, words out, in order.

It never keeps the recording waiting.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import cache

from PySide6.QtCore import QObject, QThreadPool, Signal

from aurity_desktop.application.live.live_jobs import (
    Answers,
    Draft,
    HearOpen,
    HearRest,
    Piece,
    Run,
    Transcribe,
    UseLanguage,
    Warm,
)
from aurity_desktop.domain.audio import AudioSlice, SliceInProgress
from aurity_desktop.domain.ledger_ports import LiveLedger
from aurity_desktop.domain.ports import LiveTranscriber, SliceReader
from aurity_desktop.domain.transcript import LiveUpdate

#: When text falls behind, so many slices are decoded at once: one full Whisper window.
MOST_AT_ONCE = 9

MakeTranscriber = Callable[[str, tuple[str, ...]], LiveTranscriber]


class LiveTranscription(QObject):
    """Feeds sealed slices to a LiveTranscriber and records what comes back before it tells anyone.

    Lives on the GUI thread; its work runs on a pool of one thread, one call at a time. A failure
    costs the text of the slices it hit, whose chunks are recorded as FAILED for finalize to
    transcribe again; the sound is safe on disk all along. A session that has been left is not heard
    of any more: an answer that comes later is neither shown nor recorded.
    """

    warmed = Signal()
    updated = Signal(LiveUpdate)
    answered = Signal(int)
    backlog_changed = Signal(int)
    failed = Signal(Exception)
    finished = Signal()

    def __init__(
        self,
        make_transcriber: MakeTranscriber,
        reader: SliceReader,
        open_ledger: Callable[[], LiveLedger],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._make_transcriber = make_transcriber
        self._reader = reader
        self._open_ledger = open_ledger
        self._run: Run | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._answers = Answers(self)
        self._answers.warmed.connect(self.warmed)
        self._answers.warming_failed.connect(self.failed)
        self._answers.drafted.connect(self._on_drafted)
        self._answers.done.connect(self._on_done)
        self._answers.failed.connect(self._on_failed)

    @property
    def backlog(self) -> int:
        """Slices on disk that have no text yet."""
        return len(self._run.pending) + len(self._run.in_flight) if self._run else 0

    def warm(self, language: str, vocabulary: tuple[str, ...]) -> None:
        """Load the model before the first slice; `warmed` or `failed` tells the end of it."""
        self._pool.start(Warm(self._maker(language, vocabulary), self._answers))

    def begin(self, language: str, vocabulary: tuple[str, ...]) -> None:
        """Get ready for a session; `language` is "" to detect it."""
        self.leave()
        self._run = Run(self._maker(language, vocabulary))

    def use_language(self, language: str) -> None:
        """Decode in another language from the next decoding on; "" detects it anew."""
        if self._run is not None:
            self._pool.start(UseLanguage(self._run.transcriber, language, self._answers))

    def add(self, audio_slice: AudioSlice) -> None:
        """Queue a sealed slice; nothing without a session."""
        if self._run is not None:
            self._run.pending.append(audio_slice)
            self._go_on(self._run)
            self.backlog_changed.emit(self.backlog)

    def hear_open(self, open_slice: SliceInProgress, on_disk: int) -> None:
        """Take note that the session's sound is on disk up to sample `on_disk`.

        Once a slice, when nothing waits and this machine is quick enough, a draft is written of
        what there is of the open one, so that its text is nearly there when it is sealed.
        """
        run = self._run
        if run is None or run.busy or run.pending or run.finishing:
            return
        if (
            run.drafted == open_slice.number
            or on_disk < open_slice.start_sample + run.pace.begins_at
        ):
            return
        run.drafted = open_slice.number
        if run.pace.comes_too_late:
            run.pace.skip()
            return
        run.busy = True
        self._pool.start(HearOpen(run, open_slice, self._reader, self._answers, self._clock))

    def finish(self) -> None:
        """Transcribe what is pending, settle what is provisional, then emit `finished`."""
        if self._run is not None:
            self._run.finishing = True
            self._go_on(self._run)

    def leave(self) -> None:
        """Leave the session to the second pass.

        What is pending is dropped, and a decoding in progress counts no more.
        """
        if self._run is not None:
            self._run.left.set()
            self._run = None
            self.backlog_changed.emit(0)

    def wait(self) -> None:
        """Block until the pool is idle: for a program that is about to end."""
        self._pool.waitForDone()

    def _maker(self, language: str, vocabulary: tuple[str, ...]) -> Callable[[], LiveTranscriber]:
        """Makes the session's transcriber when first called.

        The pool's thread does that, because a model is verified then.
        """
        return cache(lambda: self._make_transcriber(language, vocabulary))

    def _go_on(self, run: Run) -> None:
        if run.busy:
            return
        if run.pending:
            count = min(len(run.pending), MOST_AT_ONCE)
            run.in_flight = tuple(run.pending.popleft() for _ in range(count))
        elif not run.finishing:
            return
        run.busy = True
        piece = Piece(run, run.in_flight)
        self._pool.start(Transcribe(piece, self._reader, self._open_ledger, self._answers))

    def _on_drafted(self, draft: Draft) -> None:
        if draft.run is self._run:
            draft.run.busy = False
            if draft.seconds is not None:
                draft.run.pace.took(draft.seconds)
            if draft.update is not None:
                self.updated.emit(draft.update)
        if draft.run is self._run:  # the receiver may have left the session
            self._go_on(draft.run)

    def _on_done(self, piece: Piece, update: LiveUpdate) -> None:
        if piece.run is self._run:
            self._settle(piece)
            self.updated.emit(update)
            self._after(piece)

    def _on_failed(self, piece: Piece, error: Exception) -> None:
        if piece.run is self._run:
            self._settle(piece)
            self.failed.emit(error)
            self._after(piece)

    def _settle(self, piece: Piece) -> None:
        piece.run.busy = False
        piece.run.in_flight = ()
        if piece.slices:
            self.answered.emit(piece.slices[-1].number)
        self.backlog_changed.emit(self.backlog)

    def _after(self, piece: Piece) -> None:
        if piece.run is not self._run:  # the receiver may have left the session
            return
        if not piece.slices:
            self._run = None
            self.finished.emit()
        elif piece.run.pending or piece.run.finishing or piece.run.pace.comes_too_late:
            self._go_on(piece.run)
        else:
            piece.run.busy = True
            self._pool.start(HearRest(piece.run, self._answers))
