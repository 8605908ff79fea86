"""Terms by how they sound: which of thousands may have been said where something else was heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.asr.sound_key import sound_distance, sound_key

#: A name may be heard as so many words.
MOST_WORDS: Final = 4
#: Keys farther apart than this have nothing to do with each other.
FARTHEST: Final = 0.34
#: A key of fewer sounds is like too many others.
_LEAST_SOUNDS: Final = 4
#: So many terms that share most pairs of sounds are compared sound by sound.
_COMPARED: Final = 60


@dataclass(frozen=True, slots=True)
class SoundsLike:
    """`term` may have been said where words `first` to `last` were heard; 0 is the same sound."""

    term: str
    first: int
    last: int
    distance: float


class SoundIndex:
    """Terms of one language. Built in a second for ten thousand; a look-up takes milliseconds."""

    def __init__(self, terms: Iterable[str], language: str) -> None:
        self._language = language
        self._terms: list[tuple[str, str]] = []
        self._by_pair: defaultdict[str, list[int]] = defaultdict(list)
        for term in dict.fromkeys(terms):
            key = sound_key(term, language)
            if len(key) < _LEAST_SOUNDS:
                continue
            for pair in set(_pairs(key)):
                self._by_pair[pair].append(len(self._terms))
            self._terms.append((term, key))

    def like(self, heard: str, most: int = 20) -> list[tuple[float, str]]:
        """The nearest terms with their distances, the nearest first; none beyond `FARTHEST`."""
        key = sound_key(heard, self._language)
        if len(key) < _LEAST_SOUNDS:
            return []
        shared: Counter[int] = Counter()
        for pair in set(_pairs(key)):
            shared.update(self._by_pair.get(pair, ()))
        found = []
        for number, _ in shared.most_common(_COMPARED):
            term, other = self._terms[number]
            distance = sound_distance(key, other, FARTHEST)
            if distance <= FARTHEST:
                found.append((distance, term))
        return sorted(found)[:most]

    def like_words(self, words: Sequence[str], most: int = 20) -> list[SoundsLike]:
        """What may have been said for one to four of these words, the nearest first.

        A term that is among the words as it is written is none.
        """
        found = [each for first in range(len(words)) for each in self._from(words, first, most)]
        return sorted(found, key=lambda each: (each.distance, each.first))[:most]

    def _from(self, words: Sequence[str], first: int, most: int) -> Iterator[SoundsLike]:
        for last in range(first, min(first + MOST_WORDS, len(words))):
            heard = " ".join(words[first : last + 1])
            for distance, term in self.like(heard, most):
                if term.casefold() != heard.casefold():
                    yield SoundsLike(term, first, last, distance)


def _pairs(key: str) -> Iterator[str]:
    """Every two sounds that follow each other, the first and the last with the edge."""
    edged = f"^{key}$"
    return (edged[place : place + 2] for place in range(len(edged) - 1))
