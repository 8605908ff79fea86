"""A foreign sound file, decoded by a child process that holds nothing worth stealing.

A file can be made so that its decoder runs code of the sender's. The child is a program of its own
(spawned, so that no memory is shared), has been given no keys and no pipe of its parent's, cannot
reach the network where the system has such a filter, writes no file, and has limits on its memory
and time. What it answers is checked like any foreign input; nothing of it is unpickled.
"""

from __future__ import annotations

import json
import math
import multiprocessing
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.channel_levels import MOST_CHANNELS, WINDOW, Place
from aurity_desktop.audio.capture.decoding import MOST_GAPS, AudioFile, Note
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import InputNote
from aurity_desktop.domain.errors import (
    AudioError,
    AudioFileMissing,
    AudioTruncated,
    EmptyAudio,
    NotAudio,
)
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.runtime.confinement import (
    forbid_network,
    leave_standard_streams,
    limit_resources,
)
from aurity_desktop.runtime.memory_privacy import keep_memory_private

#: Address space of the child. Python with NumPy, SciPy and FFmpeg maps about 1 GB of it before it
#: has done anything.
_MOST_BYTES: Final = 4 << 30
#: Processor time of the child. A recording of 60 hours takes some minutes.
_MOST_CPU_SECONDS: Final = 3_600
#: How long the child may be silent, each time that it is asked.
_PATIENCE_SECONDS: Final = 60.0
#: A message: its kind, one byte, and what it says.
_OPENED, _SOUND, _NOTED, _LEVELS, _FAILED, _OVER = b"o", b"s", b"n", b"l", b"f", b"."
#: The sound of one message, in samples.
_MESSAGE_SAMPLES: Final = SAMPLE_RATE
_MOST_MESSAGE_BYTES: Final = 1 + 2 * _MESSAGE_SAMPLES

_LONGEST_DETAIL: Final = 200
#: What is noted about a file, and the numbers of one note.
_MOST_NOTES, _MOST_FACTS, _LONGEST_NAME = 16 + MOST_GAPS, 16, 40
#: What a gap may say of itself: a year of sound.
_LATEST_SAMPLE: Final = 365 * 86_400 * SAMPLE_RATE
#: Levels of what an encoder cuts off at the end.
_LEVELS_BEYOND_SECONDS: Final = 60.0
#: Behind the rate: how long the file seems to be, in seconds.
_LENGTH: Final = struct.Struct("<d")
_LONGEST_SECONDS: Final = 366 * 86_400.0
#: The rates that files have, in Hz.
_RATES: Final = range(1, 6_144_001)

Decode: TypeAlias = Callable[[Path, Connection], None]


class _ChildFailedError(NotAudio):
    """The child died, fell silent or answered nonsense: a fault of the file, as far as we know."""


