"""A number and what it counts: `quinientos miligramos`, `tableta y media`, `un metro setenta`."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from aurity_desktop.domain.number_tables import word_set
from aurity_desktop.domain.number_words import (
    WHOLE_TEN,
    SpokenNumber,
    SpokenWord,
    fraction_at,
    leading_numeral,
    number_text,
)
from aurity_desktop.domain.written import Said, Written, WrittenKind
from aurity_desktop.domain.written_units import UnitFound, UnitKind, unit_at

_HALF: Final = Decimal("0.5")
_TEN: Final = 10
_HALF_SIGN: Final = "½"
_DEGREES: Final = frozenset({"grado", "grados", "degree", "degrees"})
#: Body temperatures: other degrees are angles.
_CELSIUS: Final = (34, 43)
_FAHRENHEIT: Final = (93, 110)
_SIGNS: Final = frozenset({"º", "°"})
_TEMPERATURE: Final = word_set("temperatura fiebre calentura temperature temp fever")
_NEAR: Final = 4
_HEIGHT: Final = word_set("mide mido medi midio talla estatura altura")


def quantity_at(said: Said, place: int) -> Written | None:
    """The quantity that begins at this word."""
    number = said.number(place)
    if number is None:
        return (
            _half_at(said, place)
            or _quarters_at(said, place)
            or _form_and_half_at(said, place)
            or _point_at(said, place)
            or _in_one_word_at(said, place)
        )
    return _quarters_at(said, place) or _height_at(said, number) or _counted_at(said, place, number)


def _counted_at(said: Said, place: int, number: SpokenNumber) -> Written | None:
    """A number before a unit."""
    value, behind, halved = number.value, number.behind, False
    if _half_behind(said, behind) and "." not in number.text:
        behind, halved = _half_behind(said, behind), True
        value += _HALF
    unit = said.unit(behind)
    if unit is None:
        return None
    name = said.raw(unit.behind - 1)
    if unit.unit.kind is UnitKind.MEASURED or said.plain(behind) in _DEGREES:
        found = _measured(said, number, unit, value, halved=halved)
    elif unit.unit.kind is UnitKind.FORM:
        found = _of_form(said, number, unit, behind, halved=halved)
    elif number.article and (said.plain(place), said.plain(behind)) != ("una", "vez"):
        found = None
    elif halved:
        found = _quantity(place, behind - 1, number_text(value), value, name)
    else:
        found = _quantity(place, number.last, number.text, number.value, name)
    return found


def _point_at(said: Said, place: int) -> Written | None:
    """`punto cinco miligramos`: the zero before the point was not said."""
    number = fraction_at(said.words, place, said.language)
    unit = said.unit(number.behind) if number is not None else None
    if number is None or unit is None or unit.unit.kind is not UnitKind.MEASURED:
        return None
    symbol = unit.unit.symbol
    return _quantity(place, unit.behind - 1, f"{number.text} {symbol}", number.value, symbol)


def ten_and_one_word_at(said: Said, place: int) -> Written | None:
    """`30 y 8ºC`: the unit of the number and its sign in one word, as `30 y 8` is written."""
    if said.language != "es" or not WHOLE_TEN.fullmatch(said.plain(place)):
        return None
    if said.plain(place - 1) == "entre" or not said.follows(place + 1, ("y",)):
        return None
    found = leading_numeral(said.plain(place + 2)) if said.goes_on(place + 2) else None
    if found is None or not 1 <= found[0].value < _TEN:
        return None
    return _in_one_word_at(said, place + 2, ten=Decimal(said.plain(place)), first=place)


def _in_one_word_at(
    said: Said, place: int, *, ten: Decimal = Decimal(0), first: int | None = None
) -> Written | None:
    """`80mg`, `91kg.`, `81-milligram`: as recognizers write some doses, without the blank.

    And `38ºC y medio`. `ten` stands from the word `first` on before it.
    """
    found = leading_numeral(said.plain(place))
    if found is None:
        return None
    number, rest = found
    if rest in _SIGNS and _is_body_temperature(said, place, number):
        rest = "°c"
    unit = unit_at([SpokenWord(rest.removeprefix("-"))], 0, said.language)
    if unit is None or unit.unit.kind is not UnitKind.MEASURED:
        return None
    value, last = number.value + ten, place
    symbol = _likely(said, place, unit.unit.symbol, value)
    after = 0 if "." in number.text or "," in number.text else _half_behind(said, place + 1)
    if after and said.unit(after) is None:
        value, last = value + _HALF, after - 1
    as_heard = said.raw(place).endswith(("%", f"°{symbol[1:]}")) and value == number.value
    digits = number.text if value == number.value else number_text(value)
    text = said.raw(place) if as_heard else f"{digits} {symbol}"
    return _quantity(place if first is None else first, last, text, value, symbol)


def _is_body_temperature(said: Said, place: int, number: SpokenNumber) -> bool:
    """Whether the sign of degrees alone means Celsius: `36.2º`; the 36th is not `temperatura`."""
    warm = _CELSIUS[0] <= number.value <= _CELSIUS[1]
    return warm and said.named_before(place, _TEMPERATURE, _NEAR)


def _likely(said: Said, place: int, symbol: str, value: Decimal) -> str:
    """In English Fahrenheit for a temperature that nobody has in Celsius: `99.1°C`."""
    hot = said.language == "en" and _FAHRENHEIT[0] <= value <= _FAHRENHEIT[1]
    named = said.named_before(place, _TEMPERATURE, _NEAR)
    return "°F" if symbol == "°C" and hot and named else symbol


def _half_behind(said: Said, behind: int) -> int:
    """The place behind `y medio`, `and a half` at `behind`; 0 where it does not stand there."""
    for words in (("y", "medio"), ("y", "media"), ("and", "a", "half")):
        if said.follows(behind, words):
            return behind + len(words)
    return 0


def _measured(
    said: Said, number: SpokenNumber, unit: UnitFound, value: Decimal, *, halved: bool
) -> Written | None:
    behind = unit.behind
    after = 0 if halved or "." in number.text else _half_behind(said, behind)
    if after and said.unit(after) is None:  # `dos kilos y medio litro` has two quantities
        value, behind, halved = value + _HALF, after, True
    symbol = unit.unit.symbol or _degrees(said, value)
    if not symbol:  # an angle
        if number.article:
            return None
        last, text = (behind - 1, number_text(value)) if halved else (number.last, number.text)
        if halved:
            text = f"{text} {said.raw(unit.behind - 1)}"
        return _quantity(number.first, last, text, value, said.raw(unit.behind - 1))
    text = number_text(value) if halved else number.text
    if symbol == "m" and not halved:
        metres = _centimetres_behind(said, number, behind)
        if metres is not None:
            return metres
    gap = "" if symbol == "%" and said.language == "en" else " "
    return _quantity(number.first, behind - 1, f"{text}{gap}{symbol}", value, symbol)


def _degrees(said: Said, value: Decimal) -> str:
    """The sign of a body temperature; "" for an angle."""
    if _CELSIUS[0] <= value <= _CELSIUS[1]:
        return "°C"
    if said.language == "en" and _FAHRENHEIT[0] <= value <= _FAHRENHEIT[1]:
        return "°F"
    return ""


def _of_form(
    said: Said, number: SpokenNumber, unit: UnitFound, behind: int, *, halved: bool
) -> Written:
    """Tablets and the like: `2½ tabletas`."""
    form = said.raw(unit.behind - 1)
    whole = f"{number.text}{_HALF_SIGN}"
    after = _half_behind(said, unit.behind)
    if halved:
        value = number.value + _HALF
        return _quantity(number.first, behind - 1, whole, value, form)
    if after and said.unit(after) is None:
        value = number.value + _HALF
        return _quantity(number.first, after - 1, f"{whole} {form}", value, form)
    return _quantity(number.first, number.last, number.text, number.value, form)


def _half_at(said: Said, place: int) -> Written | None:
    """`medio miligramo`, `media tableta`, `half a tablet`."""
    if said.language == "es" and said.plain(place) in ("medio", "media"):
        behind = place + 1
    elif said.plain(place) == "half" and said.follows(place + 1, ("a",)):
        behind = place + 2
    else:
        return None
    unit = said.unit(behind)
    if unit is None or unit.unit.kind not in (UnitKind.MEASURED, UnitKind.FORM):
        return None
    if unit.unit.kind is UnitKind.FORM:
        return _quantity(place, behind - 1, _HALF_SIGN, _HALF, said.raw(behind))
    symbol = unit.unit.symbol
    return _quantity(place, unit.behind - 1, f"0.5 {symbol}", _HALF, symbol)


def _quarters_at(said: Said, place: int) -> Written | None:
    """`un cuarto de tableta`, `tres cuartos de litro`, `a quarter of a tablet`."""
    for words, sign, value in (
        (("un", "cuarto", "de"), "¼", "0.25"),
        (("tres", "cuartos", "de"), "¾", "0.75"),
        (("a", "quarter", "of", "a"), "¼", "0.25"),
        (("three", "quarters", "of", "a"), "¾", "0.75"),
    ):
        if said.plain(place) != words[0] or not said.follows(place + 1, words[1:]):
            continue
        unit = said.unit(place + len(words))
        if unit is None or unit.unit.kind not in (UnitKind.MEASURED, UnitKind.FORM):
            return None
        return _quantity(place, place + 1, sign, Decimal(value), said.raw(unit.behind - 1))
    return None


def _form_and_half_at(said: Said, place: int) -> Written | None:
    """`tableta y media`, without a number before it."""
    if said.language != "es" or said.plain(place - 1) in ("la", "cada"):
        return None
    unit = said.unit(place) if place else None
    if unit is None or unit.unit.kind is not UnitKind.FORM or said.number(place - 1) is not None:
        return None
    after = _half_behind(said, unit.behind)
    if not after or said.unit(after) is not None or said.plain(place).endswith("s"):
        return None
    form = said.raw(place)
    return _quantity(place, after - 1, f"1{_HALF_SIGN} {form}", 1 + _HALF, form)


def _height_at(said: Said, number: SpokenNumber) -> Written | None:
    """`mide uno setenta y cinco`."""
    if number.value not in (1, 2) or number.first != number.last:
        return None
    if said.language != "es" or not said.named_before(number.first, _HEIGHT, 4):
        return None
    return _with_centimetres(said, number, number.behind, {"m"})


def _centimetres_behind(said: Said, number: SpokenNumber, behind: int) -> Written | None:
    """`un metro setenta`, `un metro con setenta centímetros`."""
    begins = behind + 1 if said.follows(behind, ("con",)) else behind
    return _with_centimetres(said, number, begins, {"cm"})


def _with_centimetres(
    said: Said, number: SpokenNumber, begins: int, units: set[str]
) -> Written | None:
    parts = said.whole(begins, 10, 99) if said.goes_on(begins) else None
    if parts is None or "." in number.text:
        return None
    unit = said.unit(parts.behind)
    if unit is not None and unit.unit.symbol not in units:
        return None
    last = unit.behind - 1 if unit is not None else parts.last
    value = number.value + parts.value / 100
    return _quantity(number.first, last, f"{value:.2f} m", value, "m")


def _quantity(first: int, last: int, text: str, value: Decimal, unit: str) -> Written:
    return Written(first, last, text, WrittenKind.QUANTITY, (value,), unit)
