"""Live text on a thread of its own: slices in, words out, in order, and never in the recording's way."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice, SliceUnderway
from aurity_desktop.domain.ports import Ledger, LiveTranscriber, SliceReader
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate

_log = logging.getLogger(__name__)

#: So much of the open slice is on disk when its draft is begun: late enough to be worth it, early enough to be done in time.
DRAFT_FROM = 2.2  # seconds
_TIME_TO_DRAFT = 0.6  # seconds until the slice is whole, at the least
_FORGETS = 0.9  # of a draft that took too long, slice by slice, until another is tried

#: When text falls behind, so many slices are decoded at once: one full Whisper window.
MOST_AT_ONCE = 9
_DRAFT_FROM_SAMPLES = round(DRAFT_FROM * SAMPLE_RATE)

MakeTranscriber = Callable[[str, tuple[str, ...]], LiveTranscriber]


class _Run:
    """The live text of one session. Which run an answer belongs to tells it from the answers of another session."""

    def __init__(self, transcriber: Callable[[], LiveTranscriber]) -> None:
        self.transcriber = transcriber
        self.pending: deque[AudioSlice] = deque()
        self.in_flight: tuple[AudioSlice, ...] = ()
        self.busy = False
        self.finishing = False
        self.drafted = -1  # number of the last slice that a draft was thought of for
        self.draft_took = 0.0  # seconds
        #: Set on the GUI thread, read on the pool's: the session is the second pass's from then on.
        self.left = threading.Event()


@dataclass(frozen=True, slots=True)
class _Draft:
    """What a draft found, and how long it took; `update` is None where it failed, which costs nothing but the draft."""

    run: _Run
    update: LiveUpdate | None
    seconds: float


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one decoding is about. Without slices: the last one of its run, which settles what is still provisional."""

    run: _Run
    slices: tuple[AudioSlice, ...]


class LiveTranscription(QObject):
    """Feeds sealed slices to a LiveTranscriber, one call at a time, and records what comes back before it tells anyone.

    Lives on the GUI thread; its work runs on a pool of one thread. A failure costs the text of the slices it hit, whose chunks
    are recorded as FAILED for finalize to do again; the sound is safe on disk all along. A session that has been left is heard
    of no more: an answer that comes later is neither shown nor recorded.
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
        open_ledger: Callable[[], Ledger],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._make_transcriber = make_transcriber
        self._reader = reader
        self._open_ledger = open_ledger
        self._run: _Run | None = None
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._answers = _Answers(self)
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
        """Load the model ahead of the first slice; `warmed` or `failed` tells the end of it."""
        self._pool.start(_Warm(self._maker(language, vocabulary), self._answers))

    def begin(self, language: str, vocabulary: tuple[str, ...]) -> None:
        """Get ready for a session; `language` is "" to detect it."""
        self.leave()
        self._run = _Run(self._maker(language, vocabulary))

    def use_language(self, language: str) -> None:
        """Go on in another language from the next decoding on; "" detects it anew."""
        if self._run is not None:
            self._pool.start(_UseLanguage(self._run.transcriber, language, self._answers))

    def add(self, audio_slice: AudioSlice) -> None:
        if self._run is not None:
            self._run.pending.append(audio_slice)
            self._go_on(self._run)
            self.backlog_changed.emit(self.backlog)

    def hear_open(self, underway: SliceUnderway, on_disk: int) -> None:
        """The session's sound is on disk up to the sample `on_disk`. Once a slice, when nothing waits and this machine is quick
        enough, what there is of the open one is written ahead, so that its text is nearly there when it is sealed.
        """
        run = self._run
        if run is None or run.busy or run.pending or run.finishing:
            return
        if run.drafted == underway.number or on_disk < underway.start_sample + _DRAFT_FROM_SAMPLES:
            return
        run.drafted = underway.number
        if run.draft_took > _TIME_TO_DRAFT:
            run.draft_took *= _FORGETS
            return
        run.busy = True
        self._pool.start(_HearOpen(run, underway, self._reader, self._answers, self._clock))

    def finish(self) -> None:
        """Transcribe what is pending, settle what is provisional, then emit `finished`."""
        if self._run is not None:
            self._run.finishing = True
            self._go_on(self._run)

    def leave(self) -> None:
        """The session is the second pass's: what is pending is dropped, and a decoding under way counts no more."""
        if self._run is not None:
            self._run.left.set()
            self._run = None
            self.backlog_changed.emit(0)

    def wait(self) -> None:
        """Block until the pool is idle: for a program that is about to end."""
        self._pool.waitForDone()

    def _maker(self, language: str, vocabulary: tuple[str, ...]) -> Callable[[], LiveTranscriber]:
        """Makes the session's transcriber when first called, which the pool's thread does: a model is checked then."""
        return cache(lambda: self._make_transcriber(language, vocabulary))

    def _go_on(self, run: _Run) -> None:
        if run.busy:
            return
        if run.pending:
            count = min(len(run.pending), MOST_AT_ONCE)
            run.in_flight = tuple(run.pending.popleft() for _ in range(count))
        elif not run.finishing:
            return
        run.busy = True
        piece = _Piece(run, run.in_flight)
        self._pool.start(_Transcribe(piece, self._reader, self._open_ledger, self._answers))

    def _on_drafted(self, draft: _Draft) -> None:
        if draft.run is self._run:
            draft.run.busy = False
            draft.run.draft_took = draft.seconds
            if draft.update is not None:
                self.updated.emit(draft.update)
        if draft.run is self._run:  # not left by who was just told
            self._go_on(draft.run)

    def _on_done(self, piece: _Piece, update: LiveUpdate) -> None:
        if piece.run is self._run:
            self._settle(piece)
            self.updated.emit(update)
            self._after(piece)

    def _on_failed(self, piece: _Piece, error: Exception) -> None:
        if piece.run is self._run:
            self._settle(piece)
            self.failed.emit(error)
            self._after(piece)

    def _settle(self, piece: _Piece) -> None:
        piece.run.busy = False
        piece.run.in_flight = ()
        if piece.slices:
            self.answered.emit(piece.slices[-1].number)
        self.backlog_changed.emit(self.backlog)

    def _after(self, piece: _Piece) -> None:
        if piece.run is not self._run:  # left by who was just told
            return
        if not piece.slices:
            self._run = None
            self.finished.emit()
        else:
            self._go_on(piece.run)


