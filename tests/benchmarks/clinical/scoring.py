"""What a text made of the words that are asked for: names, terms, doses, vital signs.

A name or a term is right where the text has it as it was said, case and accents aside; a dose or a
vital sign where its numbers and its unit are, after numbers are written as clinicians write them.
What the text has and nobody said was put there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aurity_desktop.domain.lexicon import LexiconEntry, LexiconKind
from aurity_desktop.domain.written import Written
from aurity_desktop.domain.written_numbers import read_numbers
from tests.benchmarks.asr.scoring import WordErrors, normalized, word_errors
from tests.benchmarks.clinical.talks import MarkKind, Talk, half_of

_NAMES = frozenset({LexiconKind.GENERIC, LexiconKind.BRAND})
#: Abbreviations are left out, too: HAS and ES are words as well.
_NOT_TERMS = _NAMES | {
    LexiconKind.UNIT,
    LexiconKind.FREQUENCY,
    LexiconKind.ROUTE,
    LexiconKind.ABBREVIATION,
}
_HALVES = frozenset({MarkKind.TUNED, MarkKind.REPORTED})
_VITAL_UNITS = frozenset(["mmHg", "lpm", "rpm", "bpm", "%", "°C", "°F", "kg", "lb"])
_DOSE_UNITS = frozenset(
    ("mg", "mcg", "g", "ml", "UI", "unidad", "unidades", "units", "tableta", "tabletas", "gotas")
) | {"disparo", "disparos", "tablet", "tablets", "puff", "puffs", "drops"}


@dataclass(frozen=True, slots=True)
class Counted:
    """Of one kind: `said`, `right` among those, and `put` where it was not said."""

    said: int = 0
    right: int = 0
    put: int = 0

    @property
    def recall(self) -> float:
        """1 where nothing was said."""
        return self.right / self.said if self.said else 1.0

    @property
    def precision(self) -> float:
        """1 where nothing was heard."""
        heard = self.right + self.put
        return self.right / heard if heard else 1.0

    def __add__(self, other: Counted) -> Counted:
        return Counted(self.said + other.said, self.right + other.right, self.put + other.put)


@dataclass(frozen=True, slots=True)
class Score:
    """Of one or more talks. `missed` and `put` tell what, a line each, by kind."""

    counted: Mapping[MarkKind, Counted] = field(
        default_factory=lambda: dict.fromkeys(MarkKind, Counted())
    )
    errors: WordErrors = field(default_factory=WordErrors)
    missed: tuple[tuple[MarkKind, str], ...] = ()
    put: tuple[tuple[MarkKind, str], ...] = ()

    @property
    def names(self) -> Counted:
        """Both halves."""
        return self.counted[MarkKind.TUNED] + self.counted[MarkKind.REPORTED]

    @property
    def names_put_per_thousand(self) -> float:
        """Names put where another word was said, for each thousand words."""
        return 1000 * self.names.put / self.errors.words if self.errors.words else 0.0

    def __add__(self, other: Score) -> Score:
        return Score(
            {kind: self.counted[kind] + other.counted[kind] for kind in MarkKind},
            self.errors + other.errors,
            self.missed + other.missed,
            self.put + other.put,
        )


class ClinicalWords:
    """The names and the terms of one language that are looked for in a text: those of the lexicon,
    and those that the talks ask for.
    """

    def __init__(self, lexicon: Iterable[LexiconEntry], talks: Iterable[Talk], language: str):
        self._language = language
        own = [each for each in lexicon if each.language == language]
        asked = [mark for talk in talks if talk.language == language for mark in talk.marks]
        terms = {self._plain(mark.said) for mark in asked if mark.kind is MarkKind.TERM}
        known = {self._plain(each.term) for each in own if each.kind not in _NOT_TERMS}
        halves = {
            self._plain(each.term): half_of(each.canonical) for each in own if each.kind in _NAMES
        } | {self._plain(mark.said): mark.kind for mark in asked if mark.kind in _HALVES}
        self._half = {name: half for name, half in halves.items() if name not in terms}
        # A longer term of the lexicon does not take the place of one that is asked for.
        self._terms = terms | {
            each for each in known if not any(f" {term} " in f" {each} " for term in terms)
        }
        # Without accents a nail is the number one.
        self._terms -= self._half.keys() | {self._plain("uno")}

    def score(self, talk: Talk, text: str) -> Score:
        """What `text` made of the talk."""
        asked: dict[MarkKind, Counter[str]] = {kind: Counter() for kind in MarkKind}
        for mark in talk.marks:
            asked[mark.kind][_key(mark.written) if mark.written else self._plain(mark.said)] += 1
        counted: dict[MarkKind, Counted] = {}
        missed: list[tuple[MarkKind, str]] = []
        put: list[tuple[MarkKind, str]] = []
        said, heard = self._found(talk.text), self._found(text)
        for kind in MarkKind:
            # Every time that a marked name is said counts, not only where it is marked.
            wanted = Counter({key: said[kind][key] for key in asked[kind]})
            right = wanted & heard[kind]
            extra = heard[kind] - said[kind]
            counted[kind] = Counted(wanted.total(), right.total(), extra.total())
            missed += [(kind, f"{talk.name}: {key}") for key in (wanted - right).elements()]
            put += [(kind, f"{talk.name}: {key}") for key in extra.elements()]
        errors = word_errors(talk.text, text, talk.language)
        return Score(counted, errors, tuple(missed), tuple(put))

    def _found(self, text: str) -> dict[MarkKind, Counter[str]]:
        """All that is in a text, by kind, whether it is asked for or not."""
        found: dict[MarkKind, Counter[str]] = {kind: Counter() for kind in MarkKind}
        words = self._plain(text).split()
        for name in _phrases(words, self._half):
            found[self._half[name]][name] += 1
        found[MarkKind.TERM].update(_phrases(words, self._terms))
        for each in read_numbers(text.split(), self._language):
            if each.unit in _DOSE_UNITS:
                found[MarkKind.DOSE][written_key(each)] += 1
            elif each.unit in _VITAL_UNITS:
                found[MarkKind.VITAL][written_key(each)] += 1
        return found

    def _plain(self, text: str) -> str:
        return normalized(text.replace("-", ""), self._language)


def written_key(written: Written) -> str:
    """Numbers and unit, in one form whether the unit is within the written text or behind it."""
    text = _key(written.text)
    return text if text.endswith(written.unit) else text + written.unit


def _key(written: str) -> str:
    return re.sub(r"\s", "", written)


def _phrases(words: list[str], known: Iterable[str]) -> list[str]:
    """The longest of the known phrases at each place, without overlaps."""
    phrases = known if isinstance(known, set | dict) else set(known)
    longest = max((phrase.count(" ") + 1 for phrase in phrases), default=0)
    found: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            phrase = " ".join(words[place : place + length])
            if phrase in phrases:
                found.append(phrase)
                place += length - 1
                break
        place += 1
    return found
