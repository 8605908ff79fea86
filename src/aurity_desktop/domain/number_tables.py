"""The number words of Spanish and English, without accents and in small letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class NumberTable:
    """The number words of a language."""

    zero: frozenset[str]
    units: Mapping[str, int]
    teens: Mapping[str, int]
    tens: Mapping[str, int]
    hundreds: Mapping[str, int]
    hundred: frozenset[str]
    thousand: frozenset[str]
    million: frozenset[str]
    points: frozenset[str]
    articles: frozenset[str]


def _numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    return {
        word: first + step * place
        for place, same in enumerate(words.split())
        for word in same.split("/")
    }


SPANISH: Final = NumberTable(
    zero=frozenset({"cero"}),
    units=_numbered("un/uno/una dos tres cuatro cinco seis siete ocho nueve", 1),
    teens=_numbered(
        "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte "
        "veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro veinticinco veintiseis "
        "veintisiete veintiocho veintinueve",
        10,
    ),
    tens=_numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10),
    hundreds=_numbered(
        "ciento/cien doscientos/doscientas trescientos/trescientas cuatrocientos/cuatrocientas "
        "quinientos/quinientas seiscientos/seiscientas setecientos/setecientas "
        "ochocientos/ochocientas novecientos/novecientas",
        100,
        100,
    ),
    hundred=frozenset(),
    thousand=frozenset({"mil"}),
    million=frozenset({"millon", "millones"}),
    points=frozenset({"punto", "coma"}),
    articles=frozenset({"un", "una", "uno"}),
)

ENGLISH_UNITS: Final = _numbered("one two three four five six seven eight nine", 1)
_ENGLISH_TENS: Final = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
ENGLISH: Final = NumberTable(
    zero=frozenset({"zero"}),
    units=ENGLISH_UNITS,
    teens=_numbered(
        "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 10
    )
    | {
        f"{ten}-{unit}": tens + units
        for ten, tens in _ENGLISH_TENS.items()
        for unit, units in ENGLISH_UNITS.items()
    },
    tens=_ENGLISH_TENS,
    hundreds={},
    hundred=frozenset({"hundred"}),
    thousand=frozenset({"thousand"}),
    million=frozenset({"million"}),
    points=frozenset({"point"}),
    articles=frozenset({"a"}),
)

NUMBER_TABLES: Final = {"es": SPANISH, "en": ENGLISH}
