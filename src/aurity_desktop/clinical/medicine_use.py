"""Whether a medicine is taken, told to be taken, stopped, forbidden, or somebody else's."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.denials import denial_before
from aurity_desktop.clinical.medicine_answers import Use, asked_use, asked_whether_so
from aurity_desktop.clinical.medicine_clauses import (
    ends_it,
    is_handed_on,
    is_thought_of,
    own_clause,
)
from aurity_desktop.clinical.medicine_phrases import (
    AND_NOT,
    ASKED_ABOUT,
    ASKS_WHAT,
    DECLINED,
    DID,
    FAR,
    FORBIDDEN,
    HANDED,
    HOW_TAKEN,
    IF,
    IS_ON,
    LEFT_OFF,
    MEANWHILE,
    MISNAMED,
    NEVER_TAKEN,
    NO_THANKS,
    NOT_GIVEN,
    NOT_STOPPED,
    NOT_TAKEN,
    NOT_THE_PATIENTS,
    OFFERED,
    OTHER,
    PAST,
    PLAN,
    PRESCRIBED,
    REQUEST,
    SKIPPED,
    SOMEBODY_ELSE,
    STOPPED,
    TAKEN,
    TAKEN_BACK,
    TOLD_BACK,
    TURNS,
    UNCHANGED,
    WANTED,
    WERE_IT_SO,
    WHAT_IF,
)
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import MedicineUse, Polarity
from aurity_desktop.domain.speakers import SpeakerRole

#: Behind a list of what is denied, and not denied: `no screens, and MED`.
_LAST_OF_ALL: Final = re.compile(r" , (?:and|y) (?:(?:the|your|el|la|su) )?$")
_BARE: Final = re.compile(r"^no , (?:el |la |the )?MED no ?[.,!]?$")
#: By which a nurse tells what to take, and does not read out what is taken.
_NURSE_TELLS: Final = re.compile(
    r"\b(?:si (?:le|te|trae|tiene|hay|da)|if (?:you|he|she|it|there)|no mas de|up to|have some|"
    r"keep|"
    r"use|puede|you can|dele|denle|tome|as needed|after the|para la casa|at home)\b"
)
_ARTICLES: Final = frozenset({"el", "la", "the", "no", ",", ".", "MED"})
#: `If he's got a temperature before that, don't give him MED`: else it is given.
_IN_CASE: Final = re.compile(
    r"(?:^|[,;] )(?:\w+ )?(?:si|if) (?:le|la|lo|te|tiene|hay|no|he|she|it|you|there)\b"
)
#: `the albuterol's not lasting`: what is denied is behind the name.
_DENIES_ITSELF: Final = re.compile(r" ?(?:'s |is )?(?:not|isn't|doesn't|don't|won't|didn't)\b")
#: `the metformin yes, the losartan no`: the whole of what is said of it. Between two commas it puts
#: right what was said: `losartán, no, perdón, valsartán`.
_NO_BEHIND: Final = re.compile(
    r"^ (?:no|tampoco|nada|neither|either)(?= ?[.,;:!]| ?$| (?:que|porque|because|'cause)\b)|"
    r"^ ?, (?:no|tampoco|nada) ?(?:[.!]|$)"
)
#: As what they begin, these are of what is taken without a word for it: `ni MED`, `nada de MED`.
_OF_TAKING: Final = re.compile(
    r"(?:nunca|never|ni|not?|neither|nor|nada de|none of|ningun[ao]?)\b|"
    r"(?:sin|without) (?:(?:el|la|the|any) )?$"
)
_STATED: Final = (
    (STOPPED, Use(MedicineUse.STOPPED, rule="stopped")),
    (NOT_TAKEN, Use(MedicineUse.TAKEN, Polarity.DENIED, rule="not_taken")),
)


def use_of(
    talk: Talk,
    sentence: Sentence,
    local: str,
    behind: str,
    about: str,
    named_in: Container[int],
    *,
    asked_what: bool,
    planning: bool,
) -> Use | None:
    """What the sentence says of the medicine that `local` calls MED; None where it is not meant.

    `behind` is what stands behind it, up to the next medicine, `about` what is said next of it; in
    the sentences numbered `named_in` some medicine is named.
    `asked_what`: the question before asked what is taken. `planning`: the clinician has begun to
    say what shall be done.
    """
    if not _is_meant(talk, sentence, local):
        return None
    if use := _ended(talk, sentence, local, behind, about):
        return use
    if sentence.question:
        return asked_use(talk, sentence, local, named_in)
    return _told(talk, sentence, local, asked_what=asked_what, planning=planning)


def _ended(talk: Talk, sentence: Sentence, local: str, behind: str, about: str) -> Use | None:
    """Where it is forbidden, stopped, or told not to be taken."""
    may_forbid = talk.by_clinician(sentence) or not talk.clinicians
    skipped = SKIPPED.search(local) is not None
    if may_forbid and not sentence.question and (skipped or _forbids(talk, sentence, local)):
        under = "_if" if _IN_CASE.search(local.partition("MED")[0]) else ""
        rule = "skipped" if skipped else f"forbidden{under}"
        return Use(MedicineUse.PRESCRIBED, Polarity.DENIED, rule=rule)
    left = _next_says(talk, sentence, NEVER_TAKEN) or _was_left(local)
    left = left or (WANTED.search(local) is not None and AND_NOT.search(behind) is not None)
    left = left or (talk.role(sentence) is SpeakerRole.PACIENTE and is_handed_on(behind))
    if left and not talk.by_clinician(sentence):
        return Use(MedicineUse.TAKEN, Polarity.DENIED, rule="not_taken")
    if NOT_STOPPED.search(local):
        return None
    left_off = not talk.by_clinician(sentence) and LEFT_OFF.search(local) is not None
    ends = left_off or (ends_it(behind) and not IF.search(local.partition("MED")[0]))
    if ends or ends_it(about):
        return Use(MedicineUse.STOPPED, rule="stopped" if ends else "ended_after")
    stated = next((use for pattern, use in _STATED if pattern.search(local)), None)
    if stated is not None and sentence.question and not asked_whether_so(talk, sentence):
        stated = None
    return stated or _denied(talk, sentence, local)


def _was_left(local: str) -> bool:
    """`Me dieron MED, pero no me la tomé.`, `they gave me MED and it's still sealed`."""
    if HANDED.search(local) is None:
        return False
    behind = local.partition("MED")[2]
    return any(NEVER_TAKEN.match(behind[each.end() :]) for each in TURNS.finditer(behind))


def _forbids(talk: Talk, sentence: Sentence, local: str) -> bool:
    """Whether it shall not be taken; `No, la sertralina no.` may answer something else."""
    if NOT_GIVEN.search(local):
        return True
    before = talk.sentences[max(0, sentence.number - 1)]
    asked = before.question and before.turn == sentence.turn - 1 and local.startswith("no ,")
    named = {*talk.plain[before.first : before.last + 1]} & {*local.split()} - _ARTICLES
    return FORBIDDEN.search(local) is not None and not (asked and not named and _BARE.search(local))


def _denied(talk: Talk, sentence: Sentence, local: str) -> Use | None:
    """Where a denying word reaches it: `nada de jarabes, ni MED`, `I've never taken MED`."""
    before, _, behind = local.partition("MED")
    # A clinician's may answer what it does: `¿Me hago adicto? — La sertralina no.`
    if _NO_BEHIND.match(behind) and not (sentence.question or talk.by_clinician(sentence)):
        return Use(MedicineUse.TAKEN, Polarity.DENIED, rule="not_taken")
    start = None if sentence.question else denial_before(before, words=FAR)
    own = len(before) - len(own_clause(before))
    if start is not None and (start < own or _LAST_OF_ALL.search(before, start)):
        return None
    if (
        start is None
        or _DENIES_ITSELF.match(behind)
        or any(each.search(before, start) for each in (DID, UNCHANGED, OTHER))
    ):
        return None
    if talk.by_clinician(sentence):
        return Use(MedicineUse.PRESCRIBED, Polarity.DENIED, rule="forbidden")
    taken = TAKEN.search(before, start) or _OF_TAKING.match(before, start)
    return Use(MedicineUse.TAKEN, Polarity.DENIED, rule="not_taken") if taken else None


def _told(talk: Talk, sentence: Sentence, local: str, *, asked_what: bool, planning: bool) -> Use:
    """By a statement that neither stops nor forbids it."""
    clinician = talk.by_clinician(sentence)
    sure = not _doubtful(local)
    if MEANWHILE.search(local):
        return Use(MedicineUse.TAKEN, told=False, rule="taken")
    if clinician and OFFERED.search(local) and _is_refused(talk, sentence):
        return Use(MedicineUse.PRESCRIBED, Polarity.DENIED, rule="refused")
    nurse = talk.role(sentence) is SpeakerRole.ENFERMERIA
    if clinician and (nurse or not PRESCRIBED.search(local)):
        nurse = nurse and not _NURSE_TELLS.search(local)
        before = own_clause(local.partition("MED")[0])
        told_back = IS_ON.search(before) is not None or (
            not planning and (nurse or _is_told_back(talk, sentence, local))
        )
        use = MedicineUse.TAKEN if told_back else MedicineUse.PRESCRIBED
        return Use(use, told=False, rule="clinician_with_dose")
    if PRESCRIBED.search(local) and (clinician or not talk.clinicians):
        return Use(MedicineUse.PRESCRIBED, told=sure, rule="prescribed")
    told = asked_what or TAKEN.search(local) is not None
    return Use(MedicineUse.TAKEN, told=told, rule="taken")


def _is_refused(talk: Talk, sentence: Sentence) -> bool:
    """Whether the patient answers an offer by a no."""
    said = [
        each
        for each in talk.sentences[sentence.number + 1 : sentence.number + 4]
        if each.turn == sentence.turn + 1 and not each.question and not talk.by_clinician(each)
    ]
    return answer(talk, said) is Answer.NO or any(NO_THANKS.search(each.text) for each in said[:2])


def _doubtful(local: str) -> bool:
    """Whether a condition or a denial stands before it: only with a dose it is told to be taken."""
    before = local.partition("MED")[0]
    denied = denial_before(own_clause(before), words=FAR) is not None
    return IF.search(before) is not None or denied or is_thought_of(before)


def _is_told_back(talk: Talk, sentence: Sentence, local: str) -> bool:
    """`You take MED.`, or `MED, ten. One or two?`: what the patient takes already."""
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    asks_on = any(
        each.question and each.turn == sentence.turn and HOW_TAKEN.search(each.text)
        for each in following
    )
    return TOLD_BACK.search(local) is not None or asks_on


def _next_says(talk: Talk, sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    """`Sertraline. I stopped it in September.`, `Loperamida. Pero no se lo di.`"""
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    return not sentence.question and any(
        each.turn == sentence.turn and pattern.search(each.text) for each in following
    )


def _is_meant(talk: Talk, sentence: Sentence, local: str) -> bool:
    """Whether it is of this patient, now, and not taken back in the next breath."""
    patient_asks = sentence.question and bool(talk.clinicians) and not talk.by_clinician(sentence)
    if ASKED_ABOUT.search(local) or (patient_asks and REQUEST.search(local)):
        return True
    if not talk.by_clinician(sentence) and WHAT_IF.search(local):
        return False
    elsewhere = (SOMEBODY_ELSE, DECLINED, MISNAMED)
    if patient_asks or any(each.search(local) for each in elsewhere):
        return False
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    if any(each.turn == sentence.turn and TAKEN_BACK.search(each.text) for each in following):
        return False
    if WERE_IT_SO.search(local) or _is_anothers(talk, sentence):
        return False
    past = not sentence.question and PAST.search(local)
    return not past or any(pattern.search(local) for pattern, _ in _STATED)


def _is_anothers(talk: Talk, sentence: Sentence) -> bool:
    """Whether who answers says that it is written down for somebody else."""
    if not talk.by_clinician(sentence):
        return False
    following = talk.sentences[sentence.number + 1 : sentence.number + 2]
    return any(
        each.turn == sentence.turn + 1 and NOT_THE_PATIENTS.search(each.text) for each in following
    )


def asks_what_is_taken(sentence: Sentence) -> bool:
    """Whether a question asks for medicines by what they are, not by name."""
    return sentence.question and ASKS_WHAT.search(sentence.text) is not None


def begins_the_plan(talk: Talk, sentence: Sentence) -> bool:
    """Whether the clinician says from here on what shall be done."""
    if sentence.question or (talk.clinicians and not talk.by_clinician(sentence)):
        return False
    return PLAN.search(sentence.text) is not None
