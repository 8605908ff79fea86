"""One opened input stream of PortAudio, from its first callback to its end."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.resample import Resampler, to_float, to_int16
from aurity_desktop.audio.capture.ring import Ring
from aurity_desktop.audio.capture.sound_library import sound_library
from aurity_desktop.domain.audio import SAMPLE_RATE, Device
from aurity_desktop.domain.errors import DeviceLost

#: The writer may stand still this long (a disk that stalls) before a sample is lost.
RING_SECONDS = 60
#: PortAudio's own buffer. 40 ms, its default, were lost to a single long pause of the interpreter.
LATENCY_SECONDS = 0.25
BLOCK_SECONDS = 0.02


class InputStream:
    """Captures from one device until it is closed.

    `read` belongs to one thread, the rest to another.
    """

    def __init__(self, device: Device, clock: Callable[[], float]) -> None:
        """Starts the stream. Raises DeviceLost."""
        sounddevice = sound_library()

        self.device = device
        self._clock = clock
        self._overflows = 0
        self._finished = False
        self._refusal: type[Exception] = sounddevice.PortAudioError
        try:
            self.sample_rate, channels = _format(device)
            self.ring = Ring(RING_SECONDS * self.sample_rate, channels)
            #: Frames so far and when the last of them came: one tuple, so that both always belong
            #: together.
            self.mark = (0, clock())
            self._stream = sounddevice.InputStream(
                device=device.index,
                samplerate=self.sample_rate,
                channels=channels,
                dtype="int16",
                latency=LATENCY_SECONDS,
                blocksize=int(BLOCK_SECONDS * self.sample_rate),
                callback=self._callback,
                finished_callback=self._on_finished,
            )
            self._stream.start()
        except (self._refusal, ValueError) as error:
            raise DeviceLost(device.name, str(error)) from error
        self._resampler = None if self.sample_rate == SAMPLE_RATE else Resampler(self.sample_rate)

    @property
    def active(self) -> bool:
        """Whether PortAudio says that it runs."""
        try:
            return not self._finished and bool(self._stream.active)
        except self._refusal:
            return False

    @property
    def overflows(self) -> int:
        """How often PortAudio said that it lost input."""
        return self._overflows

    @property
    def waiting(self) -> int:
        """Samples at 16 kHz that can be read now, about."""
        return self.ring.waiting * SAMPLE_RATE // self.sample_rate

    def read(self) -> NDArray[np.int16]:
        """What has come since, int16, shape (n,), 16 kHz mono."""
        frames = self.ring.read()
        mono = frames[:, 0] if frames.shape[1] == 1 else _mixed(frames)
        if self._resampler is None:
            return mono
        return to_int16(self._resampler.feed(to_float(mono)))

    def lost_seconds(self) -> float:
        """What did not fit into the ring since the last call."""
        loss = self.ring.take_loss()
        return loss.frames / self.sample_rate if loss else 0.0

    def finish(self) -> NDArray[np.int16]:
        """After `close` and the last `read`: what the resampler held back."""
        if self._resampler is None:
            return np.empty(0, np.int16)
        return to_int16(self._resampler.finish())

    def close(self) -> None:
        """Ends the stream; a device that is gone cannot object."""
        with suppress(self._refusal):
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)

    def _callback(self, frames: Any, count: int, _time: Any, status: Any) -> None:
        """PortAudio's thread. Copies and leaves."""
        self.ring.write(frames)
        self.mark = (self.mark[0] + count, self._clock())
        if status:
            self._overflows += 1

    def _on_finished(self) -> None:
        self._finished = True


def _format(device: Device) -> tuple[int, int]:
    """Rate and channels to open the device with: 16 kHz mono where it can, else what it has."""
    sounddevice = sound_library()

    channels = min(device.channels, 2)
    for rate, count in ((SAMPLE_RATE, 1), (SAMPLE_RATE, channels), (device.sample_rate, 1)):
        try:
            sounddevice.check_input_settings(
                device=device.index, channels=count, dtype="int16", samplerate=rate
            )
        except sounddevice.PortAudioError:
            continue
        return rate, count
    return device.sample_rate, channels


def _mixed(frames: NDArray[np.int16]) -> NDArray[np.int16]:
    """The mean of the channels, rounded to even, so that neither side can overflow."""
    return np.asarray(np.rint(frames.mean(axis=1, dtype=np.float32)), np.int16)
