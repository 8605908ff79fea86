"""Vital signs that a recognizer tore: `pulso en 50. 4 latidos por minuto`, `92 days per minute`.

Only what could not be meant as it stands is put together: nobody's pulse is 4.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from aurity_desktop.domain.number_tables import NUMBER_TABLES, word_set
from aurity_desktop.domain.number_words import WHOLE_TEN
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


def torn_ten_at(said: Said, place: int) -> Written | None:
    """`50. 4 latidos por minuto`, `30, y ocho grados y medio`: a mark between ten and unit."""
    if said.language != "es":
        return None
    joined = said.plain(place + 1) == "y"
    at = place + 1 + joined
    if at >= len(said) or not _is_torn(said, place, at):
        return None
    table, word = NUMBER_TABLES["es"], said.plain(place)
    ten = int(word) if WHOLE_TEN.fullmatch(word) else table.tens.get(word, 0)
    one = said.plain(at)
    rest = int(one) if one.isdecimal() else table.units.get(one, 0)
    unit = said.unit(at + 1)
    if not ten or not 1 <= rest < 10 or unit is None or said.words[at].before:
        return None
    is_degrees = said.plain(at + 1) in _DEGREES
    symbol = "°C" if is_degrees else unit.unit.symbol
    if symbol == "%" and not said.named_before(place, _OXYGEN, _NEAR):
        return None
    if is_degrees and said.follows(unit.behind, ("y", "medio")):
        return _sign(place, unit.behind + 1, Decimal(10 * (ten + rest) + 5) / 10, symbol)
    return _sign(place, unit.behind - 1, ten + rest, symbol)


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
    least, most = _PLAUSIBLE.get("lpm" if symbol == "bpm" else symbol, (1, 0))
    if not least <= value <= most:
        return None
    return Written(
        first, last, f"{value} {symbol}", WrittenKind.QUANTITY, (Decimal(value),), symbol
    )
