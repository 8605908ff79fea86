"""Live text on a thread of its own: slices in, words out, in order, and never in the recording's way."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from contextlib import closing
from functools import cache

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from aurity_desktop.domain.audio import AudioSlice
from aurity_desktop.domain.ports import Ledger, LiveTranscriber, SliceReader
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate

_log = logging.getLogger(__name__)

#: When text falls behind, so many slices are decoded at once: one full Whisper window.
MOST_AT_ONCE = 9

MakeTranscriber = Callable[[str, tuple[str, ...]], LiveTranscriber]


class LiveTranscription(QObject):
    """Feeds sealed slices to a LiveTranscriber, one call at a time, and records what comes back before it tells anyone.

    Lives on the GUI thread; its work runs on a pool of one thread. A failure costs the text of the slices it hit, whose chunks
    are recorded as FAILED for finalize to do again; the sound is safe on disk all along.
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
    ) -> None:
        super().__init__(parent)
        self._make_transcriber = make_transcriber
        self._reader = reader
        self._open_ledger = open_ledger
        self._transcriber: Callable[[], LiveTranscriber] | None = None
        self._pending: deque[AudioSlice] = deque()
        self._in_flight: tuple[AudioSlice, ...] = ()
        self._busy = False
        self._finishing = False
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._answers = _Answers(self)
        self._answers.warmed.connect(self.warmed)
        self._answers.warming_failed.connect(self.failed)
        self._answers.done.connect(self._on_done)
        self._answers.failed.connect(self._on_failed)

    @property
    def backlog(self) -> int:
        """Slices on disk that have no text yet."""
        return len(self._pending) + len(self._in_flight)

    def warm(self, language: str, vocabulary: tuple[str, ...]) -> None:
        """Load the model ahead of the first slice; `warmed` or `failed` tells the end of it."""
        self._pool.start(_Warm(self._maker(language, vocabulary), self._answers))

    def begin(self, language: str, vocabulary: tuple[str, ...]) -> None:
        """Get ready for a session; `language` is "" to detect it."""
        self._transcriber = self._maker(language, vocabulary)
        self._pending.clear()
        self._in_flight = ()
        self._finishing = False

    def use_language(self, language: str) -> None:
        """Go on in another language from the next decoding on; "" detects it anew."""
        if self._transcriber is not None:
            self._pool.start(_UseLanguage(self._transcriber, language, self._answers))

    def add(self, audio_slice: AudioSlice) -> None:
        self._pending.append(audio_slice)
        self._go_on()
        self.backlog_changed.emit(self.backlog)

    def finish(self) -> None:
        """Transcribe what is pending, settle what is provisional, then emit `finished`."""
        self._finishing = True
        self._go_on()

    def wait(self) -> None:
        """Block until the pool is idle: for a program that is about to end."""
        self._pool.waitForDone()

    def _maker(self, language: str, vocabulary: tuple[str, ...]) -> Callable[[], LiveTranscriber]:
        """Makes the session's transcriber when first called, which the pool's thread does: a model is checked then."""
        return cache(lambda: self._make_transcriber(language, vocabulary))

    def _go_on(self) -> None:
        if self._busy or self._transcriber is None:
            return
        if self._pending:
            count = min(len(self._pending), MOST_AT_ONCE)
            self._in_flight = tuple(self._pending.popleft() for _ in range(count))
        elif not self._finishing:
            return
        self._busy = True
        self._pool.start(
            _Transcribe(
                self._transcriber, self._in_flight, self._reader, self._open_ledger, self._answers
            )
        )

    def _on_done(self, update: LiveUpdate) -> None:
        was_last = not self._in_flight
        self._settle()
        self.updated.emit(update)
        self._after(was_last)

    def _on_failed(self, error: Exception) -> None:
        was_last = not self._in_flight
        self._settle()
        self.failed.emit(error)
        self._after(was_last)

    def _settle(self) -> None:
        self._busy = False
        answered, self._in_flight = self._in_flight, ()
        if answered:
            self.answered.emit(answered[-1].number)
        self.backlog_changed.emit(self.backlog)

    def _after(self, was_last: bool) -> None:
        if was_last and self._finishing:
            self._transcriber = None
            self._finishing = False
            self.finished.emit()
        else:
            self._go_on()


class _Answers(QObject):
    """The signals that a job on the pool's thread borrows; owned by the GUI thread."""

    warmed = Signal()
    warming_failed = Signal(Exception)
    done = Signal(LiveUpdate)
    failed = Signal(Exception)


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


class _Transcribe(QRunnable):
    """One decoding. Without slices: the last one, which settles what is still provisional."""

    def __init__(
        self,
        transcriber: Callable[[], LiveTranscriber],
        slices: tuple[AudioSlice, ...],
        reader: SliceReader,
        open_ledger: Callable[[], Ledger],
        answers: _Answers,
    ) -> None:
        super().__init__()
        self._transcriber = transcriber
        self._slices = slices
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
            self._answers.failed.emit(error)
        else:
            self._answers.done.emit(update)

    def _decode(self) -> LiveUpdate:
        if not self._slices:
            return self._transcriber().finish()
        return self._transcriber().feed([(each, self._reader.read(each)) for each in self._slices])

    def _record(self, settled: tuple[ChunkTranscription, ...]) -> None:
        with closing(self._open_ledger()) as ledger:
            for transcription in settled:
                ledger.record_transcription(transcription)

    def _record_failure(self, error: Exception) -> None:
        reason = type(error).__name__
        failed = tuple(
            ChunkTranscription(each.session_id, each.number, (), ChunkStatus.FAILED, reason=reason)
            for each in self._slices
        )
        try:
            self._record(failed)
        except Exception:  # noqa: BLE001  # the same edge
            # The chunks then stay pending, which finalize treats the same way.
            _log.exception("the failure could not be recorded either")
