"""When the words of live text came to be seen: when they were told, and the page painted."""

from __future__ import annotations

import math
from collections.abc import Callable

from aurity_desktop.domain.transcript import ANSWERED, ChunkStatus, ChunkTranscription, LiveUpdate


class WordsSeen:
    """Told of what happens in the order in which it does, on one thread; `clock` is the one of
    `AudioSlice.sealed_at`, in seconds.

    A text counts as seen at the first painting after it came. `said_to_shown` and `said_to_settled`
    are seconds from the end of each word's sound, `sealed_to_painted` milliseconds from each
    slice's being durable to the painting of the text that settled it.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._began = math.inf  # when the session's first sample was heard, as nearly as is known
        self._sealed: dict[int, float] = {}
        self._chunks: dict[int, ChunkTranscription] = {}
        self._shown_to = self._settled_to = 0.0
        self._unpainted_shown: list[float] = []
        self._unpainted_settled: list[float] = []
        self._unpainted_chunks: list[int] = []
        self.said_to_shown: list[float] = []
        self.said_to_settled: list[float] = []
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
            self._began = min(self._began, self._clock() - captured)

    def sealed(self, number: int, at: float) -> None:
        self._sealed[number] = at

    def take(self, update: LiveUpdate) -> None:
        for chunk in update.settled:
            is_new = chunk.chunk_number not in self._chunks
            self._chunks[chunk.chunk_number] = chunk
            if is_new and chunk.words:
                self._unpainted_chunks.append(chunk.chunk_number)
        settled = [word.end for chunk in update.settled for word in chunk.words]
        shown = settled + [word.end for word in update.provisional]
        self._unpainted_settled += [end for end in settled if end > self._settled_to]
        self._unpainted_shown += [end for end in shown if end > self._shown_to]
        self._settled_to = max([self._settled_to, *settled])
        self._shown_to = max([self._shown_to, *shown])

    def painted(self) -> None:
        now = self._clock()
        self.said_to_shown += [now - self._began - end for end in self._unpainted_shown]
        self.said_to_settled += [now - self._began - end for end in self._unpainted_settled]
        self.sealed_to_painted += [
            1000 * (now - self._sealed[number])
            for number in self._unpainted_chunks
            if number in self._sealed
        ]
        self._unpainted_shown, self._unpainted_settled, self._unpainted_chunks = [], [], []
