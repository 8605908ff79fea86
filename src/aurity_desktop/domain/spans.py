"""Time that was not captured, as a transcript tells it: nothing that was said runs across it.

Pauses, stretches off the record and gaps are facts of the ledger (`Span`). `standing` is the one
place that makes of them what people read; words, turns and segments are cut where they stand.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from itertools import pairwise
from typing import TypeAlias, TypeVar

from aurity_desktop.domain.audio import (
    FILE_GAP,
    JOINED,
    POWER_CUT,
    RECORDED_ON,
    RECORDER_GONE,
    Span,
    SpanKind,
    seconds,
)
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.capture import Interruption
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Segment, Word

#: A transcript is made of these, in the order of time.
Line: TypeAlias = Segment | Span | Bookmark
#: What stands between turns and was not said.
Aside: TypeAlias = Span | Bookmark

_Aside = TypeVar("_Aside", Span, Bookmark)


class SpanCause(StrEnum):
    """Why time is missing, as finely as there are words for it."""

    PAUSE = auto()
    OFF_THE_RECORD = auto()
    MICROPHONE_LOST = auto()
    MICROPHONE_CHANGED = auto()
    COMPUTER_SLEPT = auto()
    PROGRAM_ENDED = auto()
    POWER_CUT = auto()
    FILE_GAP = auto()
    LATER_PART = auto()
    SOUND_LOST = auto()
    UNKNOWN = auto()


_GAPS = {
    RECORDER_GONE: SpanCause.PROGRAM_ENDED,
    POWER_CUT: SpanCause.POWER_CUT,
    FILE_GAP: SpanCause.FILE_GAP,
    RECORDED_ON: SpanCause.LATER_PART,
    JOINED: SpanCause.LATER_PART,
    Interruption.CHANGED_BY_USER.value: SpanCause.MICROPHONE_CHANGED,
    Interruption.CLOCK_JUMP.value: SpanCause.COMPUTER_SLEPT,
    Interruption.ASLEEP.value: SpanCause.COMPUTER_SLEPT,
    Interruption.NO_CALLBACK.value: SpanCause.MICROPHONE_LOST,
    Interruption.STREAM_ENDED.value: SpanCause.MICROPHONE_LOST,
    Interruption.NOT_FOUND.value: SpanCause.MICROPHONE_LOST,
    Interruption.ONLY_ZEROS.value: SpanCause.MICROPHONE_LOST,
}


def cause_of(span: Span) -> SpanCause:
    """Of a gap whose reason is withheld, as in a redacted export, or is a later version's,
    `UNKNOWN`.
    """
    match span.kind:
        case SpanKind.PAUSE:
            return SpanCause.PAUSE
        case SpanKind.OFF_THE_RECORD:
            return SpanCause.OFF_THE_RECORD
        case SpanKind.OVERFLOW:
            return SpanCause.SOUND_LOST
        case SpanKind.GAP:
            return _GAPS.get(span.reason, SpanCause.UNKNOWN)


def standing(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in the order of time, each as one line.

    Those of one kind and reason at one place are one absence, told piece by piece: an attempt to
    record on that failed, for instance.
    """
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: each.at_sample):
        last = found[-1] if found else None
        if last and (last.at_sample, last.kind, last.reason) == (
            span.at_sample,
            span.kind,
            span.reason,
        ):
            found[-1] = replace(last, seconds=last.seconds + span.seconds)
        else:
            found.append(span)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Captured:
    """A stretch of recording without an absence in it, in seconds on the session's clock.

    The first begins and the last ends at infinity: a session's own edges cut nothing.
    """

    start: float
    end: float

    def clip(self, segment: Segment) -> Segment:
        """A segment that belongs here, with its edges in here."""
        start = min(max(segment.start, self.start), self.end)
        end = min(max(segment.end, self.start), self.end)
        if (start, end) == (segment.start, segment.end):
            return segment
        return replace(segment, start=start, end=end)

    def holds(self, turn: Turn) -> bool:
        """Whether a turn that runs across no span is in here."""
        return self.start <= turn.start < self.end


def captured_between(spans: Iterable[Span]) -> tuple[Captured, ...]:
    """What was recorded at a time; one stretch where there is no span."""
    cuts = sorted({seconds(span.at_sample) for span in spans if span.at_sample > 0})
    edges = [float("-inf"), *cuts, float("inf")]
    return tuple(Captured(start, end) for start, end in pairwise(edges))


def first_words(words: Sequence[Word], stretches: Sequence[Captured]) -> list[int]:
    """For each stretch the position of its first word, or of what would be it.

    A word is where its middle is. Words are in order of time.
    """
    places, place = [0], 0
    for stretch in stretches[1:]:
        while place < len(words) and words[place].middle < stretch.start:
            place += 1
        places.append(place)
    return places


def cut_words(
    words: Sequence[Word], stretches: Sequence[Captured]
) -> Iterator[tuple[Captured, tuple[Word, ...]]]:
    """The words of each stretch."""
    places = first_words(words, stretches)
    for stretch, first, behind in zip(stretches, places, [*places[1:], len(words)], strict=True):
        yield stretch, tuple(words[first:behind])


def cut_at(diarization: Diarization, spans: Iterable[Span]) -> Diarization:
    """The turns in pieces of which none runs across a span, sorted by start."""
    stretches = captured_between(spans)
    if len(stretches) == 1:
        return diarization
    pieces = [
        replace(turn, start=max(turn.start, each.start), end=min(turn.end, each.end))
        for turn in diarization.turns
        for each in stretches
        if turn.start < each.end and turn.end > each.start
    ]
    pieces.sort(key=lambda turn: (turn.start, turn.end))
    return replace(diarization, turns=tuple(pieces))


def lines_of(
    segments: Iterable[Segment], spans: Iterable[Span], bookmarks: Iterable[Bookmark] = ()
) -> tuple[Line, ...]:
    """Segments, over which no span runs, with the spans and bookmarks at their places.

    A bookmark stands behind the segment in which its moment lies, and behind a pause in which it
    was set.
    """
    absent, marked = list(standing(spans)), sorted(bookmarks, key=lambda each: each.at_sample)
    lines: list[Line] = []
    for segment in segments:
        middle = (segment.start + segment.end) / 2
        before = _taken(absent, middle, included=True)
        noted = _taken(marked, segment.start, included=False)
        lines += _sorted([*before, *noted])
        lines.append(segment)
    return (*lines, *_sorted([*absent, *marked]))


def _taken(waiting: list[_Aside], second: float, *, included: bool) -> list[_Aside]:
    """Those that lie before this second, out of `waiting`, where the others stay."""
    places = [seconds(each.at_sample) for each in waiting]
    count = (bisect_right if included else bisect_left)(places, second)
    taken, waiting[:] = waiting[:count], waiting[count:]
    return taken


def _sorted(asides: list[Aside]) -> list[Aside]:
    return sorted(asides, key=lambda each: each.at_sample)
