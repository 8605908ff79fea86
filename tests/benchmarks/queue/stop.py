"""The stop suite: how long from Stop to the final transcript with speakers.

The recording is made of files of speech and lies in slices at once, with its recorder's lock held,
as if it went on. The real worker settles what it can; then comes Stop. What is measured is what a
clinician waits for after a recording whose worker has kept up. With `--cold` the worker starts only
at Stop and has everything left to do, as after an import.

With `--prepared FOLDER` the recorded and settled sessions stay there, and each Stop is measured on
a copy: what takes long is done once, may be broken off and gone on with, and Stop can be measured
several times. A worker starts on the copy and takes up what is there before Stop comes; with
`--late` it starts only at Stop, as after a crash, and on macOS, where a process at the lowest
priority does not get out of it again. Whoever may raise priorities (root) measures without the
fresh threads that users need on Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from aurity_desktop.audio.slices.recorder_lock import RecorderLock
from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.errors import UsageError
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.jobs import Job, JobKind, JobPriority
from aurity_desktop.domain.session import SessionState
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.resources import sample_recording
from tests.benchmarks.program import PROGRAM
from tests.benchmarks.queue.recorded_sessions import record, speech

_SESSION = "session_20260101_000000"
_LOOK_SECONDS = 0.1
#: The worker has kept up when it has recorded nothing more for so long.
_QUIET_SECONDS = 20.0
#: Of the processor's time, and more than a worker takes in that while that only looks whether there
#: is work.
_BUSY_SECONDS = 3.0
_PATIENCE_SECONDS = 4 * 3600.0


@dataclass(frozen=True, slots=True)
class StopFigures:
    """Seconds, and MB for the worker's memory at its most.

    `settling` is the work before Stop, at the lowest priority.
    """

    minutes: float
    settling: float
    settled_stretches: int
    stop_to_final: float
    steps: dict[str, float]
    state: str
    speakers: int
    words: int
    segments: int
    worker_peak_mb: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--minutes", type=float, nargs="+", default=[5.0, 30.0, 60.0], help="lengths (5 30 60)"
    )
    parser.add_argument(
        "--audio", type=Path, nargs="+", help="files of speech to join (the installed sample)"
    )
    parser.add_argument("--language", default="en", help="what is spoken there (en)")
    parser.add_argument(
        "--cold", action="store_true", help="nothing is settled while recording, as after an import"
    )
    parser.add_argument(
        "--prepared",
        type=Path,
        metavar="FOLDER",
        help="keep the settled sessions here, take those that are there, and measure on copies",
    )
    parser.add_argument(
        "--late",
        action="store_true",
        help="with --prepared: a worker that starts only at Stop, as after one that was killed",
    )
    parser.add_argument(
        "--times", type=int, default=1, help="measure so often; 0 only prepares (1)"
    )
    parser.add_argument("--json", action="store_true", help="one JSON array instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Works in folders of its own under the system's temporary one; the models are those of
    `paths`.
    """
    found = []
    for figures in _measured(arguments, paths):
        found.append(figures)
        if not arguments.json:
            sys.stdout.writelines(
                f"{name:>18}  {value}\n" for name, value in asdict(found[-1]).items()
            )
            sys.stdout.write("\n")
    if arguments.json:
        sys.stdout.write(json.dumps([asdict(each) for each in found], indent=2) + "\n")
    return 0 if all(each.state == "completed" for each in found) else 1


def _measured(arguments: argparse.Namespace, paths: Paths) -> Iterator[StopFigures]:
    files = arguments.audio or [sample_recording()]
    for minutes in arguments.minutes:
        if arguments.prepared is None:
            for _ in range(arguments.times):
                with _folder(paths) as own:
                    stop = _Stop(own, files, arguments.language, cold=arguments.cold)
                    yield stop.measure(minutes)
            continue
        kept = Paths(arguments.prepared.absolute() / f"{minutes:g}-minutes", paths.models)
        kept.prepare()
        settling = _Stop(kept, files, arguments.language, cold=False).prepare(minutes)
        for _ in range(arguments.times):
            with _folder(paths) as own:
                shutil.copytree(kept.data, own.data, dirs_exist_ok=True)
                stop = _Stop(own, files, arguments.language, cold=False)
                if arguments.late:
                    yield stop.finish(minutes, settling)
                else:
                    yield replace(stop.measure(minutes), settling=settling)


@contextmanager
def _folder(paths: Paths) -> Iterator[Paths]:
    with tempfile.TemporaryDirectory(prefix="aurity-stop-") as folder:
        own = Paths(Path(folder) / "data", paths.models)
        own.prepare()
        yield own


