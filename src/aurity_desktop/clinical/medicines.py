"""Medicines with what is told of each: in one sentence, or over several turns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

from aurity_desktop.clinical.answers import Answer, answer, replies
from aurity_desktop.clinical.doses import Expression, Part, expressions
from aurity_desktop.clinical.medicine_use import (
    Use,
    asks_what_is_taken,
    begins_the_plan,
    use_of,
)
from aurity_desktop.clinical.pieces import Piece
from aurity_desktop.clinical.subjects import whose
from aurity_desktop.clinical.talk import Sentence, Talk
from aurity_desktop.clinical.term_lists import Mention, TermKind, term_list
from aurity_desktop.domain.findings import (
    Dose,
    FindingKind,
    Medicine,
    MedicineUse,
    Polarity,
    Route,
    Subject,
)

_KINDS: Final = frozenset({TermKind.MEDICINE, TermKind.SUBSTANCE})
#: So many sentences without a dose, and the next is not of this medicine any more.
_PATIENCE: Final = 3
_OTHER_MATTER: Final = re.compile(
    r"\b(peso|pesa|presion|temperatura|pulso|glucosa|saturacion|alergi\w*|weight|pressure|pulse|"
    r"temp|temperature|oxygen|sugars?|allerg\w+|hielo|ferula|compresas?|agua|liquidos|ice|water|"
    r"fluids|floor|cigarros?|cafe|coffees?|reposo|costal|incapacidad|see you|nos vemos|lo veo|"
    r"la veo|te veo|regrese|venga|anos?|years?|a1c|creatinin\w+)\b"
)
_ASKS_DOSE: Final = re.compile(
    r"\b(cuant\w+|cada|how (many|much|often|long)|veces|dosis|dose|times|once|twice|morning|night|"
    r"noche|manana|dia|y luego|with food)\b|\d"
)
_CHANGED: Final = re.compile(
    r"\b(sub\w+|baj\w+|aument\w+|raise|raising|cut|down|up|increase|from|lower|instead)\b"
)
_UNLIKELY: Final = re.compile(r"\b(may|might|podriamos|podemos|luego vemos|could) ")
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


@dataclass(slots=True)
class _Slot:
    """A medicine that was mentioned, and what has been told of it so far."""

    mention: Mention
    sentence: Sentence
    use: Use | None
    told: dict[Part, Dose | Route | str] = field(default_factory=dict)
    former: Dose | None = None
    last: int = 0
    unit_said: bool = True
    listed: bool = False  # the answer to a question for medicines
    idle: int = 0

    def goes_on(self, talk: Talk, sentence: Sentence) -> bool:
        """Whether this is the sentence that names it, or goes on where that was interrupted."""
        broken_off = talk.words[self.sentence.last].text.endswith(("...", "…"))
        return sentence.number == self.sentence.number or broken_off

    def takes(self, talk: Talk, sentence: Sentence) -> bool:
        """Whether who speaks in this sentence may tell more of it."""
        if self.use is None or self.use.polarity is Polarity.DENIED:
            return False
        if sentence.number == self.sentence.number or self.use.use is MedicineUse.STOPPED:
            return sentence.number == self.sentence.number
        clinician = talk.by_clinician(sentence)
        if self.use.use is MedicineUse.PRESCRIBED or not talk.clinicians:
            asked = self.use.rule == "asked_about" and clinician
            who = asked or not talk.clinicians or sentence.speaker == self.sentence.speaker
            return who and not sentence.question
        if sentence.question:
            return clinician and answer(replies(talk, sentence)) is Answer.YES
        return sentence.turn == self.sentence.turn or not clinician


def medicines(talk: Talk, *, besides: frozenset[int], allergic_to: frozenset[str]) -> list[Piece]:
    """Every medicine of the patient's.

    `besides` are words that name an allergy. What the patient is allergic to is not taken, unless
    it is told with a dose.
    """
    slots = list(_Reader(talk, besides).slots())
    pieces = [_piece(slot) for slot in slots if _counts(slot)]
    return [
        each
        for each in _merged(pieces)
        if _dosed(_medicine(each))
        or _medicine(each).name not in allergic_to
        or _medicine(each).use is not MedicineUse.TAKEN
    ]


class _Reader:
    def __init__(self, talk: Talk, besides: frozenset[int]) -> None:
        self._talk = talk
        self._besides = besides
        self._open: _Slot | None = None
        self._asked_what = -1
        self._planning = False
        self._named: list[str] = []

    def slots(self) -> Iterator[_Slot]:
        """In the order in which they are mentioned, each filled when the next begins or later."""
        found: list[_Slot] = []
        for sentence in self._talk.sentences:
            self._follow(sentence)
            found += self._read(sentence)
        yield from found

    def _follow(self, sentence: Sentence) -> None:
        """What the talk has come to with this sentence."""
        if begins_the_plan(self._talk, sentence):
            self._planning = True
        if not sentence.question:
            return
        if asks_what_is_taken(sentence):
            self._asked_what = sentence.turn + 1
            self._planning = False
        elif sentence.turn > self._asked_what:
            self._asked_what = -1

    def _read(self, sentence: Sentence) -> list[_Slot]:
        mentions = self._mentions(sentence)
        told = expressions(sentence)
        slots = [self._slot(sentence, each) for each in mentions]
        places = [sentence.place(each.first) for each in mentions]
        for one, other in pairwise(slots):
            _share(sentence, one, other)
        self._maybe_close(sentence, bool(mentions))
        for expression in told:
            slot = self._owner(sentence, expression, slots, places)
            if slot is not None and slot.takes(self._talk, sentence):
                _take(self._talk, slot, sentence, expression)
        for one, other in pairwise(slots):
            if _is_one_tablet(sentence, one, other):
                one.told = {**other.told, **one.told}
                one.last = max(one.last, other.last)
        if slots:
            self._open = slots[-1]
        return slots

    def _owner(
        self,
        sentence: Sentence,
        expression: Expression,
        slots: Sequence[_Slot],
        places: Sequence[int],
    ) -> _Slot | None:
        """Whose an expression is: the medicine's before it, or the one it counts."""
        before = [slot for slot, place in zip(slots, places, strict=True) if place < expression.end]
        behind = [
            (slot, place)
            for slot, place in zip(slots, places, strict=True)
            if place >= expression.end
        ]
        if behind:
            slot, place = behind[0]
            between = sentence.text[expression.end : place]
            if re.fullmatch(r" ?(?:de |of |more )?(?:el |la |the )?", between):
                return slot
            if not before and expression.part is Part.CONDITION:
                return slot
        return before[-1] if before else self._open

    def _mentions(self, sentence: Sentence) -> list[Mention]:
        words = self._talk.plain[sentence.first : sentence.last + 1]
        found = [
            Mention(each.term, each.first + sentence.first, each.last + sentence.first)
            for each in term_list(self._talk.language).mentions(words, _KINDS)
        ]
        return [each for each in found if each.first not in self._besides]

    def _slot(self, sentence: Sentence, mention: Mention) -> _Slot:
        mention = self._whole(mention)
        use = None
        of = whose(self._talk, sentence, mention.first).subject
        if of is Subject.PATIENT or self._is_handed_on(sentence, mention):
            use = use_of(
                self._talk,
                sentence,
                _local(sentence, mention),
                asked_what=sentence.turn == self._asked_what,
                planning=self._planning,
            )
        if use is not None and use.use is MedicineUse.PRESCRIBED and use.told:
            self._planning = True
        listed = sentence.turn == self._asked_what
        return _Slot(mention, sentence, use, last=mention.last, listed=listed)

    def _is_handed_on(self, sentence: Sentence, mention: Mention) -> bool:
        """`my husband's tramadol`, where what the patient takes was asked."""
        before = self._talk.words[max(0, mention.first - 1)].text
        taken = re.search(r"\b(i|i've|i'm)\b.* tak", sentence.text) is not None
        asked = sentence.turn == self._asked_what
        return before.endswith(("'s", "’s")) and (asked or taken)

    def _whole(self, mention: Mention) -> Mention:
        """`el tramadol`, where `tramadol con paracetamol` was named before."""
        joined = next(
            (name for name in self._named if name.startswith(f"{mention.name} con ")), None
        )
        if joined is None:
            self._named.append(mention.name)
            return mention
        return replace(mention, term=replace(mention.term, name=joined))

    def _maybe_close(self, sentence: Sentence, mentions: bool) -> None:
        slot = self._open
        if slot is None or mentions:
            return
        slot.idle += 1
        asks = sentence.question and self._talk.by_clinician(sentence)
        if (
            slot.idle > _PATIENCE
            or _OTHER_MATTER.search(sentence.text)
            or (asks and not _ASKS_DOSE.search(sentence.text))
        ):
            self._open = None


