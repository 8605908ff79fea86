"""How wrong turns are: the diarization error rate, and words given to the wrong speaker."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aurity_desktop.diarization.assign import assign
from aurity_desktop.domain.speakers import Diarization, Turn
from aurity_desktop.domain.transcript import Word


@dataclass(frozen=True, slots=True)
class TurnErrors:
    """Seconds of speech in the reference, and of the three errors that together are the diarization
    error rate.
    """

    speech: float = 0.0
    missed: float = 0.0
    false_alarm: float = 0.0
    confusion: float = 0.0

    @property
    def rate(self) -> float:
        wrong = self.missed + self.false_alarm + self.confusion
        return wrong / self.speech if self.speech else 0.0

    def __add__(self, other: TurnErrors) -> TurnErrors:
        return TurnErrors(
            self.speech + other.speech,
            self.missed + other.missed,
            self.false_alarm + other.false_alarm,
            self.confusion + other.confusion,
        )


@dataclass(frozen=True, slots=True)
class WordSpeakerErrors:
    """Words of the reference, and those of them that were given to the wrong speaker or to none."""

    words: int = 0
    wrong: int = 0

    @property
    def rate(self) -> float:
        return self.wrong / self.words if self.words else 0.0

    def __add__(self, other: WordSpeakerErrors) -> WordSpeakerErrors:
        return WordSpeakerErrors(self.words + other.words, self.wrong + other.wrong)


def turn_errors(reference: Sequence[Turn], found: Sequence[Turn], duration: float) -> TurnErrors:
    """pyannote.metrics' error rate over the whole recording: no collar, overlaps count.

    Imports pyannote.
    """
    from pyannote.core import Annotation, Segment, Timeline
    from pyannote.metrics.diarization import DiarizationErrorRate

    def annotation(turns: Sequence[Turn]) -> Annotation:
        made = Annotation()
        for number, turn in enumerate(turns):
            made[Segment(turn.start, turn.end), number] = turn.speaker
        return made

    parts = DiarizationErrorRate()(
        annotation(reference),
        annotation(found),
        uem=Timeline([Segment(0.0, duration)]),
        detailed=True,
    )
    return TurnErrors(
        parts["total"], parts["missed detection"], parts["false alarm"], parts["confusion"]
    )


def read_words(file: Path) -> tuple[Word, ...]:
    """The words of a `NAME.turns.json` (start, end, speaker, text), each with the speaker who said
    it.

    Only turns have times there: their words are laid out over them by length.
    """
    words: list[Word] = []
    for turn in json.loads(file.read_text(encoding="utf-8")):
        texts = turn.get("text", "").split()
        letters = sum(len(text) + 1 for text in texts)
        at = float(turn["start"])
        for text in texts:
            end = at + (turn["end"] - turn["start"]) * (len(text) + 1) / letters
            words.append(Word(at, end, text, speaker=turn["speaker"]))
            at = end
    return tuple(sorted(words, key=lambda word: word.start))


def word_speaker_errors(reference: Sequence[Word], found: Diarization) -> WordSpeakerErrors:
    """Words whose speaker, under the best one-to-one naming of the labels, is not the one who said
    them.
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    given = assign(reference, found)
    pairs = Counter(
        (mine.speaker, yours.speaker) for mine, yours in zip(reference, given, strict=True)
    )
    theirs, ours = (
        sorted({a for a, _ in pairs}),
        sorted({b for _, b in pairs if b in found.speakers}),
    )
    if not ours:
        return WordSpeakerErrors(len(reference), len(reference))
    table = np.array([[pairs[a, b] for b in ours] for a in theirs])
    right = int(table[linear_sum_assignment(table, maximize=True)].sum())
    return WordSpeakerErrors(len(reference), len(reference) - right)
