"""A run of words in parts, so that what a correction changes is read without the other parts.

No segment goes from one part into the next, so what is read in a part depends on its own words and
on the edits that lie in it, and a merge of voices is the same in each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aurity_desktop.domain.audio import Span
from aurity_desktop.domain.edits import (
    Edit,
    EditKind,
    Reading,
    RunShape,
    read_with,
    segments_by_first_word,
)
from aurity_desktop.domain.transcript import Segment, Word

#: Words of a part at least: half a minute of talk.
LEAST_WORDS = 64


@dataclass(frozen=True, slots=True)
class RunPart:
    """Words that follow each other, from position `first` of the run on, and their segments."""

    first: int
    words: tuple[Word, ...]
    segments: tuple[Segment, ...]

    @property
    def behind(self) -> int:
        """The position behind its last word."""
        return self.first + len(self.words)


def parts_of(words: Sequence[Word], segments: Sequence[Segment]) -> Iterator[RunPart]:
    """The run in order; one part without words for a run that has none."""
    bases = segments_by_first_word(words, segments)
    starts = sorted({0, *bases})
    borders = [0]
    for start in starts:
        if start - borders[-1] >= LEAST_WORDS and start < len(words):
            borders.append(start)
    for first, behind in pairwise([*borders, len(words)]):
        until = behind + 1 if behind == len(words) else behind
        own = tuple(bases[start] for start in starts if first <= start < until and start in bases)
        yield RunPart(first, tuple(words[first:behind]), own)


def joined(parts: Sequence[RunPart]) -> RunPart:
    """Parts that follow each other as one."""
    return RunPart(
        parts[0].first,
        tuple(word for part in parts for word in part.words),
        tuple(segment for part in parts for segment in part.segments),
    )


def read_part(
    part: RunPart,
    edits: Sequence[Edit],
    run: RunShape,
    spans: Sequence[Span] = (),
    *,
    joins: bool = False,
) -> Reading:
    """What is read in the part; positions are those of the whole run, whose shape is `run`.

    No edit but a merge may lie partly in it; those that lie elsewhere change nothing.
    """
    own = [_moved(edit, -part.first) for edit in edits if _concerns(edit, part)]
    reading = read_with(part.words, part.segments, own, spans, run=run, joins=joins)
    return replace(
        reading,
        positions=tuple(
            (first + part.first, last + part.first) for first, last in reading.positions
        ),
        places=tuple(place + part.first for place in reading.places),
        seen=frozenset(place + part.first for place in reading.seen),
        changed=frozenset(place + part.first for place in reading.changed),
        by_sound={place + part.first: heard for place, heard in reading.by_sound.items()},
    )


def _concerns(edit: Edit, part: RunPart) -> bool:
    if edit.kind is EditKind.MERGE:
        return True
    return part.first <= edit.first_word <= edit.last_word < part.behind


def _moved(edit: Edit, by: int) -> Edit:
    if edit.kind is EditKind.MERGE:
        return edit
    return replace(edit, first_word=edit.first_word + by, last_word=edit.last_word + by)
