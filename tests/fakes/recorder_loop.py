"""The recorder's real loop, without its process: a test is the microphone, and steps it."""

import numpy as np
from PySide6.QtCore import QObject, Signal

from aurity_desktop.audio.capture.disk_writer import DiskWriter
from aurity_desktop.audio.capture.recording import Recording
from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.audio.capture.source import Began, Found, Lost, OnlyZeros, Sound, ZerosEnded
from aurity_desktop.audio.slices.disk_space import DiskWatch
from aurity_desktop.audio.slices.slice_store import SliceStore, prepare_folder
from aurity_desktop.domain.audio import RECORDER_GONE, Span, SpanKind
from aurity_desktop.domain.capture import Interruption, StopReason, parse_plan
from aurity_desktop.domain.errors import RecorderDied
from aurity_desktop.storage.reserve import Reserve
from tests.fakes.sound import ScriptedSource

#: So many samples come with each step; never zeros.
VOICE = np.arange(1, 161, dtype=np.int16)


class RecorderLoop(QObject):
    """Stands for a `RecorderProcess`.

    Commands are obeyed at the next `step`, which also brings what the microphone gives: `VOICE`,
    zeros while it is muted, nothing while it is away.
    """

    reported = Signal(object)
    ended = Signal(object)

    def __init__(self, paths, ledger, clock):
        super().__init__()
        self._paths, self._ledger, self._clock = paths, ledger, clock
        self._source = ScriptedSource()
        self._recording = None
        self._commands = []
        self._session_id, self._samples, self._slices, self._began = "", 0, 0, False
        self.plugged, self.muted, self.stuck = True, False, False

    def start(self, arguments, lines=(), session_id=""):
        place = ResumePoint(session_id)
        if "--resume" in arguments:
            gap = Span(SpanKind.GAP, self._samples, 1.0, RECORDER_GONE)
            place = ResumePoint(session_id, self._slices, self._samples, gap)
        else:
            self._ledger.sessions.create(parse_plan(lines[0]))
        folder = self._paths.session(session_id) / "slices"
        prepare_folder(folder)
        reserve = Reserve(self._paths.data / "reserve.bin", size=4096)
        store = SliceStore(session_id, folder, reserve, at_sample=place.at_sample)
        self._session_id, self._commands = session_id, []
        self._source = ScriptedSource()
        self._recording = Recording(
            place,
            source=self._source,
            store=store,
            disk_writer=DiskWriter(lambda: self._ledger, store, reserve, self._say),
            disk=DiskWatch(folder, free=lambda _: 10**12),
            report=self._say,
            paused=_paused(arguments),
            clock=self._clock,
        )
        self._recording.begin()
        self._began = self.plugged
        if self.plugged:
            self._gives(Began("mic", 16_000), *([OnlyZeros("mic")] if self.muted else []))
        else:
            self._gives(Lost(Interruption.NOT_FOUND, "mic", self._clock()))

    @property
    def running(self):
        return self._recording is not None

    def send(self, command):
        self._commands.append(command)

    def kill(self):
        self.stuck = False
        self.die()

    def close(self):
        """The window goes."""
        if self._recording is not None:
            self._end(StopReason.PARENT_GONE)

    def wait(self, _milliseconds):
        return True

    def _gives(self, *updates):
        if self._recording is not None:
            self._source.gives(*updates)

    # -- what a test does to it

    def plug(self):
        if not self.plugged:
            self.plugged = True
            began, self._began = self._began, True
            first = [] if began else [Began("mic", 16_000)]
            zeros = [OnlyZeros("mic")] if self.muted else []
            self._gives(*first, Found("mic", self._clock()), *zeros)

    def unplug(self):
        if self.plugged:
            self.plugged = False
            self._gives(Lost(Interruption.STREAM_ENDED, "mic", self._clock()))

    def mute(self):
        if not self.muted:
            self.muted = True
            self._gives(*([OnlyZeros("mic")] if self.plugged else []))

    def unmute(self):
        if self.muted:
            self.muted = False
            self._gives(*([ZerosEnded("mic")] if self.plugged else []))

    def step(self):
        """A moment goes by."""
        self._clock.go_on(0.2)
        if self._recording is None or self.stuck:
            return
        commands, self._commands = self._commands, []
        if self.plugged:
            self._gives(Sound(VOICE * 0 if self.muted else VOICE))
        self._recording.step(commands)
        if self._recording.over is not None:
            self._end(self._recording.over)
            self.ended.emit(None)

    def die(self):
        """It is killed; what it had written is adopted by the next."""
        if self._recording is not None:
            self.blockSignals(True)
            self._end(StopReason.FAILED)
            self.blockSignals(False)
            self.ended.emit(RecorderDied("it was killed"))

    def _end(self, reason):
        recording, self._recording = self._recording, None
        recording.end(reason)
        slices = self._ledger.sound.slices(self._session_id)
        self._slices = len(slices)
        self._samples = slices[-1].end_sample if slices else 0

    def _say(self, report):
        self.reported.emit(report)


def _paused(arguments):
    if "--paused" not in arguments:
        return None
    return SpanKind(arguments[arguments.index("--paused") + 1])
