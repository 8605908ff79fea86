"""Writing one text in place of another throughout a transcript, as one step."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from aurity_desktop.domain.edits import Edit, EditKind, Reading, grouped
from aurity_desktop.domain.finding import Find, Unit, occurrences, rewritten, units_of


def replacing(reading: Reading, find: Find, text: str) -> tuple[Edit, ...]:
    """The edits that write `text` wherever the transcript holds what is looked for.

    Nothing is found across two turns. Empty where there is nothing to replace.
    """
    found: list[Edit] = []
    at = 0
    for segment in reading.segments:
        count = len(segment.text.split())
        units = units_of(reading.words[at : at + count], reading.places[at : at + count])
        at += count
        found += edits_of_turn(units, occurrences(segment.text, find), text, find)
    return grouped(found)


def edits_of_turn(
    units: Sequence[Unit], spans: Sequence[tuple[int, int]], text: str, find: Find
) -> list[Edit]:
    """The edits that write `text` in these spans of the turn that these make.

    None where it stands there already.
    """
    said = " ".join(unit.text for unit in units)
    other = [span for span in spans if said[slice(*span)] != text]
    return [
        Edit(uuid4().hex, EditKind.CORRECT, each.first, each.last, each.text)
        for each in rewritten(units, other, text, keep_capitals=not find.case)
    ]
