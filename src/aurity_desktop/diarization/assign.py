"""A speaker for every word, from turns: times only, no model.

A word belongs to whoever talks during most of it. Where two talk at once it belongs to the one who
has the larger share of its surroundings and is marked as overlapped. A word outside every turn
belongs to the nearest turn, with a confidence that falls with the distance, and beyond `_REACH` to
nobody. Then changes of speaker that fall just beside the end of a sentence move there
(`turn_borders`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aurity_desktop.diarization import turn_borders
from aurity_desktop.domain.speakers import UNKNOWN_SPEAKER, Diarization, Turn
from aurity_desktop.domain.transcript import Segment, Word, text_of

#: How far a word may lie from a turn and still be given to its speaker, in seconds.
_REACH = 2.0
#: How much of a word's surroundings, on each side, decides between two who talk at once.
_SURROUNDINGS = 0.5
#: Least share of a word that a second voice covers for the word to count as overlapped.
_OVERLAP = 0.3
#: How far the edge of a segment may move to meet the edge of a turn, in seconds.
_EDGE = 1.0
#: A silence that starts a new segment even when the same person speaks on, in seconds.
LONG_PAUSE = 2.0


@dataclass(frozen=True, slots=True)
class _Share:
    """How long each speaker talks within a stretch."""

    seconds: dict[str, float]

    def of(self, speaker: str) -> float:
        return self.seconds.get(speaker, 0.0)


class _Timeline:
    """Turns, indexed so that those near a time are found without looking at all of them."""

    def __init__(self, turns: Iterable[Turn]) -> None:
        self._turns = sorted(turns, key=lambda turn: (turn.start, turn.end))
        self._starts = [turn.start for turn in self._turns]
        self._latest_end: list[float] = []
        latest = float("-inf")
        for turn in self._turns:
            latest = max(latest, turn.end)
            self._latest_end.append(latest)

    def between(self, start: float, end: float) -> list[Turn]:
        """Turns that touch the stretch, in order of start."""
        found = []
        for index in range(bisect_right(self._starts, end) - 1, -1, -1):
            if self._latest_end[index] < start:
                break
            if self._turns[index].end >= start:
                found.append(self._turns[index])
        return found[::-1]

    def share(self, start: float, end: float) -> _Share:
        seconds: dict[str, float] = defaultdict(float)
        for turn in self.between(start, end):
            seconds[turn.speaker] += max(0.0, min(end, turn.end) - max(start, turn.start))
        return _Share({speaker: length for speaker, length in seconds.items() if length > 0.0})

    def nearest(self, start: float, end: float) -> tuple[float, Turn] | None:
        """The nearest turn within reach and its distance.

        Ties go to the earlier one: people trail off.
        """
        near = [
            (max(turn.start - end, start - turn.end, 0.0), turn)
            for turn in self.between(start - _REACH, end + _REACH)
        ]
        return min(near, key=lambda pair: pair[0], default=None)


def assign(words: Sequence[Word], diarization: Diarization) -> tuple[Word, ...]:
    """The words, each with `speaker`, `speaker_confidence` and `overlapped` set.

    Their order and times stay as they are.
    """
    timeline = _Timeline(diarization.turns)
    return turn_borders.at_sentences([_assigned(word, timeline) for word in words])


def _assigned(word: Word, timeline: _Timeline) -> Word:
    # A word without length still has a place.
    start, end = word.start, max(word.end, word.start + 0.01)
    share = timeline.share(start, end)
    if not share.seconds:
        return _outside(word, start, end, timeline)
    longest = max(share.seconds.values())
    rivals = [name for name, length in share.seconds.items() if length >= longest - 0.02]
    speaker = rivals[0]
    if len(rivals) > 1:
        around = timeline.share(start - _SURROUNDINGS, end + _SURROUNDINGS)
        speaker = max(rivals, key=around.of)
    length = end - start
    spoken = share.of(speaker)
    others = sum(share.seconds.values()) - spoken
    both = max(0.0, spoken + others - length)  # at least this much of the word has two voices
    return replace(
        word,
        speaker=speaker,
        speaker_confidence=round(
            spoken / (spoken + others) * min(1.0, 0.5 + spoken / length / 2), 3
        ),
        overlapped=both >= _OVERLAP * length,
    )


def _outside(word: Word, start: float, end: float, timeline: _Timeline) -> Word:
    found = timeline.nearest(start, end)
    if found is None:
        return replace(word, speaker=UNKNOWN_SPEAKER, speaker_confidence=0.0, overlapped=False)
    distance, turn = found
    confidence = round(0.5 * (1.0 - distance / _REACH), 3)
    return replace(word, speaker=turn.speaker, speaker_confidence=confidence, overlapped=False)


def segments_of(
    words: Sequence[Word], diarization: Diarization, *, long_pause: float = LONG_PAUSE
) -> tuple[Segment, ...]:
    """Consecutive words of one speaker as one segment.

    A pause longer than `long_pause` seconds starts another. A segment begins and ends with its
    speaker's turns where these are near: they know the edges of a voice better than word times do.
    `confidence` is the mean of the words' probabilities; a segment is overlapped when half of its
    words are.
    """
    timeline = _Timeline(diarization.turns)
    segments: list[Segment] = []
    current: list[Word] = []
    for word in words:
        if current and (
            word.speaker != current[-1].speaker or word.start - current[-1].end > long_pause
        ):
            segments.append(_segment(tuple(current), timeline))
            current = []
        current.append(word)
    if current:
        segments.append(_segment(tuple(current), timeline))
    return tuple(segments)


def _segment(words: tuple[Word, ...], timeline: _Timeline) -> Segment:
    first, last = words[0].start, max(word.end for word in words)
    turns = [turn for turn in timeline.between(first, last) if turn.speaker == words[0].speaker]
    starts = [turn.start for turn in turns if abs(turn.start - first) <= _EDGE]
    ends = [turn.end for turn in turns if abs(turn.end - last) <= _EDGE]
    return Segment(
        start=min(starts, default=first),
        end=max(ends, default=last),
        speaker=words[0].speaker,
        text=text_of(words),
        confidence=round(sum(word.probability for word in words) / len(words), 3),
        overlapped=2 * sum(word.overlapped for word in words) >= len(words),
    )


def chunk_speaker(words: Sequence[Word]) -> str:
    """The speaker of a chunk: who talks longest in its words, else UNKNOWN_SPEAKER."""
    spoken: dict[str, float] = defaultdict(float)
    for word in words:
        if word.speaker != UNKNOWN_SPEAKER:
            spoken[word.speaker] += max(word.end - word.start, 0.01)
    return max(spoken, key=spoken.__getitem__, default=UNKNOWN_SPEAKER)
