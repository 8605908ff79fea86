"""What a talk of allergies tells of a substance apart from its name.

Named in one sentence, told of in the next ones, by whoever speaks, until another substance is named
or the clinician asks for something else: `¿Y la tela adhesiva? Le saca ampollas, doctor.`
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.allergy_doubts import is_at_hand, is_shunned
from aurity_desktop.clinical.allergy_words import ENJOYED, FINE, NAMED, WHAT_HAPPENS
from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.reactions import HARM
from aurity_desktop.clinical.reply_windows import replies
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import Polarity, Subject

#: Sentences, and turns, that may tell of it.
_SENTENCES: Final = 5
_TURNS: Final = 2
#: Words that need no mark.
_FEW: Final = 12
_MARK: Final = re.compile(r"[.,;:?!…]")
#: Between two names of a list.
_JOINED: Final = re.compile(r"^[^ ]*(?: ?(?:,|y|e|ni|o|u|and|or|nor|al?|the|la|el|los|las|to))* ?$")
_DENIED: Final = re.compile(
    r"(?:\b(?:no|ni|not|never|nunca|sin|without|tampoco|any)\b|n't\b)[^.;]{0,30}$"
)
#: Right before what is had or borne.
_NOT_HAD: Final = re.compile(r"(?:\b(?:no|not|never|nunca|tampoco|ni)\b|n't\b)(?: \w+)? ?$")
#: What is taken against a reaction does none.
_AGAINST: Final = re.compile(
    r"^[^ ]* (?:(?:y|and|me|le|it|that|con|with|eso) )*(?:para|for|contra|helps?|ayuda|calma|"
    r"clear\w*|"
    r"quit[ao]\w*|baj[ao]\w*|took (?:it|the|that))\b"
)


@dataclass(frozen=True, slots=True)
class InScope:
    """A substance that was named while the talk was of allergies."""

    sentence: Sentence
    mention: Mention


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of it, and the sentence that tells it."""

    mention: Mention
    polarity: Polarity
    sentence: Sentence


def told_later(talk: Talk, scope: Sequence[InScope], settled: frozenset[str]) -> Iterator[Told]:
    """Of each substance in scope that is not settled, by the first sentence that decides."""
    for at, each in enumerate(scope):
        if each.mention.name in settled or not _may_be_one(talk, each):
            continue
        behind = [other for other in scope[at + 1 :] if other.mention.name != each.mention.name]
        told = _verdict(talk, each, behind, scope)
        if told is not None:
            yield told


def _may_be_one(talk: Talk, each: InScope) -> bool:
    """Whether a reaction that follows may be its own."""
    sentence, mention = each.sentence, each.mention
    if talk.by_clinician(sentence) and not sentence.question:
        return False  # ordered, or only spoken of
    if whose(talk, sentence, mention.first).subject is not Subject.PATIENT:
        return False
    if not _is_marked(sentence):
        return False
    behind = sentence.text[sentence.place(mention.last) :]
    against = is_at_hand(sentence, mention) or is_shunned(sentence, mention)
    medicine = mention.kind is TermKind.MEDICINE
    return not against and not (medicine and _AGAINST.match(behind))


def _is_marked(sentence: Sentence) -> bool:
    """False of many words without a mark: nobody knows what of them belongs together."""
    return len(sentence.text.split()) <= _FEW or _MARK.search(sentence.text) is not None


def _verdict(
    talk: Talk, each: InScope, behind: Sequence[InScope], scope: Sequence[InScope]
) -> Told | None:
    sentence, mention = each.sentence, each.mention
    start = sentence.place(mention.last)
    here = [sentence.place(other.mention.first) for other in behind if other.sentence == sentence]
    here = [place for place in here if place > start]
    own = sentence.text[start : min(here, default=len(sentence.text))]
    asked = _was_asked(talk, each, scope)
    if talk.by_clinician(sentence):
        if sum(other.sentence == sentence for other in scope) > 1:
            return None  # asked for with others: nobody knows of which of them the answer tells
    else:
        polarity = _told(own)
        if polarity is Polarity.AFFIRMED or (polarity is not None and asked):
            return Told(mention, polarity, sentence)
    if here and not _JOINED.match(own):
        return None
    others = {other.sentence.number for other in behind}
    return _told_behind(talk, each, others, asked=asked)


def _told_behind(talk: Talk, each: InScope, others: set[int], *, asked: bool) -> Told | None:
    """By the sentences that follow; `others` name another substance."""
    sentence = each.sentence
    for after in talk.sentences[sentence.number + 1 : sentence.number + 1 + _SENTENCES]:
        if after.number in others or after.turn - sentence.turn > _TURNS:
            return None
        if talk.by_clinician(after):
            if after.question and HARM.search(after.text):
                yes = answer(talk, replies(talk, after)) is Answer.YES
                return Told(each.mention, Polarity.AFFIRMED, after) if yes else None
            if after.question and not WHAT_HAPPENS.search(after.text):
                return None
            continue
        polarity = _told(after.text) if _is_marked(after) else None
        if polarity is not None:
            of_patient = whose(talk, after, after.last).subject is Subject.PATIENT
            told = of_patient and (asked or polarity is Polarity.AFFIRMED)
            return Told(each.mention, polarity, after) if told else None
    return None


def _was_asked(talk: Talk, each: InScope, scope: Sequence[InScope]) -> bool:
    """Whether the clinician asked for it, here or a moment before."""
    return any(
        other.sentence.question
        and talk.by_clinician(other.sentence)
        and other.mention.name == each.mention.name
        and 0 <= each.sentence.turn - other.sentence.turn <= 1
        for other in scope
    )


def _told(text: str) -> Polarity | None:
    """What a stretch says by itself of what was named before it."""
    harm = HARM.search(text)
    if harm is not None and not _DENIED.search(text[: harm.start()]):
        return Polarity.AFFIRMED
    borne = FINE.search(text) or ENJOYED.search(text.replace("hace como", "hace"))
    if borne is None or harm is not None or NAMED.search(text):
        return None
    return None if _NOT_HAD.search(text[: borne.start()]) else Polarity.DENIED


def told_of_harm(statements: Sequence[Sentence]) -> bool:
    """Whether a reply is of an allergy, whatever was asked: what it did, or that it is borne."""
    return any(
        HARM.search(each.text) or NAMED.search(each.text) or FINE.search(each.text)
        for each in statements[:3]
    )
