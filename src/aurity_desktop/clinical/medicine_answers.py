"""What the answer to a question says of a medicine's use: `¿la sigue tomando? — Ya no.`"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.medicine_clauses import clauses, ends_it, is_handed_on
from aurity_desktop.clinical.medicine_phrases import (
    ANSWERED_TAKEN,
    EFFECT,
    GOES_ON,
    HAD,
    NEVER_TAKEN,
    REFUSED,
    SOMEBODY_ELSE,
    STILL,
    STOPPED_REPLY,
    TAKES_IT,
    TROUBLE,
)
from aurity_desktop.clinical.reply_windows import replies
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import MedicineUse, Polarity, Subject
from aurity_desktop.domain.speakers import SpeakerRole


@dataclass(frozen=True, slots=True)
class Use:
    """What is said of a medicine's use; `told`: in so many words, so that it needs no dose."""

    use: MedicineUse
    polarity: Polarity = Polarity.AFFIRMED
    told: bool = True
    rule: str = ""


_OF_ME: Final = re.compile(r"\b(?:i|me|us|we|i've|nos)\b")
_GAVE: Final = re.compile(
    r"\b(?:gave|put|prescribed|started)\b (?:me|him|her) (?:on )?(?:it|that)\b|"
    r"\b(?:me|le|se|te|nos) l[oa]s? (?:dio|dieron|recet\w+|mand\w+|dej\w+)\b|"
    r"^(?:that|it)'s (?:mine|for|the)\b"
)
_DOSE_INSTEAD: Final = re.compile(
    r"^(?:(?:no|nope|,|\.|it's|its|i'm on|es|son|de|la|las|los|el|now|ahora|just|solo|the|only|"
    r"i take|tomo|uno?|una|me la bajaron a|they (?:cut|lowered|raised) it to|it was) ?)+\d"
)


#: Whether it was ended; what is not goes on: `¿Terminó la dicloxacilina? — No.`
_ASKS_END: Final = re.compile(
    r"\b(?:termin(?:o|aste)|acab(?:o|aste)|(?<!le )(?<!te )dej(?:o|aste)|suspendi(?:o|ste)|"
    r"finish(?:ed)?|stop(?:ped)?|quit|come off|go off)\b[^?]{0,20}MED"
)


def asked_use(talk: Talk, sentence: Sentence, local: str, named_in: Container[int]) -> Use:
    """By the answer: `¿Y la aspirina, la sigue tomando? — No, esa ya no la tomo.`

    In the sentences numbered `named_in` some medicine is named.
    """
    statements = replies(talk, sentence)
    if talk.clinicians and not talk.by_clinician(sentence):
        return _asked_by_the_patient(talk, local, statements)
    given = answer(talk, statements)
    if statements and statements[0].text[:1].isdigit():
        given = Answer.YES  # a dose
    if _is_ordered(talk, sentence, statements):
        polarity = Polarity.DENIED if given is Answer.NO else Polarity.AFFIRMED
        return Use(MedicineUse.PRESCRIBED, polarity, given is not Answer.UNTOLD, "ordered")
    own = [
        each
        for each in statements[:2]
        if (each is statements[0] or each.number not in named_in)
        and (whose(talk, each, each.last).subject is Subject.PATIENT or _OF_ME.search(each.text))
    ]
    stopped = any(
        (each is statements[0] and STOPPED_REPLY.search(each.text)) or ends_it(each.text)
        for each in own
    )
    never = any(NEVER_TAKEN.match(each) for said in own for each in clauses(said.text))
    if never or any(is_handed_on(each.text) for each in own[:1]):
        return Use(MedicineUse.TAKEN, Polarity.DENIED, rule="answered_never")
    if not stopped and (EFFECT.search(local) or TROUBLE.search(local)):
        return _asked_what_it_does(local, statements)
    if given is Answer.NO or stopped:
        return _answered_no(own, local, stopped=stopped)
    asked = given is Answer.YES and ANSWERED_TAKEN.search(local) is not None
    told = asked or (bool(statements) and _GAVE.search(statements[0].text) is not None)
    return Use(MedicineUse.TAKEN, told=told, rule="answered_yes")


def asked_whether_so(talk: Talk, question: Sentence) -> bool:
    """Whether what a question says is not answered by a no: `¿Terminó la dicloxacilina? — Sí.`"""
    return answer(talk, replies(talk, question)) is not Answer.NO


def _asked_by_the_patient(talk: Talk, local: str, statements: Sequence[Sentence]) -> Use:
    """`¿Me da MED?`, `can I still take MED?`: what the clinician answers."""
    refused = answer(talk, statements) is Answer.NO or any(
        REFUSED.search(each.text) for each in statements[:2]
    )
    ended = any(ends_it(each.text) for each in statements[:1])
    if ended or (refused and GOES_ON.search(local)):
        return Use(MedicineUse.STOPPED, rule="asked_about")
    polarity = Polarity.DENIED if refused else Polarity.AFFIRMED
    return Use(MedicineUse.PRESCRIBED, polarity, told=refused, rule="asked_about")


def _asked_what_it_does(local: str, statements: Sequence[Sentence]) -> Use:
    """Whether it helps is asked of what is taken; whether it harms of what may not be."""
    if EFFECT.search(local):
        return Use(MedicineUse.TAKEN, rule="asked_whether_it_helped")
    taken = bool(statements) and TAKES_IT.search(statements[0].text) is not None
    return Use(MedicineUse.TAKEN, told=taken, rule="asked_about_trouble")


def _is_ordered(talk: Talk, sentence: Sentence, statements: Sequence[Sentence]) -> bool:
    """Whether a nurse asks the doctor for it."""
    nurse = talk.role(sentence) is SpeakerRole.ENFERMERIA
    return nurse and any(talk.role(each) is SpeakerRole.MEDICO for each in statements[:1])


def answers_that_it_ended(talk: Talk, question: Sentence) -> bool:
    """Whether `are you still on it?` is answered by a no, or by a stop."""
    statements = replies(talk, question)
    stopped = any(STOPPED_REPLY.search(each.text) for each in statements[:1])
    return stopped or answer(talk, statements) is Answer.NO


def _answered_no(statements: Sequence[Sentence], local: str, *, stopped: bool) -> Use:
    """Not taken, not any more, or in another dose: `Metoprolol fifty? — No, twenty-five.`"""
    if not stopped and _ASKS_END.search(local):
        return Use(MedicineUse.TAKEN, rule="answered_goes_on")
    text = " ".join(each.text for each in statements[:2])
    if not stopped and any(_DOSE_INSTEAD.match(each.text) for each in statements[:2]):
        return Use(MedicineUse.TAKEN, rule="answered_otherwise")
    ended = stopped or any(each.search(local) for each in (STILL, HAD))
    ended = ended or STOPPED_REPLY.search(text) is not None
    if ended and not SOMEBODY_ELSE.search(text):
        return Use(MedicineUse.STOPPED, rule="answered_stopped")
    return Use(MedicineUse.TAKEN, Polarity.DENIED, rule="answered_no")
