"""Learns the weights of `asr/sound_score.py`: `python -m tests.benchmarks.clinical.learn FILE`.

FILE is what `clinical --keep FILE` kept. Every term that sounds like what was heard where the talk
says otherwise is an example; where a name of the half that is told was said, nothing is learned.
Weights learned without a talk are tried on that talk, and what they would have written is counted.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from aurity_desktop.asr.by_sound import BySound
from aurity_desktop.asr.gate import plain
from aurity_desktop.asr.sound_score import Weighed
from aurity_desktop.asr.sound_terms import Use
from aurity_desktop.asr.whisper import Whisper
from aurity_desktop.domain.transcript import Word
from aurity_desktop.runtime.lexicon import lexicon
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.thread_pools import usable_processors
from tests.benchmarks.clinical.readings import KeptReadings
from tests.benchmarks.clinical.suite import sound_of
from tests.benchmarks.clinical.talks import MarkKind, Talk, half_of, talks
from tests.benchmarks.spoken.kokoro import Kokoro

_WAY = "final as heard"
_NAMES = ("LIKED", "DISTANCE", "SPELLED", "APART", "TRUSTED", "WORDS")
_REGULARIZED = 0.5


@dataclass(frozen=True, slots=True)
class Example:
    """A term beside what was heard in a talk, and whether it was said there."""

    talk: str
    weighed: Weighed
    said: bool

    @property
    def clues(self) -> list[float]:
        """What is learned from: the clues, and the term's use as one of each."""
        uses = [float(self.weighed.candidate.use is use) for use in _USES]
        return [*map(float, astuple(self.weighed.clues)), *uses]


_USES = (Use.USUAL, Use.RARE, Use.TERM, Use.PART)


def examples_of(talk: Talk, words: Sequence[Word], weighed: Sequence[Weighed]) -> list[Example]:
    """Those of one reading, but for places where a name of the half that is told was said."""
    said = plain(talk.text).split()
    heard = [plain(word.text) for word in words]
    regions = regions_of(heard, said)
    canonical = {plain(each.term): each.canonical for each in lexicon()}
    found = []
    for each in weighed:
        own = range(each.candidate.first, each.candidate.last + 1)
        there = [
            word
            for (first, last), (begin, end) in regions
            if first < own.stop and own.start < last
            for word in said[begin:end]
        ]
        if any(
            half_of(canonical[word]) is MarkKind.REPORTED for word in there if word in canonical
        ):
            continue
        term = f" {plain(each.candidate.term)} "
        right = f" {' '.join(there)} "
        written = plain(each.candidate.text).split()
        taken = {heard[place] for place in own} & set(there) - set(written)
        found.append(Example(talk.name, each, said=term in right and not taken))
    return found


def regions_of(
    heard: Sequence[str], said: Sequence[str]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Stretches of the two that stand for each other: words that are alike one by one, others with
    their neighbours. Both are plain.
    """
    costs = [[_unlike(word, other) for other in said] for word in heard]
    rows = [[float(column) for column in range(len(said) + 1)]]
    for place in range(len(heard)):
        above, row = rows[-1], [float(place + 1)]
        for column, unlike in enumerate(costs[place]):
            row.append(min(above[column] + unlike, above[column + 1] + 1, row[-1] + 1))
        rows.append(row)
    alike = []
    place, column = len(heard), len(said)
    while place and column:
        unlike = costs[place - 1][column - 1]
        if rows[place][column] == rows[place - 1][column - 1] + unlike:
            place, column = place - 1, column - 1
            if not unlike:
                alike.append((place, column))
        elif rows[place][column] == rows[place - 1][column] + 1:
            place -= 1
        else:
            column -= 1
    found = []
    first, begin = 0, 0
    for place, column in [*reversed(alike), (len(heard), len(said))]:
        if first < place or begin < column:
            found.append(((first, place), (begin, column)))
        found.append(((place, place + 1), (column, column + 1)))
        first, begin = place + 1, column + 1
    return found[:-1]


def _unlike(word: str, other: str) -> float:
    """0 the same, 0.5 to 1.5 by how many pairs of letters they share."""
    if word == other:
        return 0.0
    one, two = (set(zip(f" {each}", f"{each} ", strict=True)) for each in (word, other))
    return 1.5 - len(one & two) / len(one | two)


def learned(examples: Sequence[Example]) -> tuple[NDArray[np.float64], float]:
    """A weight for each clue, and what is added to all."""
    clues = np.array([each.clues for each in examples])
    middle, spread = clues.mean(axis=0), clues.std(axis=0) + 1e-9
    model = LogisticRegression(C=_REGULARIZED, max_iter=2000)
    model.fit((clues - middle) / spread, [each.said for each in examples])
    weights = model.coef_[0] / spread
    return weights, float(model.intercept_[0] - weights @ middle)


def written(examples: Sequence[Example], sure: NDArray[np.float64], least: float) -> list[Example]:
    """Those of one reading that would be written: of those that overlap the surest."""
    taken: list[Example] = []
    for place in np.argsort(-sure):
        own = examples[place].weighed.candidate
        others = (each.weighed.candidate for each in taken)
        if sure[place] > least and all(own.last < o.first or own.first > o.last for o in others):
            taken.append(examples[place])
    return taken


def main(path: Path) -> None:
    """Learn, and tell the weights and how they do on talks that they were not learned from."""
    readings = list(_readings(path))
    names = sorted({each.talk for reading in readings for each in reading})
    for least in (0.0, 0.3, 0.6, 1.0):
        chosen: list[Example] = []
        for name in names:
            weights, more = learned([e for r in readings for e in r if e.talk != name])
            for reading in readings:
                if reading and reading[0].talk == name:
                    sure = np.array([each.clues for each in reading]) @ weights + more
                    chosen += written(reading, sure, least)
        right = sum(each.said for each in chosen)
        print(f"from {least}: {right} right, {len(chosen) - right} wrong")
    weights, more = learned([each for reading in readings for each in reading])
    uses = [
        f"{use.name} {weight + more:.2f}" for use, weight in zip(_USES, weights[-3:], strict=True)
    ]
    told = [f"{name} {weight:.2f}" for name, weight in zip(_NAMES, weights, strict=False)]
    print(", ".join([*told, *uses]))


def _readings(path: Path) -> Iterator[list[Example]]:
    by_name = {talk.name: talk for talk in talks()}
    model = Paths.from_environment().models / "whisper-base"
    by_sound = BySound(Whisper(model, threads=usable_processors()), lexicon)
    kokoro = Kokoro()
    for place, reading in KeptReadings(path).all():
        if place.way == _WAY:
            talk = by_name[place.talk]
            samples = sound_of(talk, kokoro, noisy=place.noisy)
            weighed = by_sound.weighed(samples, reading.words, language=talk.language)
            yield examples_of(talk, reading.words, weighed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
