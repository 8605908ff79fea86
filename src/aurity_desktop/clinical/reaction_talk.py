"""What is told in answer to a question for allergies: reactions of another time, no complaints.

`Any allergies? — Some pills gave me a rash.` tells of no rash that is there, whatever the rules of
allergies make of it.
"""

from __future__ import annotations

import re
from typing import Final

from aurity_desktop.clinical.reply_openings import opening
from aurity_desktop.clinical.reply_windows import replies
from aurity_desktop.clinical.statements import Told
from aurity_desktop.clinical.talk import Talk
from aurity_desktop.clinical.term_lists import TermKind
from aurity_desktop.domain.findings import Polarity

_ALLERGY: Final = re.compile(
    r"\b(?:al+erg\w+|reaccion\w*|reactions?|(?:cae|caen|hace|hacen|cayo|hizo) (?:mal|dano))\b"
)
#: Told as it is now, or since when: a complaint after all.
_NOW: Final = re.compile(
    r"\b(?:now|today|right now|this week|since|ahorita|ahora|hoy|desde|traigo|vengo|ando)\b"
)


def answers_for_allergies(talk: Talk) -> frozenset[int]:
    """The numbers of the statements that answer a question for allergies."""
    found: set[int] = set()
    for question in talk.sentences:
        if not question.question or not _ALLERGY.search(question.text):
            continue
        answers = replies(talk, question)
        if answers and opening(talk, answers[0]).kind is not TermKind.NO:
            found |= {each.number for each in answers if not _NOW.search(each.text)}
    return frozenset(found)


def is_a_reaction(talk: Talk, told: Told, answering: frozenset[int]) -> bool:
    """Whether a symptom is only told in such an answer."""
    stated = told.polarity is Polarity.AFFIRMED and told.rule == "stated"
    symptom = told.mention.kind is TermKind.SYMPTOM
    return stated and symptom and talk.sentence_at(told.mention.first).number in answering
