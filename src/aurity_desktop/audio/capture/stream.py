"""One opened input stream of PortAudio, from its first callback to its end."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.automix import Automix
from aurity_desktop.audio.capture.resample import Resampler, to_float, to_int16
from aurity_desktop.audio.capture.ring import Ring
from aurity_desktop.audio.capture.sound_library import sound_library
from aurity_desktop.audio.capture.source import ChannelSound
from aurity_desktop.domain.audio import SAMPLE_RATE, Device
from aurity_desktop.domain.errors import DeviceLost

#: The writer may stand still this long (a disk that stalls) before a sample is lost.
RING_SECONDS = 60
#: PortAudio's own buffer. 40 ms, its default, were lost to a single long pause of the interpreter.
LATENCY_SECONDS = 0.25
BLOCK_SECONDS = 0.02
#: Channels are mixed over windows of this length, of which two are held back.
_MIX_SECONDS = 0.02
#: A device that claims more channels is none of its own, but a way to any (PulseAudio: 32).
_MOST_CHANNELS = 24


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
        self._mix = Automix(channels, self.sample_rate, _MIX_SECONDS) if channels > 1 else None
        self._resampler = None if self.sample_rate == SAMPLE_RATE else Resampler(self.sample_rate)
        self._channels: list[NDArray[np.float32]] = []

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

    @property
    def delay(self) -> float:
        """Seconds of sound that are held back until more has come."""
        return 0.0 if self._mix is None else 2 * _MIX_SECONDS

    @property
    def mixed(self) -> Mapping[str, float] | None:
        """How its channels were added, where that was more than an addition."""
        mix = self._mix
        if mix is None or (mix.heard in {0, mix.channels} and not mix.turned):
            return None
        return {"channels": mix.channels, "with_sound": mix.heard, "turned_round": mix.turned}

    def read(self) -> NDArray[np.int16]:
        """What has come since, int16, shape (n,), 16 kHz mono."""
        frames = self.ring.read()
        if self._mix is None and self._resampler is None:
            return frames[:, 0]
        return to_int16(self._at_our_rate(self._mono(to_float(frames.T))))

    def take_channels(self) -> ChannelSound | None:
        """The channels of what `read` took since the last call; None where there is one."""
        if self._mix is None:
            return None
        taken = [np.empty((self._mix.channels, 0), np.float32), *self._channels]
        self._channels = []
        return ChannelSound(np.concatenate(taken, axis=1), self.sample_rate)

    def lost_seconds(self) -> float:
        """What did not fit into the ring since the last call."""
        loss = self.ring.take_loss()
        return loss.frames / self.sample_rate if loss else 0.0

    def finish(self) -> NDArray[np.int16]:
        """After `close` and the last `read`: what was held back."""
        rest = np.empty(0, np.float32)
        if self._mix is not None:
            rest = self._at_our_rate(self._mix.finish())
        if self._resampler is not None:
            rest = np.concatenate((rest, self._resampler.finish()))
        return to_int16(rest)

    def close(self) -> None:
        """Ends the stream; a device that is gone cannot object."""
        with suppress(self._refusal):
            self._stream.abort(ignore_errors=True)
            self._stream.close(ignore_errors=True)

    def _mono(self, channels: NDArray[np.float32]) -> NDArray[np.float32]:
        if self._mix is None:
            return np.asarray(channels[0])
        self._channels.append(channels)
        return self._mix.feed(channels)

    def _at_our_rate(self, samples: NDArray[np.float32]) -> NDArray[np.float32]:
        return samples if self._resampler is None else self._resampler.feed(samples)

    def _callback(self, frames: Any, count: int, _time: Any, status: Any) -> None:
        """PortAudio's thread. Copies and leaves."""
        self.ring.write(frames)
        self.mark = (self.mark[0] + count, self._clock())
        if status:
            self._overflows += 1

    def _on_finished(self) -> None:
        self._finished = True


def _format(device: Device) -> tuple[int, int]:
    """Rate and channels to open the device with: all its channels, at 16 kHz where it can.

    Asked for one of two, an audio system adds them, and opposite phase is silence.
    """
    sounddevice = sound_library()

    channels = device.channels if device.channels <= _MOST_CHANNELS else 2
    counts = dict.fromkeys((channels, min(channels, 2), 1))
    wanted = [(rate, count) for count in counts for rate in (SAMPLE_RATE, device.sample_rate)]
    for rate, count in wanted:
        try:
            sounddevice.check_input_settings(
                device=device.index, channels=count, dtype="int16", samplerate=rate
            )
        except sounddevice.PortAudioError:
            continue
        return rate, count
    return device.sample_rate, channels