class DecodedFile:
    """As `AudioFile`: an open file. Call `blocks` once, then `close`. One thread.

    `close` ends the child, whatever it is doing.
    """

    def __init__(
        self,
        path: Path,
        *,
        patience_seconds: float = _PATIENCE_SECONDS,
        decode: Decode | None = None,
    ) -> None:
        """Waits until the child has read the file's header. `decode` runs in the child.

        Raises AudioFileMissing, NotAudio.
        """
        self._path = path
        self._patience_seconds = patience_seconds
        self._notes: list[Note] = []
        self._levels: dict[Place, bytearray] = {}
        self._given = 0
        context = multiprocessing.get_context("spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        self._child = context.Process(
            target=_confined, args=(decode or send_decoded, path, sender), daemon=True
        )
        try:
            self._child.start()
            sender.close()
            opened = self._next(_OPENED)
            self._sample_rate = self._rate(opened)
            self._expected_seconds = _expected(opened)
        except BaseException:
            self.close()
            raise

    @property
    def sample_rate(self) -> int:
        """The file's own."""
        return self._sample_rate

    @property
    def expected_seconds(self) -> float:
        """How long it seems to be; 0.0 where nothing tells. Nothing rests on it."""
        return self._expected_seconds

    @property
    def notes(self) -> tuple[Note, ...]:
        """What there was to decide about the file; complete when `blocks` has ended."""
        return tuple(self._notes)

    @property
    def levels(self) -> dict[Place, bytes]:
        """How loud each channel is; see `ChannelLevels`. Complete when `blocks` has ended."""
        return {place: bytes(levels) for place, levels in self._levels.items()}

    def blocks(self) -> Iterator[NDArray[np.int16]]:
        """The sound, int16, shape (n,), 16 kHz mono, in order, about a second at a time.

        Raises what `AudioFile.blocks` raises; where the child dies or falls silent on the way,
        AudioTruncated with what came until then, or NotAudio where nothing came.
        """
        while True:
            try:
                message = self._next(_SOUND, _OVER)
            except _ChildFailedError as failed:
                seconds = self._given / SAMPLE_RATE
                if not self._given:
                    raise
                raise AudioTruncated(self._path, seconds, seconds) from failed
            if message[:1] == _OVER:
                return
            samples = np.frombuffer(message, "<i2", offset=1).astype(np.int16)
            self._given += len(samples)
            yield samples

    def close(self) -> None:
        """Gives the file and the child back."""
        self._receiver.close()
        if self._child.pid is not None:
            self._child.kill()
            self._child.join()

    def _next(self, *kinds: bytes) -> bytes:
        """The next message. Raises the error that it tells, or _ChildFailedError."""
        try:
            if not self._receiver.poll(self._patience_seconds):
                raise self._failed(f"decoding it did not go on for {self._patience_seconds:g} s")
            message = self._receiver.recv_bytes(_MOST_MESSAGE_BYTES)
        except (EOFError, OSError) as error:
            self._child.join(1.0)
            code = self._child.exitcode
            raise self._failed(f"decoding it crashes (exit code {code})") from error
        kind = message[:1]
        if kind == _NOTED and _SOUND in kinds:
            self._take_note(message[1:])
            return self._next(*kinds)
        if kind == _LEVELS and _SOUND in kinds:
            self._take_levels(message[1:])
            return self._next(*kinds)
        if kind == _FAILED:
            raise self._error(message[1:])
        if kind not in kinds or (kind == _SOUND and len(message) % 2 != 1):
            raise self._failed("its decoder answers what it was not asked")
        return message

    def _take_note(self, told: bytes) -> None:
        """Numbers by name, and no more than there may be: they go into the audit trail."""
        try:
            name, facts = json.loads(told)
            note = InputNote(name)
            plain = {str(key)[:_LONGEST_NAME]: float(value) for key, value in facts.items()}
        except (ArithmeticError, AttributeError, RecursionError, TypeError, ValueError) as error:
            raise self._failed("its decoder answers what it was not asked") from error
        finite = all(key.isidentifier() and math.isfinite(plain[key]) for key in plain)
        fits = note is not InputNote.GAP or _is_gap(plain)
        if not fits or not finite or len(plain) > _MOST_FACTS or len(self._notes) >= _MOST_NOTES:
            raise self._failed("its decoder answers what it was not asked")
        self._notes.append((note, plain))

    def _take_levels(self, told: bytes) -> None:
        """A piece of one channel's, and no more of them than there is sound."""
        place = (told[0], told[1]) if len(told) > 2 else None
        if place is None or (place not in self._levels and len(self._levels) >= MOST_CHANNELS):
            raise self._failed("its decoder answers what it was not asked")
        column = self._levels.setdefault(place, bytearray())
        column += told[2:]
        if len(column) * WINDOW > self._given / SAMPLE_RATE + _LEVELS_BEYOND_SECONDS:
            raise self._failed("its decoder answers what it was not asked")

    def _rate(self, message: bytes) -> int:
        rate = int.from_bytes(message[1:5], "little")
        if rate not in _RATES:
            raise self._failed("its decoder answers no sampling rate")
        return rate

    def _failed(self, why: str) -> _ChildFailedError:
        return _ChildFailedError(self._path, why)

    def _error(self, told: bytes) -> AudioError:
        """What the child says is wrong with the file. Its facts are taken, its path is ours."""
        try:
            error = json.loads(told)
        except (ValueError, RecursionError):
            error = None
        match error:
            case {"error": "NotAudio", "detail": str(detail), **more}:
                said = one_line(detail)[:_LONGEST_DETAIL]
                kind = one_line(str(more.get("kind", "")))[:_LONGEST_NAME]
                return NotAudio(self._path, said, kind)
            case {
                "error": "AudioTruncated",
                "seconds": float(seconds),
                "expected": float(expected),
            }:
                if math.isfinite(seconds) and math.isfinite(expected):
                    return AudioTruncated(self._path, seconds, expected)
            case {"error": "AudioFileMissing"}:
                return AudioFileMissing(self._path)
            case {"error": "EmptyAudio"}:
                return EmptyAudio(self._path)
        return self._failed("its decoder answers what it was not asked")


