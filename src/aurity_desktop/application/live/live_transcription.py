"""Live text on a thread of its own: slices in, words out, in order.

It never keeps the recording waiting.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import cache, partial

from PySide6.QtCore import QObject, QThreadPool, Signal

from aurity_desktop.application.live.draft_pace import UNCHECKED
from aurity_desktop.application.live.live_jobs import (
    Answers,
    BreakAt,
    Decoding,
    HearOpen,
    LiveSession,
    Look,
    Looked,
    Named,
    Transcribe,
    UseLanguage,
    Warm,
    WriteNames,
)
from aurity_desktop.application.live.live_names import NameWriter
from aurity_desktop.application.live.names_pace import NamesLook
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice, SliceInProgress, seconds
from aurity_desktop.domain.ledger_ports import LiveLedger
from aurity_desktop.domain.ports import LiveNames, LiveTranscriber, SliceReader
from aurity_desktop.domain.transcript import LiveUpdate

#: When text falls behind, so many slices are decoded at once: one full Whisper window.
MOST_AT_ONCE = 9

MakeTranscriber = Callable[[str, tuple[str, ...]], LiveTranscriber]


class LiveTranscription(QObject):
    """Feeds sealed slices to a LiveTranscriber and records what comes back before it tells anyone.

    Lives on the GUI thread; its work runs on a pool of one thread, one call at a time, and glances
    on another of one. A failure costs the text of the slices it hit, whose chunks are recorded as
    FAILED for finalize to transcribe again; the sound is safe on disk all along. A session that has
    been left is not heard of any more: an answer that comes later is neither shown nor recorded.
    `slow` tells once a session that this machine has no time for drafts, so that text comes by the
    slice. `corrected` tells that names by their sound were written into text that was told; they
    are looked for beside all that, on a third pool, in time that is over.
    """

    warmed = Signal()
    updated = Signal(LiveUpdate)
    answered = Signal(int)
    backlog_changed = Signal(int)
    failed = Signal(Exception)
    slow = Signal()
    corrected = Signal()
    finished = Signal()

    def __init__(
        self,
        make_transcriber: MakeTranscriber,
        reader: SliceReader,
        open_ledger: Callable[[], LiveLedger],
        parent: QObject | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        names: Callable[[], LiveNames] | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._live_names = names
        self._make_transcriber = make_transcriber
        self._reader = reader
        self._open_ledger = open_ledger
        self._session: LiveSession | None = None
        self._pool, self._glances, self._names = (QThreadPool(self) for _ in range(3))
        for pool in (self._pool, self._glances, self._names):
            pool.setMaxThreadCount(1)
            pool.setExpiryTimeout(-1)
        self._answers = Answers(self)
        self._answers.warmed.connect(self.warmed)
        self._answers.warming_failed.connect(self.failed)
        self._answers.looked.connect(self._on_looked)
        self._answers.named.connect(self._on_named)
        self._answers.done.connect(self._on_done)
        self._answers.failed.connect(self._on_failed)

    @property
    def backlog(self) -> int:
        """Slices on disk that have no text yet."""
        return len(self._session.pending) + len(self._session.in_flight) if self._session else 0

    def warm(self, language: str, vocabulary: tuple[str, ...]) -> None:
        """Load the model before the first slice; `warmed` or `failed` tells the end of it."""
        self._pool.start(Warm(self._maker(language, vocabulary), self._answers).run)

    def begin(self, language: str, vocabulary: tuple[str, ...]) -> None:
        """Get ready for a session; `language` is "" to detect it."""
        self.leave()
        names = None
        if self._live_names is not None:
            names = NameWriter(self._live_names, self._reader, self._open_ledger, vocabulary)
        self._session = LiveSession(self._maker(language, vocabulary), names)

    def use_language(self, language: str) -> None:
        """Decode in another language from the next decoding on; "" detects it anew."""
        if self._session is not None:
            self._pool.start(UseLanguage(self._session.transcriber, language, self._answers).run)

    def break_at(self, sample: int) -> None:
        """Time was not captured at this sample of the session: nothing is written across it."""
        if self._session is not None:
            self._pool.start(BreakAt(self._session.transcriber, sample, self._answers).run)

    def add(self, audio_slice: AudioSlice) -> None:
        """Queue a sealed slice; nothing without a session."""
        if self._session is not None:
            self._session.pending.append(audio_slice)
            self._start_next(self._session)
            self.backlog_changed.emit(self.backlog)

    def hear_open(self, open_slice: SliceInProgress, on_disk: int) -> None:
        """Take note that the session's sound is on disk up to sample `on_disk`.

        When nothing waits and this machine is quick enough, a draft is written of what there is of
        the open slice, once, and checked just before the slice is sealed, so that its text is
        there then; before and after the draft, what is being said is glanced at.
        """
        session = self._session
        if session is None or session.pending or session.finishing:
            return
        self._look_for_names(session, open_slice, on_disk)
        if (
            not session.busy
            and session.drafted != open_slice.number
            and on_disk >= open_slice.start_sample + session.pace.begins_at
        ):
            session.drafted = open_slice.number
            session.glances.skip()
            session.name_pace.skip()
            if session.pace.comes_too_late:
                session.pace.skip()
                self._tell_slow(session)
                return
            session.busy = session.drafting = True
            session.glances.heard(on_disk)
            self._pool.start(self._hear(session, open_slice, Look.DRAFT).run)
        elif self._may_check(session, open_slice) and on_disk >= open_slice.next_start - UNCHECKED:
            session.checked = open_slice.number
            session.busy = True
            self._pool.start(self._hear(session, open_slice, Look.CHECK).run)
        elif self._may_glance(session) and session.glances.is_due(on_disk, open_slice.next_start):
            session.glancing = True
            session.glances.heard(on_disk)
            self._glances.start(self._hear(session, open_slice, Look.GLANCE).run)

    def _look_for_names(
        self, session: LiveSession, open_slice: SliceInProgress, on_disk: int
    ) -> None:
        """In the words of the slices before, where it is done before the draft or its check.

        When no words are new, doubted ones of before are read again.
        """
        is_slow = session.pace.comes_too_late
        if session.names is None or session.naming or session.busy or is_slow:
            return
        is_drafted = session.drafted == open_slice.number
        free_until = (
            open_slice.next_start - UNCHECKED
            if is_drafted
            else open_slice.start_sample + session.pace.begins_at
        )
        left = (free_until - on_disk) / SAMPLE_RATE
        names, gone = session.names, seconds(on_disk)
        is_left = session.left.is_set
        if session.name_pace.allows(left, gone) and (words := session.words.take()):
            look, write = NamesLook.BY_SOUND, partial(names.write, words, is_left=is_left)
        elif names.has_unread and session.name_pace.allows(left, gone, NamesLook.READ_AGAIN):
            look, write = NamesLook.READ_AGAIN, partial(names.read_again, is_left=is_left)
        else:
            return
        session.naming = True
        self._names.start(WriteNames(session, look, write, self._answers, self._clock).run)

    def _may_glance(self, session: LiveSession) -> bool:
        """Beside a draft, too: it takes longer than anybody waits for the newest words."""
        is_free = session.drafting or not session.busy
        return is_free and not session.glancing and not session.pace.comes_too_late

    @staticmethod
    def _may_check(session: LiveSession, open_slice: SliceInProgress) -> bool:
        """Once, where there was time for a draft."""
        has_draft = session.drafted == open_slice.number and not session.pace.comes_too_late
        return has_draft and not session.busy and session.checked != open_slice.number

    def _hear(self, session: LiveSession, open_slice: SliceInProgress, look: Look) -> HearOpen:
        return HearOpen(session, open_slice, look, self._reader, self._answers, self._clock)

    def finish(self) -> None:
        """Transcribe what is pending, settle what is provisional, then emit `finished`."""
        if self._session is not None:
            self._session.finishing = True
            self._start_next(self._session)

    def leave(self) -> None:
        """Leave the session to the second pass.

        What is pending is dropped, and a decoding in progress counts no more.
        """
        if self._session is not None:
            self._session.left.set()
            self._session = None
            self.backlog_changed.emit(0)

    def wait(self) -> None:
        """Block until the pool is idle: for a program that is about to end."""
        self._names.waitForDone()
        self._glances.waitForDone()
        self._pool.waitForDone()

    def _maker(self, language: str, vocabulary: tuple[str, ...]) -> Callable[[], LiveTranscriber]:
        """Makes the session's transcriber when first called, once, on a pool's thread.

        A model is verified then.
        """
        made = cache(lambda: self._make_transcriber(language, vocabulary))
        making = threading.Lock()

        def make() -> LiveTranscriber:
            with making:
                return made()

        return make

    def _start_next(self, session: LiveSession) -> None:
        if session.busy:
            return
        if session.pending:
            count = min(len(session.pending), MOST_AT_ONCE)
            session.in_flight = tuple(session.pending.popleft() for _ in range(count))
        elif not session.finishing:
            return
        session.busy = True
        decoding = Decoding(session, session.in_flight)
        self._pool.start(Transcribe(decoding, self._reader, self._open_ledger, self._answers).run)

    def _on_looked(self, looked: Looked) -> None:
        if looked.session is self._session:
            self._take_note(looked)
            if looked.update is not None:
                self.updated.emit(looked.update)
        if looked.session is self._session and looked.look is not Look.GLANCE:
            # The receiver may have left the session.
            self._start_next(looked.session)

    def _take_note(self, looked: Looked) -> None:
        """That it is done, and of how long it took."""
        session = looked.session
        if looked.look is not Look.GLANCE:
            session.busy = session.drafting = False
            if looked.look is Look.DRAFT:
                session.pace.took(looked.seconds)
                self._tell_slow(session)
            return
        session.glancing = False
        if looked.failed:
            session.glances.failed()
        elif looked.update is None:
            session.glances.read_nothing()
        else:
            session.glances.took(looked.seconds)

    def _tell_slow(self, session: LiveSession) -> None:
        if session.pace.gives_up and not session.told_slow:
            session.told_slow = True
            self.slow.emit()

    def _on_named(self, named: Named) -> None:
        named.session.naming = False
        named.session.name_pace.took(named.seconds, named.look)
        if named.written and named.session is self._session:
            self.corrected.emit()

    def _on_done(self, decoding: Decoding, update: LiveUpdate) -> None:
        if decoding.session is self._session:
            decoding.session.words.add(decoding.slices, update.settled)
            self._settle(decoding)
            self.updated.emit(update)
            self._continue_after(decoding)

    def _on_failed(self, decoding: Decoding, error: Exception) -> None:
        if decoding.session is self._session:
            self._settle(decoding)
            self.failed.emit(error)
            self._continue_after(decoding)

    def _settle(self, decoding: Decoding) -> None:
        decoding.session.busy = False
        decoding.session.in_flight = ()
        if decoding.slices:
            self.answered.emit(decoding.slices[-1].number)
        self.backlog_changed.emit(self.backlog)

    def _continue_after(self, decoding: Decoding) -> None:
        if decoding.session is not self._session:  # the receiver may have left the session
            return
        if not decoding.slices:
            self._session = None
            self.finished.emit()
        else:
            self._start_next(decoding.session)
