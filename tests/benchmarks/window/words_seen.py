"""The live text of a driven window as it was told, and when the text of each slice was painted."""

from __future__ import annotations

import math
from collections.abc import Callable

from aurity_desktop.domain.transcript import ANSWERED, ChunkStatus, ChunkTranscription, LiveUpdate


class WordsSeen:
    """Told of what happens in the order in which it does, on one thread; `clock` is the one of
    `AudioSlice.sealed_at`, in seconds.

    A text counts as seen at the first painting after it came. `began` is when the session's first
    sample was heard, as nearly as is known; `sealed_to_painted` are milliseconds from each slice's
    being durable to the painting of the text that settled it. Only the first session that has text
    counts: the window is used again when its recording has ended, and slices are numbered anew.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.began = math.inf
        self._sealed: dict[int, float] = {}
        self._session = ""
        self._chunks: dict[int, ChunkTranscription] = {}
        self._unpainted_chunks: list[int] = []
        self.sealed_to_painted: list[float] = []

    @property
    def answered(self) -> int:
        """Slices that the live text has an answer for."""
        return sum(each.status in ANSWERED for each in self._chunks.values())

    @property
    def failed(self) -> int:
        return sum(each.status is ChunkStatus.FAILED for each in self._chunks.values())

    @property
    def text(self) -> str:
        return " ".join(
            self._chunks[number].text
            for number in sorted(self._chunks)
            if self._chunks[number].words
        )

    def heard(self, captured: float) -> None:
        """So many seconds have been captured by now; the recording knows no pause.

        Of a microphone that only opens, nothing follows.
        """
        if captured > 0:
            self.began = min(self.began, self._clock() - captured)

    def sealed(self, number: int, at: float) -> None:
        self._sealed[number] = at

    def take(self, update: LiveUpdate) -> None:
        for chunk in update.settled:
            self._session = self._session or chunk.session_id
            if chunk.session_id != self._session:
                continue
            is_new = chunk.chunk_number not in self._chunks
            self._chunks[chunk.chunk_number] = chunk
            if is_new and chunk.words:
                self._unpainted_chunks.append(chunk.chunk_number)

    def painted(self) -> None:
        now = self._clock()
        self.sealed_to_painted += [
            1000 * (now - self._sealed[number])
            for number in self._unpainted_chunks
            if number in self._sealed
        ]
        self._unpainted_chunks = []
