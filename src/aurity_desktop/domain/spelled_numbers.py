"""How a number or a unit that is searched for may have been said: the reverse of `number_words`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aurity_desktop.domain.number_tables import ENGLISH, SPANISH
from aurity_desktop.domain.written_units import spoken_units

_MOST: Final = 1_000_000
_NUMERAL: Final = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,6})(?:[.,](\d{1,3}))?", re.ASCII)
_RATIO: Final = re.compile(r"(\d{1,3})/(\d{1,3})", re.ASCII)
#: Words that may stand between a number and its half: `treinta y ocho grados y medio`.
HALVES: Final = ("y medio", "y media", "and a half")


def said_as(term: str) -> list[tuple[str, ...]]:
    """The ways in which a written term may have been said, none for what is no number or unit.

    Each way is one phrase, or two of which the second follows within few words. Without accents.
    """
    if ratio := _RATIO.fullmatch(term):
        return [(way,) for way in _ratios(int(ratio[1]), int(ratio[2]))]
    if numeral := _NUMERAL.fullmatch(term):
        return list(_numbers(numeral[1].replace(",", ""), numeral[2] or ""))
    return [(way,) for way in spoken_units(term)]


def _numbers(digits: str, decimals: str) -> Iterator[tuple[str, ...]]:
    value = int(digits)
    if value >= _MOST or (value == 1 and not decimals) or digits != str(value):
        return
    wholes = [*spanish(value), *english(value)]
    if not decimals:
        yield from ((whole,) for whole in wholes)
        return
    for whole in spanish(value):
        for part in spanish_decimals(decimals):
            yield (f"{whole} punto {part}",)
            yield (f"{whole} coma {part}",)
    yield (f"{digits} punto {decimals}",)
    for whole in english(value):
        yield (f"{whole} point {_one_by_one(decimals)}",)
    if decimals == "5":
        yield from ((whole, half) for whole in [*wholes, digits] for half in HALVES)


def _ratios(upper: int, lower: int) -> Iterator[str]:
    for joint in ("sobre", "con"):
        yield f"{upper} {joint} {lower}"
        yield from (f"{one} {joint} {other}" for one in spanish(upper) for other in spanish(lower))
    yield f"{upper} over {lower}"
    yield from (f"{one} over {other}" for one in english(upper) for other in english(lower))


def spanish(value: int) -> list[str]:
    """The words for a number below a million, in both genders; and `30 y 8` as it is misheard."""
    found = [_spanish(value)]
    if value > 100 and "cientos" in found[0]:
        found.append(found[0].replace("cientos", "cientas"))
    if found[0].startswith("quinientos") or " quinientos" in found[0]:
        found.append(found[0].replace("quinientos", "quinientas"))
    if 30 < value < 100 and value % 10:
        ten, unit = value - value % 10, value % 10
        found += [f"{ten} y {unit}", f"{ten} y {_SPANISH[unit]}"]
    return found


def spanish_decimals(decimals: str) -> list[str]:
    """`05` is `cero cinco`, `25` is `veinticinco`."""
    zeros = len(decimals) - len(decimals.lstrip("0"))
    rest = decimals[zeros:]
    words = [*["cero"] * zeros, *([_spanish(int(rest))] if rest else [])]
    return [" ".join(words)]


def english(value: int) -> list[str]:
    """The words for a number below a million; with and without `and`, and `one twenty`."""
    plain = _english(value)
    found = [plain]
    if value > 100 and value % 100 and "hundred " in plain:
        head, _, tail = plain.rpartition("hundred ")
        found.append(f"{head}hundred and {tail}")
    if 100 < value < 1000 and value % 100 >= 10:
        found.append(f"{_ENGLISH[value // 100]} {_english(value % 100)}")
    return found


_SPANISH: Final[dict[int, str]] = {
    value: word
    for table in (SPANISH.hundreds, SPANISH.tens, SPANISH.teens, SPANISH.units)
    for word, value in reversed([*table.items()])
} | {0: "cero", 1: "uno"}
_ENGLISH: Final[dict[int, str]] = {
    value: word
    for table in (ENGLISH.tens, ENGLISH.teens, ENGLISH.units)
    for word, value in reversed([*table.items()])
    if "-" not in word
} | {0: "zero"}


def _spanish(value: int) -> str:
    if value >= 1000:
        head = "mil" if value < 2000 else f"{_spanish(value // 1000)} mil"
        return f"{head} {_spanish(value % 1000)}" if value % 1000 else head
    if value > 100:
        head = "ciento" if value < 200 else _SPANISH[value - value % 100]
        return f"{head} {_spanish(value % 100)}" if value % 100 else head
    if value in _SPANISH:
        return "cien" if value == 100 else _SPANISH[value]
    return f"{_SPANISH[value - value % 10]} y {_SPANISH[value % 10]}"


def _english(value: int) -> str:
    for power, name in ((1000, "thousand"), (100, "hundred")):
        if value >= power:
            head = f"{_english(value // power)} {name}"
            return f"{head} {_english(value % power)}" if value % power else head
    if value in _ENGLISH:
        return _ENGLISH[value]
    return f"{_ENGLISH[value - value % 10]} {_ENGLISH[value % 10]}"


def _one_by_one(decimals: str) -> str:
    return " ".join(_ENGLISH[int(digit)] for digit in decimals)