class _Worker:
    """The real worker, with its memory looked at."""

    def __init__(self, paths: Paths) -> None:
        self._process = subprocess.Popen(
            [*PROGRAM, "worker"],
            stdin=subprocess.PIPE,
            env={
                **os.environ,
                "AURITY_DATA_DIR": str(paths.data),
                "AURITY_MODELS_DIR": str(paths.models),
            },
        )
        self.peak_mb = 0.0
        self.cpu_seconds = 0.0

    def look(self) -> None:
        import psutil

        try:
            process = psutil.Process(self._process.pid)
            resident, times = process.memory_info().rss, process.cpu_times()
        except psutil.NoSuchProcess:
            return
        self.peak_mb = max(self.peak_mb, resident / 1e6)
        self.cpu_seconds = times.user + times.system

    def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


class _Stop:
    """One recording, from its last slice on."""

    def __init__(self, paths: Paths, files: list[Path], language: str, *, cold: bool) -> None:
        self._paths = paths
        self._files = files
        self._language = language
        self._cold = cold

    def measure(self, minutes: float) -> StopFigures:
        if self._cold:
            self._record(minutes)
            return self.finish(minutes, settling=0.0)
        worker = _Worker(self._paths)
        return self.finish(minutes, self._settle(minutes, worker), worker)

    def prepare(self, minutes: float) -> float:
        """Recorded and settled, in seconds; what an earlier run has done is not done again."""
        done = self._paths.data / "settled-in-seconds"
        if done.exists():
            return float(done.read_text(encoding="ascii"))
        worker = _Worker(self._paths)
        try:
            settling = self._settle(minutes, worker)
        finally:
            worker.close()
        done.write_text(f"{settling:.1f}", encoding="ascii")
        return settling

    def _record(self, minutes: float) -> None:
        samples = speech(self._files, 60 * minutes)
        with closing(SqliteLedger(self._paths.ledger, "bench")) as ledger:
            known = ledger.sound.slices(_SESSION) if ledger.sessions.knows(_SESSION) else []
        if not known:
            record(self._paths, _SESSION, samples, self._language, self._files[0].name)
        elif known[-1].end_sample != len(samples):
            raise UsageError(
                f"{self._paths.data} holds another recording. Give another folder with --prepared."
            )

    def _settle(self, minutes: float, worker: _Worker) -> float:
        self._record(minutes)
        lock = RecorderLock(_SESSION, self._paths.session(_SESSION))
        try:
            return self._until_quiet(worker)
        finally:
            lock.release()

    def finish(self, minutes: float, settling: float, worker: _Worker | None = None) -> StopFigures:
        """From Stop on. Without a worker that goes on, one starts now."""
        settled = self._stretches()
        stopped = time.monotonic()
        worker = worker or _Worker(self._paths)
        with closing(HueyQueue(self._paths.jobs, self._paths.queue)) as queue:
            job = self._finish(queue, worker)
            waited = time.monotonic() - stopped
            steps = {each.step.value: round(each.seconds, 2) for each in queue.timings(job.job_id)}
        worker.close()
        with closing(SqliteLedger(self._paths.ledger, "bench")) as ledger:
            return StopFigures(
                minutes=minutes,
                settling=round(settling, 1),
                settled_stretches=settled,
                stop_to_final=round(waited, 1),
                steps=steps,
                state=ledger.sessions.summary(_SESSION).state,
                speakers=len(ledger.speakers.of_session(_SESSION)),
                words=len(ledger.segments.words(_SESSION)),
                segments=len(ledger.segments.of_session(_SESSION)),
                worker_peak_mb=round(worker.peak_mb),
            )

    def _finish(self, queue: HueyQueue, worker: _Worker) -> Job:
        with closing(SqliteLedger(self._paths.ledger, "bench")) as ledger:
            ledger.sessions.set_state(_SESSION, SessionState.FINALIZING)
        job = queue.submit(JobKind.FINALIZE, _SESSION, priority=JobPriority.JUST_STOPPED)
        _wait(lambda: queue.job(job.job_id).ended, worker)
        return queue.job(job.job_id)

    def _until_quiet(self, worker: _Worker) -> float:
        """Seconds until the worker had done all that it could do ahead."""
        began = changed = time.monotonic()
        before: object = None

        def quiet() -> bool:
            nonlocal changed, before
            # One that was started anew hears everything again before anything new comes of it.
            now = (self._stretches(), self._voices(), int(worker.cpu_seconds / _BUSY_SECONDS))
            if now != before:
                before, changed = now, time.monotonic()
            return now[0] > 0 and time.monotonic() - changed > _QUIET_SECONDS

        _wait(quiet, worker)
        return changed - began

    def _stretches(self) -> int:
        with closing(SqliteLedger(self._paths.ledger, "bench")) as ledger:
            return sum(
                row.operation == Event.STRETCH_SETTLED for row in ledger.audit.rows(_SESSION)
            )

    def _voices(self) -> float:
        file = self._paths.session(_SESSION) / "voices.npz"
        return file.stat().st_mtime if file.exists() else 0.0


def _wait(over: Callable[[], bool], worker: _Worker) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not over():
        if time.monotonic() > deadline:
            raise TimeoutError("the worker does not get on; see its log")
        worker.look()
        time.sleep(_LOOK_SECONDS)
