"""The live text of a session without a final transcript, as segments of an unknown voice."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.live_corrections import LiveCorrection, with_corrections
from aurity_desktop.domain.spans import Captured, captured_between
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER
from aurity_desktop.domain.transcript import Chunk, Segment, Word, text_of

#: So many slices make one paragraph: half a minute.
_CHUNKS_AT_ONCE = 10


def live_segments(
    chunks: Sequence[Chunk],
    words: Sequence[Word] = (),
    spans: Sequence[Span] = (),
    corrections: Sequence[LiveCorrection] = (),
    at_once: int = _CHUNKS_AT_ONCE,
) -> list[Segment]:
    """One segment for every `at_once` slices with words in them, none across a span.

    `words` are those that the chunks' texts are made of, in order: by them a slice is divided that
    a span lies in. `corrections` are what people wrote in place of them. A segment's confidence is
    the lowest in it.
    """
    stretches = captured_between(spans)
    if corrections:
        chunks, words = _corrected(chunks, words, corrections)
    gathered: dict[tuple[int, int], list[Segment]] = {}
    for place, (chunk, own) in enumerate(_with_words(chunks, words)):
        for number, piece in _pieces(chunk, own, stretches):
            gathered.setdefault((place // at_once, number), []).append(piece)
    return [
        Segment(
            start=pieces[0].start,
            end=pieces[-1].end,
            speaker=UNKNOWN_SPEAKER,
            text=" ".join(each.text for each in pieces),
            confidence=min(each.confidence for each in pieces),
        )
        for pieces in gathered.values()
    ]


def _corrected(
    chunks: Sequence[Chunk], words: Sequence[Word], corrections: Sequence[LiveCorrection]
) -> tuple[list[Chunk], list[Word]]:
    """The chunks with the words that people wrote in place of what was told."""
    read = with_corrections(words, corrections)
    starts = [chunk.timestamp_start for chunk in chunks]
    own: dict[int, list[Word]] = {}
    for word in read:
        own.setdefault(max(0, bisect_right(starts, word.middle) - 1), []).append(word)
    told = [
        replace(chunk, transcription=text_of(tuple(own.get(place, ()))))
        for place, chunk in enumerate(chunks)
    ]
    return told, [word for place in sorted(own) for word in own[place]]


def _with_words(
    chunks: Sequence[Chunk], words: Sequence[Word]
) -> Iterator[tuple[Chunk, tuple[Word, ...]]]:
    """Each chunk with its words; with none from where they do not make its text."""
    place = 0
    for chunk in chunks:
        own = tuple(words[place : place + len(chunk.transcription.split())])
        if text_of(own) != chunk.transcription:
            own, words = (), ()
        place += len(own)
        yield chunk, own


def _pieces(
    chunk: Chunk, words: tuple[Word, ...], stretches: Sequence[Captured]
) -> Iterator[tuple[int, Segment]]:
    """The chunk's text by the number of the stretch that it was heard in."""
    start, end = chunk.timestamp_start, chunk.timestamp_end
    for number, stretch in enumerate(stretches):
        if words:
            text = text_of(
                tuple(each for each in words if stretch.start <= each.middle < stretch.end)
            )
        else:
            text = chunk.transcription if stretch.start <= (start + end) / 2 < stretch.end else ""
        if text:
            whole = Segment(start, end, UNKNOWN_SPEAKER, text, chunk.confidence)
            yield number, stretch.clip(whole)