def _share(sentence: Sentence, one: _Slot, other: _Slot) -> None:
    """`evite el ibuprofeno y el naproxeno`: what stops or forbids one does so for both."""
    if one.use is None or one.use.rule not in ("forbidden", "stopped", "not_taken"):
        return
    start = sentence.place(one.mention.last)
    between = sentence.text[start : sentence.place(other.mention.first)].split(" ", 1)[-1]
    if re.fullmatch(r",? ?(?:y|o|ni|e|and|or) (?:el |la |los |the |any )?", between):
        other.use = one.use


def _is_one_tablet(sentence: Sentence, one: _Slot, other: _Slot) -> bool:
    """`levonorgestrel con etinilestradiol, una diaria`."""
    start = sentence.place(one.mention.last)
    between = sentence.text[start : sentence.place(other.mention.first)].split(" ", 1)[-1]
    return between in ("con ", "with ", "y con ")


def _local(sentence: Sentence, mention: Mention) -> str:
    """The sentence with MED in the place of the medicine."""
    start = sentence.place(mention.first)
    rest = sentence.text[sentence.place(mention.last) :]
    return sentence.text[:start] + "MED" + rest[len(rest.split(" ", 1)[0]) :]


def _take(talk: Talk, slot: _Slot, sentence: Sentence, expression: Expression) -> None:
    """Tell the slot what the expression says, unless it is known and was not put right."""
    part, value = expression.part, expression.value
    elsewhere_asked = sentence.question and sentence.number != slot.sentence.number
    if part is Part.BARE_NUMBER and elsewhere_asked:
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
    if part is Part.CONDITION and elsewhere:
        return
    if known is None or expression.corrected:
        slot.told[part] = value
    elif part is Part.FREQUENCY and known != value and slot.goes_on(talk, sentence):
        slot.told[part] = f"{known}, {value}"
    elif known != value:
        return
    slot.idle = 0
    slot.last = max(slot.last, sentence.words_of(expression.start, expression.end)[1])


