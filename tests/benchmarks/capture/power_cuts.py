"""Power cuts: a file system stops at a random moment, and what was not forced to disk is gone.

On Linux, as root: ext4 on a loop device, shut down by the ioctl that the kernel's own file system
tests use (`EXT4_IOC_SHUTDOWN` with `NOLOGFLUSH`), the recorder killed with it, the journal replayed
at the next mount.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SAMPLE_RATE, Span, SpanKind
from aurity_desktop.domain.capture import Counted, SliceSealed
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.capture.recorder_child import RecorderChild
from tests.benchmarks.capture.sawtooth import sawtooth, write_sawtooth
from tests.benchmarks.corpus.vaults import bench_vault

_IMAGE_BYTES = 800 * 2**20
_EXT4_IOC_SHUTDOWN = 0x8004587D
_NO_LOG_FLUSH = 2
_PATIENCE = 120.0
_LONGEST_SECONDS = 6.0
_FAST_LONGEST_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class PowerFigures:
    """`acknowledged` slices had been reported before the cut.

    `open_slice_lost_s_max` is what was heard and is gone, in real time.
    """

    cuts: int
    acknowledged: int
    acknowledged_lost: int
    unreadable: int
    wrong_recordings: int
    open_slice_lost_s_max: float


@dataclass(frozen=True, slots=True)
class _Cut:
    acknowledged: int
    lost: int
    unreadable: bool
    wrong: bool
    open_lost: float


def can_cut_power() -> bool:
    root = sys.platform == "linux" and os.geteuid() == 0
    return root and shutil.which("mkfs.ext4") is not None and shutil.which("mount") is not None


def cut_power(
    folder: Path,
    cuts: int,
    seed: int,
    progress: Callable[[int], None],
    *,
    encrypted: bool = False,
) -> PowerFigures:
    """Records onto the file system and cuts it off, `cuts` times; every other time as fast as the
    disk takes it.
    """
    file = write_sawtooth(folder / "sawtooth.wav", 1_200)
    moments = random.Random(seed)
    results = []
    for number in range(cuts):
        fast = number % 2 == 1
        after = moments.uniform(0.0, _FAST_LONGEST_SECONDS if fast else _LONGEST_SECONDS)
        results.append(_cut(folder, file, number, after, fast=fast, encrypted=encrypted))
        progress(number + 1)
    return PowerFigures(
        cuts=cuts,
        acknowledged=sum(each.acknowledged for each in results),
        acknowledged_lost=sum(each.lost for each in results),
        unreadable=sum(each.unreadable for each in results),
        wrong_recordings=sum(each.wrong for each in results),
        open_slice_lost_s_max=round(max((each.open_lost for each in results), default=0.0), 2),
    )


def _cut(
    folder: Path, file: Path, number: int, after: float, *, fast: bool, encrypted: bool
) -> _Cut:
    image, disk = folder / "image", folder / "disk"
    disk.mkdir(exist_ok=True)
    image.unlink(missing_ok=True)
    with image.open("wb") as new:
        new.truncate(_IMAGE_BYTES)
    _run("mkfs.ext4", "-q", str(image))
    paths = Paths(data=disk / "data", models=disk)
    session_id = f"session_power_{number:04d}"
    _run("mount", "-o", "loop", str(image), str(disk))
    try:
        options = ("--fast", "--no-wait") if fast else ()
        paths.prepare()
        vault = bench_vault(paths) if encrypted else None
        handed = vault.handed(session_id) if vault else ""
        child = RecorderChild(paths.data, session_id, "--input", str(file), *options, handed=handed)
        child.wait_for(
            lambda report: isinstance(report, Counted) and report.captured > 0, _PATIENCE
        )
        child.wait_for(lambda _: False, after)
        at = time.monotonic()
        _shut_down(disk)
        child.kill()
    finally:
        _run("umount", str(disk))
    sealed = [
        heard.report.audio_slice
        for heard in child.since(0.0)
        if isinstance(heard.report, SliceSealed) and heard.at < at
    ]
    heard = 0.0 if fast else (at - child.begun_at()) * SAMPLE_RATE
    _run("mount", "-o", "loop", str(image), str(disk))  # replays the journal
    try:
        return _examine(
            paths, vault or PLAIN, session_id, {each.number: each.sha256 for each in sealed}, heard
        )
    finally:
        _run("umount", str(disk))


def _examine(
    paths: Paths, keys: Keys, session_id: str, sealed: dict[int, str], heard: float
) -> _Cut:
    audio = SessionAudio(paths, keys)
    try:
        ledger = SqliteLedger(paths.ledger, "fault bench", keys=keys)
        try:
            if not ledger.sessions.knows(session_id):
                return _Cut(len(sealed), len(sealed), unreadable=False, wrong=False, open_lost=0.0)
            recover_session(session_id, paths.session(session_id) / "slices", ledger, keys)
            rows, spans = ledger.sound.slices(session_id), ledger.sound.spans(session_id)
        finally:
            ledger.close()
        sound = np.concatenate([np.empty(0, np.int16), *(audio.read(row) for row in rows)])
    except AurityError as error:
        sys.stderr.write(f"\n{error}\n")
        return _Cut(len(sealed), len(sealed), unreadable=True, wrong=False, open_lost=0.0)
    there = {row.number: row.sha256 for row in rows}
    return _Cut(
        acknowledged=len(sealed),
        lost=sum(there.get(number) != sha256 for number, sha256 in sealed.items()),
        unreadable=False,
        wrong=not np.array_equal(sound, _expected(len(sound), spans)),
        open_lost=max(0.0, (heard - len(sound)) / SAMPLE_RATE),
    )


def _expected(count: int, spans: list[Span]) -> NDArray[np.int16]:
    """What was played, without what the recording says that it misses."""
    parts, at, skipped = [np.empty(0, np.int16)], 0, 0
    for span in [*spans, Span(SpanKind.GAP, count, 0.0)]:
        parts.append(sawtooth(span.at_sample - at, at + skipped))
        at, skipped = span.at_sample, skipped + round(span.seconds * SAMPLE_RATE)
    return np.concatenate(parts)


def _shut_down(disk: Path) -> None:
    import fcntl

    descriptor = os.open(disk, os.O_RDONLY)
    try:
        fcntl.ioctl(descriptor, _EXT4_IOC_SHUTDOWN, struct.pack("I", _NO_LOG_FLUSH))
    finally:
        os.close(descriptor)


def _run(tool: str, *arguments: str) -> None:
    found = shutil.which(tool)
    assert found is not None, f"{tool} was looked for by can_cut_power"
    subprocess.run([found, *arguments], check=True)
