"""Terms by how they sound: which of thousands may have been said where something else was heard."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.asr.sound_key import sound_distance, sound_key, spelling_distance
from aurity_desktop.asr.sound_terms import SoundTerm, Use, bare

#: A name may be heard as so many words.
MOST_WORDS: Final = 4
#: The same of sounds and spelling together: nothing that was said was ever farther apart.
_FARTHEST_IN_ALL: Final = 0.85
#: A term of fewer sounds is like too many others: "all over" is no "liver". By language, for
#: medicines that are sold and for all other terms.
_LEAST: Final = {"es": (5, 6), "en": (6, 8)}
_SELDOM: Final = frozenset({Use.RARE, Use.TERM, Use.PART})
#: What was heard in fewer sounds is asked nothing; what has more is no name.
_LEAST_SOUNDS: Final = 5
_MOST_SOUNDS: Final = 24
#: So many terms that share most pairs of sounds are compared sound by sound.
_SHARING: Final = 300
_COMPARED: Final = 80
#: Sounds that are taken for each other, as one: by these pairs it is told what is least unlike.
_AS_ONE: Final = str.maketrans("bfgjdmnñrsSCeiouy", "ppkktnnnlCCCaaaaa")
#: Short words that are heard as the beginning of what follows: "a domperidona", "adonperidona".
_BEFORE: Final = {
    "es": ("", "a", "y", "de", "el", "la", "o", "en"),
    "en": ("", "a", "and", "the", "to", "of", "on"),
}


@dataclass(frozen=True, slots=True)
class SoundsLike:
    """`before` and `term` may have been said where words `first` to `last` were heard.

    `distance` 0 is the same sound, `spelled` 0 the same letters; `before` is a short word, mostly
    "".
    """

    term: str
    first: int
    last: int
    distance: float
    use: Use = Use.USUAL
    before: str = ""
    spelled: float = 0.0

    @property
    def text(self) -> str:
        """What is written for those words."""
        return f"{self.before} {self.term}" if self.before else self.term


class SoundIndex:
    """Terms of one language. Built in a second for ten thousand; a look-up takes milliseconds."""

    def __init__(self, terms: Iterable[SoundTerm], language: str) -> None:
        self._language = language
        self._before = [(each, sound_key(each, language)) for each in _BEFORE.get(language, ("",))]
        self._terms: list[tuple[SoundTerm, str]] = []
        self._by_pair: defaultdict[str, list[int]] = defaultdict(list)
        self._known: dict[str, SoundTerm] = {}
        for term in terms:
            if term.use is not Use.PART:
                self._known.setdefault(bare(term.text), term)
            key = sound_key(term.text, language)
            if len(key) < _LEAST[language][term.use in _SELDOM]:
                continue
            for pair in set(_pairs(key)):
                self._by_pair[pair].append(len(self._terms))
            self._terms.append((term, key))
        self._by_likeness: defaultdict[str, list[int]] = defaultdict(list)
        self._ends = {end for name in self._known for end in _ends(name) if end in self._known}

    def named(self, word: str) -> SoundTerm | None:
        """The term that is written so, case and accents aside."""
        return self._known.get(bare(word))

    def ends_another(self, term: str) -> bool:
        """Whether a longer term ends as this one, which is all of it: "levofloxacin"."""
        return bare(term) in self._ends

    def like(self, key: str, most: int = 20) -> list[tuple[float, SoundTerm]]:
        """The nearest terms with their distances, the nearest first; none beyond its `use`."""
        if not _LEAST_SOUNDS <= len(key) <= _MOST_SOUNDS:
            return []
        found = []
        for term, other in self._sharing_most(key, key, self._by_pair):
            farthest = term.use.value
            distance = sound_distance(key, other, farthest)
            if distance <= farthest:
                found.append((distance, term))
        return sorted(found, key=lambda each: (each[0], each[1].text))[:most]

    def least_unlike(self, key: str) -> list[tuple[float, SoundTerm]]:
        """Terms that share some sounds with the key, however far, with their distances."""
        if not _LEAST_SOUNDS - 1 <= len(key) <= _MOST_SOUNDS:
            return []
        if not self._by_likeness:
            for number, (_, other) in enumerate(self._terms):
                for pair in set(_pairs(other.translate(_AS_ONE))):
                    self._by_likeness[pair].append(number)
        near = self._sharing_most(key, key.translate(_AS_ONE), self._by_likeness)
        return [(sound_distance(key, other), term) for term, other in near]

    def _sharing_most(
        self, key: str, paired: str, by_pair: Mapping[str, Sequence[int]]
    ) -> Iterator[tuple[SoundTerm, str]]:
        """The terms with their keys that have most pairs of sounds in common with `paired`."""
        shared: Counter[int] = Counter()
        for pair in dict.fromkeys(_pairs(paired)):  # a set's order is another in each process
            shared.update(by_pair.get(pair, ()))
        near = sorted(
            shared.most_common(_SHARING),
            key=lambda each: -each[1] / (len(self._terms[each[0]][1]) + len(key)),
        )
        return (self._terms[number] for number, _ in near[:_COMPARED])

    def like_words(
        self, words: Sequence[str], doubted: Sequence[bool] = (), most: int = 10
    ) -> list[SoundsLike]:
        """What may have been said for one to four of these words, bare of punctuation.

        At most so many terms for the same words, the nearest first. Nothing is asked of words that
        are a term themselves, or one with another word, nor where none of them is `doubted`.
        """
        unsure = doubted or [True] * len(words)
        return [
            each for first in range(len(words)) for each in self._from(words, unsure, first, most)
        ]

    def _from(
        self, words: Sequence[str], doubted: Sequence[bool], first: int, most: int
    ) -> Iterator[SoundsLike]:
        for last in range(first, min(first + MOST_WORDS, len(words))):
            word = bare(words[last])
            if not word or any(each.isdigit() for each in word):
                return
            if len(word) >= _LEAST_SOUNDS and word in self._known:
                return
            heard = " ".join(words[first : last + 1])
            if any(doubted[first : last + 1]) and bare(heard) not in self._known:
                yield from self._of(heard, first, last)[:most]

    def _of(self, heard: str, first: int, last: int) -> list[SoundsLike]:
        key = sound_key(heard, self._language)
        nearest: dict[str, SoundsLike] = {}
        for before, sounds in self._before:
            if not key.startswith(sounds) or (before and bare(heard).startswith(f"{before} ")):
                continue
            for distance, term in self.like(key[len(sounds) :]):
                if before and term.use in _SELDOM:
                    continue  # too much else sounds like so little
                known = nearest.get(term.text)
                if known is not None and known.distance <= distance:
                    continue
                spelled = spelling_distance(bare(heard), bare(f"{before} {term.text}"))
                if distance + spelled <= _FARTHEST_IN_ALL:
                    nearest[term.text] = SoundsLike(
                        term.text, first, last, distance, term.use, before, spelled
                    )
        return sorted(nearest.values(), key=lambda each: (each.distance, each.term))


def _ends(name: str) -> Iterator[str]:
    """What is left of a name without its first letter, its first two, ..."""
    return (name[first:] for first in range(1, len(name) - _LEAST_SOUNDS + 1))


def _pairs(key: str) -> Iterator[str]:
    """Every two sounds that follow each other, the first and the last with the edge."""
    edged = f"^{key}$"
    return (edged[place : place + 2] for place in range(len(edged) - 1))
