"""How long after they were said words were painted, and how many of those painted changed.

When a word was said, the transcript tells in the end; its words and the painted ones are paired by
the fewest changes, and only those that read the same count. So a word is timed alike, whatever was
thought of its time when it was first painted, and alike for every program that is timed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.window.painted_words import PaintedWord, bare, paired


@dataclass(frozen=True, slots=True)
class SaidWord:
    """A word of the transcript and the second at which its sound ends."""

    text: str
    end: float


@dataclass(frozen=True, slots=True)
class WordDelays:
    """Seconds from the end of a word's sound, in the order of the words: to its first painting, to
    the one since which it reads as it does, to the one that has it settled.

    Of `said` words.
    """

    said: int
    shown: tuple[float, ...]
    stays: tuple[float, ...]
    settled: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """Of so many painted words: how many changed, how many of those when they were settled, and
    how many others changed in case or punctuation only.
    """

    painted: int
    changed: int
    unsettled: int
    respelled: int

    @property
    def share(self) -> float:
        return self.changed / self.painted if self.painted else 0.0


def word_delays(said: Sequence[SaidWord], painted: Sequence[PaintedWord]) -> WordDelays:
    """`painted` are the places of the page in order, with times on the clock of `said`."""
    stood = [word for word in painted if word.is_shown]
    texts = [bare(word.text) for word in said], [bare(word.text) for word in stood]
    pairs = [
        (said[one].end, stood[other])
        for one, other in paired(*texts)
        if one is not None and other is not None and texts[0][one] == texts[1][other]
    ]
    return WordDelays(
        said=len(said),
        shown=tuple(word.first_at - end for end, word in pairs),
        stays=tuple(word.stays_since - end for end, word in pairs),
        settled=tuple(word.settled_at - end for end, word in pairs if word.settled_at is not None),
    )


def changes(painted: Sequence[PaintedWord]) -> Changes:
    return Changes(
        painted=len(painted),
        changed=sum(word.changed for word in painted),
        unsettled=sum(word.unsettled for word in painted),
        respelled=sum(word.respelled and not word.changed for word in painted),
    )
