"""Outlines of readings that are there already."""

from __future__ import annotations

from dataclasses import replace

from aurity_desktop.domain.edits import Reading
from aurity_desktop.domain.outline import FIRST_WORDS, Outline


def outline_of(reading: Reading, first_words: int = FIRST_WORDS) -> Outline:
    """What the ledger tells before all of this is read."""
    count = sum(first <= first_words for first, _ in reading.positions)
    behind = reading.positions[count - 1][1] + 1
    own = [at for at, place in enumerate(reading.places) if place < behind]
    beginning = Reading(
        words=tuple(reading.words[at] for at in own),
        segments=reading.segments[:count],
        positions=reading.positions[:count],
        places=tuple(reading.places[at] for at in own),
        seen=frozenset(place for place in reading.seen if place < behind),
        changed=frozenset(place for place in reading.changed if place < behind),
        by_sound={place: said for place, said in reading.by_sound.items() if place < behind},
    )
    rest = [replace(each, confidence=0.0, overlapped=False) for each in reading.segments[count:]]
    return Outline((*beginning.segments, *rest), beginning)
