"""A transcript in pieces that can be read while they are heard."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from aurity_desktop.domain.audio import Span, seconds
from aurity_desktop.domain.spans import captured_between, cut_words, standing
from aurity_desktop.domain.transcript import Word, text_of

#: Two lines of 42 characters and seven seconds at most: what readers of subtitles are used to.
_CHARACTERS = 84
_SECONDS = 7.0
#: A pause as long as this ends a cue.
_PAUSE = 1.5
#: How long the line of what was not captured is shown, as far as the next words leave room, and
#: how long at least: the next words wait for it.
_LONGEST_ABSENCE = 2.0
_SHORTEST_ABSENCE = 0.5
#: What is left at least of a cue that had to wait.
_LEAST_LEFT = 0.2


@dataclass(frozen=True, slots=True)
class Cue:
    """`start` and `end` in seconds on the session's clock; `speaker` is a raw label.

    Where `span` is not None, the cue is the line of it, and has neither speaker nor text.
    """

    start: float
    end: float
    speaker: str
    text: str
    span: Span | None = None


def cues(words: Sequence[Word], spans: Iterable[Span] = ()) -> Iterator[Cue]:
    """Cut the words into cues of one speaker each, in order of time; a cue for each span.

    Every word stands in one cue, none in one with a word from the other side of a span, and no cue
    ends after the next begins.
    """
    absent = standing(spans)
    free = 0.0  # what comes next begins no earlier
    for stretch, own in cut_words(words, captured_between(absent)):
        begin = max(0.0, stretch.start)
        here = [each for each in absent if max(0.0, seconds(each.at_sample)) == begin]
        begin = max(begin, free)
        room = (own[0].start - begin) / len(here) if own and here else _LONGEST_ABSENCE
        shown = min(_LONGEST_ABSENCE, max(_SHORTEST_ABSENCE, room))
        for each in here:
            yield Cue(begin, begin + shown, "", "", each)
            begin = free = begin + shown
        for cue in _of_stretch(own):
            start, end = cue.start, min(cue.end, max(stretch.end, cue.start + _LEAST_LEFT))
            if start < free:
                start, end = free, max(end, free + _LEAST_LEFT)
                free = end
            yield replace(cue, start=start, end=end)


def _of_stretch(words: Sequence[Word]) -> Iterator[Cue]:
    gathered: list[Word] = []
    for word in words:
        if gathered and not _belongs(word, gathered):
            yield _cue(gathered, word.start)
            gathered = []
        gathered.append(word)
    if gathered:
        yield _cue(gathered, gathered[-1].end)


def _belongs(word: Word, gathered: Sequence[Word]) -> bool:
    first, last = gathered[0], gathered[-1]
    length = sum(len(each.text) + 1 for each in gathered) + len(word.text)
    return (
        word.speaker == last.speaker
        and word.start - last.end < _PAUSE
        and word.end - first.start <= _SECONDS
        and length <= _CHARACTERS
    )


def _cue(gathered: Sequence[Word], next_start: float) -> Cue:
    first, last = gathered[0], gathered[-1]
    end = max(first.start, min(last.end, next_start)) if next_start > first.start else last.end
    return Cue(first.start, end, first.speaker, text_of(tuple(gathered)))
