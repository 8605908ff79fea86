"""What was said, as the rules of writing look at it, and what they write for it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from aurity_desktop.domain.number_tables import NUMBER_TABLES
from aurity_desktop.domain.number_words import (
    SpokenNumber,
    number_at,
    spoken_words,
    with_whole_hundreds,
)
from aurity_desktop.domain.written_units import UnitFound, unit_at


class WrittenKind(StrEnum):
    """What the words say."""

    NUMBER = "number"
    QUANTITY = "quantity"
    PRESSURE = "pressure"
    RATIO = "ratio"
    CLOCK = "clock"
    DATE = "date"
    SEQUENCE = "sequence"


@dataclass(frozen=True, slots=True)
class Written:
    """Words `first` to `last` as they are written, without the punctuation around them.

    `values` are the numbers in it, in their order; `unit` is the symbol, or the word of a unit that
    has none, whether it is within the span or stands behind it; "" without one.
    """

    first: int
    last: int
    text: str
    kind: WrittenKind
    values: tuple[Decimal, ...] = ()
    unit: str = ""

    @property
    def behind(self) -> int:
        """The place of the word behind it."""
        return self.last + 1


class Said:
    """The words of somebody, in one language."""

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._texts = texts
        self.words = with_whole_hundreds(spoken_words(texts), language)
        self.language = language
        self._numbers: dict[int, SpokenNumber | None] = {}  # every rule asks for the same ones

    def __len__(self) -> int:
        return len(self.words)

    def plain(self, place: int) -> str:
        """The word here in small letters, without accents and punctuation; "" outside."""
        return self.words[place].plain if 0 <= place < len(self.words) else ""

    def raw(self, place: int) -> str:
        """The word here as it stands, without the punctuation around it."""
        word, text = self.words[place], self._texts[place]
        return text[len(word.before) : len(text) - len(word.behind)]

    def raw_between(self, first: int, last: int) -> str:
        """The words as they stand, without the punctuation around them."""
        return " ".join(self.raw(place) for place in range(first, last + 1))

    def number(self, place: int) -> SpokenNumber | None:
        """The number that begins here; `por ciento` is none."""
        if self.plain(place) == "ciento" and self.plain(place - 1) == "por":
            return None
        if place not in self._numbers:
            self._numbers[place] = number_at(self.words, place, self.language)
        return self._numbers[place]

    def whole(self, place: int, least: int, most: int) -> SpokenNumber | None:
        """The whole number that begins here, where it lies between these."""
        found = self.number(place)
        if found is None or "." in found.text or not least <= found.value <= most:
            return None
        return found

    def is_decimals(self, place: int) -> bool:
        """Whether the number here is behind a point or a zero.

        Then its whole part was not understood, and with a unit it would be a dose ten times as
        large.
        """
        table = NUMBER_TABLES[self.language]
        return self.plain(place - 1) in table.points | table.zero and self.goes_on(place)

    def goes_on(self, behind: int) -> bool:
        """Whether the word at `behind` follows the one before it without punctuation."""
        return (
            0 < behind < len(self.words)
            and not self.words[behind - 1].behind
            and not self.words[behind].before
        )

    def unit(self, behind: int) -> UnitFound | None:
        """The unit at `behind`, of the number that ends before it."""
        return unit_at(self.words, behind, self.language) if self.goes_on(behind) else None

    def follows(self, behind: int, plain: Iterable[str]) -> bool:
        """Whether these words stand from `behind` on, without punctuation before any of them."""
        return all(
            self.goes_on(behind + at) and self.plain(behind + at) == word
            for at, word in enumerate(plain)
        )

    def before(self, place: int, within: int) -> Iterator[str]:
        """The words before this one, the nearest first, at most so many."""
        for at in range(place - 1, max(-1, place - 1 - within), -1):
            yield self.plain(at)

    def named_before(self, place: int, names: Collection[str], within: int) -> bool:
        """Whether one of these words is among the last before this one."""
        return any(word in names for word in self.before(place, within))
