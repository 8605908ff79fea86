"""A complaint that is named by half: what it means stands in what was spoken of just before.

`¿Cómo orina? ¿Le arde?` asks for burning with urination, and `¿le arde?` alone for nothing known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, Term, TermKind

#: Sentences in which it may have been spoken of.
_BEFORE: Final = 3
#: Of each language: the words, what must have been spoken of, what else must not, and the name.
_HALVES: Final = {
    "es": (
        (
            re.compile(r"ard(?:e|en|a|er|or|io|ia|ido)|quema|quemazon"),
            re.compile(r"\b(?:orin\w*|chis|pipi|vejiga|prostata|chorro|(?:al|del) bano|mear)\b"),
            re.compile(r"\b(?:estomago|panza|pecho|garganta|ojos?|pies?|piel|manos?|herida)\b"),
            "ardor al orinar",
        ),
        (
            re.compile(r"negr[oa]s?"),
            re.compile(r"\b(?:evacua\w+|popo|excremento|heces|obra|del bano)\b"),
            re.compile(r"\b(?:piel|ojos?|unas?|cafe|manchas?)\b"),
            "evacuaciones negras",
        ),
        (
            re.compile(r"dobles?"),
            re.compile(r"\b(?:ve[so]?|ver|vista|vision|borros[oa]|ojos?)\b"),
            re.compile(r"\b(?:dosis|pastillas?|tabletas?|presion|cuerpo|trabajo)\b"),
            "visión doble",
        ),
    ),
    "en": (
        (
            re.compile(r"burns?|burning|stings?|stinging"),
            re.compile(r"\b(?:pee\w*|urin\w+|bladder|wee|waterworks|water works)\b"),
            re.compile(r"\b(?:stomach|chest|throat|eyes?|feet|foot|skin|hands?|wound|rash)\b"),
            "burning with urination",
        ),
        (
            re.compile(r"black|tarry"),
            re.compile(r"\b(?:stools?|poop\w*|bowel\w*|bm|bms)\b"),
            re.compile(r"\b(?:skin|eyes?|nails?|coffee|toes?)\b"),
            "black stools",
        ),
        (
            re.compile(r"runny"),
            re.compile(r"\b(?:nose|stuffy|snuffly|congest\w+|snot\w*|nostrils?|sneez\w+)\b"),
            re.compile(
                r"\b(?:stools?|poop?s?|bowel\w*|bms?|diarrh\w+|eyes?|ears?|nappy|nappies)\b"
            ),
            "runny nose",
        ),
        (
            re.compile(r"double"),
            re.compile(r"\b(?:see|seeing|vision|eyesight|blurr\w+|eyes?)\b"),
            re.compile(r"\b(?:doses?|tablets?|pills?|dose|strength)\b"),
            "double vision",
        ),
    ),
}


def in_context(talk: Talk, sentence: Sentence) -> Iterator[Mention]:
    """Those that the sentence names by a word alone."""
    for words, spoken_of, other, name in _HALVES.get(talk.language, ()):
        if other.search(sentence.text):
            continue
        for place in range(sentence.first, sentence.last + 1):
            if words.fullmatch(talk.plain[place]) and _speaks(talk, sentence, spoken_of, other):
                yield Mention(Term(TermKind.SYMPTOM, name), place, place)


def _speaks(
    talk: Talk, sentence: Sentence, spoken_of: re.Pattern[str], other: re.Pattern[str]
) -> bool:
    """Whether the nearest of the sentences that names either names what is meant."""
    first = max(0, sentence.number - _BEFORE)
    for each in reversed(talk.sentences[first : sentence.number + 1]):
        if spoken_of.search(each.text):
            return True
        if other.search(each.text):
            return False
    return False
