"""Units as they are said, and as a clinician writes them: `miligramos` is `mg`.

Without accents and in small letters, as `number_words.spoken_words` has them. Micrograms are `mcg`
and units are written out: `µg` and `U` have been misread in prescriptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aurity_desktop.domain.number_words import SpokenWord


class UnitKind(StrEnum):
    """What a number before the unit looks like.

    `MEASURED` has a symbol, an article before it is a one, and a half is 0.5. `FORM` (a tablet)
    keeps its word, an article is a one, a half is ½. `COUNTED` and `TIME` keep their word, and an
    article before them stays an article.
    """

    MEASURED = "measured"
    FORM = "form"
    COUNTED = "counted"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Unit:
    """`symbol` is how it is written; "" as it was said."""

    kind: UnitKind
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class UnitFound:
    """A unit at a place: its words are those before `behind`."""

    unit: Unit
    behind: int


_MEASURED: Final = {
    "es": {
        "mg": "miligramo miligramos miligamo miligamos miligrama miligramas mg mgs",
        "mcg": "microgramo microgramos mcg",
        "g": "gramo gramos g",
        "kg": "kilo kilos kilogramo kilogramos kg",
        "ml": "mililitro mililitros ml",
        "dl": "decilitro decilitros dl",
        "L": "litro litros",
        "cm": "centimetro centimetros cm",
        "mm": "milimetro milimetros mm",
        "m": "metro metros",
        "mEq": "miliequivalente miliequivalentes meq",
        "mmHg": "milimetros_de_mercurio mmhg",
        "UI": "unidades_internacionales ui",
        "lpm": "latidos_por_minuto lpm",
        "rpm": "respiraciones_por_minuto rpm",
        "%": "por_ciento porciento %",
        "°C": "grados_centigrados grados_celsius °c ºc",
        "°F": "grados_fahrenheit °f ºf",
        "kcal": "kilocalorias kcal",
        "mmol": "milimoles mmol",
    },
    "en": {
        "mg": "milligram milligrams mg",
        "mcg": "microgram micrograms mcg",
        "g": "gram grams",
        "kg": "kilogram kilograms kilo kilos kg",
        "ml": "milliliter milliliters millilitre millilitres ml",
        "dl": "deciliter deciliters decilitre decilitres dl",
        "L": "liter liters litre litres",
        "cm": "centimeter centimeters centimetre centimetres cm",
        "mm": "millimeter millimeters millimetre millimetres mm",
        "m": "meter meters metre metres",
        "lb": "pound pounds lb lbs",
        "mEq": "milliequivalent milliequivalents meq",
        "mmHg": "millimeters_of_mercury millimetres_of_mercury mmhg",
        "bpm": "beats_per_minute bits_per_minute bpm",
        "%": "percent per_cent %",
        "°C": "degrees_celsius degrees_centigrade °c ºc",
        "°F": "degrees_fahrenheit °f ºf",
        "kcal": "kilocalories kcal",
        "mmol": "millimoles mmol",
    },
}

_WORDS: Final = {
    "es": {
        UnitKind.FORM: "tableta tabletas pastilla pastillas capsula capsulas comprimido "
        "comprimidos gota gotas cucharada cucharadas cucharadita cucharaditas ampolleta ampolletas "
        "ampula ampulas inhalacion inhalaciones disparo disparos supositorio supositorios ovulo "
        "ovulos parche parches gragea grageas",
        UnitKind.COUNTED: "unidad unidades sobres dosis frascos jeringas cajas aplicaciones "
        "latidos respiraciones cigarros cigarrillos copas cervezas grado grados puntos embarazos "
        "partos cesareas hijos hijas hermanos hermanas sesiones "
        "veces_al veces_por veces_a vez_al vez_por vez_a",
        UnitKind.TIME: "hora horas dia dias semana semanas mes meses año años minuto minutos "
        "segundos ano anos",
    },
    "en": {
        UnitKind.FORM: "tablet tablets pill pills capsule capsules drop drops teaspoon teaspoons "
        "tablespoon tablespoons ampoule ampoules puff puffs suppository suppositories patch "
        "patches",
        UnitKind.COUNTED: "unit units doses vials injections beats breaths cigarettes drinks beers "
        "degree degrees points packs pregnancies children times_a times_per times_daily "
        "times_every",
        UnitKind.TIME: "hour hours day days week weeks month months year years minute minutes "
        "seconds",
    },
}

#: What may stand behind a measured unit: `mg por kilo por día`.
_PER: Final = {
    "es": ("por", {"dia": "día", "hora": "h", "minuto": "min"}),
    "en": ("per", {"day": "day", "hour": "h", "minute": "min"}),
}
_DENOMINATORS: Final = frozenset({"dl", "kg", "ml", "L", "m", "mm"})
_NUMERATORS: Final = frozenset({"mg", "mcg", "g", "ml", "L", "mEq", "UI", "mmol", "kcal"})


def _table(language: str) -> dict[tuple[str, ...], Unit]:
    found = {
        tuple(said.split("_")): Unit(UnitKind.MEASURED, symbol)
        for symbol, names in _MEASURED[language].items()
        for said in names.split()
    }
    for kind, names in _WORDS[language].items():
        found |= {tuple(said.split("_")): Unit(kind) for said in names.split()}
    return found


_UNITS: Final = {language: _table(language) for language in _MEASURED}
_LONGEST: Final = 3


def forms(language: str) -> frozenset[str]:
    """The words for tablets and the like."""
    return frozenset(_WORDS[language][UnitKind.FORM].split())


def spoken_units(symbol: str) -> list[str]:
    """The words that a symbol is written for, in any language; none for what is no symbol."""
    table = [*_MEASURED.values(), {"°C": "grados degrees"}, {"°F": "degrees"}]
    names = " ".join(each.get(symbol, "") for each in table).split()
    return [each.replace("_", " ") for each in dict.fromkeys(names) if each != symbol.lower()]


def unit_at(words: Sequence[SpokenWord], place: int, language: str) -> UnitFound | None:
    """The longest unit that begins here; it does not go on behind a mark of punctuation."""
    simple = _simple_unit_at(words, place, language)
    if simple is None or simple.unit.symbol not in _NUMERATORS:
        return simple
    symbol, behind = simple.unit.symbol, simple.behind
    for part, ends in _denominators(words, behind, language):
        symbol, behind = f"{symbol}/{part}", ends
    return UnitFound(Unit(UnitKind.MEASURED, symbol), behind)


def _simple_unit_at(words: Sequence[SpokenWord], place: int, language: str) -> UnitFound | None:
    table = _UNITS.get(language, {})
    for length in range(_LONGEST, 0, -1):
        behind = place + length
        if behind > len(words) or not _together(words[place:behind]):
            continue
        unit = table.get(tuple(word.plain for word in words[place:behind]))
        if unit is not None:
            # `veces al día`: the words behind tell that it is a frequency, and stay
            return UnitFound(unit, place + 1 if unit.kind is UnitKind.COUNTED else behind)
    return None


def _denominators(
    words: Sequence[SpokenWord], behind: int, language: str
) -> Iterator[tuple[str, int]]:
    """The `por decilitro` and the `por día` behind a unit: how each is written, where it ends."""
    per, times = _PER[language]
    body = True
    while (
        behind + 1 < len(words)
        and _together(words[behind - 1 : behind + 2])
        and words[behind].plain == per
    ):
        unit = _simple_unit_at(words, behind + 1, language)
        if body and unit is not None and unit.unit.symbol in _DENOMINATORS:
            body, behind = False, unit.behind
            yield unit.unit.symbol, behind
        elif words[behind + 1].plain in times and (not body or _is_flow(words, behind)):
            behind += 2
            yield times[words[behind - 1].plain], behind
            return
        else:
            return


def _is_flow(words: Sequence[SpokenWord], behind: int) -> bool:
    """`litros por minuto`, which is one unit; `mg por día` stays a dose and its frequency."""
    return words[behind - 1].plain.startswith("lit") and words[behind + 1].plain.startswith("minut")


def _together(words: Sequence[SpokenWord]) -> bool:
    """Whether no mark of punctuation lies between these words."""
    return not any(word.behind for word in words[:-1]) and not any(
        word.before for word in words[1:]
    )
