"""A long transcript as far as it can be shown before all of its words are read."""

from __future__ import annotations

from dataclasses import dataclass

from aurity_desktop.domain.edits import Reading
from aurity_desktop.domain.transcript import Segment

#: Words from which on reading them all takes longer than a glance: twenty minutes of talk.
LONG_WORDS = 3_000
#: Words that are read first: more than a large screen shows.
FIRST_WORDS = 512


@dataclass(frozen=True, slots=True)
class Outline:
    """All turns of a long transcript, and the words of the first.

    `segments` are as search has them, cut where nothing was captured and joined where people
    joined them, without confidence and overlap. The first of them are those of `beginning`, which
    reads as the whole does.
    """

    segments: tuple[Segment, ...]
    beginning: Reading
