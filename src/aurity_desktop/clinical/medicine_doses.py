"""What an expression tells of a medicine that was mentioned, and what a bare number counts."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from aurity_desktop.clinical.dose_talk import besides, speaks_of_a_dose
from aurity_desktop.clinical.doses import Expression, Part, counted, expressions, form_named
from aurity_desktop.clinical.medicine_answers import Use
from aurity_desktop.clinical.medicine_slots import Slot
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.domain.findings import Dose, MedicineUse, Route

_CHANGED: Final = re.compile(
    r"\b(sub\w+|baj\w+|aument\w+|raise|raising|cut|down|up|increase|from|lower|instead)\b"
)
_UNLIKELY: Final = re.compile(r"\b(may|might|podriamos|podemos|luego vemos|(?<!you )could) ")
_IF: Final = re.compile(r"^(?:si|if|y si|and if) ")
#: What is asked is so, and what follows is told besides.
_CONFIRMS: Final = re.compile(
    r"(?:^|, )(?:sí|si|aja|claro|yes|yeah|yep|yup|right|correct|exact\w*|mhm)\b"
)
#: Nothing but marks: `Brilinta, morning and night, ninety`.
_IN_A_ROW: Final = re.compile(r"[ ,]*")
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
    "calcitriol": "mcg",
    "fluticasone": "mcg",
    "fluticasona": "mcg",
    "budesonide": "mcg",
    "budesonida": "mcg",
    "beclometasone": "mcg",
    "beclometasona": "mcg",
    "liothyronine": "mcg",
    "fentanyl": "mcg",
    "fentanilo": "mcg",
    "misoprostol": "mcg",
    "vitamin d": "units",
    "vitamina d": "unidades",
}
#: Of every kind of it, by how the names begin.
_UNITS_BY_CLASS: Final = (("insulina", "unidades"), ("insulin", "units"))


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
        "220",
        "440",
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
    r"^(?:(?:you can|sure|puede|yes|yep|yeah|no|nope|"
    r"it's|son|es|sí|si|tambien|la|los|el|las|de|a|the|also|like|"
    r"como|pues|uh|um|,) ?)*$"
)
#: What stands before a number that counts, in a sentence of a dose alone.
_COUNTS: Final = re.compile(
    r"^(?:(?:¿|just|only|yes|yeah|yep|no|and|so|but|sí|y|pues|solo|nada mas|nomas|you|i|he|she|"
    r"it's|le|se|me|usted|take|takes|taking|use|give|tomo|toma|tomas|tomaba|doy|da|es|son|,) ?)*$"
)
#: `1000 mg. That's two of the 500s.`: what was told, put otherwise.
_PUT_OTHERWISE: Final = re.compile(r" (?:of|de) (?:the|las|los) \d")
#: `una tableta de 500`, `150 on the Effexor`.
_OF_A_FORM: Final = re.compile(
    r"\b(?:tabletas?|capsulas?|pastillas?|comprimidos?|sobres?|ampolletas?|"
    r"un[oa](?: ,)?|\d|l[oa]s?)"
    r" de $|\b(?:\d|half) of the $"
)
_ON_THE: Final = re.compile(r" (?:on|of|de|con|in|for)(?: (?:the|your|el|la|su|al?))? ")
#: The dose that was: `en vez de 10, 5`.
#: What is told before a dose that comes later: `and go up to`, `y luego le sube a`.
_LATER: Final = re.compile(
    r"\d[^.;]*?,? ?(?:and|then|y|luego|despues)(?: \w+){0,3} (?:go(?:es)?|work|move|titrate\w*|"
    r"increase|bump|raise|sub[aei]\w*|aument\w+)(?: \w+){0,3} (?:to|a) (?:\w+ )?\d+(?:\.\d+)?$"
)
_BEFORE: Final = (
    r"\b(?:(?:en vez|en lugar|instead) (?:de|of)|(?:was|were|estaba|estuvo) (?:on|at|en|con)) "
)
_INSTEAD: Final = re.compile(
    rf"{_BEFORE}\d+(?:\.\d+)?(?: and a half| y medi[oa])? ?,? ?(?:(?:and|but|y|pero) )?"
)
_FORMER: Final = re.compile(rf"{_BEFORE}$")
#: A few words between a name and a usual strength: `se la pongo de`, `como está,`.
_LOOSE: Final = re.compile(
    r"(?!.*\b(?:y|and|porque|because|colesterol|cholesterol|presion|pressure|anos|since|desde)\b)"
    r"(?:[^ .;?!]+ ){0,9}(?:(?:de|en|a|the|at|to|so|sr|xr|xl|er|with|,) )"
)
#: What may lie between a name and its number without a unit.
_NEAR: Final = re.compile(
    r"(?:infantil )?(?:[,:] )?(?:sí , )?"
    r"(?:(?:el|la|una?|uno) de |de |a |los |las |at |the |like |"
    r"(?:that|it)'s |(?:es|son) (?:de )?)?"
)
_AT_THE_CLOCK: Final = re.compile(r"(?:at (?:\d|noon|midday|lunch|dinner)|a las? \d)")
#: Tablets and ampules have so few milligrams of these.
_FEW_MILLIGRAMS: Final = {
    "2": frozenset(["glimepiride", "morphine", "hydromorphone", "risperidone"]),
    "4": frozenset(
        [
            "ondansetron",
            "dexamethasone",
            "morphine",
            "glimepiride",
            "candesartan",
            "hydromorphone",
            "montelukast",
            "ondansetrón",
            "dexametasona",
            "morfina",
        ]
    ),
}
#: So many drops or tablets at once at most.
_MANY: Final = 40
_ASKED_FORM: Final = re.compile(r"\b(?:cuant[ao]s|how many) (?P<form>\w+)")
#: No cream has more of it than so many in a hundred.
_STRONG: Final = 20
#: Letters from the name to its share of a hundred.
_CLOSE: Final = 50
_MEASURED: Final = re.compile(r"\b(?:a1c|hemoglobin\w*|glucosilada|satura\w*|oxygen|oxigeno)\b")


def is_changed(sentence: Sentence) -> bool:
    """Whether a dose is put up or down here: what was before is none of two."""
    return _CHANGED.search(sentence.text) is not None


def take(talk: Talk, slot: Slot, sentence: Sentence, expression: Expression) -> None:
    """Tell the slot what the expression says, unless it is known and was not put right."""
    if not _may_tell(slot, sentence, expression):
        return
    part, value = _counted_as_asked(talk, slot, sentence, expression)
    if _counts_tablets(slot, sentence, expression):
        part, value = Part.QUANTITY, Dose(str(expression.value), "")
    if _is_said_otherwise(talk, slot, sentence, expression):
        part, value = _in_its_place(slot, part, value)
        slot.told[part] = value
        slot.last = max(slot.last, sentence.words_of(expression.start, expression.end)[1])
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
    put_right = part is Part.FREQUENCY and known != value
    put_right = put_right and _answers_otherwise(talk, slot, sentence, expression)
    if known is None or expression.corrected or put_right:
        slot.told[part] = value
    elif part is Part.FREQUENCY and known != value and slot.goes_on(talk, sentence):
        if str(value) not in str(known).split(", "):
            slot.told[part] = f"{known}, {value}"
    elif known != value:
        return
    elsewhere = sentence.number != slot.sentence.number
    said_by_patient = elsewhere and talk.clinicians and not talk.by_clinician(sentence)
    if said_by_patient and slot.use is not None and slot.use.rule == "clinician_with_dose":
        slot.use = Use(MedicineUse.TAKEN, told=False, rule="answered_dose")
    _is_told_in(slot, sentence, part, expression)


def _is_told_in(slot: Slot, sentence: Sentence, part: Part, expression: Expression) -> None:
    """Where it stands, by which what follows is read."""
    if part is Part.FREQUENCY:
        slot.often_in = sentence.number
    slot.idle = 0
    slot.last = max(slot.last, sentence.words_of(expression.start, expression.end)[1])


def _may_tell(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """Whether it is said of this medicine, as it is, and not of what might be."""
    part, value = expression.part, expression.value
    elsewhere = sentence.number != slot.sentence.number
    if part is Part.CONDITION:
        return not elsewhere
    if part is Part.FREQUENCY and _is_of_the_clock(slot, str(value)):
        return False
    if part is Part.BARE_NUMBER and (
        _is_repeated(slot, str(value))
        or (elsewhere and sentence.question and not _is_asked_back(sentence, expression))
    ):
        return False
    if isinstance(value, Dose) and value.unit == "%":
        return _is_of_a_cream(slot, sentence, expression)
    if Part.STRENGTH in slot.told and _PUT_OTHERWISE.match(sentence.text, expression.end):
        return False
    named = 0 if elsewhere else sentence.place(slot.mention.first)
    supposed = _UNLIKELY.search(sentence.text, named, expression.start) is not None or (
        elsewhere and _IF.search(sentence.text) is not None
    )
    return not (supposed and (part in slot.told or Part.STRENGTH in slot.told))


def _is_said_otherwise(talk: Talk, slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`Three capsules at night, yes? — Two.`: what the clinician asks or tells back, and the answer
    begins with otherwise.
    """
    amounts = (Part.STRENGTH, Part.QUANTITY, Part.BARE_NUMBER)
    if expression.part not in amounts or slot.use is None or slot.told_in < 0:
        return False
    said = talk.sentences[slot.told_in]
    return (
        slot.use.use is MedicineUse.TAKEN
        and talk.by_clinician(said)
        and not talk.by_clinician(sentence)
        and not sentence.question
        and sentence.turn == said.turn + 1
        and _COUNTS.match(sentence.text[: expression.start]) is not None
        and not re.match(r" (?:of|de)\b", sentence.text[expression.end :])
    )


