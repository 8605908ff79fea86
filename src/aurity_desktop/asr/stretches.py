"""Cutting a recording into stretches of up to 30 s that end in a pause.

The cuts depend on the sound alone, not on how it is fed: a recording cut while it grows gives the
stretches that the finished file gives, so what was transcribed while recording need not be
transcribed again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.asr import cuts_cache
from aurity_desktop.asr.recognizer import Audio, VoiceDetector
from aurity_desktop.asr.speech_track import longest_run, with_hysteresis
from aurity_desktop.asr.vad import WINDOW, VoiceState
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.encrypted.cache_file import CacheFile

_BLOCK = 32 * WINDOW  # always fed as a whole, so that the network's sums come out the same
_PAD = round(0.3 * SAMPLE_RATE / WINDOW)  # windows kept before and after speech
_LONGEST = 28 * SAMPLE_RATE // WINDOW  # windows in one stretch
_LONG_PAUSE = 2 * SAMPLE_RATE // WINDOW  # windows of quiet that end a stretch whatever its length
#: Windows before a pause to cut in is looked for: longer stretches are understood better.
_SHORTEST = 12 * SAMPLE_RATE // WINDOW
_BREATH = round(0.25 * SAMPLE_RATE / WINDOW)  # windows of quiet that end a piece of a stretch
_SHORTEST_PIECE = round(1.5 * SAMPLE_RATE / WINDOW)  # windows
_BREATHLESS = 20 * SAMPLE_RATE // WINDOW  # windows before a cut inside speech is looked for


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a stretch, between two pauses for breath.

    `start` and `end` are session samples; `speech_seconds` is how much of it is speech.
    """

    start: int
    end: int
    speech_seconds: float


@dataclass(frozen=True, slots=True)
class Stretch:
    """At most 30 s of a recording, from pause to pause.

    `start` and `end` are session samples; `speech_seconds` is how much of it is speech, and
    `pieces` are what it is made of.
    """

    start: int
    end: int
    speech_seconds: float
    pieces: tuple[Piece, ...] = ()

    def cut_at(self, samples: Sequence[int]) -> tuple[Stretch, ...]:
        """In pieces that begin at these session samples, in order, as far as they lie in it."""
        inside = [each for each in samples if self.start < each < self.end]
        if not inside:
            return (self,)
        return tuple(
            self._between(start, end) for start, end in pairwise([self.start, *inside, self.end])
        )

    def _between(self, start: int, end: int) -> Stretch:
        pieces = tuple(
            Piece(
                max(each.start, start),
                min(each.end, end),
                each.speech_seconds
                * (min(each.end, end) - max(each.start, start))
                / (each.end - each.start),
            )
            for each in self.pieces
            if each.start < end and each.end > start
        )
        spoken = sum(each.speech_seconds for each in pieces)
        return Stretch(start, end, spoken if pieces else self.speech_seconds, pieces)


class ResumableVoice(VoiceDetector, Protocol):
    """A voice activity detector that can continue where another instance left off."""

    @property
    def fingerprint(self) -> str:
        """Tells apart the weights and settings whose probabilities differ."""
        ...

    @property
    def state(self) -> VoiceState:
        """The network's memory after a whole number of windows."""
        ...

    def restore(self, state: VoiceState) -> None:
        """Continue from the state of another instance with the same fingerprint."""
        ...