def _bare_strength(slot: _Slot, sentence: Sentence, expression: Expression) -> Dose | None:
    """A number without a unit: `de quinientos` behind the name, or the whole answer."""
    text = sentence.text
    known = slot.told.get(Part.STRENGTH)
    unit = _USUAL_UNITS.get(slot.mention.name, "mg")
    if isinstance(known, Dose):  # `de 5 mg a 0.4`
        if expression.corrected:
            return Dose(str(expression.value), known.unit)
        changed = text[: expression.start].endswith((" a ", " to ")) and _CHANGED.search(text)
        if changed:
            slot.former, unit = known, known.unit
            slot.told.pop(Part.STRENGTH)
            return Dose(str(expression.value), unit)
        return None
    if sentence.number == slot.sentence.number:
        place = sentence.place(slot.mention.last)
        between = text[place : expression.start].split(" ", 1)[-1]
        near = re.fullmatch(
            r"(?:, )?(?:(?:el|la|una?|uno) de |de |a |los |las |at |the |like )?", between
        )
    else:
        near = re.match(
            r"^(?:(?:yes|yep|yeah|sí|si|tambien|la|los|el|de|a|the|also|,) ?)*$",
            text[: expression.start],
        )
    if not near:
        return None
    slot.unit_said = False
    return Dose(str(expression.value).replace(",", ""), unit)


