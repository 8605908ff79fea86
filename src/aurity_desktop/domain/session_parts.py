"""Sessions of several parts: one that was recorded on after it had been finished."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Self

from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.speakers import Diarization, Turn, new_label
from aurity_desktop.domain.transcript import Segment, Word

#: Of what a voice said before, so much has to be said by one voice of then for it to be that one.
_SAME_VOICE = 0.5
_LEAST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class LastPart:
    """The newest part of a session: it begins at `at_sample`.

    `run_id` is the run of segments that was read when it began. What it says stays as it is.
    """

    at_sample: int
    run_id: str

    @property
    def start(self) -> float:
        """Seconds on the session's clock."""
        return seconds(self.at_sample)


@dataclass(frozen=True, slots=True)
class RunContent:
    """A run of segments as it was recorded, without any edit."""

    words: tuple[Word, ...]
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """The runs whose corrections hold for a run, itself among them.

    `voices`: those that it begins with, word by word and voice by voice. `words`: those too that it
    begins with word by word, whoever says them.
    """

    voices: frozenset[str]
    words: frozenset[str]

    @classmethod
    def of(cls, run_id: str, goes_on: Mapping[str, str], same_words: Mapping[str, str]) -> Self:
        """By the run that each run goes on, and the one that it has the same words as."""
        voices = _followed(run_id, goes_on)
        words = {run_id}
        left = [run_id]
        while left:
            run = left.pop()
            for before in (goes_on.get(run), same_words.get(run)):
                if before and before not in words:
                    words.add(before)
                    left.append(before)
        return cls(voices, frozenset(words))


def _followed(run_id: str, links: Mapping[str, str]) -> frozenset[str]:
    found = [run_id]
    while (before := links.get(found[-1])) and before not in found:
        found.append(before)
    return frozenset(found)


def words_after(before: Sequence[Word], heard: Sequence[Word], part: LastPart) -> tuple[Word, ...]:
    """The words of before, and those heard in the new part. A word is where its middle is."""
    silent = [Word(word.start, word.end, word.text, word.probability) for word in before]
    return (*silent, *words_of(heard, part))


def words_of(heard: Sequence[Word], part: LastPart) -> tuple[Word, ...]:
    """Those of the new part."""
    return tuple(word for word in heard if word.middle >= part.start)


def speakers_after(before: Sequence[Segment], heard: Diarization, part: LastPart) -> Diarization:
    """The voices of before as they are, and those of the new part under the same labels.

    `heard` is a diarization of all of the sound, with labels of its own: a voice that said in it
    what a known voice had said is that voice. Others get labels that nobody has.
    """
    known = list(dict.fromkeys(segment.speaker for segment in before))
    names = _same_voices(before, heard, part)
    taken = {*known}
    for label in heard.speakers:
        if label not in names:
            names[label] = new_label(taken)
            taken.add(names[label])
    kept = [Turn(segment.start, segment.end, segment.speaker) for segment in before]
    new = [
        replace(turn, start=max(turn.start, part.start), speaker=names[turn.speaker])
        for turn in heard.turns
        if turn.end > part.start
    ]
    turns = sorted((*kept, *new), key=lambda turn: (turn.start, turn.end))
    return Diarization(
        tuple(turns), tuple(dict.fromkeys(turn.speaker for turn in turns)), heard.model
    )


def _same_voices(before: Sequence[Segment], heard: Diarization, part: LastPart) -> dict[str, str]:
    """Each label of `heard` that plainly spoke before → who that was."""
    found: dict[str, str] = {}
    ends = [segment.end for segment in before]
    for label in heard.speakers:
        said = [turn for turn in heard.turns if turn.speaker == label and turn.start < part.start]
        shared: dict[str, float] = {}
        for turn in said:
            for segment in before[bisect_right(ends, turn.start) :]:
                if segment.start >= turn.end:
                    break
                common = min(turn.end, segment.end) - max(turn.start, segment.start)
                shared[segment.speaker] = shared.get(segment.speaker, 0.0) + common
        best = max(shared, key=shared.__getitem__, default="")
        length = sum(turn.duration for turn in said)
        if best and shared[best] >= max(_LEAST_SECONDS, _SAME_VOICE * length):
            found[label] = best
    return found
