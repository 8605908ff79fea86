"""Sentences and questions where a voice's words came without punctuation.

A sentence ends at a pause and before the words that others begin with; a question begins like one,
or is answered by yes or no. In doubt a clinician asks: what was only asked is nobody's finding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from aurity_desktop.clinical.term_lists import TermKind, term_list
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import Word

_END: Final = re.compile(r"[.?!…¿]")
#: Seconds between two words: longer, and another sentence begins.
_PAUSE: Final = 0.7
#: Words that a sentence has before another may begin without a pause.
_SHORTEST: Final = 3
#: Words of a reply that tell how it begins.
_REPLY: Final = 12
#: Words of a question that nothing but its answer tells.
_SHORT_QUESTION: Final = 12
_ANSWERS: Final = frozenset({TermKind.YES, TermKind.NO, TermKind.UNSURE})
_OPENINGS: Final = _ANSWERS | {TermKind.FILLER}
_STARTS: Final = frozenset({TermKind.ASKS, TermKind.BEGINS})
#: Words that never end a sentence.
_BOUND: Final = frozenset(
    {
        "no",
        "ni",
        "sin",
        "nunca",
        "que",
        "de",
        "con",
        "el",
        "la",
        "los",
        "las",
        "un",
        "una",
        "en",
        "a",
    }
    | {
        "ya",
        "si",
        "cuando",
        "not",
        "never",
        "don't",
        "doesn't",
        "didn't",
        "haven't",
        "isn't",
        "and",
    }
    | {
        "the",
        "of",
        "with",
        "to",
        "if",
        "when",
        "or",
        "y",
        "o",
        "for",
        "is",
        "was",
        "are",
        "tampoco",
    }
)
_CONDITION: Final = frozenset({"si", "if", "when", "unless"})
#: Words that a condition has at most.
_CLAUSE: Final = 8
_AND: Final = frozenset({"y", "and", "o", "or"})
_FIRST_PERSON: Final = frozenset({"me", "mi", "tengo", "i", "i'm", "i've", "my", "yo", "no", "si"})


@dataclass(slots=True)
class Restored:
    """Words that a sentence ends with, and those of them that end a question."""

    ends: set[int] = field(default_factory=set)
    questions: set[int] = field(default_factory=set)


def restored(
    words: Sequence[Word],
    plain: Sequence[str],
    language: str,
    role_of: Callable[[str], SpeakerRole],
) -> Restored:
    """Of the turns that have no mark at all; the others are read as they were written."""
    found = Restored()
    turns = list(_turns(words))
    for number, (first, last) in enumerate(turns):
        if any(_END.search(word.text) for word in words[first : last + 1]):
            continue
        following = turns[number + 1][0] if number + 1 < len(turns) else len(words)
        role = role_of(words[first].speaker)
        pieces = list(_pieces(words, plain, language, first, last))
        for start, end in pieces:
            found.ends.add(end)
            if _begins(plain, language, start, frozenset({TermKind.ASKS})):
                found.questions.add(end)
        start, end = pieces[-1]
        answered = (
            following < len(words)
            and opening_kind(plain[following : following + _REPLY], language) in _ANSWERS
        )
        if answered and _may_ask(plain[start : end + 1], role):
            found.questions.add(end)
    return found


def _turns(words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    first = 0
    for place, word in enumerate(words):
        if place == len(words) - 1 or words[place + 1].speaker != word.speaker:
            yield first, place
            first = place + 1


def _pieces(
    words: Sequence[Word], plain: Sequence[str], language: str, first: int, last: int
) -> Iterator[tuple[int, int]]:
    start = first
    for place in range(first + 1, last + 1):
        paused = words[place].start - words[place - 1].end > _PAUSE
        begins = place - start >= _SHORTEST and _begins(plain, language, place, _STARTS)
        if paused or (begins and not _goes_on(plain[start:place])):
            yield start, place - 1
            start = place
    yield start, last


def _goes_on(words: Sequence[str]) -> bool:
    """Whether what comes next belongs to these: to a denial, a condition, a clause with `que`."""
    return words[-1] in _BOUND or bool(_CONDITION & set(words[-_CLAUSE:]))


def _begins(plain: Sequence[str], language: str, place: int, kinds: frozenset[TermKind]) -> bool:
    """Whether such a phrase begins there; `y` may stand before a question's."""
    if plain[place] in _AND and place + 1 < len(plain):
        place += 1
    return term_list(language).at(plain, place, kinds) is not None


def opening_kind(reply: Sequence[str], language: str) -> TermKind | None:
    """With what a reply begins, fillers left out."""
    place = 0
    while place < len(reply):
        found = term_list(language).at(reply, place, _OPENINGS)
        if found is None or found.kind is not TermKind.FILLER:
            return None if found is None else found.kind
        place = found.last + 1
    return None


def _may_ask(words: Sequence[str], role: SpeakerRole) -> bool:
    """Whether these words may be a question that only the answer shows."""
    if role not in (SpeakerRole.MEDICO, SpeakerRole.ENFERMERIA, SpeakerRole.DESCONOCIDO):
        return False
    treats = role is not SpeakerRole.DESCONOCIDO
    return len(words) <= _SHORT_QUESTION and (treats or not _FIRST_PERSON & set(words))
