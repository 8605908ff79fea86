"""What a long recording costs: a correction when it is finished, and what is written meanwhile."""

from __future__ import annotations

import math
import os
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import psutil

from aurity_desktop.application.finalizing.background_work import PROJECT_EVERY_SECONDS
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.domain.audio import SLICE_SAMPLES, seconds
from aurity_desktop.domain.edits import Edit, EditKind
from aurity_desktop.domain.jobs import JobKind
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import SECOND_PASS, WholeTranscript, Word
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.runtime.paths import Paths
from tests.benchmarks.corpus.planted_sessions import (
    BEGAN,
    a_slice,
    finish,
    transcription,
    without_fsync,
)

_CORRECTIONS = 60
_SLICES_OF_A_STRETCH = 10


@dataclass(frozen=True, slots=True)
class LongRecording:
    """Milliseconds at p95, and megabytes.

    `correct_word`, `correct_words` (two for one) and `reassign` are what a person waits for: the
    ledger is opened, the change is durable, the job is submitted. `look` is what the window does
    every three seconds while recording, in processor time. `written` is what ledger, queue and
    projections wrote beside the sound and the caches, by hour; None where the system does not tell.
    """

    hours: float
    correct_word: float
    correct_words: float
    reassign: float
    look: float
    written_mb_per_hour: float | None


def measure_long_recording(
    folder: Path, hours: float, seed: int, progress: Callable[[int], None]
) -> LongRecording:
    """Records the text of so many hours, without the sound; durable as the program is."""
    paths = Paths(folder / "data", folder / "models")
    paths.prepare()
    session_id = BEGAN.strftime("session_%Y%m%d_%H%M%S")
    count = round(hours * 3600 / seconds(SLICE_SAMPLES))
    before = _written()
    with closing(SqliteLedger(paths.ledger, "bench")) as ledger:
        words = _record(ledger, paths, session_id, count, seed, progress)
        written = None if before is None else (_written() or 0) - before
        look = _p95([_look(paths, session_id, ledger) for _ in range(20)])
        without_fsync(ledger)
        finish(ledger, session_id, words)
    spoken = len(words)

    def changes(kind: EditKind, width: int) -> float:
        taken = (_change(paths, session_id, kind, width, at, spoken) for at in range(_CORRECTIONS))
        return _p95(list(taken))

    return LongRecording(
        hours,
        changes(EditKind.CORRECT, 1),
        changes(EditKind.CORRECT, 2),
        changes(EditKind.REASSIGN, 3),
        look,
        None if written is None else round(written / 1e6 / hours, 1),
    )


def _record(
    ledger: SqliteLedger,
    paths: Paths,
    session_id: str,
    count: int,
    seed: int,
    progress: Callable[[int], None],
) -> list[Word]:
    """Slice by slice: its row, its live text, the second pass's, and the file once in so often."""
    ledger.sessions.create(SessionPlan(session_id, BEGAN, source="bench"))
    projector = SessionProjector(paths, ledger)
    words: list[Word] = []
    every = int(PROJECT_EVERY_SECONDS / seconds(SLICE_SAMPLES))
    for number in range(count):
        ledger.sound.record_slice(a_slice(paths.session(session_id) / "slices", session_id, number))
        heard = transcription(session_id, number, seed)
        ledger.chunks.record_transcription(heard)
        words += heard.words
        if number % _SLICES_OF_A_STRETCH == _SLICES_OF_A_STRETCH - 1:
            first = number - _SLICES_OF_A_STRETCH + 1
            settled = [
                transcription(session_id, each, seed + 1, reason=SECOND_PASS)
                for each in range(first, number + 1)
            ]
            said = tuple(word for each in settled for word in each.words)
            text = WholeTranscript(said, "es", "base")
            ledger.runs.record_stretch(session_id, f"{session_id}-{number}", text)
            ledger.chunks.record_transcriptions(settled)
        if number % every == every - 1:
            projector.project(session_id)
            progress(number)
    return words


def _look(paths: Paths, session_id: str, recording: SqliteLedger) -> float:
    newest = len(recording.audit.rows(session_id))
    begun = time.thread_time()
    with closing(SqliteLedger(paths.ledger, "bench")) as ledger:
        ledger.chunks.second_pass_since(session_id, newest - 2 * _SLICES_OF_A_STRETCH)
    return (time.thread_time() - begun) * 1000


def _change(
    paths: Paths, session_id: str, kind: EditKind, width: int, at: int, words: int
) -> float:
    first = (at * 997 * width) % (words - width)
    edit = Edit(f"{kind}-{width}-{at}", kind, first, first + width - 1, "otra", "SPEAKER_01")
    begun = time.perf_counter()
    with closing(SqliteLedger(paths.ledger, "bench")) as ledger:
        ledger.edits.record(session_id, edit)
    with closing(HueyQueue(paths.jobs, paths.queue)) as queue:
        queue.submit(JobKind.PROJECT, session_id, quiet=60.0)
    return (time.perf_counter() - begun) * 1000


def _p95(taken: list[float]) -> float:
    return round(sorted(taken)[math.ceil(0.95 * len(taken)) - 1], 2)


def _written() -> int | None:
    """Bytes that this process has handed to the system for writing."""
    if not hasattr(psutil.Process, "io_counters"):
        return None
    counters = psutil.Process(os.getpid()).io_counters()
    return getattr(counters, "write_chars", None)
