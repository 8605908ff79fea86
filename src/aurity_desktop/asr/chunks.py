"""The slices that were fed and have no answer yet, and what was heard in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, Word


@dataclass(slots=True)
class OpenChunk:
    """One slice's part of the text, as far as it is known."""

    audio_slice: AudioSlice
    words: list[Word] = field(default_factory=list)
    suppressed: list[str] = field(default_factory=list)
    reason: str = ""
    failed: bool = False
    had_speech: bool = False

    @property
    def status(self) -> ChunkStatus:
        if self.failed:
            return ChunkStatus.FAILED
        if self.words:
            return ChunkStatus.OK
        if self.suppressed:
            return ChunkStatus.SUPPRESSED
        return ChunkStatus.OK if self.had_speech else ChunkStatus.SILENT

    def answer(self, *, language: str, model: str, now: float) -> ChunkTranscription:
        """`now` is on the clock of the slice's `sealed_at`."""
        sealed_at = self.audio_slice.sealed_at
        return ChunkTranscription(
            session_id=self.audio_slice.session_id,
            chunk_number=self.audio_slice.number,
            words=tuple(self.words),
            status=self.status,
            language=language,
            confidence=float(np.mean([word.probability for word in self.words]))
            if self.words
            else 0.0,
            model=model,
            latency_ms=(now - sealed_at) * 1000 if sealed_at else None,
            reason=self.reason,
            suppressed=" ".join(self.suppressed),
        )


class OpenChunks:
    """In the order they were fed. The last one ever fed can be opened again, for what settles when the session ends."""

    def __init__(self) -> None:
        self._open: list[OpenChunk] = []
        self._last: OpenChunk | None = None

    def __iter__(self) -> Iterator[OpenChunk]:
        return iter(self._open)

    def add(self, audio_slice: AudioSlice) -> None:
        self._last = OpenChunk(audio_slice)
        self._open.append(self._last)

    def reopen_last(self) -> bool:
        """False: no slice was ever fed."""
        if self._last is None:
            return False
        self._open.append(self._last)
        return True

    def put(self, words: Sequence[Word]) -> None:
        """Each word into the chunk in which its middle lies; one that began in a chunk answered before into the first one."""
        for word in words:
            self.at(word).words.append(word)

    def suppress(self, words: Sequence[Word], reason: str) -> None:
        """Keep what was made up, under its reason, with the chunks it stands in."""
        for word in words:
            chunk = self.at(word)
            chunk.suppressed.append(word.text)
            chunk.reason = reason

    def at(self, word: Word) -> OpenChunk:
        for chunk in self._open:
            if word.middle * SAMPLE_RATE < chunk.audio_slice.end_sample:
                return chunk
        return self._open[-1]

    def close(self) -> tuple[OpenChunk, ...]:
        """All of them; none is open afterwards."""
        closed, self._open = tuple(self._open), []
        return closed
