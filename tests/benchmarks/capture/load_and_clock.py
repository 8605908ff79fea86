"""Time against the recorder: all cores busy, the wall clock set back, four starts at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np

from aurity_desktop.audio.capture.disk_writer import DiskWriter
from aurity_desktop.audio.capture.file_source import FileSource
from aurity_desktop.audio.capture.recording import Recording
from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.audio.slices.disk_space import DiskWatch
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.audio.slices.slice_store import SliceStore, prepare_folder
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import (
    Counted,
    ErrorReported,
    Interrupted,
    Ready,
    Report,
    Started,
    Stop,
    Stopped,
    StopReason,
)
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage.reserve import Reserve
from tests.benchmarks.capture.recorder_child import RecorderChild
from tests.benchmarks.capture.sawtooth import flaws_of, sawtooth, write_sawtooth
from tests.benchmarks.capture.virtual_microphone import VirtualMicrophone

_PATIENCE = 60.0
#: Burns until its standard input ends, so that it goes with us however we go.
_BURN = """
import os, sys, threading
threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
while True:
    sum(i * i for i in range(10_000))
"""


@dataclass(frozen=True, slots=True)
class LoadFigures:
    """`unaccounted` samples are missing from the recording and from its record; `inserted` zeros
    came from the sound server.
    """

    minutes: float
    busy_processes: int
    samples: int
    unaccounted: int
    inserted: int
    overflows: int
    interruptions: int


def record_under_load(folder: Path, minutes: float, progress: Callable[[int], None]) -> LoadFigures:
    """A sawtooth through a virtual microphone, beside two busy processes a core."""
    file = write_sawtooth(folder / "sawtooth.wav", minutes * 60 + 5)
    paths = Paths(data=folder / "data", models=folder / "models")
    session_id = "session_under_load"
    with VirtualMicrophone(folder / "m") as microphone:
        child = RecorderChild(
            paths.data,
            session_id,
            *("--device", microphone.device),
            environment=microphone.environment,
        )
        child.wait_for(lambda report: isinstance(report, Started), _PATIENCE)
        microphone.play(file, wait=False)
        with _busy_cores() as busy:
            for minute in range(int(minutes * 60)):
                child.wait_for(lambda _: False, 1.0)
                progress(minute + 1)
        child.say(Stop())
        child.wait_for(lambda report: isinstance(report, Stopped), _PATIENCE)
        child.end()
    audio, ledger = SessionAudio(paths), SqliteLedger(paths.ledger, "fault bench")
    audio.concatenate(session_id, ledger.sound.slices(session_id))
    recorded_as_lost = int(
        sum(span.seconds for span in ledger.sound.spans(session_id)) * SAMPLE_RATE
    )
    ledger.close()
    with audio.final_sound(session_id) as whole:
        flaws = flaws_of(whole[:])
    (stopped,) = child.heard(Stopped)
    return LoadFigures(
        minutes=minutes,
        busy_processes=busy,
        samples=flaws.samples,
        unaccounted=max(0, flaws.missing - recorded_as_lost),
        inserted=flaws.inserted,
        overflows=stopped.overflows,
        interruptions=len(child.heard(Interrupted)),
    )


@contextmanager
def _busy_cores() -> Iterator[int]:
    count = 2 * (os.cpu_count() or 1)
    command = [sys.executable, "-c", _BURN]
    burners = [subprocess.Popen(command, stdin=subprocess.PIPE) for _ in range(count)]
    try:
        yield count
    finally:
        for burner in burners:
            burner.kill()
            burner.communicate()


@dataclass(frozen=True, slots=True)
class ClockFigures:
    set_back_s: float
    order_kept: bool
    sound_kept: bool


def set_clock_back(folder: Path) -> ClockFigures:
    """The wall clock goes back an hour in the middle of a recording: rows get earlier stamps, and
    nothing else may change.
    """
    file = write_sawtooth(folder / "sawtooth.wav", 12)
    paths = Paths(data=folder / "data", models=folder / "models")
    paths.prepare()
    session_id = "session_clock_back"
    stamps = iter(range(10_000))
    start = datetime(2026, 3, 29, 2, 30, tzinfo=UTC)

    def wall() -> datetime:
        tick = next(stamps)
        return (
            start + timedelta(seconds=3 * tick) - (timedelta(hours=1) if tick > 2 else timedelta())
        )

    slices = paths.session(session_id) / "slices"
    prepare_folder(slices)
    ledger = SqliteLedger(paths.ledger, "fault bench", wall)
    ledger.sessions.create(SessionPlan(session_id, wall(), "fault bench"))
    reserve = Reserve(paths.data / "reserve.bin", size=4096)
    store = SliceStore(session_id, slices, reserve)
    reports: list[Report] = []
    source = FileSource(file, real_time=False)
    source.open()
    recording = Recording(
        ResumePoint(session_id),
        source=source,
        store=store,
        disk_writer=DiskWriter(
            lambda: SqliteLedger(paths.ledger, "fault bench", wall), store, reserve, reports.append
        ),
        disk=DiskWatch(slices),
        report=reports.append,
    )
    recording.begin()
    while recording.over is None:
        recording.step(())
    recording.end(StopReason.FAILED)
    audio, rows = SessionAudio(paths), ledger.sound.slices(session_id)
    sound = np.concatenate([audio.read(row) for row in rows])
    starts = [row.start_sample for row in rows]
    ledger.close()
    return ClockFigures(
        set_back_s=3_600.0,
        order_kept=[row.number for row in rows] == list(range(len(rows)))
        and starts == sorted(starts),
        sound_kept=np.array_equal(sound, sawtooth(12 * SAMPLE_RATE)),
    )


@dataclass(frozen=True, slots=True)
class StartFigures:
    rounds: int
    at_once: int
    rounds_with_one_recorder: int


def start_at_once(
    folder: Path, rounds: int, at_once: int, progress: Callable[[int], None]
) -> StartFigures:
    """Several recorders are told to record the very same session: one does, the others say that it
    is being recorded.
    """
    file = write_sawtooth(folder / "sawtooth.wav", 60)
    alone = 0
    for number in range(rounds):
        data = folder / f"data_{number}"
        children = [
            RecorderChild(data, "session_at_once", "--input", str(file)) for _ in range(at_once)
        ]
        for child in children:
            child.wait_for(lambda report: isinstance(report, Ready | ErrorReported), _PATIENCE)
        winners = [child for child in children if child.heard(Ready)]
        losers = [child for child in children if child.heard(ErrorReported)]
        if len(winners) == 1:
            winners[0].wait_for(lambda report: isinstance(report, Counted), _PATIENCE)
        alone += len(winners) == 1 and len(losers) == at_once - 1
        for child in children:
            child.end()
        progress(number + 1)
    return StartFigures(rounds, at_once, alone)
