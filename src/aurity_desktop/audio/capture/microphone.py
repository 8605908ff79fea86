"""The microphone: keeps a stream open, notices when it is gone, and takes it up again."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.capture.clock import elapsed
from aurity_desktop.audio.capture.source import (
    Began,
    ChannelSound,
    Dropped,
    Found,
    Lost,
    Noted,
    OnlyZeros,
    Sound,
    Update,
    ZerosEnded,
)
from aurity_desktop.audio.capture.watch import StreamWatch, Trouble, ZeroWatch
from aurity_desktop.domain.audio import SAMPLE_RATE, Device
from aurity_desktop.domain.capture import InputNote, Interruption
from aurity_desktop.domain.errors import AudioError, DeviceLost

_LOOK_SECONDS: Final = 0.05
#: Back-off: waits before the attempts to open a device that is gone; the last one repeats.
_BACK_OFF: Final = (0.0, 0.25, 0.5, 0.5, 1.0, 2.0)
#: From this attempt on the default microphone will do.
_PATIENCE: Final = 4
#: Zeros for this long, and the device is opened afresh once: some come out of the machine's sleep
#: deaf.
_DEAF_SECONDS: Final = 30.0
#: How often a device that is there is tried at first, and how long between.
_TRIES: Final = 5
_TRY_SECONDS: Final = 0.1
#: A delivery that was held up longer than this says nothing about the next one.
_MOST_LATENCY: Final = 0.25
#: So long after the computer woke up, what is missing is missing by its sleep.
_WAKING_SECONDS: Final = 3.0
#: How long `close` waits for an audio system that does not answer.
_CLOSE_SECONDS: Final = 3.0


class Stream(Protocol):
    """What `InputStream` offers."""

    @property
    def device(self) -> Device:
        """What it captures from."""
        ...

    @property
    def sample_rate(self) -> int:
        """The device's own, in hertz."""
        ...

    @property
    def mark(self) -> tuple[int, float]:
        """Frames so far, and when the last of them came."""
        ...

    @property
    def active(self) -> bool:
        """Whether the audio system says that it runs."""
        ...

    @property
    def overflows(self) -> int:
        """How often the audio system said that it lost input."""
        ...

    @property
    def waiting(self) -> int:
        """Samples at 16 kHz that can be read now, about."""
        ...

    @property
    def delay(self) -> float:
        """Seconds of sound that are held back until more has come."""
        ...

    @property
    def mixed(self) -> Mapping[str, float] | None:
        """How its channels were added, where that was more than an addition."""
        ...

    def read(self) -> NDArray[np.int16]:
        """What has come since, int16, shape (n,), 16 kHz mono."""
        ...

    def take_channels(self) -> ChannelSound | None:
        """The channels of what `read` took since the last call; None where there is one."""
        ...

    def lost_seconds(self) -> float:
        """What did not fit into the ring buffer since the last call."""
        ...

    def finish(self) -> NDArray[np.int16]:
        """After `close` and the last `read`: what the resampler held back."""
        ...

    def close(self) -> None:
        """Ends it; never raises."""
        ...


class AudioSystem(Protocol):
    """PortAudio, or a stand-in for it."""

    def restart(self) -> None:
        """Make a new list of devices. No stream may be open."""
        ...

    def find(self, name: str) -> Device:
        """The device of that name, the default for "". Raises NoMicrophone."""
        ...

    def open(self, device: Device) -> Stream:
        """Raises DeviceLost."""
        ...


@dataclass(slots=True)
class _Leg:
    """The sound of one stream. `over`: nothing will be added to it."""

    stream: Stream
    over: bool = False


