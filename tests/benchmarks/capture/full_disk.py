"""A disk that is full at the n-th write, and one that something else fills during a recording."""

from __future__ import annotations

import errno
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from unittest import mock

import numpy as np

from aurity_desktop.audio.capture.disk_writer import DiskWriter
from aurity_desktop.audio.capture.file_source import FileSource
from aurity_desktop.audio.capture.recording import Recording
from aurity_desktop.audio.capture.resume_point import ResumePoint
from aurity_desktop.audio.slices.disk_space import DiskWatch
from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.audio.slices.slice_store import SliceStore, prepare_folder
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import (
    Counted,
    ErrorReported,
    Report,
    Stopped,
    StopReason,
)
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.storage import wav
from aurity_desktop.storage.reserve import Reserve
from tests.benchmarks.capture.recorder_child import RecorderChild
from tests.benchmarks.capture.sawtooth import sawtooth, write_sawtooth

_SECONDS = 12
_PATIENCE = 60.0
_MIB = 2**20


@dataclass(frozen=True, slots=True)
class DiskFigures:
    """`wrong` recordings hold something else than what was played up to their end; `lost` have less
    than the disk had taken.
    """

    write_points: int
    wrong: int
    lost: int
    not_told: int
    real_full_disks: int
    real_wrong: int
    real_told_s_max: float | None


def fill_disks(
    folder: Path, points: int, mounts: int, progress: Callable[[int], None]
) -> DiskFigures:
    """Refuses the n-th write for n = 1 … `points`, with and without a reserve; then, as root, fills
    `mounts` small real disks.
    """
    file = write_sawtooth(folder / "sawtooth.wav", _SECONDS)
    outcomes: list[_Outcome] = []
    for n in range(1, points + 1):
        for with_reserve in (True, False):
            data = folder / f"full_{n}_{with_reserve:d}"
            outcomes.append(_refuse_write(data, file, n, with_reserve=with_reserve))
        progress(n)
    real = [_fill_mounted(folder, file, number) for number in range(mounts)] if _may_mount() else []
    told = [each.told_after for each in real if each.told_after is not None]
    return DiskFigures(
        write_points=len(outcomes),
        wrong=sum(each.wrong for each in outcomes),
        lost=sum(each.lost for each in outcomes),
        not_told=sum(each.told_after is None for each in [*outcomes, *real]),
        real_full_disks=len(real),
        real_wrong=sum(each.wrong or each.lost for each in real),
        real_told_s_max=round(max(told), 2) if told else None,
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    wrong: bool
    lost: bool
    told_after: float | None


def _refuse_write(data: Path, file: Path, n: int, *, with_reserve: bool) -> _Outcome:
    """The recorder's own parts, in this process, on a disk that is full from the n-th write on."""
    paths = Paths(data=data, models=data)
    paths.prepare()
    session_id = f"session_full_{n:04d}"
    slices = paths.session(session_id) / "slices"
    prepare_folder(slices)
    with_ledger = SqliteLedger(paths.ledger, "fault bench")
    with_ledger.sessions.create(SessionPlan(session_id, datetime.now(UTC), "fault bench"))
    reserve = Reserve(data / "reserve.bin", size=_MIB)
    if with_reserve:
        reserve.claim()
    store = SliceStore(session_id, slices, reserve)
    reports: list[Report] = []
    source = FileSource(file, real_time=False)
    source.open()
    recording = Recording(
        ResumePoint(session_id),
        source=source,
        store=store,
        disk_writer=DiskWriter(
            lambda: SqliteLedger(paths.ledger, "fault bench"), store, reserve, reports.append
        ),
        disk=DiskWatch(slices),
        report=reports.append,
    )
    recording.begin()
    with _full_from(n, data / "reserve.bin"):
        while recording.over is None:
            recording.step(())
        recording.end(StopReason.FAILED)
    recover_session(session_id, slices, with_ledger)
    sound = _sound(paths, session_id, with_ledger)
    with_ledger.close()
    (stopped,) = [report for report in reports if isinstance(report, Stopped)]
    whole = stopped.reason is StopReason.END_OF_FILE and len(sound) == _SECONDS * SAMPLE_RATE
    told = any(isinstance(report, ErrorReported) for report in reports)
    return _Outcome(
        wrong=not np.array_equal(sound, sawtooth(len(sound))),
        lost=len(sound) < stopped.sample_count or (with_reserve and not whole),
        told_after=0.0 if told or whole else None,
    )


@contextmanager
def _full_from(n: int, reserve: Path) -> Iterator[None]:
    """`os.write` refuses from the n-th call on, after taking half of it, until a reserve that was
    there is gone.
    """
    real, calls, reserved, halved = os.write, [0], reserve.exists(), [False]

    def write(descriptor: int, data: memoryview) -> int:
        calls[0] += 1
        room = calls[0] < n or (reserved and not reserve.exists())
        if room or len(data) == wav.HEADER_BYTES:  # a header over a header needs no new room
            return real(descriptor, data)
        if not halved[0]:
            halved[0] = True
            return real(descriptor, data[: len(data) // 2 + 1])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with mock.patch("os.write", write):
        yield


def _may_mount() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and Path("/bin/mount").exists()


def _fill_mounted(folder: Path, file: Path, number: int) -> _Outcome:
    """A real recorder on a real file system of 300 MiB that is filled to the last byte while it
    records.
    """
    disk = folder / f"disk_{number}"
    disk.mkdir()
    subprocess.run(["/bin/mount", "-t", "tmpfs", "-o", "size=300m", "tmpfs", str(disk)], check=True)
    try:
        paths = Paths(data=disk / "data", models=disk)
        session_id = f"session_mounted_{number}"
        child = RecorderChild(paths.data, session_id, "--input", str(file))
        child.wait_for(
            lambda report: (
                isinstance(report, Counted) and report.captured > (number + 1) * SAMPLE_RATE
            ),
            _PATIENCE,
        )
        _fill(disk / "somebody_elses")
        full_at = time.monotonic()
        told = child.wait_for(lambda report: isinstance(report, ErrorReported), _PATIENCE)
        child.wait_for(lambda report: isinstance(report, Stopped), _PATIENCE)
        child.end()
        on_disk = max((count.on_disk for count in child.heard(Counted)), default=0)
        ledger = SqliteLedger(paths.ledger, "fault bench")
        recover_session(session_id, paths.session(session_id) / "slices", ledger)
        sound = _sound(paths, session_id, ledger)
        ledger.close()
        return _Outcome(
            wrong=not np.array_equal(sound, sawtooth(len(sound))),
            lost=len(sound) < on_disk,
            told_after=told.at - full_at if told else None,
        )
    finally:
        subprocess.run(["/bin/umount", str(disk)], check=True)


def _fill(path: Path) -> None:
    block = bytes(_MIB)
    with path.open("wb", buffering=0) as file:
        for size in (_MIB, 4096, 1):
            try:
                while True:
                    file.write(block[:size])
            except OSError as error:
                if error.errno != errno.ENOSPC:
                    raise


def _sound(paths: Paths, session_id: str, ledger: SqliteLedger) -> np.ndarray:
    audio = SessionAudio(paths)
    parts = [audio.read(row) for row in ledger.sound.slices(session_id)]
    return np.concatenate([np.empty(0, np.int16), *parts])
