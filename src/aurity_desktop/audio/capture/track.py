"""One sound track of a file: its frames as 16 kHz mono int16, on the clock of the file."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.automix import Automix
from aurity_desktop.audio.capture.resample import Resampler, to_int16
from aurity_desktop.domain.audio import SAMPLE_RATE

#: Of a float file, in full scales.
_LOUDEST: Final = 16.0
#: Time stamps are rounded, and encoders begin a little early.
_GAP_SECONDS: Final = 0.25
#: What is filled in of one file at most: what names a later time does not mean it.
_MOST_SILENCE_SECONDS: Final = 6 * 3_600.0
_BLOCK: Final = 60 * SAMPLE_RATE

#: Called with the second on the file's clock, samples of shape (channels, n), and their rate.
HearChannels: TypeAlias = Callable[[float, "NDArray[np.float32]", int], None]


class Track:
    """Frames in, samples out. `feed` them in order, then `finish` once.

    Where the time stamps leave a gap, it is filled with silence, so that what follows is heard at
    its time. A stream may change its shape on the way, and begin to count anew (Ogg files can be
    chained): then it goes on where it was.
    """

    def __init__(self, *, begins_at: float | None, hear: HearChannels | None = None) -> None:
        """`begins_at`: the time stamp of the beginning, in seconds; None: they mean nothing.

        `hear` is told of the channels of each frame where they are to be told apart.
        """
        self._begins_at = begins_at
        self._hear = hear
        self._chain: _Chain | None = None
        self._until = 0.0  # seconds of the frames so far, with the gaps
        self._shift = 0.0  # what is added to a time stamp
        self.gaps = 0
        self.gap_seconds = self.skipped_seconds = 0.0
        #: Each gap that was filled: the sample behind it, and its length in seconds.
        self.filled: list[tuple[int, float]] = []
        self._given = 0
        self.peak = 0
        #: Of its frames with several channels: how many there were, had sound, were turned round.
        self.channels = self.channels_heard = self.channels_turned = 0

    def feed(self, frame: Any) -> Iterator[NDArray[np.int16]]:
        """The sound that is ready with this frame, int16, shape (n,)."""
        gap = self._gap_before(frame)
        changed = self._chain is None or not self._chain.fits(frame)
        if gap or changed:
            yield from self._flush()
            yield from self._silence(gap)
            if gap:
                self.filled.append((self._given, gap))
            self._chain = _Chain(frame)
        assert self._chain is not None
        self._until += gap
        if self._hear is not None:
            self._hear(self._until, _channels(frame), frame.sample_rate)
        yield from self._seen(self._chain.feed(frame))
        self._until += frame.samples / frame.sample_rate

    def finish(self) -> Iterator[NDArray[np.int16]]:
        """What was held back."""
        yield from self._flush()

    @property
    def absent(self) -> list[tuple[float, float]]:
        """Where it has no sound, first sample and the one behind the last, and after its end."""
        gaps = [(at - round(length * SAMPLE_RATE), at) for at, length in self.filled]
        return [*gaps, (self._given, math.inf)]

    def _gap_before(self, frame: Any) -> float:
        """Seconds without sound between the frame before and this one."""
        if self._begins_at is None or frame.time is None:
            return 0.0
        ahead = float(frame.time) - self._begins_at + self._shift - self._until
        if abs(ahead) <= _GAP_SECONDS:
            return 0.0
        if ahead < 0 or self.gap_seconds + ahead > _MOST_SILENCE_SECONDS:
            self._shift -= ahead
            self.skipped_seconds += max(0.0, ahead)
            return 0.0
        self.gaps += 1
        self.gap_seconds += ahead
        return ahead

    def _silence(self, length: float) -> Iterator[NDArray[np.int16]]:
        left = round(length * SAMPLE_RATE)
        while left > 0:
            block = np.zeros(min(left, _BLOCK), np.int16)
            self._given += len(block)
            left -= len(block)
            yield block

    def _flush(self) -> Iterator[NDArray[np.int16]]:
        if self._chain is None:
            return
        yield from self._seen(self._chain.finish())
        mixer = self._chain.mixer
        if mixer is not None:
            self.channels = max(self.channels, mixer.channels)
            self.channels_heard = max(self.channels_heard, mixer.heard)
            self.channels_turned = max(self.channels_turned, mixer.turned)
        self._chain = None

    def _seen(self, blocks: Iterator[NDArray[np.int16]]) -> Iterator[NDArray[np.int16]]:
        for block in blocks:
            self._given += len(block)
            self.peak = max(self.peak, int(block.max()), -int(block.min()))
            yield block


def common_gaps(tracks: Sequence[Track]) -> list[tuple[int, float]]:
    """Where no track has sound: the sample behind it, and the length in seconds.

    While one of several is silent, others are heard. A track that has ended is silent.
    """
    common = tracks[0].absent
    for track in tracks[1:]:
        both = ((max(a, c), min(b, d)) for a, b in common for c, d in track.absent)
        common = [(start, end) for start, end in both if start < end]
    gaps = [(round(end), (end - start) / SAMPLE_RATE) for start, end in common if end < math.inf]
    return [(at, length) for at, length in gaps if length > _GAP_SECONDS]


class _Chain:
    """From frames of one shape to 16 kHz mono int16: first mixed down, then resampled, then
    rounded.
    """

    def __init__(self, frame: Any) -> None:
        self._shape = _shape(frame)
        rate, channels = int(frame.sample_rate), int(frame.layout.nb_channels)
        self.mixer = Automix(channels, rate) if channels > 1 else None
        self._resampler = Resampler(rate) if rate != SAMPLE_RATE else None
        #: So that our own format comes out as it went in.
        self._as_it_is = channels == 1 and rate == SAMPLE_RATE and frame.format.name[:3] == "s16"

    def fits(self, frame: Any) -> bool:
        return self._shape == _shape(frame)

    def feed(self, frame: Any) -> Iterator[NDArray[np.int16]]:
        if self._as_it_is:
            yield from _some(np.asarray(frame.to_ndarray()[0], np.int16))
            return
        channels = _channels(frame)
        mixed = channels[0] if self.mixer is None else self.mixer.feed(channels)
        yield from _some(to_int16(self._at_our_rate(mixed)))

    def finish(self) -> Iterator[NDArray[np.int16]]:
        if self.mixer is not None:
            yield from _some(to_int16(self._at_our_rate(self.mixer.finish())))
        if self._resampler is not None:
            yield from _some(to_int16(self._resampler.finish()))

    def _at_our_rate(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        return samples if self._resampler is None else self._resampler.feed(samples)


def _channels(frame: Any) -> NDArray[np.float32]:
    """The samples of a frame, shape (channels, n), full scale 1.0. What is no number is silence."""
    samples = frame.to_ndarray()
    if not frame.format.is_planar:
        samples = samples.reshape(-1, frame.layout.nb_channels).T
    if samples.dtype.kind == "f":
        # Beyond full scale a float file may be; how far is nobody's business.
        finite = np.nan_to_num(samples.astype(np.float32))
        return np.asarray(np.clip(finite, -_LOUDEST, _LOUDEST))
    if samples.dtype == np.uint8:
        samples = samples.astype(np.int16) - 128
        return np.asarray(samples / np.float32(128), np.float32)
    return np.asarray(samples / np.float64(-float(np.iinfo(samples.dtype).min)), np.float32)


def _shape(frame: Any) -> tuple[str, str, int]:
    return frame.format.name, frame.layout.name, frame.sample_rate


def _some(samples: NDArray[np.int16]) -> Iterator[NDArray[np.int16]]:
    if len(samples):
        yield samples
