"""A transcript with its numbers written: a reading of the words, which stay what was said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from aurity_desktop.domain.document import Document
from aurity_desktop.domain.number_words import spoken_words
from aurity_desktop.domain.transcript import Word, text_of, words_of_segments
from aurity_desktop.domain.written_numbers import written_numbers


@dataclass(frozen=True, slots=True)
class Piece:
    """Words `first` to `last` of a turn as they are shown; one word as it is, or several written.

    `written` tells that the text is not what was said; `heard` is what was heard where a name was
    written by its sound.
    """

    first: int
    last: int
    text: str
    written: bool = False
    heard: str = ""


def with_heard(pieces: Iterable[Piece], heard: Mapping[int, str]) -> list[Piece]:
    """The pieces; those that show one word by its sound tell what was heard.

    `heard` has it by the numbers of those words.
    """
    return [
        replace(piece, written=True, heard=heard[piece.first])
        if piece.first in heard and not piece.written
        else piece
        for piece in pieces
    ]


def pieces_of(words: Sequence[Word], language: str, kept: Collection[int] = ()) -> list[Piece]:
    """The words of one turn in order, with their numbers written; texts with their punctuation.

    `kept` are the numbers of the words that a person has written: they are shown as they are.
    """
    texts = [word.text for word in words]
    pieces: list[Piece] = []
    place = 0
    for found in written_numbers(texts, language, kept):
        pieces += [Piece(at, at, texts[at]) for at in range(place, found.first)]
        first, last = spoken_words([texts[found.first], texts[found.last]])
        text = f"{first.before}{found.text}{last.behind}"
        pieces.append(Piece(found.first, found.last, text, written=True))
        place = found.behind
    return pieces + [Piece(at, at, texts[at]) for at in range(place, len(texts))]


def with_written_numbers(document: Document, language: str, kept: Collection[int] = ()) -> Document:
    """The document as it reads with its numbers written, in the language that is spoken in it.

    A word that stands for several has their time. `kept` are the numbers of the words that a
    person has written. A segment that is not made of its words stays as it is.
    """
    words: list[Word] = []
    segments = []
    place = 0
    for segment, own in zip(
        document.segments, words_of_segments(document.words, document.segments), strict=True
    ):
        if not own:
            return document
        here = {at - place for at in kept if place <= at < place + len(own)}
        shown = tuple(_word(own, piece) for piece in pieces_of(own, language, here))
        words += shown
        segments.append(replace(segment, text=text_of(shown)))
        place += len(own)
    return replace(document, words=tuple(words), segments=tuple(segments))


def _word(words: Sequence[Word], piece: Piece) -> Word:
    """The word that a piece is shown as: as sure as its least sure word."""
    first = words[piece.first]
    if not piece.written:
        return first
    own = words[piece.first : piece.last + 1]
    return replace(
        first,
        text=piece.text,
        end=max(word.end for word in own),
        probability=min(word.probability for word in own),
        overlapped=any(word.overlapped for word in own),
    )