class StretchCutter:
    """Feed sound in pieces of any size; stretches come out as soon as they have ended.

    One recording an instance.
    """

    def __init__(self, voice: ResumableVoice) -> None:
        self._voice = voice
        self._voice.reset()
        self._waiting: Audio = np.zeros(0, dtype=np.float32)
        self._speech: NDArray[np.bool_] = np.zeros(0, dtype=bool)
        self._probability: NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._first = 0  # window at which the two above begin
        self._samples = 0
        self._heard: list[NDArray[np.float32]] = []  # every probability, 450 kB an hour

    @property
    def position(self) -> int:
        """The sample that `feed` expects next."""
        return self._samples

    def save(self, file: Path | CacheFile, sound: str) -> None:
        """Keep what was heard, before the end; `sound` names the samples up to `position`.

        Raises OSError.
        """
        probability = np.concatenate([np.zeros(0, np.float32), *self._heard])
        heard = cuts_cache.Heard(probability, self._waiting, self._voice.state, sound)
        cuts_cache.save(file, heard, self._voice.fingerprint)

    def resume(self, file: Path | CacheFile, sound_of: Callable[[int], str]) -> list[Stretch]:
        """The stretches of what was saved of this sound by the same detector.

        `position` moves behind it. Returns nothing where no such thing was saved. Only for a cutter
        that has been fed nothing.
        """
        heard = cuts_cache.load(file, self._voice.fingerprint, self._voice.state)
        if heard is None or not heard.sound or heard.sound != sound_of(heard.samples):
            return []
        self._voice.restore(heard.state)
        self._waiting = heard.waiting
        self._samples = heard.samples
        self._take(heard.probability)
        return self._cut(is_last=False)

    def feed(self, audio: Audio) -> list[Stretch]:
        """Stretches that have ended for good."""
        self._samples += audio.size
        self._waiting = np.concatenate([self._waiting, audio])
        whole = self._waiting.size // _BLOCK * _BLOCK
        for start in range(0, whole, _BLOCK):
            self._hear(self._waiting[start : start + _BLOCK])
        self._waiting = self._waiting[whole:]
        return self._cut(is_last=False)

    def finish(self) -> list[Stretch]:
        """The stretches that the recording's end closes."""
        missing = -self._waiting.size % WINDOW
        if self._waiting.size:
            self._hear(np.pad(self._waiting, (0, missing)))
        self._waiting = np.zeros(0, dtype=np.float32)
        return self._cut(is_last=True)

    def _hear(self, audio: Audio) -> None:
        self._take(self._voice.feed(audio))

    def _take(self, probability: NDArray[np.float32]) -> None:
        self._heard.append(probability)
        before = bool(self._speech[-1]) if self._speech.size else False
        self._speech = np.concatenate([self._speech, with_hysteresis(probability, before)])
        self._probability = np.concatenate([self._probability, probability])

    def _cut(self, *, is_last: bool) -> list[Stretch]:
        stretches: list[Stretch] = []
        while (stretch := self._next(is_last=is_last)) is not None:
            stretches.append(stretch)
        return stretches

    def _next(self, *, is_last: bool) -> Stretch | None:
        spoken = np.flatnonzero(self._speech)
        if not spoken.size:
            # Quiet so far: keep only what may be the lead of a word to come.
            self._drop(max(0, self._speech.size - _PAD))
            return None
        self._drop(max(0, int(spoken[0]) - _PAD))
        end = self._end_of_stretch(is_last=is_last)
        if end is None:
            return None
        inside = np.flatnonzero(self._speech[:end])
        last = min(end, int(inside[-1]) + 1 + _PAD)
        stretch = Stretch(
            start=self._first * WINDOW,
            end=min((self._first + last) * WINDOW, self._samples),
            speech_seconds=inside.size * WINDOW / SAMPLE_RATE,
            pieces=self._pieces(last),
        )
        self._drop(last)
        return stretch

    def _pieces(self, last: int) -> tuple[Piece, ...]:
        """Of the windows up to `last`, which are a stretch."""
        edges = [0, *_breaths(self._speech[:last]), last]
        pieces = []
        for start, end in pairwise(edges):
            spoken = int(np.count_nonzero(self._speech[start:end]))
            pieces.append(
                Piece(
                    (self._first + start) * WINDOW,
                    min((self._first + end) * WINDOW, self._samples),
                    spoken * WINDOW / SAMPLE_RATE,
                )
            )
        return tuple(pieces)

    def _end_of_stretch(self, *, is_last: bool) -> int | None:
        """The window at which the stretch that begins now ends; None when that is still open."""
        window = self._speech[:_LONGEST]
        long_pause = _first_run(~window, _LONG_PAUSE, after=_PAD + 1)
        if long_pause is not None:
            return long_pause + _LONG_PAUSE // 2
        if self._speech.size < _LONGEST:
            return self._speech.size if is_last else None
        run_start, run_length = longest_run(~window[_SHORTEST:])
        if run_length > 0:
            return _SHORTEST + run_start + (run_length + 1) // 2
        last = self._probability[_BREATHLESS:_LONGEST]
        return _BREATHLESS + int(np.argmin(last)) + 1

    def _drop(self, windows: int) -> None:
        self._speech = self._speech[windows:]
        self._probability = self._probability[windows:]
        self._first += windows


def _breaths(speech: NDArray[np.bool_]) -> list[int]:
    """The middles of the pauses for breath.

    No two pieces of speech between them are shorter than `_SHORTEST_PIECE`.
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[True], speech, [True]]).astype(np.int8)))
    found: list[int] = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        middle = int(start + end) // 2
        far = middle - (found[-1] if found else 0) >= _SHORTEST_PIECE
        if end - start >= _BREATH and far and speech.size - middle >= _SHORTEST_PIECE:
            found.append(middle)
    return found


def _first_run(flags: NDArray[np.bool_], length: int, *, after: int) -> int | None:
    """Where the first `length` Trues in a row begin, at window `after` or later."""
    later = flags[after:]
    if later.size < length:
        return None
    counts = np.convolve(later, np.ones(length, dtype=np.int64), mode="valid")
    found = np.flatnonzero(counts == length)
    return after + int(found[0]) if found.size else None
