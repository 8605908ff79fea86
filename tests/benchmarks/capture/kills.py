"""`kill -9` of the recorder, or of its window, at random moments.

What was durable is there and whole, and it is measured how much of the open slice is gone. A
recorder whose window was killed has to seal by itself, so there nothing may be missing.

Every other recorder reads its file in real time, as a microphone would be read: there the loss is
measured. The others read as fast as the disk takes it, so that most kills fall into the sealing of
a slice.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aurity_desktop.audio.slices.recorder_lock import is_being_recorded
from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.capture import Counted, SliceSealed
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.keys import PLAIN, Keys
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.vault.vault import FolderVault
from tests.benchmarks.capture.recorder_child import RecorderChild
from tests.benchmarks.capture.sawtooth import sawtooth, write_sawtooth
from tests.benchmarks.corpus.vaults import bench_vault

_LONGEST_SECONDS = 4.5
_FAST_LONGEST_SECONDS = 1.0
_FAST_FILE_SECONDS = 1_200
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill.

    `lost_ms` is sound that was heard and is not on disk; None when that cannot be told.
    """

    durable: int
    durable_lost: int
    unreadable: int
    wrong: bool
    lost_ms: float | None


@dataclass(frozen=True, slots=True)
class KillFigures:
    kills: int
    durable_slices: int
    durable_lost: int
    unreadable_files: int
    wrong_recordings: int
    open_slice_lost_ms_p50: float
    open_slice_lost_ms_p95: float
    open_slice_lost_ms_max: float


def kill_recorders(
    folder: Path,
    kills: int,
    at_once: int,
    seed: int,
    progress: Callable[[int], None],
    *,
    windows: bool = False,
    encrypted: bool = False,
) -> KillFigures:
    """Records a sawtooth file and kills the recorder, or with `windows` its parent, soon after its
    first sample, `kills` times.
    """
    file = write_sawtooth(folder / "sawtooth.wav", _FAST_FILE_SECONDS)
    paths = Paths(data=folder / "data", models=folder / "models")
    paths.prepare()
    # One long-lived connection, as the window's: otherwise the last process to close would tidy the
    # journal away each time.
    vault = bench_vault(paths) if encrypted else None
    with_ledger = SqliteLedger(paths.ledger, "fault bench", keys=vault or PLAIN)
    moments = random.Random(seed)
    plan = [
        (number, moments.uniform(0.0, _FAST_LONGEST_SECONDS if number % 2 else _LONGEST_SECONDS))
        for number in range(kills)
    ]
    done, counting = [0], threading.Lock()

    def one(task: tuple[int, float]) -> Kill:
        result = _kill(paths, vault, file, *task, window=windows)
        with counting:
            done[0] += 1
            progress(done[0])
        return result

    try:
        with ThreadPoolExecutor(at_once) as pool:
            results = list(pool.map(one, plan))
    finally:
        with_ledger.close()
    return _figures(results)


def _kill(
    paths: Paths, vault: FolderVault | None, file: Path, number: int, after: float, *, window: bool
) -> Kill:
    session_id = f"session_kill_{number:06d}"
    fast = ("--fast", "--no-wait") if number % 2 else ()
    child = RecorderChild(
        paths.data,
        session_id,
        "--input",
        str(file),
        *fast,
        behind_window=window,
        handed=vault.handed(session_id) if vault else "",
    )
    first = child.wait_for(
        lambda report: isinstance(report, Counted) and report.captured > 0, _PATIENCE
    )
    if first is not None:
        child.wait_for(lambda _: False, after)
    at = child.kill()
    if window:
        _wait_for_the_recorder(paths.session(session_id))
    measurable = first is not None and not fast
    heard = (at - child.begun_at()) * SAMPLE_RATE if measurable else None
    return _examine(paths, vault or PLAIN, session_id, child.heard(SliceSealed), heard)


def _wait_for_the_recorder(folder: Path) -> None:
    """It learns of its parent's end from its standard input, seals, and lets go of its lock."""
    deadline = time.monotonic() + _PATIENCE
    while is_being_recorded(folder):
        if time.monotonic() > deadline:
            raise TimeoutError(f"the recorder of {folder.name} outlived its window")
        time.sleep(0.02)


def _examine(
    paths: Paths, keys: Keys, session_id: str, sealed: list[SliceSealed], heard: float | None
) -> Kill:
    ledger = SqliteLedger(paths.ledger, "fault bench", keys=keys)
    audio = SessionAudio(paths, keys)
    try:
        if not ledger.sessions.knows(session_id):
            return Kill(0, 0, 0, wrong=False, lost_ms=None)
        recover_session(session_id, paths.session(session_id) / "slices", ledger, keys)
        rows = {row.number: row for row in ledger.sound.slices(session_id)}
    finally:
        ledger.close()
    lost = sum(
        1
        for report in sealed
        if report.audio_slice.number not in rows
        or rows[report.audio_slice.number].sha256 != report.audio_slice.sha256
    )
    unreadable, parts = 0, [np.empty(0, np.int16)]
    for row in rows.values():
        try:
            parts.append(audio.read(row))
        except AurityError:
            unreadable += 1
    sound = np.concatenate(parts)
    wrong = not np.array_equal(sound, sawtooth(len(sound)))
    lost_ms = None if heard is None else max(0.0, (heard - len(sound)) / SAMPLE_RATE * 1000)
    return Kill(len(sealed), lost, unreadable, wrong, lost_ms)


def _figures(kills: list[Kill]) -> KillFigures:
    losses = np.array([kill.lost_ms for kill in kills if kill.lost_ms is not None] or [0.0])
    return KillFigures(
        kills=len(kills),
        durable_slices=sum(kill.durable for kill in kills),
        durable_lost=sum(kill.durable_lost for kill in kills),
        unreadable_files=sum(kill.unreadable for kill in kills),
        wrong_recordings=sum(kill.wrong for kill in kills),
        open_slice_lost_ms_p50=round(float(np.percentile(losses, 50)), 1),
        open_slice_lost_ms_p95=round(float(np.percentile(losses, 95)), 1),
        open_slice_lost_ms_max=round(float(losses.max()), 1),
    )
