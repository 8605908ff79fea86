"""A sound file as a source of sound: it goes through the same path as the microphone."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.channel_voices import channel_voices
from aurity_desktop.audio.capture.clock import elapsed
from aurity_desktop.audio.capture.decoded_file import DecodedFile
from aurity_desktop.audio.capture.source import (
    Began,
    Damaged,
    Ended,
    Noted,
    Sound,
    ToldApart,
    Update,
)
from aurity_desktop.domain.audio import SAMPLE_RATE, AudioSlice
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import AudioError, OtherInput

#: What one read gives at most when the file is read as fast as possible: a third of a slice.
_FAST_SAMPLES = SAMPLE_RATE


class FileSource:
    """Reads a file in real time, as a microphone would, or as fast as it is asked. One thread."""

    def __init__(
        self,
        path: Path,
        *,
        real_time: bool,
        in_background: bool = False,
        clock: Callable[[], float] = elapsed,
    ) -> None:
        """`in_background` is noted with its beginning: nobody listens, and nobody waits."""
        self._path = path
        self._in_background = in_background
        self._real_time = real_time
        self._clock = clock
        self._file: DecodedFile | None = None
        self._blocks: Iterator[NDArray[np.int16]] = iter(())
        self._ready: deque[NDArray[np.int16]] = deque()
        self._begun_at = 0.0
        self._held_at: float | None = None
        self._given = 0
        #: What is told of the file before its sound, once.
        self._beginning: list[Update] = []
        self._ended = False

    @property
    def name(self) -> str:
        """The file's name, without its folder."""
        return self._path.name

    @property
    def waiting(self) -> int:
        """A file is not captured before it is read."""
        return 0

    @property
    def latency(self) -> float:
        """None: nothing is on its way."""
        return 0.0

    @property
    def keeps_time(self) -> bool:
        """Whether it is read in real time."""
        return self._real_time

    def open(self) -> None:
        """Opens the file and decodes its first block.

        Raises AudioFileMissing, NotAudio, EmptyAudio.
        """
        self._file = DecodedFile(self._path)
        self._blocks = self._file.blocks()
        self._ready.append(next(self._blocks))
        self._beginning = [Noted(InputNote.BEGUN, self._begun())]
        self._begun_at = self._clock()

    def pass_over(self, slices: Sequence[AudioSlice]) -> None:
        """Begin behind what these slices hold, which came from this file; after `open`.

        Raises OtherInput where the file has other sound there.
        """
        for each in slices:
            samples, _ = self._take(each.sample_count)
            if hashlib.sha256(samples.astype("<i2").tobytes()).hexdigest() != each.sha256:
                raise OtherInput(self._path, each.session_id)
        self._beginning = []  # it was told when it was
        self._begun_at = self._clock()

    def read(self) -> Sequence[Update]:
        """What is due by the clock, or a second of sound where it is read as fast as possible."""
        if self._file is None:  # it was closed, perhaps before anything was read of it
            return tuple(self._take_beginning())
        if self._ended or self._held_at is not None:
            return ()
        updates: list[Update] = []
        if not self._given:
            self._begun_at = self._clock()
            updates.append(Began(self.name, self._file.sample_rate))
            updates += self._take_beginning()
        due = _FAST_SAMPLES
        if self._real_time:
            # One sample at least, so that the very first read already gives sound.
            due = max(1, int((self._clock() - self._begun_at) * SAMPLE_RATE) - self._given)
        samples, end = self._take(due)
        self._given += len(samples)
        if len(samples):
            updates.append(Sound(samples))
        updates.extend(end)
        return updates

    def hold(self) -> None:
        """Nothing of the file is read away in a pause, and its clock stands still."""
        if self._held_at is None:
            self._held_at = self._clock()

    def go_on(self) -> None:
        """The pause is over: the file's clock goes on."""
        if self._held_at is not None:
            self._begun_at += self._clock() - self._held_at
            self._held_at = None

    def use(self, name: str) -> None:
        """A file has no devices."""

    def asleep(self) -> None:
        """Nothing of a file is missing by that."""

    def awake(self) -> None:
        """Nothing of a file is missing by that."""

    def close(self) -> None:
        """Gives the file back."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _take(self, count: int) -> tuple[NDArray[np.int16], list[Update]]:
        """Up to `count` samples, and how it ended where it ended."""
        taken: list[NDArray[np.int16]] = []
        end: list[Update] = []
        while count > 0 and not end:
            if not self._ready:
                end = self._decode()
                continue
            block = self._ready.popleft()
            if len(block) > count:
                self._ready.appendleft(block[count:])
                block = block[:count]
            taken.append(block)
            count -= len(block)
        return (np.concatenate(taken) if taken else np.empty(0, np.int16)), end

    def _decode(self) -> list[Update]:
        try:
            self._ready.append(next(self._blocks))
        except StopIteration:
            return [*self._over(), Ended()]
        except AudioError as error:
            return [*self._over(), Damaged(error), Ended()]
        return []

    def _take_beginning(self) -> list[Update]:
        told, self._beginning = self._beginning, []
        return told

    def _begun(self) -> dict[str, float]:
        assert self._file is not None
        seconds = self._file.expected_seconds
        facts = {"expected_seconds": round(seconds, 3)} if seconds else {}
        return {**facts, "in_background": 1.0} if self._in_background else facts

    def _over(self) -> list[Update]:
        self._ended = True
        if self._file is None:
            return []
        notes: list[Update] = [Noted(InputNote.READ_TO_ITS_END)]
        notes += [Noted(note, facts) for note, facts in self._file.notes]
        speakers = channel_voices(self._file.levels)
        return notes if speakers is None else [*notes, ToldApart(speakers)]