class _Answers(QObject):
    """The signals that a job on the pool's thread borrows; owned by the GUI thread."""

    warmed = Signal()
    warming_failed = Signal(Exception)
    drafted = Signal(_Draft)
    done = Signal(_Piece, LiveUpdate)
    failed = Signal(_Piece, Exception)


class _Warm(QRunnable):
    def __init__(self, transcriber: Callable[[], LiveTranscriber], answers: _Answers) -> None:
        super().__init__()
        self._transcriber = transcriber
        self._answers = answers

    def run(self) -> None:
        try:
            self._transcriber().warm()
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            self._answers.warming_failed.emit(error)
        else:
            self._answers.warmed.emit()


class _UseLanguage(QRunnable):
    """Waits its turn between two decodings, since the pool has one thread."""

    def __init__(
        self, transcriber: Callable[[], LiveTranscriber], language: str, answers: _Answers
    ) -> None:
        super().__init__()
        self._transcriber = transcriber
        self._language = language
        self._answers = answers

    def run(self) -> None:
        try:
            self._transcriber().set_language(self._language)
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            self._answers.warming_failed.emit(error)


class _HearOpen(QRunnable):
    """A draft of the open slice. Whatever goes wrong with it goes wrong again, and is told, when the slice is whole."""

    def __init__(
        self,
        run: _Run,
        underway: SliceUnderway,
        reader: SliceReader,
        answers: _Answers,
        clock: Callable[[], float],
    ) -> None:
        super().__init__()
        self._clock = clock
        self._run = run
        self._underway = underway
        self._reader = reader
        self._answers = answers

    def run(self) -> None:
        started = self._clock()
        update = None
        try:
            if not self._run.left.is_set():
                samples = self._reader.read_open(self._underway)
                update = self._run.transcriber().hear_open(self._underway.start_sample, samples)
        except Exception:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            _log.exception("the open slice could not be written ahead")
        self._answers.drafted.emit(_Draft(self._run, update, self._clock() - started))


class _Transcribe(QRunnable):
    """One decoding, recorded and answered; not recorded once its session has been left, since newer rows may stand by then."""

    def __init__(
        self,
        piece: _Piece,
        reader: SliceReader,
        open_ledger: Callable[[], Ledger],
        answers: _Answers,
    ) -> None:
        super().__init__()
        self._piece = piece
        self._reader = reader
        self._open_ledger = open_ledger
        self._answers = answers

    def run(self) -> None:
        try:
            update = self._decode()
            self._record(update.settled)
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            _log.exception("live transcription failed")
            self._record_failure(error)
            self._answers.failed.emit(self._piece, error)
        else:
            self._answers.done.emit(self._piece, update)

    def _decode(self) -> LiveUpdate:
        piece = self._piece
        if piece.run.left.is_set():  # it waited behind another decoding for so long
            return LiveUpdate(())
        transcriber = piece.run.transcriber()
        if not piece.slices:
            return transcriber.finish()
        return transcriber.feed([(each, self._reader.read(each)) for each in piece.slices])

    def _record(self, settled: tuple[ChunkTranscription, ...]) -> None:
        with closing(self._open_ledger()) as ledger:
            for transcription in settled:
                if self._piece.run.left.is_set():
                    return
                ledger.record_transcription(transcription)

    def _record_failure(self, error: Exception) -> None:
        reason = type(error).__name__
        failed = tuple(
            ChunkTranscription(each.session_id, each.number, (), ChunkStatus.FAILED, reason=reason)
            for each in self._piece.slices
        )
        try:
            self._record(failed)
        except Exception:  # noqa: BLE001  # the same edge
            # The chunks then stay pending, which finalize treats the same way.
            _log.exception("the failure could not be recorded either")
