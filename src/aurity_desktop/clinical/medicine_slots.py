"""A medicine that was mentioned, and what the talk tells of it from there on."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer
from aurity_desktop.clinical.doses import Expression, Part, expressions
from aurity_desktop.clinical.medicine_use import Use
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

_CHANGED: Final = re.compile(
    r"\b(sub\w+|baj\w+|aument\w+|raise|raising|cut|down|up|increase|from|lower|instead)\b"
)
_UNLIKELY: Final = re.compile(r"\b(may|might|podriamos|podemos|luego vemos|(?<!you )could) ")
_IF: Final = re.compile(r"^(?:si|if|y si|and if) ")
#: A number without a unit up to this one counts tablets: `tramadol, one`.
_A_FEW: Final = frozenset({"1", "2", "3"})
_USUAL_UNITS: Final = {
    "levotiroxina": "mcg",
    "levothyroxine": "mcg",
    "insulina": "unidades",
    "insulina glargina": "unidades",
    "insulina nph": "unidades",
    "insulin": "units",
    "insulin glargine": "units",
}


#: Strengths that tablets have, in the units that go without saying.
_STRENGTHS: Final = frozenset(
    {
        "0.1",
        "0.2",
        "0.3",
        "0.4",
        "0.05",
        "0.025",
        "0.125",
        "0.6",
        "1.25",
        "1.5",
        "3.125",
        "65",
        "1200",
    }
    | {"0.25", "0.5", "2.5", "5", "6.25", "7.5", "10", "12.5", "15", "20", "25", "30", "37.5", "40"}
    | {"50", "60", "70", "75", "80", "81", "88", "90", "100", "112", "120", "125", "150", "160"}
    | {"175", "180", "200", "225", "240", "250", "300", "320", "325", "400", "450", "500", "550"}
    | {"600", "625", "650", "750", "800", "850", "875", "900", "1000"}
)
#: Words of a sentence that tells nothing but a number.
_SHORT: Final = 4
_ALONE: Final = re.compile(
    r"^(?:(?:yes|yep|yeah|no|nope|it's|son|es|sí|si|tambien|la|los|el|las|de|a|the|also|like|"
    r"como|pues|uh|um|,) ?)*$"
)
#: `una tableta de 500`, `150 on the Effexor`.
_OF_A_FORM: Final = re.compile(
    r"\b(?:tabletas?|capsulas?|pastillas?|comprimidos?|sobres?|ampolletas?|un[oa]|\d|l[oa]s?) de $"
)
_ON_THE: Final = re.compile(r" (?:on|of|de|con|in|for)(?: (?:the|your|el|la|su|al?))? ")
#: The dose that was: `en vez de 10, 5`.
#: What is told before a dose that comes later: `and go up to`, `y luego le sube a`.
_LATER: Final = re.compile(
    r"\d[^.;]*?,? ?(?:and|then|y|luego|despues)(?: \w+){0,3} (?:go(?:es)?|work|move|titrate\w*|"
    r"increase|bump|raise|sub[aei]\w*|aument\w+)(?: \w+){0,3} (?:to|a) (?:\w+ )?\d+(?:\.\d+)?$"
)
_INSTEAD: Final = re.compile(r"\b(?:en vez|en lugar|instead) (?:de|of) \d+(?:\.\d+)? ?,? ?")
_FORMER: Final = re.compile(r"\b(?:en vez|en lugar|instead) (?:de|of) $")
#: A few words between a name and a usual strength: `se la pongo de`, `como está,`.
_LOOSE: Final = re.compile(
    r"(?!.*\b(?:y|and|porque|because|colesterol|cholesterol|presion|pressure|anos|since|desde)\b)"
    r"(?:[^ .;?!]+ ){0,9}(?:(?:de|en|a|the|at|to|so|,) )"
)
#: What may lie between a name and its number without a unit.
_NEAR: Final = re.compile(
    r"(?:infantil )?(?:[,:] )?(?:sí , )?"
    r"(?:(?:el|la|una?|uno) de |de |a |los |las |at |the |like )?"
)


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

    def goes_on(self, talk: Talk, sentence: Sentence) -> bool:
        """Whether this is the sentence that names it, or goes on where that was interrupted."""
        broken_off = talk.words[self.sentence.last].text.endswith(("...", "…"))
        return sentence.number == self.sentence.number or broken_off

    def takes(self, talk: Talk, sentence: Sentence) -> bool:
        """Whether who speaks in this sentence may tell more of it."""
        if self.use is None or self.use.polarity is Polarity.DENIED:
            return False
        clinician = talk.by_clinician(sentence)
        same_turn = sentence.turn == self.sentence.turn
        if sentence.number == self.sentence.number or self.use.use is MedicineUse.STOPPED:
            told_of = same_turn and not clinician and not self.sentence.question
            return sentence.number == self.sentence.number or told_of
        next_turn = sentence.turn == self.sentence.turn + 1
        if self.use.rule == "clinician_with_dose" and next_turn and not clinician:
            told_whole = self.planned or Part.FREQUENCY in self.told
            return not told_whole and not sentence.question
        if self.use.use is MedicineUse.PRESCRIBED or not talk.clinicians:
            asked = self.use.rule in ("asked_about", "ordered") and clinician
            who = asked or not talk.clinicians or sentence.speaker == self.sentence.speaker
            return who and not sentence.question
        if sentence.question:
            return clinician and answer(talk, replies(talk, sentence)) is Answer.YES
        confirmed = next_turn and not self.planned and sentence.text[:1].isdigit()
        return sentence.turn == self.sentence.turn or not clinician or confirmed


def is_changed(sentence: Sentence) -> bool:
    """Whether a dose is put up or down here: what was before is none of two."""
    return _CHANGED.search(sentence.text) is not None


def take(talk: Talk, slot: Slot, sentence: Sentence, expression: Expression) -> None:
    """Tell the slot what the expression says, unless it is known and was not put right."""
    part, value = expression.part, expression.value
    elsewhere_asked = sentence.question and sentence.number != slot.sentence.number
    if part is Part.BARE_NUMBER and elsewhere_asked and not _is_asked_back(sentence, expression):
        return
    known_already = part in slot.told or Part.STRENGTH in slot.told
    elsewhere = sentence.number != slot.sentence.number
    if known_already and (
        _UNLIKELY.search(sentence.text) or (elsewhere and _IF.search(sentence.text))
    ):
        return
    if part is Part.BARE_NUMBER:
        dose = _bare_strength(slot, sentence, expression)
        if dose is None:
            return
        few = not slot.unit_said and dose.unit == "mg" and dose.amount in _A_FEW
        part, value = (Part.QUANTITY, Dose(dose.amount, "")) if few else (Part.STRENGTH, dose)
    if isinstance(value, Dose) and value.upto and _CHANGED.search(sentence.text):
        slot.former = Dose(value.amount, value.unit)
        value = Dose(value.upto, value.unit)
    known = slot.told.get(part)
    if known is None and part in (Part.STRENGTH, Part.QUANTITY):
        slot.told_in = sentence.number
    if part is Part.CONDITION and elsewhere:
        return
    if (
        known is None
        or expression.corrected
        or (
            part is Part.FREQUENCY
            and known != value
            and _answers_otherwise(talk, slot, sentence, expression)
        )
    ):
        slot.told[part] = value
    elif part is Part.FREQUENCY and known != value and slot.goes_on(talk, sentence):
        slot.told[part] = f"{known}, {value}"
    elif known != value:
        return
    said_by_patient = elsewhere and talk.clinicians and not talk.by_clinician(sentence)
    if said_by_patient and slot.use is not None and slot.use.rule == "clinician_with_dose":
        slot.use = Use(MedicineUse.TAKEN, told=False, rule="answered_dose")
    slot.idle = 0
    slot.last = max(slot.last, sentence.words_of(expression.start, expression.end)[1])


def _is_asked_back(question: Sentence, expression: Expression) -> bool:
    """`The eighty-one?`, which the answer confirms: a strength and nothing else is asked."""
    before = question.text[: expression.start].removeprefix("¿ ")
    only = len(question.text.split()) <= _SHORT and _ALONE.match(before) is not None
    return only and str(expression.value) in _STRENGTHS


def _answers_otherwise(talk: Talk, slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`Twice a day? — Once.`: how often it is taken the patient knows."""
    taken = slot.use is not None and slot.use.use is MedicineUse.TAKEN
    short = expression.start == 0 and len(sentence.text.split()) <= _SHORT
    return taken and short and bool(talk.clinicians) and not talk.by_clinician(sentence)