class Microphone:
    """A `Source` whose own thread opens, watches and re-opens the device, with back-off.

    Opening may take seconds, or hang, and the reader must go on writing meanwhile.
    """

    def __init__(
        self,
        system: AudioSystem,
        name: str = "",
        *,
        waits: bool = False,
        clock: Callable[[], float] = elapsed,
    ) -> None:
        """`name` is a device's, "" the default one.

        `waits`: `open` does not fail where the device is away; it is lost from the beginning.
        """
        self._system = system
        self._wanted = name
        self._name = name
        self._waits = waits
        self._clock = clock
        self._queue: deque[_Leg | Update] = deque()  # in the order of time
        self._notes: deque[Update] = deque()  # about the stream that is being read
        self._closing = False
        self._reopen_why: Interruption | None = None
        self._asleep_until = -inf
        self._wake = threading.Event()
        self._zeros = ZeroWatch(SAMPLE_RATE)
        self._zeros_told = False
        self._deaf_told = False
        self._latency = self._delay = 0.0
        self._opened: Stream | None = None
        self._failure: DeviceLost | None = None
        # A daemon: an audio system that hangs must not keep the process alive.
        self._keeper = threading.Thread(target=self._keep, name="microphone", daemon=True)

    @property
    def name(self) -> str:
        """The device's, as it is now: another one's after the first was lost for long."""
        return self._name

    @property
    def waiting(self) -> int:
        """Samples at 16 kHz that came and were not read yet, about."""
        return sum(item.stream.waiting for item in list(self._queue) if isinstance(item, _Leg))

    @property
    def latency(self) -> float:
        """The longest wait between deliveries of late, and what is held back, in seconds."""
        return min(self._latency, _MOST_LATENCY) + self._delay

    @property
    def keeps_time(self) -> bool:
        """Always."""
        return True

    def open(self) -> None:
        """Opens the device and starts to watch it. Raises NoMicrophone, DeviceLost."""
        try:
            self._opened = self._open_first()
            self._name = self._opened.device.name
        except AudioError:
            if not self._waits:
                raise
        self._keeper.start()

    def _open_first(self) -> Stream:
        """Some devices are one program's at a time, and whoever told its level lets it go now."""
        device = self._system.find(self._wanted)
        for _ in range(_TRIES - 1):
            try:
                return self._system.open(device)
            except DeviceLost:
                self._wake.wait(_TRY_SECONDS)
        return self._system.open(device)

    def hold(self) -> None:
        """The stream runs on, so that nothing is missing when the pause ends."""

    def go_on(self) -> None:
        """It never stood still."""

    def use(self, name: str) -> None:
        """The stream is closed and one of that device opened; what lies between is a gap."""
        self._wanted = name
        self._reopen_why = Interruption.CHANGED_BY_USER
        self._wake.set()

    def asleep(self) -> None:
        """The stream runs on until the computer stands still."""
        self._asleep_until = inf

    def awake(self) -> None:
        """What is missing is noticed within a moment, and the device opened afresh."""
        self._asleep_until = self._clock() + _WAKING_SECONDS

    def close(self) -> None:
        """Ends the stream. What it still held can be read afterwards."""
        self._closing = True
        self._wake.set()
        if self._keeper.ident is not None:
            self._keeper.join(_CLOSE_SECONDS)

    # -- the reader's thread

    def read(self) -> Sequence[Update]:
        """What happened since the last call, in the order of time.

        Raises DeviceLost when the thread that keeps the stream has failed itself: then nobody looks
        for the device any more.
        """
        updates: list[Update] = []
        while self._notes:
            updates.append(self._notes.popleft())
        while self._queue:
            head = self._queue[0]
            if not isinstance(head, _Leg):
                updates.append(head)
                if isinstance(head, Found) and self._zeros_told:
                    updates.append(OnlyZeros(self._name))  # until it gives something else
                self._queue.popleft()
                continue
            over = head.over  # before reading: what is added until it is set belongs to it
            self._take(head.stream.read(), head.stream, updates)
            lost = head.stream.lost_seconds()
            if lost:
                updates.append(Dropped(lost))
            if not over:
                break
            self._take(head.stream.finish(), head.stream, updates)
            if (mixed := head.stream.mixed) is not None:
                updates.append(Noted(InputNote.CHANNELS_MIXED, mixed))
            self._queue.popleft()
        if self._failure is not None and not updates:
            raise self._failure
        return updates

    def _take(self, samples: NDArray[np.int16], stream: Stream, updates: list[Update]) -> None:
        if not len(samples):
            return
        self._zeros.feed(len(samples), silent=not samples.any())
        if self._zeros.only_zeros and not self._zeros_told:
            self._zeros_told = True
            updates.append(OnlyZeros(self._name))
        elif self._zeros_told and not self._zeros.only_zeros:
            self._zeros_told = self._deaf_told = False
            updates.append(ZerosEnded(self._name))
        if self._zeros.seconds > _DEAF_SECONDS and not self._deaf_told:
            self._deaf_told = True
            self._reopen_why = Interruption.ONLY_ZEROS
        updates.append(Sound(samples, stream.take_channels()))

    # -- the keeper's thread

    def _keep(self) -> None:
        try:
            self._keep_open()
        except Exception as error:  # noqa: BLE001 – a thread's edge: the reader must hear of it
            self._failure = DeviceLost(self._name, repr(error))

    def _keep_open(self) -> None:
        stream, lost, began = self._opened, False, False
        if stream is None:
            self._queue.append(Lost(Interruption.NOT_FOUND, self._name, self._clock()))
            stream, lost = self._open_again(), True
        while stream is not None:
            leg = _Leg(stream)
            self._delay = stream.delay
            watch = StreamWatch(stream.sample_rate, self._clock())
            trouble = self._await_frames(stream, watch)
            if trouble is None and not self._closing:
                frames, at = stream.mark
                first = at - frames / stream.sample_rate
                if not began:
                    self._queue.append(Began(self._name, stream.sample_rate))
                if lost:
                    self._queue.append(Found(self._name, first))
                began, lost = True, False
                self._queue.append(leg)
                trouble = self._watch(stream, watch)
            self._end(leg)
            if trouble is None:
                return
            if not lost:
                self._queue.append(Lost(trouble.why, self._name, trouble.good_until))
                lost = True
            stream = self._open_again()

    def _await_frames(self, stream: Stream, watch: StreamWatch) -> Trouble | None:
        """Until the first frame is there: a stream may call itself active and give nothing."""
        while not self._closing and not stream.mark[0]:
            trouble = self._trouble(stream, watch)
            if trouble:
                return trouble
            self._pause(_LOOK_SECONDS)
        return None

    def _watch(self, stream: Stream, watch: StreamWatch) -> Trouble | None:
        """Until something is wrong, or None when the microphone is closed."""
        overflows, settles_at = 0, 0.0
        while not self._closing:
            watch.arrived(*stream.mark)
            self._latency = watch.period
            if stream.overflows != overflows:
                overflows, settles_at = stream.overflows, self._clock() + 1.0
            trouble = self._trouble(stream, watch)
            if settles_at and self._clock() >= settles_at:
                self._notes.append(Dropped(watch.missing_seconds()))
                watch.forgive()
                settles_at = 0.0
            elif trouble and not (settles_at and trouble.why is Interruption.CLOCK_JUMP):
                return trouble
            self._pause(_LOOK_SECONDS)
        return None

    def _trouble(self, stream: Stream, watch: StreamWatch) -> Trouble | None:
        why, self._reopen_why = self._reopen_why, None
        if why is not None:
            return Trouble(why, stream.mark[1])
        now = self._clock()
        trouble = watch.trouble(now, active=stream.active)
        if trouble is not None and now < self._asleep_until:
            return replace(trouble, why=Interruption.ASLEEP)
        return trouble

    def _end(self, leg: _Leg) -> None:
        try:
            leg.stream.close()
        finally:
            leg.over = True

    def _open_again(self) -> Stream | None:
        """Try until it works; None when the microphone is closed meanwhile."""
        attempt = 0
        while True:
            self._pause(_BACK_OFF[min(attempt, len(_BACK_OFF) - 1)])
            if self._closing:
                return None
            self._reopen_why = None  # this is what was asked for
            try:
                self._system.restart()
                stream = self._system.open(self._choose(attempt))
            except AudioError:  # not there yet: it is still reported as lost
                attempt += 1
            else:
                self._name = stream.device.name
                return stream

    def _choose(self, attempt: int) -> Device:
        try:
            return self._system.find(self._wanted)
        except AudioError:
            if attempt < _PATIENCE:
                raise
            return self._system.find("")

    def _pause(self, length: float) -> None:
        if self._wake.wait(length) and not self._closing:
            self._wake.clear()
