"""Numbers, units, times and dates as a clinician writes them, out of the words that were said.

A pure reading: nothing is recorded. Each `Written` keeps the span of the words that it stands for,
so that they can be shown, searched and heard under it. What is right as it stands is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from decimal import Decimal
from typing import Final

from aurity_desktop.domain.number_tables import NUMBER_TABLES, word_set
from aurity_desktop.domain.number_words import SpokenNumber, number_text, tokens_in
from aurity_desktop.domain.written import Said, Written, WrittenKind
from aurity_desktop.domain.written_clock import clock_time_at, date_at, date_starts
from aurity_desktop.domain.written_pressure import ratio_at
from aurity_desktop.domain.written_quantities import quantity_at, ten_and_one_word_at
from aurity_desktop.domain.written_sequences import sequence_at
from aurity_desktop.domain.written_torn import beats_at, torn_ten_at
from aurity_desktop.domain.written_units import forms

#: A number behind one of these is written, however small: `diabetes tipo dos`.
_CLASSES: Final = word_set(
    "tipo grado estadio etapa fase clase categoria nivel cama consultorio cuarto cada "
    "type grade stage phase class category level bed room every"
)
_OR: Final = {"es": frozenset({"a", "al", "o", "u"}), "en": frozenset({"to", "or"})}
_AND: Final = {"es": "y", "en": "and"}
_BETWEEN: Final = frozenset({"entre", "between"})
#: Round, and said of what nobody counted.
_ROUND: Final = frozenset({"mil", "cien", "ciento", "hundred", "thousand"})
#: From here on a number without a unit is written in digits.
_LEAST_BARE: Final = 10


def written_numbers(
    texts: Sequence[str], language: str, kept: Collection[int] = ()
) -> list[Written]:
    """What is written differently from how it was said, in order, without overlaps.

    `texts` are the words of one speaker, with their punctuation; `kept` the places of words that a
    person has written, which stay. Nothing in languages other than Spanish and English.
    """
    if language not in NUMBER_TABLES or not _may_be_written(texts, language):
        return []
    said = Said(texts, language)
    return [
        each
        for each in _all(said)
        if each.text != said.raw_between(each.first, each.last)
        and not any(each.first <= place <= each.last for place in kept)
    ]


def read_numbers(texts: Sequence[str], language: str) -> list[Written]:
    """As `written_numbers`, with those that stand there in writing already."""
    return list(_all(Said(texts, language))) if language in NUMBER_TABLES else []


def _may_be_written(texts: Sequence[str], language: str) -> bool:
    """Whether any word could begin something written: most turns are refused here."""
    tokens = tokens_in(texts)
    return not tokens.isdisjoint(_STARTS[language]) or any(each[0].isdigit() for each in tokens)


def _all(said: Said) -> Iterator[Written]:
    place = 0
    while place < len(said):
        found = _at(said, place)
        if found is not None:
            yield found
            place = found.behind
            continue
        number = said.number(place) if said.plain(place) in _STARTS[said.language] else None
        place = number.behind if number is not None else place + 1


def _at(said: Said, place: int) -> Written | None:
    word = said.plain(place)
    starts = word in _STARTS[said.language] or word[:1].isdigit()
    if not starts or said.is_decimals(place):
        return None
    for rule in _RULES:
        found = rule(said, place)
        if found is not None:
            return found
    return None


def _range_at(said: Said, place: int) -> Written | None:
    """The first number of `cinco a diez miligramos`, of `dos, tres días`: both are written."""
    number = said.number(place)
    if number is None:
        return None
    joint = said.plain(number.behind) if said.goes_on(number.behind) else ""
    if joint in _OR[said.language] or joint == _AND[said.language]:
        second = _at(said, number.behind + 1)
        if second is not None and _are_alike(said, number, joint, second):
            return _plain(number, number.text, second.unit)
        return None
    second = _next_higher(said, number)
    if second is None:
        return None
    comma = "" if said.words[number.last].behind else ","
    return _plain(number, f"{number.text}{comma}", second.unit)


def _are_alike(said: Said, number: SpokenNumber, joint: str, second: Written) -> bool:
    """Whether two numbers with a word between them count the same."""
    if second.kind not in (WrittenKind.NUMBER, WrittenKind.QUANTITY):
        return False
    if joint == _AND[said.language]:
        if number.article or second.values[0] < 1:  # `dos y media tabletas` is one quantity
            return False
        return said.plain(number.first - 1) in _BETWEEN or bool(second.unit)
    scale = (said.plain(number.first - 1), joint) == ("del", "al")  # `del uno al diez`
    return not number.article or bool(second.unit) or scale


def _next_higher(said: Said, number: SpokenNumber) -> Written | None:
    """What is written of the next number, where it is the next higher and counts something."""
    following = said.number(number.behind)
    if following is None or following.value != number.value + 1 or number.article:
        return None
    if said.words[number.last].behind not in ("", ","):
        return None
    found = quantity_at(said, number.behind)
    return found if found is not None and found.unit else None


def _class_at(said: Said, place: int) -> Written | None:
    before = said.plain(place - 1)
    number = said.number(place)
    if number is None or before not in _CLASSES or not said.goes_on(place):
        return None
    if said.plain(place) in ("un", "una", "a") or (before == "cada" and number.article):
        return None
    if before == "cuarto" and said.plain(place - 2) in ("un", "el", "tres"):
        return None  # a quarter
    if before == "every" and said.plain(place) == "one":
        return None
    return _plain(number, number.text)


def _bare_at(said: Said, place: int) -> Written | None:
    """A number that counts nothing we know: from ten on, and with decimals."""
    number = said.number(place)
    if number is None or (not number.in_words and number.first == number.last):
        return None
    table = NUMBER_TABLES[said.language]
    said_as = {said.plain(at) for at in range(number.first, number.behind)}
    if said_as & table.million or (len(said_as) == 1 and said_as & _ROUND):
        return None
    half = said.language == "es" and said.follows(number.behind, ("y", "medio"))
    if half and number.value >= _LEAST_BARE and "." not in number.text:
        value = number.value + Decimal("0.5")
        return Written(place, number.last + 2, number_text(value), WrittenKind.NUMBER, (value,))
    if number.value < _LEAST_BARE and "." not in number.text:
        return None
    return _plain(number, number.text)


def _plain(number: SpokenNumber, text: str, unit: str = "") -> Written:
    return Written(number.first, number.last, text, WrittenKind.NUMBER, (number.value,), unit)


def _starts(language: str) -> frozenset[str]:
    """Every word that something written may begin with, numerals apart."""
    table = NUMBER_TABLES[language]
    numbers = (table.zero, table.units, table.teens, table.tens, table.hundreds, table.hundred)
    words = (table.thousand, table.points, table.articles, forms(language), date_starts(language))
    more = word_set("medio media cuarto tres half quarter")
    return more.union(*numbers, *words)


_STARTS: Final = {language: _starts(language) for language in NUMBER_TABLES}

_Rule = Callable[[Said, int], Written | None]
_RULES: Final[tuple[_Rule, ...]] = (
    sequence_at,
    torn_ten_at,
    beats_at,
    date_at,
    clock_time_at,
    ratio_at,
    ten_and_one_word_at,
    _range_at,
    quantity_at,
    _class_at,
    _bare_at,
)
