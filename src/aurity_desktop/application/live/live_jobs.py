"""The jobs of live text that run on the pool's thread, and what they answer with.

Plain objects, whose `run` the pool is given: a QRunnable is taken apart by Qt on the pool's thread
together with what Python holds of it.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.live.draft_pace import DraftPace, GlancePace
from aurity_desktop.application.live.live_names import NameWriter, TellsNewWords
from aurity_desktop.application.live.names_pace import NamesLook, NamesPace
from aurity_desktop.domain.audio import AudioSlice, SliceInProgress
from aurity_desktop.domain.ledger_ports import LiveLedger
from aurity_desktop.domain.ports import LiveTranscriber, SliceReader
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, LiveUpdate

_log = logging.getLogger(__name__)


class LiveSession:
    """The live text of one session: what waits, what is being decoded, and how drafts are paced.

    An answer names its session, so that it is told from the answers of another one.
    """

    def __init__(
        self, transcriber: Callable[[], LiveTranscriber], names: NameWriter | None = None
    ) -> None:
        """`names` is None where nobody looks for them."""
        self.transcriber = transcriber
        self.names = names
        self.words = TellsNewWords()
        self.naming = False
        self.name_pace = NamesPace()
        self.pending: deque[AudioSlice] = deque()
        self.in_flight: tuple[AudioSlice, ...] = ()
        self.busy = False
        self.drafting = False  # busy with a draft
        self.glancing = False
        self.finishing = False
        self.drafted = -1  # number of the last slice whose draft was considered
        self.checked = -1  # and of the last one whose draft was checked
        self.pace = DraftPace()
        self.told_slow = False
        self.glances = GlancePace()
        #: Set on the GUI thread, read on the pool's: the session is the second pass's from then on.
        self.left = threading.Event()


class Look(Enum):
    """What is done with an open slice."""

    DRAFT = auto()
    CHECK = auto()  # of its draft
    GLANCE = auto()


@dataclass(frozen=True, slots=True)
class Looked:
    """The end of a look. `update` is None where it tells none, or failed, which costs nothing else.

    `seconds`: how long it took.
    """

    session: LiveSession
    look: Look
    update: LiveUpdate | None
    seconds: float
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """The end of a look for names: how many were written, and the seconds that it took."""

    session: LiveSession
    look: NamesLook
    written: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Decoding:
    """What one decoding is about.

    Without slices: the last one of its session, which settles what is still provisional.
    """

    session: LiveSession
    slices: tuple[AudioSlice, ...]


class Answers(QObject):
    """The signals that a job on the pool's thread borrows; owned by the GUI thread."""

    warmed = Signal()
    warming_failed = Signal(Exception)
    looked = Signal(Looked)
    named = Signal(Named)
    done = Signal(Decoding, LiveUpdate)
    failed = Signal(Decoding, Exception)


class Warm:
    """Loads the model before it is needed."""

    def __init__(self, transcriber: Callable[[], LiveTranscriber], answers: Answers) -> None:
        self._transcriber = transcriber
        self._answers = answers

    def run(self) -> None:
        """On the pool's thread; answers by `warmed` or `warming_failed`."""
        try:
            self._transcriber().warm()
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            self._answers.warming_failed.emit(error)
        else:
            self._answers.warmed.emit()


class UseLanguage:
    """Waits its turn between two decodings, since the pool has one thread."""

    def __init__(
        self, transcriber: Callable[[], LiveTranscriber], language: str, answers: Answers
    ) -> None:
        self._transcriber = transcriber
        self._language = language
        self._answers = answers

    def run(self) -> None:
        """On the pool's thread; answers only where it fails."""
        try:
            self._transcriber().set_language(self._language)
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            self._answers.warming_failed.emit(error)


class BreakAt:
    """Waits its turn as `UseLanguage` does: before the sound behind the break is heard."""

    def __init__(
        self, transcriber: Callable[[], LiveTranscriber], sample: int, answers: Answers
    ) -> None:
        self._transcriber = transcriber
        self._sample = sample
        self._answers = answers

    def run(self) -> None:
        """On the pool's thread; answers only where it fails."""
        try:
            self._transcriber().break_at(self._sample)
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            self._answers.warming_failed.emit(error)