def _counts(slot: _Slot) -> bool:
    if slot.use is None:
        return False
    if slot.use.told and slot.mention.kind is TermKind.MEDICINE:
        return True
    listed = slot.listed and slot.mention.kind is TermKind.SUBSTANCE
    dosed = bool({Part.STRENGTH, Part.QUANTITY, Part.FREQUENCY} & slot.told.keys())
    return dosed or (slot.use.told and listed)


def _piece(slot: _Slot) -> Piece:
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


def _merged(pieces: Sequence[Piece]) -> list[Piece]:
    """One for each medicine and use: a later one adds what was not said before."""
    kept: list[Piece] = []
    for piece in pieces:
        same = next((i for i, each in enumerate(kept) if _alike(each, piece)), None)
        if same is None:
            kept.append(piece)
        else:
            kept[same] = _filled(kept[same], piece)
    return [each for each in kept if not _adds_nothing(each, kept)]


def _medicine(piece: Piece) -> Medicine:
    assert isinstance(piece.value, Medicine)
    return piece.value


def _alike(one: Piece, other: Piece) -> bool:
    a, b = _medicine(one), _medicine(other)
    if (a.name, a.use, one.polarity) != (b.name, b.use, other.polarity):
        return False
    return all(
        x is None or y is None or x == y
        for x, y in ((a.strength, b.strength), (a.quantity, b.quantity))
    )


def _filled(one: Piece, other: Piece) -> Piece:
    a, b = _medicine(one), _medicine(other)
    value = replace(
        a,
        strength=a.strength or b.strength,
        quantity=a.quantity or b.quantity,
        route=a.route or b.route,
        frequency=a.frequency or b.frequency,
        duration=a.duration or b.duration,
        condition=a.condition or b.condition,
        former=a.former or b.former,
    )
    return replace(one, value=value, last=one.last if value == a else max(one.last, other.last))


def _dosed(medicine: Medicine) -> bool:
    return bool(medicine.strength or medicine.quantity or medicine.frequency or medicine.duration)


def _adds_nothing(piece: Piece, others: Sequence[Piece]) -> bool:
    """A mention without a dose of what another finding of the same medicine tells."""
    own = _medicine(piece)
    same = [
        each
        for each in others
        if each is not piece and _medicine(each).name == own.name and each.subject is piece.subject
    ]
    if own.use is MedicineUse.PRESCRIBED and piece.polarity is Polarity.AFFIRMED:
        forbidden = [
            each
            for each in same
            if each.polarity is Polarity.DENIED
            and _medicine(each).use is MedicineUse.PRESCRIBED
            and each.named_at > piece.named_at
        ]
        if forbidden:  # thought better of
            return True
    if piece.polarity is Polarity.DENIED:
        if own.use is not MedicineUse.TAKEN:
            return False
        return any(
            each.polarity is Polarity.AFFIRMED or _medicine(each).use is MedicineUse.PRESCRIBED
            for each in same
        )
    if _dosed(own) or own.use is MedicineUse.STOPPED:
        return False
    if own.use is MedicineUse.TAKEN:
        told = not piece.rule.endswith("clinician_with_dose")
        return any(_medicine(each).use is MedicineUse.TAKEN or not told for each in same)
    return any(each.polarity is Polarity.AFFIRMED for each in same)
