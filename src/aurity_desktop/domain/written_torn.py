"""Vital signs that a recognizer tore: `pulso en 50. 4 latidos por minuto`, `92 days per minute`.

Only what could not be meant as it stands is put together: nobody's pulse is 4.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from aurity_desktop.domain.number_tables import NUMBER_TABLES, word_set
from aurity_desktop.domain.number_words import WHOLE_TEN, SpokenNumber
from aurity_desktop.domain.written import Said, Written, WrittenKind

_MARKS: Final = frozenset({",", ".", "?", "...", "…"})
#: What a whole measure lies between; less than ten of any of them is impossible.
_PLAUSIBLE: Final = {"lpm": (30, 220), "rpm": (30, 70), "°C": (34, 43), "%": (50, 99)}
_DEGREES: Final = frozenset({"grado", "grados"})
_OXYGEN: Final = word_set("saturacion satura saturando oxigeno oximetria")
_PULSE: Final = {"es": word_set("pulso cardiaca"), "en": word_set("pulse heart")}
_PER_MINUTE: Final = {"es": ("por", "minuto"), "en": ("per", "minute")}
_BEATS: Final = {"es": "lpm", "en": "bpm"}
_NEAR: Final = 4


def tens_in_two(texts: Sequence[str], language: str) -> dict[int, SpokenNumber]:
    """Every number of a sign that has a mark within, by the place where it begins."""
    if language != "es":
        return {}
    said = Said(texts, language)
    found = (ten_in_two_at(said, place) for place in range(len(said) - 1))
    return {each.first: each for each in found if each is not None}


def torn_ten_at(said: Said, place: int) -> Written | None:
    """`50. 4 latidos por minuto`, `30, y ocho grados y medio`: a mark between ten and unit."""
    number = ten_in_two_at(said, place)
    if number is None:
        return None
    unit = said.unit(number.behind)
    assert unit is not None  # else it is no such number
    value, last, symbol = number.value, unit.behind - 1, _symbol(said, number.behind)
    if symbol == "°C" and said.follows(unit.behind, ("y", "medio")):
        value, last = value + Decimal("0.5"), unit.behind + 1
    return _sign(place, last, value, symbol)


def ten_in_two_at(said: Said, place: int) -> SpokenNumber | None:
    """The whole number of such a sign, from its ten to its unit, without what is counted."""
    if said.language != "es":
        return None
    at = place + 1 + (said.plain(place + 1) == "y")
    if at >= len(said) or said.words[at].before or not _is_torn(said, place, at):
        return None
    table, word = NUMBER_TABLES["es"], said.plain(place)
    ten = int(word) if WHOLE_TEN.fullmatch(word) else table.tens.get(word, 0)
    one = said.plain(at)
    rest = int(one) if one.isdecimal() else table.units.get(one, 0)
    if not ten or not 1 <= rest < 10 or said.unit(at + 1) is None:
        return None
    symbol, value = _symbol(said, at + 1), Decimal(ten + rest)
    if symbol == "%" and not said.named_before(place, _OXYGEN, _NEAR):
        return None
    if not _is_plausible(value, symbol):
        return None
    return SpokenNumber(place, at, value, str(value), in_words=False)


def _symbol(said: Said, place: int) -> str:
    unit = said.unit(place)
    return "°C" if said.plain(place) in _DEGREES else unit.unit.symbol if unit else ""


def _is_plausible(value: Decimal | int, symbol: str) -> bool:
    least, most = _PLAUSIBLE.get("lpm" if symbol == "bpm" else symbol, (1, 0))
    return least <= value <= most


def _is_torn(said: Said, first: int, last: int) -> bool:
    """Whether marks stand between these words, and none that says more than a breath does."""
    behind = [said.words[each].behind for each in range(first, last)]
    return any(behind) and all(not each or each in _MARKS for each in behind)


def beats_at(said: Said, place: int) -> Written | None:
    """`heart rate 92 days per minute`: what a heart does so often in a minute is beat."""
    number, language = said.number(place), said.language
    if number is None or not said.named_before(place, _PULSE[language], _NEAR):
        return None
    counted = number.behind
    unit = said.unit(counted)
    if unit is not None and unit.unit.symbol:
        return None
    if not said.goes_on(counted) or not said.follows(counted + 1, _PER_MINUTE[language]):
        return None
    return _sign(place, counted + 2, number.value, _BEATS[language])


def _sign(first: int, last: int, value: Decimal | int, symbol: str) -> Written | None:
    if not _is_plausible(value, symbol):
        return None
    return Written(
        first, last, f"{value} {symbol}", WrittenKind.QUANTITY, (Decimal(value),), symbol
    )
