"""One medicine in two doses: `10 mg en la mañana y 5 mg en la noche`, `40 mg 3 días, luego 20`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from aurity_desktop.clinical.doses import Expression, Part, counted
from aurity_desktop.clinical.medicine_doses import is_changed
from aurity_desktop.clinical.medicine_slots import Slot
from aurity_desktop.clinical.talk import Sentence
from aurity_desktop.domain.findings import Dose

_DOSES: Final = frozenset({Part.STRENGTH, Part.QUANTITY, Part.BARE_NUMBER})
_WHEN: Final = frozenset({Part.FREQUENCY, Part.DURATION})
_LATER: Final = r"(?:luego|despues|posteriormente|then|after that|later)"
#: Letters between an amount and how often it is taken: ` mg `, ` on `.
_NEAR: Final = 4
#: What joins the second dose to the first, right before it.
_JOINED: Final = re.compile(
    rf"(?:^|[ ,])(?:y|e|and|{_LATER})(?: (?:y|and|{_LATER}|otr[oa]s?|las?|los?|el|the|de|con|,))* $"
)
#: What begins a sentence that goes on with the next dose.
_GOES_ON: Final = re.compile(rf"^(?:y |and |ya )?{_LATER} ?,? ?(?:(?:de|con|las?|los?|the) )*$")


def second_dose(slot: Slot, sentence: Sentence, told: Sequence[Expression], at: int) -> Slot | None:
    """The same medicine from here on, where `told[at]` is a further dose of it; else None.

    Both doses have a time of their own: what is only put otherwise, or put right, is no second one.
    """
    expression = told[at]
    before = sentence.text[: expression.start]
    if expression.part not in _DOSES or expression.corrected or is_changed(sentence):
        return None
    if sentence.number in (slot.sentence.number, slot.told_in):
        is_joined = _JOINED.search(before) is not None or _is_listed(slot, before, told, at)
    else:
        same_turn = sentence.turn == slot.sentence.turn
        is_joined = same_turn and _GOES_ON.match(before) is not None
    part = _part(slot, expression)
    known = slot.told.get(part)
    if not is_joined or not isinstance(known, Dose):
        return None
    value = _dose(known, expression)
    if value == known:
        return None
    if not _has_when(slot, told[at + 1 :]):
        return None
    word = sentence.words_of(expression.start, expression.end)
    mention = replace(slot.mention, first=word[0], last=word[0])
    stays = {Part.ROUTE, *({Part.STRENGTH} if part is Part.QUANTITY else ())}
    shared = {each: slot.told[each] for each in stays if each in slot.told}
    return replace(
        slot,
        mention=mention,
        sentence=sentence,
        told={**shared, part: value},
        former=None,
        last=word[1],
        idle=0,
    )


def _is_listed(slot: Slot, before: str, told: Sequence[Expression], at: int) -> bool:
    """`100 mcg weekdays, 50 weekends`: each amount stands right before when it is taken."""
    behind = told[at + 1 : at + 2]
    return (
        before.endswith(", ")
        and Part.FREQUENCY in slot.told
        and any(each.part is Part.FREQUENCY for each in behind)
        and all(each.start - told[at].end <= _NEAR for each in behind)
    )


def _part(slot: Slot, expression: Expression) -> Part:
    """A number by itself counts what was counted before, else it is of the strength's unit."""
    if expression.part is not Part.BARE_NUMBER:
        return expression.part
    return Part.QUANTITY if Part.QUANTITY in slot.told else Part.STRENGTH


def _dose(known: Dose, expression: Expression) -> Dose:
    if isinstance(expression.value, Dose):
        return expression.value
    amount = str(expression.value).replace(",", "")
    return Dose(amount, counted(amount, known.unit))


def _has_when(slot: Slot, behind: Sequence[Expression]) -> bool:
    """Whether the first is told with a time, and the second before any third."""
    if not _WHEN & slot.told.keys():
        return False
    for each in behind:
        if each.part in _WHEN:
            return True
        if each.part in _DOSES:
            return False
    return False
