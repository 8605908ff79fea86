"""Two numbers with `sobre` between them: a blood pressure, a score of ten, a visual acuity."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from aurity_desktop.domain.number_tables import word_set
from aurity_desktop.domain.number_words import SpokenNumber, elided_hundred_at
from aurity_desktop.domain.written import Said, Written, WrittenKind

_OVER: Final = {"es": "sobre", "en": "over"}
_PRESSURE: Final = word_set("presion tension ta pa pressure bp")
#: Between the word for the pressure and its value.
_NEAR: Final = 12
_NEXT_TO: Final = 4
#: What may follow a pressure that nobody called one; any other word may be what is counted.
_GOES_ON: Final = word_set(
    "y con hoy en pero que esta estaba fue era ahorita ahora ayer sin and with today in but which "
    "is was now yesterday on"
)
_ACUITIES: Final = frozenset({10, 13, 15, 20, 25, 30, 40, 50, 60, 70, 80, 100, 200, 400})


def ratio_at(said: Said, place: int) -> Written | None:
    """The pressure or score that begins at this word."""
    over = _OVER[said.language]
    for upper in _candidates(said, place):
        joined = said.follows(upper.behind, (over,))
        along = said.follows(upper.behind, ("con",)) and said.language == "es"
        begins = upper.behind + 1 if joined or along else upper.behind
        if not said.goes_on(begins):
            continue
        for lower in _candidates(said, begins):
            found = _ratio(said, upper, lower, joined=joined)
            if found is not None:
                return found
    return None


def _candidates(said: Said, place: int) -> Iterator[SpokenNumber]:
    """The number here; in English `one twenty` first, as pressures are said."""
    elided = elided_hundred_at(said.words, place) if said.language == "en" else None
    for found in (elided, said.number(place)):
        if found is not None and found.value == found.value.to_integral_value():
            yield found


def _ratio(said: Said, upper: SpokenNumber, lower: SpokenNumber, *, joined: bool) -> Written | None:
    first, last, values = upper.first, lower.last, (upper.value, lower.value)
    text = f"{upper.value}/{lower.value}"
    unit = said.unit(lower.behind)
    if unit is not None and unit.unit.symbol == "mmHg":
        last = unit.behind - 1
    elif unit is not None:
        return None
    elif joined and _is_score(*values):
        return Written(first, last, text, WrittenKind.RATIO, values)
    elif not _is_called_pressure(said, upper, lower, joined=joined):
        return None
    if not _is_plausible(*values):
        return None
    return Written(first, last, f"{text} mmHg", WrittenKind.PRESSURE, values, "mmHg")


def _is_called_pressure(
    said: Said, upper: SpokenNumber, lower: SpokenNumber, *, joined: bool
) -> bool:
    """Whether a pressure is meant: it is named before, or both stand alone with `sobre`."""
    if said.named_before(upper.first, _PRESSURE, _NEAR if joined else _NEXT_TO):
        return True
    alone = not said.goes_on(lower.behind) or said.plain(lower.behind) in _GOES_ON
    return joined and alone


def _is_score(value: Decimal, most: Decimal) -> bool:
    """Of ten, or of the eyes: 20/40."""
    return (most == 10 and value <= 10) or (value == 20 and most in _ACUITIES)


def _is_plausible(systolic: Decimal, diastolic: Decimal) -> bool:
    """In mmHg, of somebody who is alive."""
    return 60 <= systolic <= 280 and 25 <= diastolic <= 160 and systolic > diastolic
