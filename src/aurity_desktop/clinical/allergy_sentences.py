"""What one sentence says of substances: which they are, and whether it is an allergy to them."""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.allergy_words import (
    ASKED,
    DENIES,
    FINE,
    FORBIDDEN,
    NAMED,
    REASON,
    SIDE_EFFECT,
    TAKEN,
    TROUBLE,
)
from aurity_desktop.clinical.reactions import reaction
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list
from aurity_desktop.domain.findings import Polarity

#: Words of an answer that is nothing but a name.
_FEW: Final = 6
_KINDS: Final = frozenset({TermKind.MEDICINE, TermKind.ALLERGEN, TermKind.ANYTHING})


def substances_of(talk: Talk, sentence: Sentence) -> list[Mention]:
    """What somebody may be allergic to."""
    words = talk.plain[sentence.first : sentence.last + 1]
    return [
        Mention(each.term, each.first + sentence.first, each.last + sentence.first)
        for each in term_list(talk.language).mentions(words, _KINDS)
    ]


def specific(substances: list[Mention]) -> list[Mention]:
    """Those that are no class of things."""
    return [each for each in substances if each.kind is not TermKind.ANYTHING]


def names_allergies(talk: Talk, sentence: Sentence, substances: list[Mention]) -> bool:
    """Whether it is of allergies by its own words; a clinician's question may ask otherwise."""
    text = sentence.text
    if REASON.search(text):
        return False
    asks = sentence.question and (not talk.clinicians or talk.by_clinician(sentence))
    if not asks:
        return NAMED.search(text) is not None
    allergen = any(each.kind is TermKind.ALLERGEN for each in substances)
    return bool(ASKED.search(text) or (allergen and TROUBLE.search(text)))


def polarity_of(sentence: Sentence, substance: Mention) -> Polarity:
    """Whether it is said to be one to this substance."""
    start = sentence.place(substance.first)
    before, behind = sentence.text[:start], sentence.text[start:]
    after = behind.split(" ", 1)[1] if " " in behind else ""
    clause = re.split(r"\b(?:pero|but|sí)\b|[;]|, (?=y al |al )", before)[-1]
    clause, after = (FORBIDDEN.sub(" ", each) for each in (clause, after))
    denied = (
        DENIES.search(clause)
        or re.match(r"^,? ?(?:no|not|ningun[oa]?|tampoco)\b", after)
        or FINE.search(after)
    )
    return Polarity.DENIED if denied else Polarity.AFFIRMED


def is_only_taken(sentence: Sentence, substances: list[Mention]) -> bool:
    """Whether a substance is told to be had, and no more."""
    if _tells(sentence):
        return False
    return TAKEN.search(with_med(sentence, substances[0])) is not None


def is_certain(sentence: Sentence) -> bool:
    """False of many words without a mark that say nothing of an allergy but the name."""
    marked = len(sentence.text.split()) <= _FEW or re.search(r"[.,;:?!…]", sentence.text)
    return bool(marked) or _tells(sentence) or FORBIDDEN.search(sentence.text) is not None


def is_side_effect(sentence: Sentence) -> bool:
    """Whether what it does to many is told, and nothing that only an allergy does."""
    return not _tells(sentence) and SIDE_EFFECT.search(sentence.text) is not None


def _tells(sentence: Sentence) -> bool:
    """Whether it says by itself that something is an allergy, or that it is none."""
    text = sentence.text
    return bool(FINE.search(text) or NAMED.search(text) or reaction(text))


def with_med(sentence: Sentence, substance: Mention) -> str:
    """The sentence's text with MED in the place of a substance."""
    start = sentence.place(substance.first)
    rest = sentence.text[sentence.place(substance.last) :]
    return f"{sentence.text[:start]}MED{rest[len(rest.split(' ', 1)[0]) :]}"