def _in_its_place(
    slot: Slot, part: Part, value: Dose | Route | str
) -> tuple[Part, Dose | Route | str]:
    """What an amount that is put right takes the place of: of a bare number, what was told."""
    if part is not Part.BARE_NUMBER and not (isinstance(value, Dose) and not value.unit):
        return part, value
    amount = value.amount if isinstance(value, Dose) else str(value).replace(",", "")
    strength, quantity = slot.told.get(Part.STRENGTH), slot.told.get(Part.QUANTITY)
    counts = isinstance(quantity, Dose) and (strength is None or amount not in _STRENGTHS)
    counts = counts or (isinstance(strength, Dose) and amount in _A_FEW)
    known = quantity if counts else strength
    unit = known.unit if isinstance(known, Dose) else ""
    return (Part.QUANTITY if counts else Part.STRENGTH), Dose(amount, counted(amount, unit))


def _counts_tablets(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`Twenty. — And you take one? — One, yep.`: the strength is known, so that it counts."""
    return (
        expression.part is Part.BARE_NUMBER
        and sentence.number != slot.sentence.number
        and str(expression.value) in _A_FEW
        and _COUNTS.match(sentence.text[: expression.start]) is not None
        and Part.STRENGTH in slot.told
        and Part.QUANTITY not in slot.told
        and speaks_of_a_dose(sentence, expressions(sentence))
    )


def _counted_as_asked(
    talk: Talk, slot: Slot, sentence: Sentence, expression: Expression
) -> tuple[Part, Dose | Route | str]:
    """What a number counts: what was asked (`¿Cuántas gotas? — Tres.`), or milligrams."""
    part, value = expression.part, expression.value
    elsewhere = sentence.number != slot.sentence.number
    form = _asked_form(talk, sentence) if elsewhere else ""
    if part is Part.BARE_NUMBER and form and str(value).isdigit() and int(str(value)) <= _MANY:
        return Part.QUANTITY, Dose(str(value), counted(str(value), form))
    if part is not Part.QUANTITY or not isinstance(value, Dose) or value.unit:
        return part, value
    if form:
        return part, replace(value, unit=counted(value.amount, form))
    if _is_a_strength(slot, value):
        slot.unit_said = False
        return Part.STRENGTH, Dose(value.amount, "mg")
    return part, value


def _asked_form(talk: Talk, sentence: Sentence) -> str:
    """`¿Cuántas gotas?` before a number: in what it counts."""
    before = talk.sentences[max(0, sentence.number - 1)]
    asked = _ASKED_FORM.search(before.text) if before.turn == sentence.turn - 1 else None
    return form_named(asked["form"]) if asked else ""


def _is_of_the_clock(slot: Slot, how_often: str) -> bool:
    """`Motrin, at noon`: when it was given, unless it is told to be given then."""
    prescribed = slot.use is not None and slot.use.use is MedicineUse.PRESCRIBED
    return not prescribed and _AT_THE_CLOCK.match(how_often.lower()) is not None


def _is_a_strength(slot: Slot, value: Dose) -> bool:
    """`Ondansetron, four`: a small number that is a strength of it, right behind the name."""
    few = not value.unit and value.amount in _FEW_MILLIGRAMS
    return few and slot.mention.name in _FEW_MILLIGRAMS[value.amount] and not slot.told


def _is_repeated(slot: Slot, number: str) -> bool:
    """`Cinco gotas. Cinco en la noche.`: the number says again what was counted."""
    known = slot.told.get(Part.QUANTITY)
    return isinstance(known, Dose) and known.amount == number


def _is_of_a_cream(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """Whether a share of a hundred stands behind the name as that of a cream does."""
    if sentence.number != slot.sentence.number or not isinstance(expression.value, Dose):
        return False
    between = sentence.text[sentence.place(slot.mention.last) : expression.start]
    small = Decimal(expression.value.amount) <= _STRONG
    return small and 0 < len(between) <= _CLOSE and not _MEASURED.search(between)


def _is_asked_back(question: Sentence, expression: Expression) -> bool:
    """`The eighty-one?`, which the answer confirms: a strength and nothing else is asked."""
    before = question.text[: expression.start].removeprefix("¿ ")
    if speaks_of_a_dose(question, expressions(question)):
        return str(expression.value) in _STRENGTHS
    only = len(question.text.split()) <= _SHORT and _ALONE.match(before) is not None
    return only and str(expression.value) in _STRENGTHS


def _answers_otherwise(talk: Talk, slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`Twice a day? — Once.`: how often it is taken the patient knows."""
    taken = slot.use is not None and slot.use.use is MedicineUse.TAKEN
    asked = talk.sentences[slot.often_in] if slot.often_in >= 0 else sentence
    if taken and asked.question and talk.by_clinician(asked) and sentence.turn == asked.turn + 1:
        told = not talk.by_clinician(sentence) and not sentence.question
        return told and not _CONFIRMS.search(sentence.text)
    short = expression.start == 0 and len(sentence.text.split()) <= _SHORT
    return taken and short and bool(talk.clinicians) and not talk.by_clinician(sentence)


def _bare_strength(slot: Slot, sentence: Sentence, expression: Expression) -> Dose | None:
    """A number without a unit: `de quinientos` behind the name, or the whole answer."""
    text = sentence.text
    known = slot.told.get(Part.STRENGTH)
    if _is_put_right(slot, sentence, expression):
        known = None
        slot.told.pop(Part.STRENGTH, None)
    unit = _usual_unit(slot.mention.name, str(expression.value))
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


def _usual_unit(name: str, amount: str) -> str:
    """What its numbers count where no unit is said."""
    if name in ("digoxin", "digoxina") and Decimal(amount.replace(",", "")) > 1:
        return "mcg"
    of_class = next((unit for start, unit in _UNITS_BY_CLASS if name.startswith(start)), "mg")
    return _USUAL_UNITS.get(name.lower(), of_class)


def _is_for_later(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`ten milligrams at bedtime, and go up to twenty after a week`: the first is taken now."""
    start = sentence.place(slot.mention.last) if sentence.number == slot.sentence.number else 0
    return _LATER.search(sentence.text, start, expression.end) is not None


def _is_put_right(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`Levothyroxine one hundred? — One twelve now.`: the answer's dose counts."""
    told_back = (
        slot.use is not None
        and slot.use.use is MedicineUse.TAKEN
        and slot.use.rule == "clinician_with_dose"
        and sentence.speaker != slot.sentence.speaker
    )
    return (
        (slot.sentence.question or told_back)
        and sentence.turn == slot.sentence.turn + 1
        and _ALONE.match(sentence.text[: expression.start]) is not None
        and str(expression.value) in _STRENGTHS
    )


def _is_the_one(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """`You took your metoprolol? — With some water, the fifty.`: which one, in the answer to it."""
    answered = slot.sentence.question and sentence.turn == slot.sentence.turn + 1
    ends = sentence.text[expression.end :].strip(" .,!") == ""
    return (
        answered
        and ends
        and re.search(r"\b(?:the|la de|el de)(?: \w+)? $", sentence.text[: expression.start])
        is not None
    )


def _between_doses(sentence: Sentence, place: int, start: int) -> str:
    """What stands between a name and a number beside how often it is taken."""
    often = [each for each in expressions(sentence) if each.part is Part.FREQUENCY]
    return besides(sentence, often)[place:start].partition(" ")[2]


def _is_near(slot: Slot, sentence: Sentence, expression: Expression) -> bool:
    """Whether a number stands where a strength does; farther off it must be a usual one."""
    if sentence.number != slot.sentence.number:
        few = str(expression.value) in _A_FEW and len(sentence.text.split()) > _SHORT
        before = sentence.text[: expression.start]
        if _ALONE.match(before):
            return not few
        told = expressions(sentence)
        usual = str(expression.value) in _STRENGTHS and not few
        return usual and (
            _OF_A_FORM.search(before) is not None
            or any(each.part is Part.FREQUENCY for each in told)
            or speaks_of_a_dose(sentence, told)
            or _is_the_one(slot, sentence, expression)
        )
    usual = str(expression.value) in _STRENGTHS
    if expression.end <= sentence.place(slot.mention.first):
        before = sentence.text[expression.end : sentence.place(slot.mention.first)]
        few = str(expression.value) in _A_FEW and before == " "
        return few or (usual and _ON_THE.fullmatch(before) is not None)
    place = sentence.place(slot.mention.last)
    between = sentence.text[place : expression.start].split(" ", 1)[-1]
    of_a_form = usual and (
        _IN_A_ROW.fullmatch(_between_doses(sentence, place, expression.start))
        or _OF_A_FORM.search(sentence.text[: expression.start])
    )
    if (_NEAR.fullmatch(between) and (usual or not between.endswith("at "))) or of_a_form:
        return True
    between = _INSTEAD.sub("", between)
    usual = usual and not re.search(r"\d", between)
    return usual and _LOOSE.fullmatch(between) is not None
