"""A transcript in pieces that can be read while they are heard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aurity_desktop.domain.transcript import Word, text_of

#: Two lines of 42 characters and seven seconds at most: what readers of subtitles are used to.
_CHARACTERS = 84
_SECONDS = 7.0
#: A pause as long as this ends a cue.
_PAUSE = 1.5


@dataclass(frozen=True, slots=True)
class Cue:
    """`start` and `end` in seconds on the session's clock; `speaker` is a raw label."""

    start: float
    end: float
    speaker: str
    text: str


def cues(words: Sequence[Word]) -> Iterator[Cue]:
    """Cut the words into cues of one speaker each, in order of time.

    Every word stands in one cue, and none ends after the next begins.
    """
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
