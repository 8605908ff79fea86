"""Whether what is mentioned was said to be so or not: in a statement, or by the answer to a
question.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from aurity_desktop.clinical.asked import Asked
from aurity_desktop.clinical.statements import Told, stated
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import Polarity, Subject

#: Turns in which a denial may be put right.
_CORRECTED_WITHIN: Final = 2


def told_in(talk: Talk, mentions: Mapping[int, Sequence[Mention]]) -> list[Told]:
    """What is said of the mentions, by the number of their sentence.

    A mention that a question makes, and a statement of its answer makes again, counts once.
    """
    found: list[Told] = []
    absorbed: set[Mention] = set()
    affirmed: dict[str, int] = {}
    for sentence in talk.sentences:
        for mention in mentions.get(sentence.number, ()):
            if mention in absorbed:
                continue
            if sentence.question:
                told = Asked(talk, sentence, mention, mentions, affirmed, absorbed).told()
            else:
                told = stated(talk, sentence, mention, mentions.get(sentence.number, ()))
            if told is None:
                continue
            if told.polarity is Polarity.AFFIRMED:
                affirmed[mention.name] = sentence.turn
            found.append(told)
    decided = {each.mention.name for each in found if each.polarity is not Polarity.UNCLEAR}
    return [
        each
        for each in found
        if not (each.polarity is Polarity.UNCLEAR and each.mention.name in decided)
        and not _put_right(talk, each, found)
        and not _given_up(talk, each, found)
        and not _taken_back(talk, each, found)
    ]


def _taken_back(talk: Talk, affirmed: Told, found: Sequence[Told]) -> bool:
    """`She said she fell, but she didn't fall.`: the last word of a sentence counts."""
    if affirmed.polarity is not Polarity.AFFIRMED or affirmed.rule != "stated":
        return False
    sentence = talk.sentence_at(affirmed.mention.first)
    return any(
        each.polarity is Polarity.DENIED
        and each.mention.name == affirmed.mention.name
        and each.mention.kind is TermKind.SYMPTOM
        and affirmed.mention.first < each.mention.first <= sentence.last
        for each in found
    )


def _given_up(talk: Talk, affirmed: Told, found: list[Told]) -> bool:
    """`Fuma usted. — Dejé de fumar.`, `fumaba, pero lo dejé`: of a habit the last word counts."""
    if affirmed.polarity is not Polarity.AFFIRMED or affirmed.mention.kind is not TermKind.HABIT:
        return False
    turn = talk.sentence_at(affirmed.mention.first).turn
    return any(
        each.polarity is Polarity.DENIED
        and each.mention.name == affirmed.mention.name
        and _is_the_patients(talk, each)
        and affirmed.mention.first < each.mention.first
        and talk.sentence_at(each.mention.first).turn - turn <= _CORRECTED_WITHIN
        for each in found
    )


def _is_the_patients(talk: Talk, told: Told) -> bool:
    sentence = talk.sentence_at(told.mention.first)
    return whose(talk, sentence, told.mention.first).subject is Subject.PATIENT


def _put_right(talk: Talk, denied: Told, found: Sequence[Told]) -> bool:
    """`Any falls? — No. — Mom, you fell in June.`: who is beside the patient knows better."""
    if denied.polarity is not Polarity.DENIED:
        return False
    turn = talk.sentence_at(denied.last).turn
    return any(
        each.mention.name == denied.mention.name
        and each.rule == "stated"
        and 0 < talk.sentence_at(each.mention.first).turn - turn <= _CORRECTED_WITHIN
        and not talk.by_clinician(talk.sentence_at(each.mention.first))
        for each in found
        if each.polarity is Polarity.AFFIRMED
    )
