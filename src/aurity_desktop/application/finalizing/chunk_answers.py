"""What the second pass tells each chunk: its speaker, and a text where the live pass left none."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace

from aurity_desktop.domain.transcript import (
    ANSWERED,
    SECOND_PASS,
    Chunk,
    ChunkStatus,
    ChunkTranscription,
    StretchText,
    Word,
    text_of,
)


def answers(
    chunks: Sequence[Chunk], words: Sequence[Word], model: str, language: str
) -> list[ChunkTranscription]:
    """A new transcription for every chunk whose text is another now, or that has none yet.

    A chunk in which neither pass found words keeps its answer, with the reason that the live text
    gave. Live text where the second pass found no words is kept as suppressed.
    """
    return [
        _answer(chunk, tuple(own), model, language)
        for chunk, own in zip(chunks, words_by_chunk(chunks, words), strict=True)
        if chunk.status not in ANSWERED or chunk.transcription != text_of(tuple(own))
    ]


def answer_with_suppressed(
    chunks: Sequence[Chunk], heard: StretchText, model: str, language: str
) -> ChunkTranscription:
    """The answer that keeps what the gate left out of a stretch.

    It is that of the first of its chunks without words, else of the last.
    """
    shared = list(zip(chunks, words_by_chunk(chunks, heard.words), strict=True))
    chunk, own = next((each for each in shared if not each[1]), shared[-1])
    return replace(
        _answer(chunk, tuple(own), model, language),
        status=ChunkStatus.OK if own else ChunkStatus.SUPPRESSED,
        reason=f"{SECOND_PASS}: {heard.reason}",
        suppressed=heard.suppressed,
    )


def chunk_speakers(
    chunks: Sequence[Chunk], words: Sequence[Word], speaker_of: Callable[[Sequence[Word]], str]
) -> list[tuple[int, str]]:
    """Number and speaker of each chunk in which somebody speaks."""
    return [
        (chunk.chunk_number, speaker_of(own))
        for chunk, own in zip(chunks, words_by_chunk(chunks, words), strict=True)
        if own
    ]


def words_by_chunk(chunks: Sequence[Chunk], words: Sequence[Word]) -> list[list[Word]]:
    """Each word in exactly one chunk: that in which its middle lies.

    The last chunk has the words that run over its end.
    """
    starts = [chunk.timestamp_start for chunk in chunks]
    shared: list[list[Word]] = [[] for _ in chunks]
    for word in words:
        if chunks:
            shared[max(0, bisect_right(starts, word.middle) - 1)].append(word)
    return shared


def _answer(chunk: Chunk, words: tuple[Word, ...], model: str, language: str) -> ChunkTranscription:
    """A transcription by the second pass, with the latency of the live one.

    That tells how soon there was a text, not how good it was.
    """
    without = ChunkStatus.SUPPRESSED if chunk.transcription else ChunkStatus.SILENT
    confidence = sum(word.probability for word in words) / len(words) if words else 0.0
    return ChunkTranscription(
        session_id=chunk.session_id,
        chunk_number=chunk.chunk_number,
        words=words,
        status=ChunkStatus.OK if words else without,
        language=chunk.language or language,
        confidence=confidence,
        model=model,
        latency_ms=chunk.latency_ms,
        reason=SECOND_PASS,
        suppressed="" if words else chunk.transcription,
    )
