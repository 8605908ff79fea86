"""Times of day and dates as they are said: `ocho y media de la noche`, `quince de marzo`."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from aurity_desktop.domain.number_tables import numbered, word_set
from aurity_desktop.domain.number_words import SpokenNumber
from aurity_desktop.domain.written import Said, Written, WrittenKind

_BEFORE_LAS: Final = word_set("a desde hasta para hacia sobre eran son entre de como y")
_DAY_PARTS: Final = frozenset({"manana", "mañana", "tarde", "noche", "madrugada"})
_HALVES: Final = frozenset({"am", "pm", "a.m", "p.m"})
_AT: Final = word_set("at until since by around before after from till about")
_MONTHS: Final = {
    "es": word_set(
        "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre "
        "diciembre"
    ),
    "en": word_set(
        "january february march april may june july august september october november december"
    ),
}
_ORDINALS: Final = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth",
    1,
) | {"thirtieth": 30}
_YEAR_AFTER: Final = word_set("in since of year until from during before after by")


def clock_time_at(said: Said, place: int) -> Written | None:
    """The time of day that begins at this word."""
    if said.language == "es":
        return _spanish_time(said, place) or _spanish_before_the_hour(said, place)
    if said.language == "en":
        return _english_time(said, place) or _english_past_or_to(said, place)
    return None


def date_at(said: Said, place: int) -> Written | None:
    """The date that begins at this word; in English a year of two pairs as well."""
    if said.language == "es":
        return _spanish_date(said, place)
    if said.language == "en":
        return _english_date(said, place) or _english_year(said, place)
    return None


def date_starts(language: str) -> frozenset[str]:
    """Words other than numbers that a date may begin with."""
    if language == "es":
        return frozenset({"primero"})
    tens = ("twenty", "thirty")
    units = [word for word, day in _ORDINALS.items() if day < 10]
    return _MONTHS["en"].union(_ORDINALS, (f"{ten}-{unit}" for ten in tens for unit in units))


def _spanish_time(said: Said, place: int) -> Written | None:
    article = said.plain(place - 1)
    if article not in ("las", "la") or said.plain(place - 2) not in _BEFORE_LAS:
        return None
    hour = said.whole(place, 1, 24)
    if hour is None or (hour.value == 1) != (article == "la") or not said.goes_on(place):
        return None
    behind = hour.behind
    for minutes, ends in _spanish_minutes(said, behind):
        return _clock(place, ends - 1, int(hour.value), minutes)
    if _names_part_of_day(said, behind) or (hour.value > 1 and not said.goes_on(behind)):
        return Written(place, behind - 1, hour.text, WrittenKind.CLOCK, (hour.value,))
    return None


def _spanish_minutes(said: Said, behind: int) -> Iterator[tuple[int, int]]:
    """Minutes after the hour, and the place behind the words that say them."""
    sign = {"y": 1, "menos": -1}.get(said.plain(behind), 0)
    if said.follows(behind, ("en", "punto")):
        yield 0, behind + 2
    elif not said.goes_on(behind):
        return
    elif sign and said.goes_on(behind + 1):
        named = {"media": 30, "cuarto": 15}.get(said.plain(behind + 1))
        number = said.whole(behind + 1, 1, 59)
        if named is not None:
            yield sign * named, behind + 2
        elif number is not None and _counts_nothing(said, number):
            yield sign * int(number.value), _without_minutes(said, number.behind)
    else:
        number = said.whole(behind, 10, 59)
        if number is not None and _counts_nothing(said, number):
            yield int(number.value), number.behind


def _counts_nothing(said: Said, number: SpokenNumber) -> bool:
    """Whether the number is followed by no unit, or by `minutos`."""
    return said.unit(number.behind) is None or said.plain(number.behind) in ("minutos", "minutes")


def _without_minutes(said: Said, behind: int) -> int:
    return behind + 1 if said.goes_on(behind) and said.plain(behind) == "minutos" else behind


def _names_part_of_day(said: Said, behind: int) -> bool:
    if not said.goes_on(behind):
        return False
    if said.plain(behind) in _HALVES:
        return True
    return said.follows(behind, ("de", "la")) and said.plain(behind + 2) in _DAY_PARTS


def _spanish_before_the_hour(said: Said, place: int) -> Written | None:
    """`cuarto para las ocho`, `diez para las ocho`."""
    a_quarter = said.plain(place) == "un" and said.follows(place + 1, ("cuarto",))
    quarter = place + 1 if a_quarter else place
    if said.plain(quarter) == "cuarto":
        minutes, behind = 15, quarter + 1
    else:
        number = said.whole(place, 5, 29)
        if number is None:
            return None
        minutes, behind = int(number.value), number.behind
    if not (said.follows(behind, ("para", "las")) or said.follows(behind, ("para", "la"))):
        return None
    hour = said.whole(behind + 2, 1, 12) if said.goes_on(behind + 2) else None
    return _clock(place, hour.last, int(hour.value), -minutes) if hour else None


def _english_time(said: Said, place: int) -> Written | None:
    hour = said.whole(place, 1, 12)
    if hour is None or hour.last != place or not said.goes_on(place + 1):
        return None
    following = said.plain(place + 1)
    if following in ("o'clock", "o’clock"):
        return _clock(place, place + 1, int(hour.value), 0)
    if following in _HALVES:
        return Written(place, place, hour.text, WrittenKind.CLOCK, (hour.value,))
    minutes = said.whole(place + 1, 10, 59)
    if minutes is None or said.unit(minutes.behind) is not None:
        return None
    half = said.goes_on(minutes.behind) and said.plain(minutes.behind) in _HALVES
    if half or said.plain(place - 1) in _AT:
        return _clock(place, minutes.last, int(hour.value), int(minutes.value))
    return None


def _english_past_or_to(said: Said, place: int) -> Written | None:
    """`half past eight`, `a quarter to nine`, `ten past six`."""
    at = place + 1 if said.plain(place) == "a" and said.goes_on(place + 1) else place
    named = {"half": 30, "quarter": 15}.get(said.plain(at))
    number = said.whole(at, 5, 29) if named is None and at == place else None
    if named is None and number is None:
        return None
    minutes, behind = (int(number.value), number.behind) if number else (named or 0, at + 1)
    sign = {"past": 1, "to": -1}.get(said.plain(behind), 0) if said.goes_on(behind) else 0
    if not sign or not said.goes_on(behind + 1):
        return None
    if sign < 0 and named != 15:
        return None  # `five to ten` is a range
    hour = said.whole(behind + 1, 1, 12)
    return _clock(place, hour.last, int(hour.value), sign * minutes) if hour else None


def _clock(first: int, last: int, hour: int, minutes: int) -> Written:
    if minutes < 0:
        hour, minutes = (hour - 1) or 12, 60 + minutes
    values = (Decimal(hour), Decimal(minutes))
    return Written(first, last, f"{hour}:{minutes:02}", WrittenKind.CLOCK, values)


def _spanish_date(said: Said, place: int) -> Written | None:
    if said.plain(place) == "primero":
        day, behind = Decimal(1), place + 1
    else:
        number = said.whole(place, 1, 31)
        if number is None:
            return None
        day, behind = number.value, number.behind
    if not said.follows(behind, ("de",)) or not said.goes_on(behind + 1):
        return None
    if said.plain(behind + 1) not in _MONTHS["es"]:
        return None
    text, last = f"{day} de {said.raw(behind + 1)}", behind + 1
    joint = said.plain(last + 1)
    year = said.whole(last + 2, 1900, 2100) if joint in ("de", "del") else None
    if year is None or not said.goes_on(last + 1) or not said.goes_on(last + 2):
        return Written(place, last, text, WrittenKind.DATE, (day,))
    text = f"{text} {joint} {year.value}"
    return Written(place, year.last, text, WrittenKind.DATE, (day, year.value))


def _english_date(said: Said, place: int) -> Written | None:
    """`March fifteenth twenty twenty-six`, `fifteenth of March`."""
    if said.plain(place) in _MONTHS["en"]:
        found = _ordinal(said, place + 1) if said.goes_on(place + 1) else None
        return _month_and_day(said, place, *found) if found is not None else None
    found = _ordinal(said, place)
    if found is None:
        return None
    day, behind = found
    month = behind + 1
    if said.plain(month) not in _MONTHS["en"] or not said.follows(
        behind, ("of", said.plain(month))
    ):
        return None
    text = f"{day}{_suffix(day)} of {said.raw(month)}"
    return Written(place, month, text, WrittenKind.DATE, (Decimal(day),))


def _month_and_day(said: Said, place: int, day: int, behind: int) -> Written:
    """The month is at `place`, the words of its day end before `behind`."""
    text = f"{said.raw(place)} {day}"
    year = _year(said, behind) if said.goes_on(behind) else None
    if year is None:
        return Written(place, behind - 1, text, WrittenKind.DATE, (Decimal(day),))
    values = (Decimal(day), Decimal(year[0]))
    return Written(place, year[1] - 1, f"{text}, {year[0]}", WrittenKind.DATE, values)


def _ordinal(said: Said, place: int) -> tuple[int, int] | None:
    """A day of the month, and the place behind it."""
    word = said.plain(place)
    if word in _ORDINALS:
        return _ORDINALS[word], place + 1
    tens, _, unit = word.partition("-")
    if tens in ("twenty", "thirty") and _ORDINALS.get(unit, 31) < 10:
        return _day(tens, unit, place + 1)
    if word in ("twenty", "thirty") and said.goes_on(place + 1):
        unit = said.plain(place + 1)
        return _day(word, unit, place + 2) if _ORDINALS.get(unit, 31) < 10 else None
    return None


def _day(tens: str, unit: str, behind: int) -> tuple[int, int] | None:
    day = {"twenty": 20, "thirty": 30}[tens] + _ORDINALS[unit]
    return (day, behind) if day <= 31 else None


def _suffix(day: int) -> str:
    if day in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _english_year(said: Said, place: int) -> Written | None:
    if said.plain(place - 1) not in _YEAR_AFTER:
        return None
    year = _year(said, place)
    if year is None or year[1] - place < 2 or said.unit(year[1]) is not None:
        return None
    return Written(place, year[1] - 1, str(year[0]), WrittenKind.DATE, (Decimal(year[0]),))


def _year(said: Said, place: int) -> tuple[int, int] | None:
    """A year, and the place behind it."""
    century = said.whole(place, 19, 20)
    if century is not None and century.last == place and said.goes_on(place + 1):
        rest = said.whole(place + 1, 10, 99)
        if rest is not None:
            return 100 * int(century.value) + int(rest.value), rest.behind
    year = said.whole(place, 1900, 2100)
    return (int(year.value), year.behind) if year else None
