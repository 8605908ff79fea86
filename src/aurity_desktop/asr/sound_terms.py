"""The terms that may have been misheard: those of the lexicon, and how near their sound must be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cache
from typing import Final, NamedTuple

from aurity_desktop.asr.gate import plain
from aurity_desktop.domain.lexicon import LexiconEntry, LexiconKind

#: A term of fewer letters sounds like too much else.
_LEAST_LETTERS: Final = 5
#: The same of a word of a longer term.
_LEAST_OF_A_PART: Final = 6
_WORD: Final = re.compile(r"[^\W\d_]+")
#: What is written as a sign or said so often that Whisper knows it.
_LEFT_OUT: Final = frozenset(
    {LexiconKind.UNIT, LexiconKind.ROUTE, LexiconKind.FREQUENCY, LexiconKind.ABBREVIATION}
)
_NAMES: Final = frozenset({LexiconKind.GENERIC, LexiconKind.BRAND})


class Use(Enum):
    """How likely it is that anybody says a term: the value is the farthest distance of its sound.

    `ASKED`: the user expects it in this session. `USUAL`: a medicine that is sold under some brand.
    `RARE`: any other name. `TERM`: no name of a medicine. `PART`: a word of terms of more words.
    """

    ASKED = 0.45
    USUAL = 0.449
    RARE = 0.07
    TERM = 0.16
    PART = 0.159


class SoundTerm(NamedTuple):
    """A term as it is written, and how it is used."""

    text: str
    use: Use


@cache
def terms_of(entries: tuple[LexiconEntry, ...], language: str) -> tuple[SoundTerm, ...]:
    """The terms of one language and the brands, each once: with accents where it has some."""
    sold = {
        _stem(word)
        for entry in entries
        if entry.kind is LexiconKind.BRAND
        for name in entry.canonical.split(" + ")
        for word in (name, *name.split())
        if len(word) >= _LEAST_LETTERS
    }
    found: dict[str, SoundTerm] = {}
    for entry in entries:
        if entry.kind in _LEFT_OUT or len(entry.term) < _LEAST_LETTERS:
            continue
        if entry.language != language and entry.kind is not LexiconKind.BRAND:
            continue
        key = bare(entry.term)
        known = found.get(key)
        if known is None or known.text.isascii():
            use = max(
                _use(entry, sold), known.use if known else Use.RARE, key=lambda use: use.value
            )
            found[key] = SoundTerm(entry.term, use)
    parts = _parts(entries, language)
    return (
        *found.values(),
        *(SoundTerm(parts[key], Use.PART) for key in parts if key not in found),
    )


def _parts(entries: Sequence[LexiconEntry], language: str) -> dict[str, str]:
    """The long words of terms of more than one: "densitometría" of "densitometría ósea".

    In Spanish alone: in English one more came right in 20 readings, and "assistance" is said as
    "resistance".
    """
    found: dict[str, str] = {}
    if language != "es":
        return found
    for entry in entries:
        if entry.kind in _LEFT_OUT | _NAMES or entry.language != language:
            continue
        for word in _WORD.findall(entry.term):
            if word[1:].islower() and len(word) >= _LEAST_OF_A_PART and len(word) < len(entry.term):
                found.setdefault(bare(word), word.lower())
    return found


def _use(entry: LexiconEntry, sold: set[str]) -> Use:
    if entry.kind is LexiconKind.GENERIC and _stem(entry.canonical) in sold:
        return Use.USUAL
    return Use.RARE if entry.kind in _NAMES else Use.TERM


def _stem(name: str) -> str:
    """Without its ending: "amlodipino" and "amlodipina" are one medicine."""
    return bare(name).rstrip("aeo")


def with_asked(terms: Sequence[SoundTerm], asked: Iterable[str]) -> tuple[SoundTerm, ...]:
    """The terms, and before them the words that the user expects."""
    own = {bare(text): SoundTerm(text, Use.ASKED) for text in asked}
    return (*own.values(), *(term for term in terms if bare(term.text) not in own))


@cache
def bare(text: str) -> str:
    """As `gate.plain` has it, kept: by which a term is found among words as they are written."""
    return plain(text)