def _expected(opened: bytes) -> float:
    """What the child says of the file's length; nothing that no file can have."""
    if len(opened) != 5 + _LENGTH.size:
        return 0.0
    (seconds,) = _LENGTH.unpack(opened[5:])
    return float(seconds) if 0.0 < seconds < _LONGEST_SECONDS else 0.0


def _confined(decode: Decode, path: Path, sender: Connection) -> None:
    """The whole life of the child."""
    leave_standard_streams()
    keep_memory_private()
    limit_resources(most_bytes=_MOST_BYTES, most_cpu_seconds=_MOST_CPU_SECONDS)
    forbid_network()
    with suppress(BrokenPipeError):  # nobody wants to know any more
        decode(path, sender)
    sender.close()


def send_decoded(path: Path, sender: Connection) -> None:
    """Send the file's rate, its sound and its end, or what is wrong with it. In the child."""
    try:
        with closing(AudioFile(path)) as file:
            rate = file.sample_rate.to_bytes(4, "little")
            sender.send_bytes(_OPENED + rate + _LENGTH.pack(file.expected_seconds))
            try:
                for samples in _of_a_message(file.blocks()):
                    sender.send_bytes(_SOUND + samples.astype("<i2").tobytes())
            finally:
                for (track, channel), levels in file.channel_levels:
                    for start in range(0, len(levels), _MESSAGE_SAMPLES):
                        piece = levels[start : start + _MESSAGE_SAMPLES]
                        sender.send_bytes(_LEVELS + bytes((track, channel)) + piece)
                for note, numbers in file.notes:
                    told = json.dumps([note.value, dict(numbers)]).encode("ascii")
                    sender.send_bytes(_NOTED + told)
        sender.send_bytes(_OVER)
    except AudioError as error:
        facts = {name: value for name, value in vars(error).items() if name != "path"}
        _send_error(sender, {"error": type(error).__name__, **facts})
    except MemoryError:
        _send_error(sender, {"error": "NotAudio", "detail": "it asks for too much memory"})


def _send_error(sender: Connection, error: dict[str, object]) -> None:
    sender.send_bytes(_FAILED + json.dumps(error, default=str).encode("ascii"))


def _of_a_message(blocks: Iterator[NDArray[np.int16]]) -> Iterator[NDArray[np.int16]]:
    """The same sound in pieces of a message each; what comes before an error is sent before it."""
    rest = np.empty(0, np.int16)
    try:
        for block in blocks:
            rest = np.concatenate((rest, block))
            while len(rest) >= _MESSAGE_SAMPLES:
                yield rest[:_MESSAGE_SAMPLES]
                rest = rest[_MESSAGE_SAMPLES:]
    except AudioError:
        if len(rest):
            yield rest
        raise
    if len(rest):
        yield rest


def _is_gap(facts: Mapping[str, float]) -> bool:
    """Whether a gap has a place and a length that a recording can have."""
    if set(facts) != {"at_sample", "seconds"}:
        return False
    at, length = facts["at_sample"], facts["seconds"]
    return 0 <= at <= _LATEST_SAMPLE and 0 < length * SAMPLE_RATE <= _LATEST_SAMPLE
