"""The live text and the settled text are two readings of the same sound: where they differ.

They were decoded with other windows, so that what one of them misheard the other often did not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from difflib import SequenceMatcher

from aurity_desktop.domain.number_words import number_at, spoken_words
from aurity_desktop.domain.transcript import Word

#: Seconds by which the times of the two may differ.
_MARGIN = 0.6
#: More words than these that only one of them has are a stretch that the other did not hear.
_MOST_ALONE = 3


def heard_otherwise(
    settled: Sequence[Word], live: Sequence[Word], language: str = ""
) -> frozenset[int]:
    """The numbers of the words of a turn that live text had otherwise, or not at all.

    `live` is sorted by time, and may be that of the whole session: only what lies around the turn
    is looked at. A number in digits and in words is the same. Nothing where no live text is.
    """
    if not settled:
        return frozenset()
    first = bisect_left(live, settled[0].start - _MARGIN, key=_middle)
    behind = bisect_right(live, settled[-1].end + _MARGIN, key=_middle)
    before = _plain(live[first:behind], language)
    if not before:
        return frozenset()
    after = _plain(settled, language)
    found: set[int] = set()
    for kind, *_, begin, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "replace" or (kind == "insert" and end - begin <= _MOST_ALONE):
            found.update(range(begin, end))
    return frozenset(found)


def _middle(word: Word) -> float:
    return word.middle


def _plain(words: Sequence[Word], language: str) -> list[str]:
    spoken = spoken_words(word.text for word in words)
    plain = []
    for place, word in enumerate(spoken):
        number = number_at(spoken, place, language)
        alone = number is not None and number.last == place and not number.article
        plain.append(str(number.value) if number is not None and alone else word.plain)
    return plain
