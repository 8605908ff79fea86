"""A source that gives what a test tells it to, and an audio system whose plug a test can pull."""

from collections import deque

import numpy as np

from aurity_desktop.audio.capture.ring import Ring
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.errors import DeviceLost, NoMicrophone


class ScriptedSource:
    name = "a test"
    waiting = 0

    def __init__(self, *, latency=0.0, keeps_time=True):
        self.latency = latency
        self.keeps_time = keeps_time
        self.updates = deque()
        self.used = []
        self.sleep = []
        self.reads = 0
        self.closed = self.held = False

    def gives(self, *updates):
        self.updates.extend(updates)

    def open(self):
        pass

    def read(self):
        self.reads += 1
        given = list(self.updates)
        self.updates.clear()
        return given

    def hold(self):
        self.held = True

    def go_on(self):
        self.held = False

    def use(self, name):
        self.used.append(name)

    def asleep(self):
        self.sleep.append("asleep")

    def awake(self):
        self.sleep.append("awake")

    def close(self):
        self.closed = True


class FakeStream:
    """Frames come when a test calls `speak`; `pull_out` ends it as PortAudio would."""

    def __init__(self, device, clock):
        self.device = device
        self.sample_rate = 16_000
        self.ring = Ring(60 * 16_000, 1)
        self.mark = (0, clock())
        self.active = True
        self.overflows = 0
        self.closed = False
        self.delay, self.mixed = 0.0, None
        self.channels = None
        self._clock = clock

    @property
    def waiting(self):
        return self.ring.waiting

    def speak(self, samples):
        self.ring.write(np.asarray(samples, np.int16).reshape(-1, 1))
        self.mark = (self.mark[0] + len(samples), self._clock())

    def read(self):
        return self.ring.read()[:, 0]

    def take_channels(self):
        return self.channels

    def lost_seconds(self):
        loss = self.ring.take_loss()
        return loss.frames / self.sample_rate if loss else 0.0

    def finish(self):
        return np.empty(0, np.int16)

    def pull_out(self):
        self.active = False

    def close(self):
        self.closed = True


class FakeAudioSystem:
    """Devices by name; the first is the default one.

    Streams are kept in the order of their opening.
    """

    def __init__(self, clock, *names):
        self.names = list(names)
        self.streams = []
        self.restarts = 0
        self.delay = 0.0
        self._clock = clock

    def restart(self):
        assert all(stream.closed for stream in self.streams), (
            "PortAudio restarts with no stream open"
        )
        self.restarts += 1

    def find(self, name):
        if not self.names or (name and name not in self.names):
            raise NoMicrophone(name)
        wanted = name or self.names[0]
        return Device(wanted, self.names.index(wanted), 1, 16_000, wanted == self.names[0])

    def open(self, device):
        if device.name not in self.names:
            raise DeviceLost(device.name)
        stream = FakeStream(device, self._clock)
        stream.delay = self.delay
        self.streams.append(stream)
        return stream
