"""What of a transcript a person is asked to look at again: the most harmful mistakes first.

By words alone, in Spanish and English. Not more than one word in twenty is asked for: who is asked
for everything looks at nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from aurity_desktop.domain.transcript import Word

#: Below this the model itself was not sure.
UNSURE_BELOW = 0.5
#: What a word's probability is worth where two readings of the sound differ: of 70 wrong words in
#: 889, one in twenty words asked for catches 20 with it and 14 without.
_HEARD_OTHERWISE = 0.4
#: One word in so many is asked for, at most.
_ONE_IN = 20
#: Two at once for less than that is an "mhm", in seconds.
_TOGETHER = 1.0

_NUMBER = re.compile(r"\d+([.,/]\d+)*")
_AROUND = ".,;:¿?¡!()\"'«»“”…"


class ReviewKind(StrEnum):
    """Why something deserves a second look, in the order of harm.

    `CONFLICT`: a person corrected it while it was said, and the second pass heard neither that nor
    what was heard then. `NAME`: the program wrote a name of the lexicon by its sound.
    """

    CONFLICT = "conflict"
    NAME = "name"
    DOSE = "dose"
    ALLERGY = "allergy"
    NEGATION = "negation"
    LATERALITY = "laterality"
    UNSURE = "unsure"
    OVERLAP = "overlap"


_RISK = {kind: place for place, kind in enumerate(ReviewKind)}


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_DOSE_UNITS = _words(
    "mg mcg µg g kg ml l cc ui mmhg % miligramos miligramo microgramos gramos gramo kilos "
    "mililitros mililitro litros gotas unidades unidad tabletas tableta pastillas pastilla "
    "cápsulas cápsula cucharadas cucharada inhalaciones ampolletas ampolleta grados latidos "
    "porciento "
    "milligrams milligram micrograms grams gram kilograms millilitres milliliters litres liters "
    "drops units unit tablets tablet pills pill capsules capsule puffs teaspoons degrees beats "
    "percent"
)
_TIMES = _words(
    "horas hora días día semanas semana meses mes años año minutos hours hour days day weeks week "
    "months month years year minutes"
)
_NUMBER_WORDS = _words(
    "un una uno dos tres cuatro cinco seis siete ocho nueve diez doce quince veinte treinta "
    "cuarenta cincuenta cien media medio one two three four five six seven eight nine ten twelve "
    "fifteen twenty thirty forty fifty hundred half"
)
_EVERY = _words("cada every")
_ALLERGIES = re.compile(r"al[eé]rgi|anafil|allerg|anaphyla")
_NEGATIONS = _words(
    "no ni nunca jamás tampoco sin niega negó nadie ninguna ninguno ningún not never without "
    "denies denied none neither nor don't doesn't didn't isn't wasn't hasn't haven't can't"
)
_SIDES = re.compile(r"(izquierd[oa]s?|derech[oa]s?|left|right)")


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """The words of a turn; `seen` are the numbers of those that a person has looked at.

    `disputed` those at which a person's words and the second pass differ; `heard_otherwise` those
    that live text had otherwise; `by_sound` those that the program wrote by their sound.
    """

    words: tuple[Word, ...]
    seen: frozenset[int] = field(default=frozenset())
    overlapped: bool = False
    disputed: frozenset[int] = field(default=frozenset())
    heard_otherwise: frozenset[int] = field(default=frozenset())
    by_sound: frozenset[int] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """Words `first` to `last` of a turn, by its number; -1 where the whole turn is meant."""

    turn: int
    first: int
    last: int
    kind: ReviewKind

    @property
    def length(self) -> int:
        """How many words are asked for; a whole turn counts as one."""
        return self.last - self.first + 1

    @property
    def risk(self) -> tuple[int, int, int]:
        """What comes first is smaller: the most harmful, then the earliest."""
        return _RISK[self.kind], self.turn, self.first


def review_points(turns: Sequence[SpokenTurn], *, by_channel: bool = False) -> list[ReviewPoint]:
    """In the order of risk; a word is asked for once, for the gravest reason.

    Where there are too many, those of the least risk, and of the surest words, are not asked for:
    what a person has looked at counts, and makes room for nothing.

    `by_channel`: the turns are those of a channel each, of which the mix was transcribed. There it
    is known who spoke at once, words of one may be missing, and every such stretch is asked for,
    however many words are.
    """
    found = [each for number, turn in enumerate(turns) for each in _of_turn(number, turn)]
    asked: list[ReviewPoint] = []
    if by_channel:
        found = [each for each in found if each.point.kind is not ReviewKind.OVERLAP]
        together = [each for number, turn in enumerate(turns) for each in _together(number, turn)]
        asked = [each.point for each in together if not each.seen]
    found.sort(key=lambda each: (_RISK[each.point.kind], each.probability, each.point.risk))
    room = max(1, sum(len(turn.words) for turn in turns) // _ONE_IN)
    room -= sum(each.point.length for each in found if each.seen)
    chosen: list[ReviewPoint] = []
    for each in found:
        if each.seen:
            continue
        if each.point.length > room and (chosen or room <= 0):
            break
        room -= each.point.length
        chosen.append(each.point)
    return sorted([*chosen, *asked], key=lambda point: point.risk)


@dataclass(frozen=True, slots=True)
class _Found:
    """A point with the least probability of its words; `seen`: a person has looked at them all."""

    point: ReviewPoint
    probability: float
    seen: bool


def _of_turn(number: int, turn: SpokenTurn) -> Iterator[_Found]:
    plain = [word.text.strip(_AROUND).lower() for word in turn.words]
    place = 0
    while place < len(plain):
        kind, count = _kind(plain, place, turn.words[place])
        if place in turn.by_sound:
            kind, count = ReviewKind.NAME, 1
        if place in turn.disputed:
            kind, count = ReviewKind.CONFLICT, _following(turn.disputed, place)
        span = range(place, place + count)
        place += count
        doubted = not turn.heard_otherwise.isdisjoint(span)
        if kind is None and doubted:
            kind = ReviewKind.UNSURE
        if kind is not None:
            least = min(turn.words[each].probability for each in span)
            least *= _HEARD_OTHERWISE if doubted else 1.0
            point = ReviewPoint(number, span[0], span[-1], kind)
            yield _Found(point, least, turn.seen.issuperset(span))
    if turn.overlapped:
        whole = ReviewPoint(number, -1, -1, ReviewKind.OVERLAP)
        yield _Found(whole, 0.0, len(turn.seen) >= len(plain))


def _following(disputed: frozenset[int], place: int) -> int:
    """How many disputed words stand there one behind the other."""
    count = 1
    while place + count in disputed:
        count += 1
    return count


def _together(number: int, turn: SpokenTurn) -> Iterator[_Found]:
    """Where someone else spoke as well: the turn, or its words one after the other."""
    words = turn.words
    if turn.overlapped:
        whole = ReviewPoint(number, -1, -1, ReviewKind.OVERLAP)
        yield _Found(whole, 0.0, len(turn.seen) >= len(words))
        return
    for overlapped, group in groupby(range(len(words)), lambda at: words[at].overlapped):
        span = list(group)
        if overlapped and words[span[-1]].end - words[span[0]].start >= _TOGETHER:
            point = ReviewPoint(number, span[0], span[-1], ReviewKind.OVERLAP)
            yield _Found(point, 0.0, turn.seen.issuperset(span))


def _kind(plain: Sequence[str], place: int, word: Word) -> tuple[ReviewKind | None, int]:
    """Why the word here is asked for, and how many words belong to it."""
    text = plain[place]
    if quantity := _quantity(plain, place):
        return ReviewKind.DOSE, quantity
    if _ALLERGIES.match(text):
        return ReviewKind.ALLERGY, 1
    if text in _NEGATIONS:
        return ReviewKind.NEGATION, 1
    if _SIDES.fullmatch(text):
        return ReviewKind.LATERALITY, 1
    return (ReviewKind.UNSURE if word.probability < UNSURE_BELOW else None), 1


def _quantity(plain: Sequence[str], place: int) -> int:
    """How many words the quantity here has: `500 mg` two, `500mg` one; 0 where there is none."""
    text = plain[place]
    following = plain[place + 1] if place + 1 < len(plain) else ""
    number = _NUMBER.match(text)
    if number is not None and (rest := text[number.end() :]):
        return int(rest in _DOSE_UNITS or rest in _TIMES)
    if number is None and text not in _NUMBER_WORDS:
        return 0
    every = place > 0 and plain[place - 1] in _EVERY
    counts = following in _DOSE_UNITS or (following in _TIMES and (every or number is not None))
    return 2 if counts else 0
