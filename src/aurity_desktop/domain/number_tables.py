"""The number words of Spanish and English, without accents and in small letters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True)
class NumberTable:
    """The number words of a language; `first_words` are those that a number can begin with."""

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
    first_words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Told once, since every word of every transcript is asked."""
        first = self.zero.union(
            self.units, self.teens, self.tens, self.hundreds, self.thousand, self.articles
        )
        object.__setattr__(self, "first_words", first)


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def numbered(words: str, first: int, step: int = 1) -> dict[str, int]:
    """Each word with its number, counted from `first`; `a/b` are two words for the same."""
    return {
        word: first + step * place
        for place, same in enumerate(words.split())
        for word in same.split("/")
    }


SPANISH: Final = NumberTable(
    zero=frozenset({"cero"}),
    units=numbered("un/uno/una dos tres cuatro cinco seis siete ocho nueve", 1),
    teens=numbered(
        "diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte "
        "veintiuno/veintiun/veintiuna veintidos veintitres veinticuatro veinticinco veintiseis "
        "veintisiete veintiocho veintinueve",
        10,
    ),
    tens=numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10),
    hundreds=numbered(
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

ENGLISH_UNITS: Final = numbered("one two three four five six seven eight nine", 1)
_ENGLISH_TENS: Final = numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
ENGLISH: Final = NumberTable(
    zero=frozenset({"zero"}),
    units=ENGLISH_UNITS,
    teens=numbered(
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

#: What the last of several digits behind a point may count, instead of being a decimal.
COUNTED: Final = word_set(
    "times tablets pills capsules drops puffs hours days weeks months veces tabletas pastillas "
    "capsulas gotas disparos inhalaciones cucharadas ampolletas unidades horas dias semanas meses"
)
#: What follows decimals that were said one by one.
MEASURES: Final = word_set(
    "mg mcg g kg ml miligramos microgramos gramos kilos kilogramos mililitros litros centimetros "
    "milimetros metros grados miliequivalentes por"
)
