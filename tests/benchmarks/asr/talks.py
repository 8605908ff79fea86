"""Talks in two languages, joined in memory from recordings in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.asr.language import SPOKEN
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import UsageError
from tests.benchmarks.asr.recordings import Recording

_STRETCH = (15.0, 30.0)  # seconds of one language in a row, at the least and at the most
_SENTENCE = (2.5, 6.5)  # seconds of a lone sentence
_GAP = (0.3, 1.0)  # seconds between two languages
_BETWEEN = 0.4  # seconds between two recordings in one language
_HISS = 12.0  # of 32768, root mean square: a quiet room
_SENTENCES = 3  # lone ones in a talk


@dataclass(frozen=True, slots=True)
class Part:
    """Seconds `start` to `end` of a talk in one language, and what is said in them."""

    language: str
    start: float
    end: float
    reference: str


@dataclass(frozen=True, slots=True)
class Talk:
    """`home` is the language that it begins in, and `samples` int16 of shape (n,)."""

    name: str
    home: str
    samples: NDArray[np.int16]
    parts: tuple[Part, ...]


def make_talks(recordings: Sequence[Recording], seed: int = 1) -> list[Talk]:
    """For each of the spoken languages: talks that go over to the other one for 15 to 30 s and come
    back, as many as the recordings give, and one with lone sentences of the other. No recording
    comes twice in the same role. Raises UsageError.
    """
    random = np.random.default_rng(seed)
    talks: list[Talk] = []
    for home, other in (SPOKEN, SPOKEN[::-1]):
        ours, theirs = _stretches(recordings, home), _stretches(recordings, other)
        for number in range(min(len(ours) // 2, len(theirs))):
            parts = [ours[2 * number], theirs[number], ours[2 * number + 1]]
            talks.append(_joined(f"{home}-{other}-{home} {number + 1}", home, parts, random))
        lone = [
            (each,)
            for each in recordings
            if each.language == other and _SENTENCE[0] <= each.seconds <= _SENTENCE[1]
        ][:_SENTENCES]
        around = ours[: len(lone) + 1]
        if len(around) > 1:
            parts = [part for pair in zip(around, lone, strict=False) for part in pair]
            parts += [around[len(parts) // 2]] if len(around) > len(parts) // 2 else []
            talks.append(_joined(f"{other} sentences in {home}", home, parts, random))
    if not talks:
        raise UsageError("There are too few recordings in Spanish and English to join.")
    return talks


def _stretches(recordings: Sequence[Recording], language: str) -> list[tuple[Recording, ...]]:
    """Recordings in a row that are long enough together; one that is too long by itself is passed
    over.
    """
    found: list[tuple[Recording, ...]] = []
    waiting: list[Recording] = []
    for each in recordings:
        if each.language != language or each.seconds > _STRETCH[1]:
            continue
        if sum(one.seconds + _BETWEEN for one in (*waiting, each)) > _STRETCH[1]:
            waiting = []
        waiting.append(each)
        if sum(one.seconds + _BETWEEN for one in waiting) >= _STRETCH[0]:
            found.append(tuple(waiting))
            waiting = []
    return found


def _joined(
    name: str,
    home: str,
    parts: Sequence[tuple[Recording, ...]],
    random: np.random.Generator,
) -> Talk:
    sounds: list[NDArray[np.int16]] = []
    known: list[Part] = []
    at = 0
    for part in parts:
        sounds.append(_hiss(random.uniform(*_GAP), random))
        at += len(sounds[-1])
        own = list(_spaced(part, random))
        length = sum(len(each) for each in own)
        known.append(
            Part(
                part[0].language,
                at / SAMPLE_RATE,
                (at + length) / SAMPLE_RATE,
                " ".join(each.reference for each in part),
            )
        )
        sounds += own
        at += length
    return Talk(name, home, np.concatenate(sounds), tuple(known))


def _spaced(part: Sequence[Recording], random: np.random.Generator) -> Iterator[NDArray[np.int16]]:
    for number, each in enumerate(part):
        if number:
            yield _hiss(_BETWEEN, random)
        yield each.samples


def _hiss(seconds: float, random: np.random.Generator) -> NDArray[np.int16]:
    return random.normal(0, _HISS, round(seconds * SAMPLE_RATE)).astype(np.int16)
