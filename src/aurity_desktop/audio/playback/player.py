"""Plays a recording, in a child process: PortAudio is never loaded into the window's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.sound_library import sound_library
from aurity_desktop.audio.playback.time_stretch import Samples, Stretcher
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.errors import NoLoudspeaker
from aurity_desktop.domain.playback import (
    FASTEST,
    SLOWEST,
    Finished,
    Hold,
    Opened,
    Play,
    PlayerCommand,
    PlayerReport,
    Positioned,
    Seek,
    Speed,
)

_REPORT_SECONDS = 0.1
_LATENCY_SECONDS = 0.15


class Output(Protocol):
    """A loudspeaker."""

    @property
    def latency(self) -> float:
        """Seconds from `write` to the ear."""
        ...

    def write(self, samples: NDArray[np.int16]) -> None:
        """Waits until there is room. int16, shape (n,), 16 kHz mono. Raises NoLoudspeaker."""
        ...

    def drop(self) -> None:
        """Be silent at once: forget what was written and not heard yet."""
        ...

    def drain(self) -> None:
        """Wait until everything was heard."""
        ...

    def close(self) -> None:
        """Gives the device back."""
        ...


class Player:
    """One thread: `step` until the caller has had enough. Stands still until told to play."""

    def __init__(
        self,
        samples: Samples,
        output: Output,
        report: Callable[[PlayerReport], None],
    ) -> None:
        self._length = len(samples)
        self._stretcher = Stretcher(samples)
        self._output = output
        self._report = report
        self._playing = False
        self._factor = 1.0
        self._reported_at = -1.0
        report(Opened(self._length / SAMPLE_RATE))

    @property
    def playing(self) -> bool:
        """Whether it plays; False when held or at the end."""
        return self._playing

    def step(self, commands: Iterable[PlayerCommand]) -> None:
        """Obey, and play the next bit.

        Takes about as long as that bit lasts. Raises NoLoudspeaker.
        """
        for command in commands:
            self._obey(command)
        if not self._playing:
            return
        self._output.write(self._stretcher.next(self._factor))
        if self._stretcher.ended:
            self._output.drain()
            self._playing = False
            self._tell_position()
            self._report(Finished())
        elif abs(self._heard() - self._reported_at) >= _REPORT_SECONDS * self._factor:
            self._tell_position()

    def _obey(self, command: PlayerCommand) -> None:
        match command:
            case Play():
                if self._stretcher.ended:
                    self._stretcher.go_to(0)
                self._playing = True
            case Hold():
                heard = self._heard()
                self._output.drop()
                self._stretcher.go_to(int(heard * SAMPLE_RATE))
                self._playing = False
            case Seek():
                self._output.drop()
                self._stretcher.go_to(int(command.second * SAMPLE_RATE))
            case Speed():
                self._factor = min(FASTEST, max(SLOWEST, command.factor))
        self._tell_position()

    def _tell_position(self) -> None:
        self._reported_at = self._heard()
        self._report(Positioned(self._reported_at, self._playing))

    def _heard(self) -> float:
        """The second that is at the ear now: what was written and is still on its way does not
        count.
        """
        ahead = self._output.latency * self._factor if self._playing else 0.0
        return max(0.0, self._stretcher.at_sample / SAMPLE_RATE - ahead)


class Loudspeaker:
    """The default output. A device that cannot do 16 kHz is given its own rate."""

    def __init__(self) -> None:
        """Raises NoLoudspeaker."""
        sounddevice = sound_library()

        self._error = sounddevice.PortAudioError
        try:
            self._resampler, self._stream = self._opened(sounddevice)
            self._stream.start()
        except (self._error, ValueError) as error:
            raise NoLoudspeaker(str(error)) from error

    @property
    def latency(self) -> float:
        """Seconds from `write` to the ear, as PortAudio states it."""
        return float(self._stream.latency)

    def write(self, samples: NDArray[np.int16]) -> None:
        """Waits until there is room. int16, shape (n,), 16 kHz mono. Raises NoLoudspeaker."""
        try:
            self._stream.write(samples if self._resampler is None else self._resampler(samples))
        except self._error as error:
            raise NoLoudspeaker(str(error)) from error

    def drain(self) -> None:
        """Waits until everything was heard. Raises NoLoudspeaker."""
        try:
            self._stream.stop()
            self._stream.start()
        except self._error as error:
            raise NoLoudspeaker(str(error)) from error

    def drop(self) -> None:
        """Silent at once: what was not heard yet is forgotten. Raises NoLoudspeaker."""
        try:
            self._stream.abort()
            self._stream.start()
        except self._error as error:
            raise NoLoudspeaker(str(error)) from error

    def close(self) -> None:
        """Gives the device back; one that is gone cannot object."""
        self._stream.close(ignore_errors=True)

    def _opened(self, sounddevice: Any) -> tuple[Any, Any]:
        options = {"channels": 1, "dtype": "int16", "latency": _LATENCY_SECONDS}
        try:
            return None, sounddevice.OutputStream(samplerate=SAMPLE_RATE, **options)
        except sounddevice.PortAudioError:
            rate = int(sounddevice.query_devices(kind="output")["default_samplerate"])
        from aurity_desktop.audio.capture.resample import Resampler, to_float, to_int16

        resampler = Resampler(SAMPLE_RATE, rate)

        def resampled(samples: NDArray[np.int16]) -> NDArray[np.int16]:
            return to_int16(resampler.feed(to_float(samples)))

        return resampled, sounddevice.OutputStream(samplerate=rate, **options)
