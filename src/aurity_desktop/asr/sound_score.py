"""How sure it is that a term was said where other words were heard.

A logistic regression over what is known of the two: how much likelier the speech model finds the
term over the same sound, how far their sounds and their spellings are apart, how near the next best
term is, how sure the model was of what it wrote. The weights were learned from 72 sentences and the
talks of the bench `clinical`, of one half of the medicines' names and of the other terms;
`tests/benchmarks/clinical/learn.py` learns them anew from the talks alone, and tells how well
weights learned without a talk do on that talk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from aurity_desktop.asr.sound_index import SoundsLike
from aurity_desktop.asr.sound_terms import Use

#: How far the nearest other term counts as being away.
_FAR: Final = 0.4
#: What sounds differ in counts more than what letters do.
_A_LETTER: Final = 0.7
#: Terms with as many letters alike at the beginning are forms of one: no doubt between medicines.
_ONE_STEM: Final = 5


@dataclass(frozen=True, slots=True)
class Clues:
    """What is known of a term and of the words heard.

    `liked`: by how much the model finds the term likelier, in natural logarithms for each token of
    the term. `apart`: how much nearer it is than the nearest term of another stem, negative where
    that is nearer. `trusted`: the probability of the least sure word; `words`: how many they are.
    """

    liked: float
    distance: float
    spelled: float
    apart: float
    trusted: float
    words: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """A term of a language beside what was heard."""

    candidate: SoundsLike
    clues: Clues
    language: str

    @property
    def sure(self) -> float:
        """The natural logarithm of the odds that it was said."""
        clues, use = self.clues, self.candidate.use
        weights = OF_TERMS if use in _TERMS else OF_NAMES
        return (
            OF_USE[use]
            + weights.liked * clues.liked
            + weights.distance * clues.distance
            + weights.spelled * clues.spelled
            + weights.apart * clues.apart
            + weights.trusted * clues.trusted
            + weights.words * clues.words
        )

    @property
    def is_to_be_written(self) -> bool:
        """Whether it is sure enough, and not to be confused with another name.

        What the user expects to be said may be spelled otherwise.
        """
        clues, use = self.clues, self.candidate.use
        least = SURE_OF_A_TERM if use in _TERMS else SURE[self.language]
        is_alone = clues.apart >= ALONE and clues.spelled < OTHERWISE_SPELLED
        return self.sure > least and (is_alone or use is Use.ASKED)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each clue counts."""

    liked: float
    distance: float
    spelled: float
    apart: float
    trusted: float
    words: float


_TERMS: Final = frozenset({Use.TERM, Use.PART})
#: The weights that were learned: those of names from 72 sentences and the first talks, those of
#: terms from all talks. Names with weights learned anew from all talks come out right as often, and
#: one more is put where another word was said. A word that the user expects is not in the data.
OF_NAMES: Final = Weights(0.29, -3.1, -1.5, 2.6, -0.8, -0.2)
OF_TERMS: Final = Weights(0.36, -7.5, -4.4, 2.9, -3.9, -1.2)
OF_USE: Final = {
    Use.ASKED: 4.3,
    Use.USUAL: 2.3,
    Use.RARE: 0.1,
    Use.TERM: 5.6,
    Use.PART: 4.5,
}

#: From here on a name is written, by language, and any other term. With 0.3 in Spanish as well,
#: three more names that were learned from came out right in 13 readings, and four more were put
#: where another word was said; in English in 20 readings three more and none. With 0 in English
#: none either, but two in 17 readings of live text ("exemestane" for "then, you must have").
SURE: Final = {"es": 0.6, "en": 0.3}
#: With 0 eleven more terms of 136 came right in Spanish, and of 1,171 words in noise that are not
#: clinical three were taken for one: "diente" for "tiente" (serpiente).
SURE_OF_A_TERM: Final = 1.0
#: A name is not written where half of its letters are others, nor where one of another stem is
#: about as near: in 25 readings, of the 57 names that were learned from and came out right 55 still
#: do, and none of four wrong names; a threshold of 1.5 instead would have cost eighteen.
OTHERWISE_SPELLED: Final = 0.5
ALONE: Final = 0.02


def apart(one: SoundsLike, others: Sequence[SoundsLike]) -> float:
    """How much nearer one candidate is to what was heard than the nearest other that overlaps."""
    from_others = [
        _from_heard(each)
        for each in others
        if each.first <= one.last
        and one.first <= each.last
        and each.term[:_ONE_STEM] != one.term[:_ONE_STEM]
    ]
    nearest = min(from_others, default=_from_heard(one) + _FAR)
    return max(-_FAR, min(_FAR, nearest - _from_heard(one)))


def _from_heard(each: SoundsLike) -> float:
    return each.distance + _A_LETTER * each.spelled