def _bare_strength(slot: Slot, sentence: Sentence, expression: Expression) -> Dose | None:
    """A number without a unit: `de quinientos` behind the name, or the whole answer."""
    text = sentence.text
    known = slot.told.get(Part.STRENGTH)
    if _is_put_right(slot, sentence, expression):
        known = None
        slot.told.pop(Part.STRENGTH, None)
    unit = _USUAL_UNITS.get(slot.mention.name, "mg")
    if isinstance(known, Dose):  # `de 5 mg a 0.4`
        if expression.corrected:
            return Dose(str(expression.value), known.unit)
        changed = text[: expression.start].endswith((" a ", " to ")) and _CHANGED.search(text)
        if changed and not _is_for_later(slot, sentence, expression):
            slot.former, unit = known, known.unit
            slot.told.pop(Part.STRENGTH)
            return Dose(str(expression.value), unit)
        return None
    if _FORMER.search(text[: expression.start]) or not _is_near(slot, sentence, expression):
        return None
    slot.unit_said = False
    return Dose(str(expression.value).replace(",", ""), unit)


def _is_for_later(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`ten milligrams at bedtime, and go up to twenty after a week`: the first is taken now."""
    start = sentence.place(slot.mention.last) if sentence.number == slot.sentence.number else 0
    return _LATER.search(sentence.text, start, expression.end) is not None


def _is_put_right(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`Levothyroxine one hundred? — One twelve now.`: the answer's dose counts."""
    return (
        slot.sentence.question
        and sentence.turn == slot.sentence.turn + 1
        and _ALONE.match(sentence.text[: expression.start]) is not None
        and str(expression.value) in _STRENGTHS
    )


def _is_near(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """Whether a number stands where a strength does; farther off it must be a usual one."""
    if sentence.number != slot.sentence.number:
        few = str(expression.value) in _A_FEW and len(sentence.text.split()) > _SHORT
        before = sentence.text[: expression.start]
        if _ALONE.match(before):
            return not few
        if _OF_A_FORM.search(before) and str(expression.value) in _STRENGTHS:
            return True
        often = any(each.part is Part.FREQUENCY for each in expressions(sentence))
        return often and not few and str(expression.value) in _STRENGTHS
    usual = str(expression.value) in _STRENGTHS
    if expression.end <= sentence.place(slot.mention.first):
        before = sentence.text[expression.end : sentence.place(slot.mention.first)]
        few = str(expression.value) in _A_FEW and before == " "
        return few or (usual and _ON_THE.fullmatch(before) is not None)
    place = sentence.place(slot.mention.last)
    between = sentence.text[place : expression.start].split(" ", 1)[-1]
    of_a_form = usual and _OF_A_FORM.search(sentence.text[: expression.start])
    if _NEAR.fullmatch(between) or of_a_form:
        return True
    between = _INSTEAD.sub("", between)
    usual = usual and not re.search(r"\d", between)
    return usual and _LOOSE.fullmatch(between) is not None


def counts(slot: Slot) -> bool:
    """Whether enough is told of it to be a finding."""
    if slot.use is None or slot.mention.kind is TermKind.REMEDY:
        return False
    if slot.use.told and slot.mention.kind is TermKind.MEDICINE:
        return True
    listed = slot.listed and slot.mention.kind is TermKind.SUBSTANCE
    dosed = bool({Part.STRENGTH, Part.QUANTITY, Part.FREQUENCY} & slot.told.keys())
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
