"""A session's folder and all that a recording is put together from, with fakes at the edges."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from aurity_desktop.audio.capture.disk_writer import DiskWriter
from aurity_desktop.audio.capture.recording import Recording
from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.audio.slices.disk_space import DiskWatch
from aurity_desktop.audio.slices.slice_store import SliceStore, prepare_folder
from aurity_desktop.domain.capture import Stopped, StopReason
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.storage.reserve import Reserve
from tests.fakes.clock import Clock
from tests.fakes.ledger import MemoryLedger
from tests.fakes.sound import ScriptedSource

SESSION = "session_20261124_060000"


@pytest.fixture
def slices_folder(paths):
    folder = paths.session(SESSION) / "slices"
    prepare_folder(folder)
    return folder


@pytest.fixture
def reserve(paths):
    return Reserve(paths.data / "reserve.bin", size=4096)


@pytest.fixture
def store(slices_folder, reserve):
    return SliceStore(SESSION, slices_folder, reserve)


@pytest.fixture
def ledger():
    memory = MemoryLedger()
    memory.sessions.create(SessionPlan(SESSION, datetime(2026, 11, 24, tzinfo=UTC), "a test"))
    return memory


@dataclass
class Desk:
    """A recording and what surrounds it. `free` is the room on the disk, in bytes."""

    recording: Recording
    source: ScriptedSource
    ledger: MemoryLedger
    clock: Clock
    reports: list
    room: dict = field(default_factory=dict)
    ended: bool = False

    def hears(self, *updates, commands=(), after=0.0):
        self.clock.go_on(after)
        if updates:
            self.source.gives(*updates)
        self.recording.step(commands)

    def ends(self, reason=StopReason.ASKED):
        self.ended = True
        self.recording.end(reason)
        return next(report for report in reversed(self.reports) if isinstance(report, Stopped))

    def told(self, kind):
        return [report for report in self.reports if isinstance(report, kind)]


@pytest.fixture
def desk(slices_folder, store, reserve, ledger):
    made = make_desk(slices_folder, store, reserve, ledger)
    yield made
    if not made.ended:  # a test failed: its thread would keep the tests from ending
        made.recording.end(StopReason.ASKED)


def make_desk(
    folder,
    store,
    reserve,
    ledger,
    *,
    place=None,
    paced=False,
    source=None,
    clock=None,
    limit=None,
    paused=None,
    machine=None,
):
    clock, reports, room = clock or Clock(1_000.0), [], {"free": 10**12}
    source = source or ScriptedSource()
    recording = Recording(
        place or ResumePoint(SESSION),
        source=source,
        store=store,
        disk_writer=DiskWriter(lambda: ledger, store, reserve, reports.append),
        disk=DiskWatch(folder, free=lambda _: room["free"]),
        report=reports.append,
        paced_by_acknowledgements=paced,
        limit=limit,
        paused=paused,
        machine=machine,
        clock=clock,
    )
    recording.begin()
    return Desk(recording, source, ledger, clock, reports, room)
