"""A medicine that was mentioned, and what the talk tells of it from there on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.dose_talk import speaks_of_a_dose
from aurity_desktop.clinical.doses import Part, expressions
from aurity_desktop.clinical.medicine_answers import Use
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.reply_windows import replies
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind
from aurity_desktop.domain.findings import (
    Dose,
    FindingKind,
    Medicine,
    MedicineUse,
    Polarity,
    Route,
)

#: One of two is asked, which nobody confirms.
_EITHER: Final = re.compile(r"\b(?:or|o)\b")
#: Another number, or a denial.
_OTHERWISE: Final = re.compile(r"\d|n't\b|\b(?:no|not|never|nunca)\b")


@dataclass(slots=True)
class Slot:
    """A medicine that was mentioned, and what has been told of it so far."""

    mention: Mention
    sentence: Sentence
    use: Use | None
    told: dict[Part, Dose | Route | str] = field(default_factory=dict)
    former: Dose | None = None
    last: int = 0
    unit_said: bool = True
    listed: bool = False  # the answer to a question for medicines
    planned: bool = False  # the clinician has begun to say what shall be done
    idle: int = 0
    told_in: int = -1  # the sentence that told how much
    often_in: int = -1  # and that which told how often

    def goes_on(self, talk: Talk, sentence: Sentence) -> bool:
        """Whether this is the sentence that names it or tells how often, or goes on where that was
        interrupted.
        """
        broken_off = talk.words[self.sentence.last].text.endswith(("...", "…"))
        return sentence.number in (self.sentence.number, self.often_in) or broken_off

    def takes(self, talk: Talk, sentence: Sentence) -> bool:
        """Whether who speaks in this sentence may tell more of it."""
        if self.use is None or self.use.polarity is Polarity.DENIED:
            return False
        clinician = talk.by_clinician(sentence)
        same_turn = sentence.turn == self.sentence.turn
        next_turn = sentence.turn == self.sentence.turn + 1
        if sentence.number == self.sentence.number or self.use.use is MedicineUse.STOPPED:
            told_of = same_turn and not clinician and not self.sentence.question
            replied = self.sentence.question and next_turn and not (clinician or sentence.question)
            return sentence.number == self.sentence.number or told_of or replied
        if self.use.rule == "clinician_with_dose" and next_turn and not clinician:
            told_whole = self.planned or Part.FREQUENCY in self.told
            return not told_whole and not sentence.question
        if self.use.use is MedicineUse.PRESCRIBED or not talk.clinicians:
            asked = self.use.rule in ("asked_about", "ordered") and clinician
            who = asked or not talk.clinicians or sentence.speaker == self.sentence.speaker
            return who and not sentence.question
        if sentence.question:
            return clinician and _is_confirmed(talk, sentence)
        confirmed = not self.planned and speaks_of_a_dose(sentence, expressions(sentence))
        return sentence.turn == self.sentence.turn or not clinician or confirmed


def _is_confirmed(talk: Talk, question: Sentence) -> bool:
    """Whether what is asked of the dose is so: by a yes, or by what is no no and no other dose."""
    statements = replies(talk, question)
    given = answer(talk, statements)
    vague = given is Answer.UNTOLD and bool(statements) and not _EITHER.search(question.text)
    return given is Answer.YES or (vague and not _OTHERWISE.search(statements[0].text))


def counts(slot: Slot) -> bool:
    """Whether enough is told of it to be a finding."""
    if slot.use is None or slot.mention.kind is TermKind.REMEDY:
        return False
    if slot.use.told and slot.mention.kind is TermKind.MEDICINE:
        return True
    listed = slot.listed and slot.mention.kind is TermKind.SUBSTANCE
    parts = {Part.QUANTITY, Part.FREQUENCY}
    if slot.unit_said or slot.mention.kind is TermKind.MEDICINE:
        parts.add(Part.STRENGTH)  # `potassium, four point two` was measured
    dosed = bool(parts & slot.told.keys())
    return dosed or (slot.use.told and listed)


def piece_of(slot: Slot) -> Piece:
    """What is found."""
    assert slot.use is not None
    told = slot.told
    strength, quantity, route = (
        told.get(part) for part in (Part.STRENGTH, Part.QUANTITY, Part.ROUTE)
    )
    value = Medicine(
        slot.mention.name,
        strength if isinstance(strength, Dose) else None,
        quantity if isinstance(quantity, Dose) else None,
        route if isinstance(route, Route) else Route.UNSAID,
        str(told.get(Part.FREQUENCY, "")),
        str(told.get(Part.DURATION, "")),
        slot.use.use,
        str(told.get(Part.CONDITION, "")),
        slot.former,
    )
    return Piece(
        FindingKind.MEDICINE,
        value,
        slot.mention.first,
        max(slot.last, slot.mention.last),
        slot.mention.first,
        f"medicine.{slot.use.rule}",
        0.9 if slot.unit_said else 0.75,
        slot.use.polarity,
    )
