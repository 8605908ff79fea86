"""What became of each word that was painted: when it came, whether it changed, when it settled.

A painted word is a place on the page. Where another word takes the place, the place is one that has
changed, and it goes on with the other word; so it is where its word goes away, and comes again. Two
paintings are compared by the fewest words put in, taken out and replaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

#: A word and whether it was painted as settled.
Shown = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Painting:
    """What stood on the page when it was painted, at second `at`.

    Its first `kept` words are the first ones of the painting before, `words` those behind them.
    `above` are the pixels of the text above the page, out of sight.
    """

    at: float
    kept: int
    words: tuple[Shown, ...]
    above: int = 0


@dataclass(slots=True)
class PaintedWord:
    """One place on the page and the word that it had in the end. Times are those of the paintings.

    `stays_since`: painted as it reads in the end, but for case and punctuation. `settled_at`: first
    painted as settled. `changed`: another word stood here, or none, after a word did; `unsettled`:
    that happened to a settled word. `respelled`: in case or punctuation only. `is_shown` is False
    for a word that went away for good.
    """

    text: str
    first_at: float
    stays_since: float
    settled_at: float | None = None
    changed: bool = False
    unsettled: bool = False
    respelled: bool = False
    is_shown: bool = True


@dataclass(slots=True)
class PaintedWords:
    """Told of every painting in order.

    `words` are all places there ever were, in the order of the page. `moved_back` counts the
    paintings at which lines came down that had gone up before.
    """

    words: list[PaintedWord] = field(default_factory=list)
    moved_back: int = 0
    _above: int = 0

    def take(self, painting: Painting) -> None:
        self.moved_back += painting.above < self._above
        self._above = painting.above
        places = [place for place, word in enumerate(self.words) if word.is_shown]
        kept, new = painting.kept, list(painting.words)
        while kept < len(places) and new and self._reads(places[kept], new[0]):
            kept, new = kept + 1, new[1:]
        tail = places[kept:]
        before = places[kept - 1] if kept else -1
        self._replace(before, tail, new, painting.at)

    def _reads(self, place: int, shown: Shown) -> bool:
        word = self.words[place]
        return (word.text, word.settled_at is not None) == shown

    def _replace(self, before: int, tail: Sequence[int], new: Sequence[Shown], at: float) -> None:
        """Make the words at the places of `tail`, all behind `before`, be `new`."""
        inserted = 0  # places put in so far: those behind them have moved by so many
        for old, shown in paired([bare(self.words[p].text) for p in tail], _bare(new)):
            place = None if old is None else tail[old] + inserted
            if place is None:
                assert shown is not None
                end = self._next_shown(before + 1)
                place = self._gone(bare(new[shown][0]), before + 1, end)
                if place is None:
                    place = before + 1
                    self.words.insert(place, PaintedWord("", at, at))
                    inserted += 1
            if shown is None:
                self._take_away(self.words[place])
            else:
                _put(self.words[place], new[shown], at)
            before = place

    def _next_shown(self, place: int) -> int:
        while place < len(self.words) and not self.words[place].is_shown:
            place += 1
        return place

    def _gone(self, text: str, begin: int, end: int) -> int | None:
        """The first of these places that had this word before it went away."""
        places = (place for place in range(begin, end) if bare(self.words[place].text) == text)
        return next(places, None)

    @staticmethod
    def _take_away(word: PaintedWord) -> None:
        word.is_shown, word.changed = False, True
        word.unsettled |= word.settled_at is not None


def _put(word: PaintedWord, shown: Shown, at: float) -> None:
    text, is_settled = shown
    if not word.text:
        word.text = text
    elif bare(word.text) != bare(text):
        word.changed, word.stays_since = True, at
        word.unsettled |= word.settled_at is not None
    elif not word.is_shown:
        word.stays_since = at
    elif word.text != text:
        word.respelled = True
    word.text, word.is_shown = text, True
    if is_settled and word.settled_at is None:
        word.settled_at = at


def bare(word: str) -> str:
    """A word without case and punctuation; one that is nothing else, as it is."""
    return "".join(each for each in word.casefold() if each.isalnum()) or word


def _bare(shown: Sequence[Shown]) -> list[str]:
    return [bare(text) for text, _ in shown]


def paired(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which word of `old` became which of `new`, by the fewest changes; None for no word.

    Where several ways take as few, words are replaced before others are put in behind them.
    """
    from rapidfuzz.distance import Levenshtein

    pairs: list[tuple[int | None, int | None]] = []
    for step in Levenshtein.opcodes(old[::-1], new[::-1]):  # it puts in before it replaces
        olds = [len(old) - 1 - place for place in range(step.src_start, step.src_end)]
        news = [len(new) - 1 - place for place in range(step.dest_start, step.dest_end)]
        pairs += zip_longest(olds, news)
    return reversed(pairs)
