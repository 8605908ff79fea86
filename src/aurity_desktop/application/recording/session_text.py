"""The text of the session in progress: live text first, then what the second pass has settled."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from aurity_desktop.application.dictionary.dictionary_file import DictionaryFile
from aurity_desktop.application.live.live_transcription import LiveTranscription
from aurity_desktop.application.live.settled_text import SettledText
from aurity_desktop.application.program import Program
from aurity_desktop.domain.audio import AudioSlice, SliceInProgress
from aurity_desktop.domain.heard_write import Dictionary
from aurity_desktop.domain.transcript import ChunkTranscription, LiveUpdate, Word

#: After Stop the live text may catch up for so long; the second pass takes what is left over.
CATCH_UP_MS = 10_000


class SessionText(QObject):
    """Hands sound to the live transcription and brings all text of a session together.

    Belongs to the GUI thread; nothing but `wait` and `close` blocks. `changed` carries what is to
    be shown, and `transcribed` before it the session sample up to which there is live text now.
    `answered` carries the number of a slice whose text was looked for, found or not. `unavailable`
    comes once a session, and once before it when the model does not load; `slow` once a session,
    where words come with their slice and not before. `corrected`: names were written by their sound
    into text that was told. `finished` answers `finish`.
    """

    changed = Signal(LiveUpdate)
    transcribed = Signal(int)
    answered = Signal(int)
    unavailable = Signal(Exception)
    slow = Signal()
    corrected = Signal()
    finished = Signal()

    def __init__(
        self,
        program: Program,
        live: LiveTranscription,
        parent: QObject | None = None,
        *,
        catch_up_ms: int = CATCH_UP_MS,
    ) -> None:
        super().__init__(parent)
        self._live = live
        self._dictionary_file = DictionaryFile(program.paths.dictionary, program.vault)
        self._dictionary = Dictionary()
        self._settled = SettledText(program, self)
        self._settled.settled.connect(self._on_settled)
        self._slice_ends: dict[int, int] = {}
        self._open_slice: SliceInProgress | None = None
        self._provisional: tuple[Word, ...] = ()
        self._paced = False
        self._lost = False
        self._catch_up = QTimer(self)
        self._catch_up.setSingleShot(True)
        self._catch_up.setInterval(catch_up_ms)
        self._catch_up.timeout.connect(self.finished)
        live.updated.connect(self._on_live)
        live.answered.connect(self.answered)
        live.failed.connect(self._on_failed)
        live.slow.connect(self.slow)
        live.corrected.connect(self.corrected)
        live.finished.connect(self.finished)

    def begin(self, language: str, vocabulary: tuple[str, ...], *, paced: bool) -> None:
        """Get ready for a session; `language` is "" to detect it.

        `paced`: the sound comes no faster than it is spoken, so that there is time for drafts while
        a slice is open.
        """
        self._slice_ends, self._lost, self._paced = {}, False, paced
        self._dictionary = self._dictionary_file.dictionary()
        self._live.begin(language, vocabulary)

    def watch(self, session_id: str) -> None:
        """Bring what the second pass settles of this session while it is recorded."""
        self._settled.watch(session_id)

    def open_slice(self, open_slice: SliceInProgress) -> None:
        """The recorder writes this slice now."""
        self._open_slice = open_slice

    def add(self, audio_slice: AudioSlice) -> None:
        """A slice is sealed: transcribe it; the next one is open."""
        self._slice_ends[audio_slice.number] = audio_slice.end_sample
        self._open_slice = audio_slice.next
        self._live.add(audio_slice)

    def sound_on_disk(self, sample: int) -> None:
        """The open slice is on disk up to this session sample: there may be a draft of it."""
        if self._open_slice is not None and self._paced:
            self._live.hear_open(self._open_slice, sample)

    def break_at(self, sample: int) -> None:
        """Time was not captured there: no word, and nothing a word is guessed by, runs across."""
        self._live.break_at(sample)

    def use_language(self, code: str) -> None:
        """Write live text in another language from now on, "" to detect it anew."""
        self._live.use_language(code)

    def finish(self) -> None:
        """Settle the live text; `finished` when it is, or has had its time."""
        self._catch_up.start()
        self._live.finish()

    def drop_live(self) -> None:
        """Write no more live text: the session's consent was withdrawn."""
        self._live.leave()

    def leave(self) -> None:
        """The session is the second pass's: nothing of it is told any more."""
        self._provisional = ()
        self._catch_up.stop()
        self._settled.stop()
        self._live.leave()

    def wait(self) -> None:
        """Block until the decoding in progress is over: the program ends."""
        self._live.wait()

    def close(self) -> None:
        """Block until the last look into the ledger is over: the program ends."""
        self._settled.close()

    def _on_live(self, update: LiveUpdate) -> None:
        ends = [self._slice_ends.get(each.chunk_number, 0) for each in update.settled]
        if ends:
            self.transcribed.emit(max(ends))
        self._provisional = update.provisional
        self.changed.emit(self._written(update))

    def _on_settled(self, chunks: tuple[ChunkTranscription, ...]) -> None:
        """These chunks have the second pass's text now; what is provisional stays."""
        self.changed.emit(self._written(LiveUpdate(chunks, self._provisional)))

    def _written(self, update: LiveUpdate) -> LiveUpdate:
        """As the user's dictionary has it: what was heard stays what is recorded."""
        if not self._dictionary:
            return update
        return replace(
            update,
            settled=tuple(
                replace(chunk, words=self._dictionary.replaced(chunk.words))
                for chunk in update.settled
            ),
            provisional=self._dictionary.replaced(update.provisional),
        )

    def _on_failed(self, error: Exception) -> None:
        if not self._lost:
            self._lost = True
            self.unavailable.emit(error)