class HearOpen:
    """Writes a draft of the open slice, checks it, or glances at its newest sound.

    Whatever fails here fails again, and is told, when the slice is whole.
    """

    def __init__(
        self,
        session: LiveSession,
        open_slice: SliceInProgress,
        look: Look,
        reader: SliceReader,
        answers: Answers,
        clock: Callable[[], float],
    ) -> None:
        self._look = look
        self._clock = clock
        self._session = session
        self._open_slice = open_slice
        self._reader = reader
        self._answers = answers

    def run(self) -> None:
        """On the pool's thread; answers by `looked`, always."""
        started = self._clock()
        update, failed = None, False
        try:
            if not self._session.left.is_set():
                update = self._hear()
        except Exception:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            _log.exception("the open slice could not be heard")
            failed = True
        spent = self._clock() - started
        self._answers.looked.emit(Looked(self._session, self._look, update, spent, failed))

    def _hear(self) -> LiveUpdate | None:
        transcriber, start = self._session.transcriber(), self._open_slice.start_sample
        samples = self._reader.read_open(self._open_slice)
        match self._look:
            case Look.DRAFT:
                return transcriber.hear_open(start, samples)
            case Look.GLANCE:
                return transcriber.hear_newest(start, samples)
            case Look.CHECK:
                transcriber.check_draft(start, samples)
                return None


class WriteNames:
    """Looks for misheard names in words that change no more. Nothing depends on it."""

    def __init__(
        self,
        session: LiveSession,
        look: NamesLook,
        write: Callable[[], int],
        answers: Answers,
        clock: Callable[[], float],
    ) -> None:
        """`write` tells how many names it has written."""
        self._session = session
        self._look = look
        self._write = write
        self._answers = answers
        self._clock = clock

    def run(self) -> None:
        """On the pool's thread; answers by `named`, always."""
        started, written = self._clock(), 0
        try:
            written = self._write()
        except Exception:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            _log.exception("names could not be looked for")
        spent = self._clock() - started
        self._answers.named.emit(Named(self._session, self._look, written, spent))


class Transcribe:
    """Decodes, records and answers.

    Nothing is recorded once its session has been left, since newer rows may be there by then.
    """

    def __init__(
        self,
        decoding: Decoding,
        reader: SliceReader,
        open_ledger: Callable[[], LiveLedger],
        answers: Answers,
    ) -> None:
        self._decoding = decoding
        self._reader = reader
        self._open_ledger = open_ledger
        self._answers = answers

    def run(self) -> None:
        """On the pool's thread; answers by `done` or `failed`, always."""
        try:
            update = self._decode()
            self._record(update.settled)
        except Exception as error:  # noqa: BLE001  # a thread's edge: nobody else would hear of it
            _log.exception("live transcription failed")
            self._record_failure(error)
            self._answers.failed.emit(self._decoding, error)
        else:
            self._answers.done.emit(self._decoding, update)

    def _decode(self) -> LiveUpdate:
        decoding = self._decoding
        if decoding.session.left.is_set():  # it waited behind another decoding for so long
            return LiveUpdate(())
        transcriber = decoding.session.transcriber()
        if not decoding.slices:
            return transcriber.finish()
        return transcriber.feed([(each, self._reader.read(each)) for each in decoding.slices])

    def _record(self, settled: tuple[ChunkTranscription, ...]) -> None:
        with closing(self._open_ledger()) as ledger:
            for transcription in settled:
                if self._decoding.session.left.is_set():
                    return
                ledger.chunks.record_transcription(transcription)

    def _record_failure(self, error: Exception) -> None:
        reason = type(error).__name__
        failed = tuple(
            ChunkTranscription(each.session_id, each.number, (), ChunkStatus.FAILED, reason=reason)
            for each in self._decoding.slices
        )
        try:
            self._record(failed)
        except Exception:  # noqa: BLE001  # the same edge
            # The chunks then stay pending, which finalize treats the same way.
            _log.exception("the failure could not be recorded either")
