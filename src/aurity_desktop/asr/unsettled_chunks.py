"""The slices whose text may still change, and what was heard in each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from aurity_desktop.asr.recognizer import TimedWord
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice
from aurity_desktop.domain.transcript import ChunkStatus, ChunkTranscription, Word, text_of


@dataclass(slots=True)
class UnsettledChunk:
    """One slice's part of the text: settled words, then words that may still be corrected.

    `language` is that of the first of them.
    """

    audio_slice: AudioSlice
    language: str = ""
    settled: list[Word] = field(default_factory=list)
    told: list[Word] = field(default_factory=list)
    suppressed: list[str] = field(default_factory=list)
    reason: str = ""
    failed: bool = False
    had_speech: bool = False
    answered: ChunkTranscription | None = None

    @property
    def words(self) -> tuple[Word, ...]:
        """The settled words and the tentative ones behind them."""
        return (*self.settled, *self.told)

    @property
    def status(self) -> ChunkStatus:
        """What is to be recorded of the chunk as it is now."""
        if self.failed:
            return ChunkStatus.FAILED
        if self.words:
            return ChunkStatus.OK
        if self.suppressed:
            return ChunkStatus.SUPPRESSED
        return ChunkStatus.OK if self.had_speech else ChunkStatus.SILENT

    @property
    def has_news(self) -> bool:
        """Whether the last answer, if there was one, says something else.

        The same words a little earlier or later are no news.
        """
        last = self.answered
        return last is None or (
            (text_of(self.words), self.status, " ".join(self.suppressed))
            != (last.text, last.status, last.suppressed)
        )

    def answer(self, *, language: str, model: str, now: float) -> ChunkTranscription:
        """The transcription as it is now, remembered as the last one told.

        `now` is on the clock of the slice's `sealed_at`; the latency is that of the first answer.
        `language` is the one in force, for a chunk without words.
        """
        sealed_at = self.audio_slice.sealed_at
        latency = (now - sealed_at) * 1000 if sealed_at else None
        words, last = self.words, self.answered
        self.answered = ChunkTranscription(
            session_id=self.audio_slice.session_id,
            chunk_number=self.audio_slice.number,
            words=words,
            status=self.status,
            language=self.language if words else language,
            confidence=float(np.mean([word.probability for word in words])) if words else 0.0,
            model=model,
            latency_ms=last.latency_ms if last else latency,
            reason=self.reason,
            suppressed=" ".join(self.suppressed),
        )
        return self.answered


class UnsettledChunks:
    """The chunks in the order they were fed; each word is in the chunk that its middle lies in."""

    def __init__(self) -> None:
        self._open: list[UnsettledChunk] = []

    def __iter__(self) -> Iterator[UnsettledChunk]:
        return iter(self._open)

    def add(self, audio_slice: AudioSlice) -> None:
        """Begin the chunk of a slice."""
        self._open.append(UnsettledChunk(audio_slice))

    def settle(self, words: Sequence[TimedWord], language: str) -> None:
        """Add words that are final, behind those that are."""
        for word in words:
            self._put(word, language).settled.append(word.as_word)

    def let_stand(self) -> None:
        """Make the tentative words final."""
        for chunk in self._open:
            chunk.settled += chunk.told
            chunk.told.clear()

    def tell(self, words: Sequence[TimedWord], language: str) -> None:
        """Replace the tentative words by these."""
        for chunk in self._open:
            chunk.told.clear()
        for word in words:
            self._put(word, language).told.append(word.as_word)

    def suppress(self, words: Sequence[TimedWord], reason: str) -> None:
        """Keep hallucinated words, under their reason, with the chunks they lie in."""
        for word in words:
            chunk = self._at(word)
            chunk.suppressed.append(word.text)
            chunk.reason = reason

    def answers(self, *, language: str, model: str, now: float) -> tuple[ChunkTranscription, ...]:
        """The chunks that have none yet, and those that say something else by now."""
        return tuple(
            chunk.answer(language=language, model=model, now=now)
            for chunk in self._open
            if chunk.has_news
        )

    def close(self, cut: int) -> None:
        """Nothing before the session sample `cut` changes any more.

        The last chunk stays: what is said at its end may wait.
        """
        self._open = [
            chunk for chunk in self._open[:-1] if chunk.audio_slice.end_sample > cut
        ] + self._open[-1:]

    def _put(self, word: TimedWord, language: str) -> UnsettledChunk:
        chunk = self._at(word)
        if not chunk.words:
            chunk.language = language
        return chunk

    def _at(self, word: TimedWord) -> UnsettledChunk:
        middle = (word.start + word.end) / 2 * SAMPLE_RATE
        for chunk in self._open:
            if middle < chunk.audio_slice.end_sample:
                return chunk
        return self._open[-1]
