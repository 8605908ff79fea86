"""What a statement in a talk of allergies says of each substance that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from aurity_desktop.clinical.allergy_doubts import (
    is_at_hand,
    is_not_so,
    is_read_out,
    is_refused,
    is_shunned,
    put_right,
    turns_to_giving,
    was_had,
)
from aurity_desktop.clinical.allergy_evidence import tells_of_one
from aurity_desktop.clinical.allergy_sentences import is_certain, polarity_of
from aurity_desktop.clinical.allergy_words import FINE, NAMED
from aurity_desktop.clinical.reactions import DOES
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import Polarity

#: `prednisone for poison ivy`: no substance is asked for there.
_TREATED: Final = re.compile(
    r"\b(?:(?<!down )for|para|contra) (?:the |el |la |los |las |un |una |a )?$"
)
#: A study is asked for.
_TESTED: Final = re.compile(
    r"\b(?:bloods?|testing|ige|rast|prick tests?|skin tests?|tests? for|"
    r"pruebas? (?:de|para)|estudios? de)\b"
)
#: `I itched like a dog`.
_LIKENED: Final = re.compile(r"\b(?:like|como) (?:an?|una?|some|the|el|la) $")
_JOINED: Final = re.compile(
    r"^[^ ]+ ?,? ?(?:(?:y|e|and|plus)\b ?)?(?:(?:al?|to|the|la|el|los|las) )*$"
)
#: An allergy that is only supposed: `if you were allergic to iodine`, `no sé si soy alérgica`.
_SUPPOSED: Final = re.compile(r"\b(?:si|if)\b(?: [a-z']+){0,3} (?:alergi|allergi)[a-z]+ [^,;.]*$")
#: Letters before the word `allergy` within which a substance belongs to it.
_NEAR: Final = 40


def told_of_each(
    talk: Talk,
    sentence: Sentence,
    substances: Sequence[Mention],
    *,
    topic: bool,
    answers: bool,
    name_alone: bool = True,
) -> Iterator[tuple[Mention, Polarity]]:
    """Each that the sentence speaks of as an allergy or as none; `topic`: the talk does so.

    `answers`: it is the answer to what somebody is allergic to, and whatever it is told there to do
    is the allergy: `Compazine makes my jaw lock.` `name_alone`: so is what is only named.
    """
    certain = is_certain(sentence)
    clinician = talk.by_clinician(sentence)
    refused = is_read_out(talk, sentence) and is_refused(talk, sentence)
    affirmed: Mention | None = None
    for each in substances:
        if put_right(sentence, each) or not _is_meant(talk, sentence, each, topic=topic):
            continue
        borne = was_had(sentence, each) and not clinician
        denied = borne or refused or is_not_so(sentence, each)
        polarity = Polarity.DENIED if denied else polarity_of(sentence, each)
        affirms = polarity is Polarity.AFFIRMED
        if _SUPPOSED.search(sentence.text[: sentence.place(each.first)]):
            continue
        if affirms and clinician and FINE.search(sentence.text):
            continue  # `and you're fine with penicillin`
        if affirms and (each.kind is TermKind.ANYTHING or not certain):
            continue
        if affirms and not (
            clinician
            or tells_of_one(talk, sentence, each, substances, name_alone=name_alone)
            or (answers and DOES.search(sentence.text, sentence.place(each.last)))
            or (affirmed is not None and _is_joined(sentence, affirmed, each))
        ):
            continue
        affirmed = each if affirms else None
        yield each, polarity


def _is_joined(sentence: Sentence, one: Mention, other: Mention) -> bool:
    """Whether only a comma or `and` stands between two names."""
    between = sentence.text[sentence.place(one.last) : sentence.place(other.first)]
    return _JOINED.match(between) is not None


def _is_meant(talk: Talk, sentence: Sentence, substance: Mention, *, topic: bool) -> bool:
    """Whether it is named as what somebody is, or is not, allergic to."""
    start = sentence.place(substance.first)
    named_at = NAMED.search(sentence.text)
    if _TREATED.search(sentence.text[:start]) or _LIKENED.search(sentence.text[:start]):
        return False
    if not talk.by_clinician(sentence):
        if is_at_hand(sentence, substance) or is_shunned(sentence, substance):
            return False
    elif _TESTED.search(sentence.text) or (
        named_at is not None and turns_to_giving(sentence, named_at.end(), start)
    ):
        return False
    return topic or named_at is None or start >= named_at.start() - _NEAR
