"""Numbers as they are said, in Spanish and English: words, digits, and both mixed.

`treinta y ocho`, `30 y 8`, `dos punto cinco`, `one hundred and twenty`. A number ends at a mark of
punctuation. Articles (`un`, `una`, `a`) are read as one; who asks decides whether that is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from aurity_desktop.domain.number_tables import (
    COUNTED,
    ENGLISH,
    ENGLISH_UNITS,
    MEASURES,
    NUMBER_TABLES,
    SPANISH,
    NumberTable,
)

_AROUND: Final = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)
_TOKEN: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_ACCENTS: Final = str.maketrans("áéíóúüàèìòù", "aeiouuaeiou")
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NUMERAL: Final = re.compile(rf"{_THOUSANDS.pattern}|\d+(?:[.,]\d+)?", re.ASCII)
#: `30 y 8`, `140 y 8`, and with its decimals `30 y 8.4`, as recognizers write Spanish numbers.
WHOLE_TEN: Final = re.compile("[1-9]?[3-9]0")
_WITH_DECIMALS: Final = re.compile(r"[1-9][.,]\d", re.ASCII)
_BELOW_HUNDRED: Final = re.compile("[1-9][0-9]?")
_ONE_DIGIT: Final = re.compile("[1-9]")
_OH: Final = frozenset({"oh"})
#: Behind `punto` these are articles: `el segundo punto, una molestia`.
_NEVER_DECIMALS: Final = frozenset({"un", "una", "mil"})


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """A word without its punctuation and accents, in small letters; the punctuation beside it."""

    plain: str
    before: str = ""
    behind: str = ""


@dataclass(frozen=True, slots=True)
class SpokenNumber:
    """Words `first` to `last` say `value`; `text` is how it is written.

    A numeral that stands in one word keeps its own text. `in_words`: no digit was written.
    `article`: it may as well be an article.
    """

    first: int
    last: int
    value: Decimal
    text: str
    in_words: bool
    article: bool = False

    @property
    def behind(self) -> int:
        """The place of the word behind it."""
        return self.last + 1


def spoken_words(texts: Iterable[str]) -> list[SpokenWord]:
    """What the parsers read: `¿Veintidós,` is `veintidos` between `¿` and `,`."""
    found = []
    for text in texts:
        around = _AROUND.match(text)
        assert around is not None  # every text matches
        before, inner, behind = around.groups()
        if behind.startswith(("%", "°")):
            inner, behind = inner + behind[0], behind[1:]
        found.append(SpokenWord(inner.lower().translate(_ACCENTS), before, behind))
    return found


def tokens_in(texts: Iterable[str]) -> set[str]:
    """Every run of letters and digits in small letters, without accents: quickly.

    What `spoken_words` reads of a text is among them wherever it is one such run.
    """
    return set(_TOKEN.findall(" ".join(texts).lower().translate(_ACCENTS)))


def with_whole_hundreds(words: list[SpokenWord], language: str) -> list[SpokenWord]:
    """The words without a mark behind a Spanish `ciento`, which never ends a number: `ciento, 50`.

    But for `por ciento`.
    """
    if language != "es":
        return words
    return [
        replace(word, behind="")
        if word.plain == "ciento"
        and place
        and word.behind in (",", ".")
        and words[place - 1].plain != "por"
        else word
        for place, word in enumerate(words)
    ]


def number_at(words: Sequence[SpokenWord], place: int, language: str) -> SpokenNumber | None:
    """The longest number that begins at this word.

    None where there is none, and in languages whose numbers are not read.
    """
    table = NUMBER_TABLES.get(language)
    if table is None or not 0 <= place < len(words):
        return None
    return _Reader(words, table).number(place)


def numbers_in(words: Sequence[SpokenWord], language: str) -> list[SpokenNumber]:
    """Every number, in order; none overlaps another."""
    found: list[SpokenNumber] = []
    place = 0
    while place < len(words):
        number = number_at(words, place, language)
        if number is None:
            place += 1
        else:
            found.append(number)
            place = number.behind
    return found


def fraction_at(words: Sequence[SpokenWord], place: int, language: str) -> SpokenNumber | None:
    """`punto cinco`, whose whole part was not said: a half."""
    table = NUMBER_TABLES.get(language)
    found = _Reader(words, table).fraction(place) if table is not None else None
    if found is None:
        return None
    text = f"0.{found[0]}"
    return SpokenNumber(place, found[1] - 1, Decimal(text), text, in_words=False)


def elided_hundred_at(words: Sequence[SpokenWord], place: int) -> SpokenNumber | None:
    """English `one twenty`, `one oh five`: hundreds without their name, as pressures are said."""
    reader = _Reader(words, ENGLISH)
    hundreds = ENGLISH_UNITS.get(reader.plain(place), 0)
    if not hundreds or not reader.goes_on(place):
        return None
    following = place + 1
    if reader.plain(following) in ("oh", "o") and reader.goes_on(following):
        following += 1
        rest, last = ENGLISH_UNITS.get(reader.plain(following), 0), following
    else:
        below = reader.below_hundred(following)
        if below is None or below[0] < 10:
            return None
        rest, last = below[0], below[1] - 1
    if not rest:
        return None
    value = 100 * hundreds + rest
    return SpokenNumber(place, last, Decimal(value), number_text(Decimal(value)), in_words=True)


def number_text(value: Decimal) -> str:
    """Digits, a point before decimals, commas between thousands from ten thousand on."""
    whole = value == value.to_integral_value()
    text = f"{value.to_integral_value():f}" if whole else f"{value:f}"
    if abs(value) < 10_000:
        return text
    digits, _, decimals = text.partition(".")
    return f"{int(digits):,}" + (f".{decimals}" if decimals else "")


def leading_numeral(plain: str) -> tuple[SpokenNumber, str] | None:
    """The numeral that a word begins with, and what is behind it in the same word: `80mg`.

    None where the word begins with none, or where nothing is behind it.
    """
    found = _NUMERAL.match(plain)
    if found is None or found.end() == len(plain):
        return None
    number = SpokenNumber(0, 0, _value(found[0]), found[0], in_words=False)
    return number, plain[found.end() :]


class _Reader:
    """Reads numbers of one language; a reading is a value and the place behind it."""

    def __init__(self, words: Sequence[SpokenWord], table: NumberTable) -> None:
        self._words = words
        self._table = table

    def plain(self, place: int) -> str:
        """The word here; "" behind the last."""
        return self._words[place].plain if 0 <= place < len(self._words) else ""

    def goes_on(self, place: int) -> bool:
        """Whether a number may go on behind this word: no punctuation lies there."""
        return (
            place + 1 < len(self._words)
            and not self._words[place].behind
            and not self._words[place + 1].before
        )

    def number(self, place: int) -> SpokenNumber | None:
        """The longest number that begins here."""
        word = self.plain(place)
        if not word[:1].isdigit() and word not in self._table.first_words:
            return None  # as nearly every word: what follows would come to the same
        literal = self.plain(place) if _NUMERAL.fullmatch(self.plain(place)) else ""
        whole = self._whole(place)
        if whole is None:
            return None
        value, behind = whole
        text = literal if literal and behind == place + 1 else number_text(value)
        goes_on = value == value.to_integral_value() and self.goes_on(behind - 1)
        fraction = self.fraction(behind) if goes_on else None
        if fraction is not None:
            text = f"{int(value)}.{fraction[0]}"
            value, behind = Decimal(text), fraction[1]
        span = range(place, behind)
        return SpokenNumber(
            place,
            behind - 1,
            value,
            text,
            in_words=not any(self.plain(each)[:1].isdigit() for each in span),
            article=len(span) == 1 and self.plain(place) in self._table.articles,
        )

    def below_hundred(self, place: int) -> tuple[int, int] | None:
        """1 to 99 in words, or `30 y 8`, `140 y 8`, as recognizers write it."""
        table, word = self._table, self.plain(place)
        if word in table.units:
            return table.units[word], place + 1
        if word in table.teens:
            joined = self._joined_unit(place) if word in ("diez", "veinte") else None
            least = 6 if word == "diez" else 1
            if joined is not None and joined[0] >= least:
                return table.teens[word] + joined[0], joined[1]
            return table.teens[word], place + 1
        if word in table.tens:
            value = table.tens[word]
            unit = self._joined_unit(place) if table is SPANISH else self._unit(place + 1, place)
            return (value + unit[0], unit[1]) if unit else (value, place + 1)
        if WHOLE_TEN.fullmatch(word) and table is SPANISH:
            unit = self._joined_unit(place)
            return (int(word) + unit[0], unit[1]) if unit else None
        return None

    def _unit(self, place: int, behind: int) -> tuple[int, int] | None:
        """A unit here, where the number goes on behind the word `behind`."""
        word = self.plain(place)
        if not self.goes_on(behind):
            return None
        if word in self._table.units:
            return self._table.units[word], place + 1
        return (int(word), place + 1) if _ONE_DIGIT.fullmatch(word) else None

    def _joined_unit(self, place: int) -> tuple[int, int] | None:
        """The `y ocho` behind a ten."""
        return self._unit(place + 2, place + 1) if self._joins_unit(place) else None

    def _joins_unit(self, place: int) -> bool:
        """Whether a Spanish `y` is behind the ten here."""
        return self._table is SPANISH and self.plain(place + 1) == "y" and self.goes_on(place)

    def _whole(self, place: int) -> tuple[Decimal, int] | None:
        """A number without its decimals; a numeral may have some of its own."""
        word = self.plain(place)
        if word in self._table.zero:
            return Decimal(0), place + 1
        total, at = Decimal(0), place
        largest = 10**9
        while True:
            group = self._group(at)
            if group is None and self.plain(at) in self._table.thousand:
                group = (Decimal(1), at)  # `mil` alone
            if group is None:
                break
            value, behind = group
            power, behind = self._power(at, behind)
            if power >= largest or (at > place and value >= largest):
                break
            total, at, largest = total + value * power, behind, power
            if power == 1 or not self.goes_on(at - 1):
                break
            if self.plain(at) == "and" and self._goes_below_hundred(at):
                at += 1
        while at > place and self.plain(at - 1) == "and":
            at -= 1
        return (total, at) if at > place else None

    def _power(self, at: int, behind: int) -> tuple[int, int]:
        """What the group that ends before `behind` is multiplied by, and the place behind that."""
        if behind > at and not self.goes_on(behind - 1):
            return 1, behind
        if self.plain(behind) in self._table.thousand:
            return 1_000, behind + 1
        if self.plain(behind) in self._table.million and behind > at:
            return 1_000_000, behind + 1
        return 1, behind

    def _group(self, place: int) -> tuple[Decimal, int] | None:
        """1 to 999 in words, or a numeral."""
        table, word = self._table, self.plain(place)
        if word in table.hundreds:
            return self._spanish_hundreds(place)
        below = self.below_hundred(place)
        if below is None and _NUMERAL.fullmatch(word):
            following = self.plain(place + 2) if self._joins_unit(place) else ""
            if WHOLE_TEN.fullmatch(word) and _WITH_DECIMALS.fullmatch(following):
                return _value(word) + _value(following), place + 3
            return _value(word), place + 1
        if word in table.articles and word not in table.units and self.goes_on(place):
            named = self.plain(place + 1) in table.hundred | table.thousand
            below = (1, place + 1) if named else None
        if below is None:
            return None
        value, behind = below
        if self.plain(behind) in table.hundred and self.goes_on(behind - 1):
            return self._hundreds(value, behind)
        return Decimal(value), behind

    def _spanish_hundreds(self, place: int) -> tuple[Decimal, int]:
        word, following = self.plain(place), self.plain(place + 1)
        value = self._table.hundreds[word]
        below = self.below_hundred(place + 1) if self.goes_on(place) else None
        if word == "ciento" and _BELOW_HUNDRED.fullmatch(following) and self.goes_on(place):
            below = below or (int(following), place + 2)
        elif word == "cien" or following[:1].isdigit():
            below = None
        if below is None:
            return Decimal(value), place + 1
        return Decimal(value + below[0]), below[1]

    def _hundreds(self, count: int, place: int) -> tuple[Decimal, int]:
        """English: the word `hundred` is here, `count` before it."""
        value, behind = Decimal(100 * count), place + 1
        if not self.goes_on(place):
            return value, behind
        joined = self.plain(behind) == "and" and self._goes_below_hundred(behind)
        rest = self.below_hundred(behind + 1 if joined else behind)
        return (value + rest[0], rest[1]) if rest else (value, behind)

    def _goes_below_hundred(self, place: int) -> bool:
        """Whether behind the `and` here the number goes on, rather than another begin."""
        return (
            self.goes_on(place)
            and self.below_hundred(place + 1) is not None
            and self.plain(place + 1) not in self._table.articles
        )

    def fraction(self, place: int) -> tuple[str, int] | None:
        """The digits behind `punto`, whose word is here, and the place behind them."""
        if self.plain(place) not in self._table.points:
            return None
        digits, at = "", place
        while self.goes_on(at) and self.plain(at + 1) in self._table.zero | _OH:
            digits, at = digits + "0", at + 1
        if not self.goes_on(at):
            return (digits, at + 1) if digits else None
        first = self.plain(at + 1)
        if first in self._table.units and first not in _NEVER_DECIMALS:
            return self._digits_one_by_one(digits, at + 1)
        following = self._group(at + 1)
        if following is None or first in _NEVER_DECIMALS:
            return (digits, at + 1) if digits else None
        return digits + (first if first.isdigit() else f"{following[0]:f}"), following[1]

    def _digits_one_by_one(self, digits: str, place: int) -> tuple[str, int]:
        """`two five` behind the point; in `two five times` the five counts the times.

        In Spanish only where a measure or a mark of punctuation follows: a second number is more
        often one of its own.
        """
        units = [self._table.units[self.plain(place)]]
        at = place
        while self.goes_on(at) and self._is_digit(at + 1):
            at += 1
            units.append(self._table.units[self.plain(at)])
        following = self.plain(at + 1) if self.goes_on(at) else ""
        if len(units) > 1 and following in COUNTED:
            units, at = units[:-1], at - 1
        elif self._table is SPANISH and following and following not in MEASURES:
            units, at = units[:1], place
        return digits + "".join(map(str, units)), at + 1

    def _is_digit(self, place: int) -> bool:
        word = self.plain(place)
        return word in self._table.units and word not in _NEVER_DECIMALS


def _value(numeral: str) -> Decimal:
    """`1,000` is a thousand; `38,5` has decimals."""
    if _THOUSANDS.fullmatch(numeral):
        return Decimal(numeral.replace(",", ""))
    return Decimal(numeral.replace(",", "."))
