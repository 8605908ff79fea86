"""Which words of a transcript deserve a second look: likely mistakes, and harmful ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aurity_desktop.ui.review.turn_model import Row, TurnRow

#: Below this the model itself was not sure.
UNSURE_BELOW = 0.5

_NUMBER = re.compile(r"\d+([.,/]\d+)*")
_UNITS = frozenset(
    [
        "mg",
        "mcg",
        "µg",
        "g",
        "kg",
        "ml",
        "l",
        "cc",
        "ui",
        "miligramos",
        "miligramo",
        "microgramos",
        "gramos",
        "gramo",
        "kilos",
        "mililitros",
        "litros",
        "gotas",
        "unidades",
        "tabletas",
        "tableta",
        "pastillas",
        "pastilla",
        "cápsulas",
        "cápsula",
        "horas",
        "hora",
        "días",
        "día",
        "semanas",
        "meses",
        "años",
        "grados",
        "latidos",
        "porciento",
        "%",
        "milligrams",
        "milligram",
        "micrograms",
        "grams",
        "gram",
        "kilograms",
        "millilitres",
        "milliliters",
        "litres",
        "liters",
        "drops",
        "units",
        "tablets",
        "tablet",
        "pills",
        "pill",
        "capsules",
        "hours",
        "hour",
        "days",
        "day",
        "weeks",
        "months",
        "years",
        "degrees",
        "beats",
        "percent",
    ]
)
_NEGATIONS = frozenset(
    [
        "no",
        "ni",
        "nunca",
        "jamás",
        "tampoco",
        "sin",
        "niega",
        "negó",
        "nadie",
        "ninguna",
        "ninguno",
        "ningún",
        "not",
        "never",
        "without",
        "denies",
        "denied",
        "none",
        "neither",
        "nor",
        "don't",
        "doesn't",
        "didn't",
        "isn't",
        "wasn't",
        "hasn't",
        "haven't",
        "can't",
    ]
)


class DoubtKind(StrEnum):
    """Why a word deserves a second look."""

    UNSURE = "unsure"
    QUANTITY = "quantity"
    NEGATION = "negation"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word, by its turn's row and its number in the turn; -1 stands for the whole turn."""

    row: int
    word: int
    kind: DoubtKind


def doubts(rows: Sequence[Row]) -> list[Doubt]:
    """In reading order; a word stands there once, for the gravest reason."""
    return [
        Doubt(place, number, kind)
        for place, row in enumerate(rows)
        if isinstance(row, TurnRow)
        for number, kind in _of_turn(row)
    ]


def _of_turn(row: TurnRow) -> Iterator[tuple[int, DoubtKind]]:
    if row.overlapped:
        yield -1, DoubtKind.OVERLAP
    plain = [word.text.strip(".,;:¿?¡!()\"'«»“”").lower() for word in row.words]
    for number, (word, text) in enumerate(zip(row.words, plain, strict=True)):
        following = plain[number + 1] if number + 1 < len(plain) else ""
        if word.probability < UNSURE_BELOW:
            yield number, DoubtKind.UNSURE
        elif _is_quantity(text, following):
            yield number, DoubtKind.QUANTITY
        elif text in _NEGATIONS:
            yield number, DoubtKind.NEGATION


def _is_quantity(text: str, following: str) -> bool:
    """`500 mg`, `500mg`, `8 horas`: a number with its unit beside it or at its end."""
    number = _NUMBER.match(text)
    if number is None:
        return False
    rest = text[number.end() :]
    return rest in _UNITS if rest else following in _UNITS
