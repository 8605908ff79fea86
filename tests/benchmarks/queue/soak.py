"""The queue suite: real jobs while worker and app are killed at random.

Every job must be done, once.

The app is a process of its own that submits sessions and keeps a worker, as the window does. This
process kills either of them, starts the app again when it was the app, and counts in the ledger
what came out.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.jobs import Job, JobKind, JobState
from aurity_desktop.domain.session import SessionState
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.runtime.paths import Paths
from aurity_desktop.runtime.resources import sample_recording
from tests.benchmarks.program import PROGRAM
from tests.benchmarks.queue.recorded_sessions import record, speech

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

#: Facts of which a session has exactly one after its second pass, however often that was
#: interrupted.
_ONCE = (
    Event.CHUNKS_CONCATENATED,
    Event.TRANSCRIPTION_COMPLETED,
    Event.DIARIZATION_COMPLETED,
    Event.SPEAKERS_ASSIGNED,
    Event.SEGMENT_FILES_WRITTEN,
)
_PATIENCE_SECONDS = 3600.0
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class SoakFigures:
    """`duplicates` counts facts beyond the first of their kind in a session, `lost` sessions
    without a completed transcript.
    """

    jobs: int
    completed: int
    failed: int
    lost: int
    duplicates: int
    kills_of_worker: int
    kills_of_app: int
    attempts: int
    retries_p50: float
    retries_p95: float
    retries_max: float
    seconds: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--jobs", type=int, default=50, help="sessions to finish (50)")
    parser.add_argument("--seconds", type=float, default=6.0, help="length of each (6)")
    parser.add_argument("--audio", type=Path, help="speech to make them of (the installed sample)")
    parser.add_argument("--language", default="en", help="what is spoken there (en)")
    parser.add_argument(
        "--every", type=float, default=15.0, help="seconds between two kills, on average (15)"
    )
    parser.add_argument("--seed", type=int, default=20_261_124, help="of the moments to kill at")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(arguments: argparse.Namespace, paths: Paths) -> int:
    """Works in a folder of its own under the system's temporary one; the models are those of
    `paths`.
    """
    with tempfile.TemporaryDirectory(prefix="aurity-soak-") as folder:
        own = Paths(Path(folder) / "data", paths.models)
        own.prepare()
        figures = Soak(own, arguments).run()
    if arguments.json:
        sys.stdout.write(json.dumps(asdict(figures), indent=2) + "\n")
    else:
        sys.stdout.writelines(f"{name:>16}  {value}\n" for name, value in asdict(figures).items())
    good = figures.completed == figures.jobs and figures.lost == figures.duplicates == 0
    return 0 if good and figures.retries_p95 <= 1 else 1


class Soak:
    """One run. The sessions are made before, the kills begin with the first job at work."""

    def __init__(self, paths: Paths, arguments: argparse.Namespace) -> None:
        self._paths = paths
        self._arguments = arguments
        self._luck = random.Random(arguments.seed)  # moments, not secrets
        self._kills: Counter[str] = Counter()

    def run(self) -> SoakFigures:
        sessions = self._sessions()
        began = time.monotonic()
        app = self._start_app(sessions)
        with closing(HueyQueue(self._paths.jobs, self._paths.queue)) as queue:
            try:
                app = self._until_done(queue, sessions, app)
            finally:
                app.terminate()
                app.join()
            return self._count(queue, sessions, time.monotonic() - began)

    def _sessions(self) -> list[str]:
        file = self._arguments.audio or sample_recording()
        sessions = [f"session_20260101_{number:06d}" for number in range(self._arguments.jobs)]
        length = self._arguments.seconds
        sound = speech([file], length * 4)
        for number, session_id in enumerate(sessions):
            first = round(number % 7 / 7 * (len(sound) - length * 16_000))
            part = sound[first : first + round(length * 16_000)]
            record(self._paths, session_id, part, self._arguments.language, file.name)
        with closing(SqliteLedger(self._paths.ledger, "bench")) as ledger:
            for session_id in sessions:
                ledger.sessions.set_state(session_id, SessionState.FINALIZING)
        return sessions

    def _start_app(self, sessions: list[str]) -> SpawnProcess:
        context = multiprocessing.get_context("spawn")
        app = context.Process(target=_app, args=(self._paths, sessions))
        app.start()
        return app

    def _until_done(self, queue: HueyQueue, sessions: list[str], app: SpawnProcess) -> SpawnProcess:
        deadline = time.monotonic() + _PATIENCE_SECONDS
        next_kill = time.monotonic() + self._pause()
        told = ""
        while time.monotonic() < deadline:
            jobs = _finalizing(queue)
            ended = sum(job.ended for job in jobs)
            line = f"{ended} of {len(sessions)} jobs ended, {self._kills.total()} kills"
            if line != told:
                told = line
                sys.stderr.write(f"queue: {line}\n")
            if ended == len(sessions) and all(job.ended for job in queue.jobs()):
                break
            if time.monotonic() > next_kill:
                app = self._kill(queue, sessions, app)
                next_kill = time.monotonic() + self._pause()
            time.sleep(_LOOK_SECONDS)
        return app

    def _pause(self) -> float:
        return self._luck.uniform(0.2, 1.8) * float(self._arguments.every)

    def _kill(self, queue: HueyQueue, sessions: list[str], app: SpawnProcess) -> SpawnProcess:
        """One of three kills hits the app, one both, one the worker alone."""
        victim = self._luck.choice(("worker", "app", "both"))
        worker = queue.worker()
        if victim != "app" and worker is not None and _kill(worker.process_id):
            self._kills["worker"] += 1
        if victim != "worker" and app.pid is not None and _kill(app.pid):
            self._kills["app"] += 1
            app.join()
            return self._start_app(sessions)
        return app

    def _count(self, queue: HueyQueue, sessions: list[str], seconds: float) -> SoakFigures:
        jobs = _finalizing(queue)
        states = Counter(job.state for job in jobs)
        lost = duplicates = 0
        with closing(SqliteLedger(self._paths.ledger, "bench")) as ledger:
            for session_id in sessions:
                events = Counter(row.operation for row in ledger.audit.rows(session_id))
                twice = {each.value: events[each] for each in _ONCE if events[each] > 1}
                state = ledger.sessions.summary(session_id).state
                missing = [each.value for each in _ONCE if not events[each]]
                if not self._paths.session_file(session_id).exists():
                    missing.append("session.h5")
                duplicates += sum(twice.values()) - len(twice)
                lost += bool(missing) or state is not SessionState.COMPLETED
                if twice or missing or state is not SessionState.COMPLETED:
                    sys.stderr.write(
                        f"queue: {session_id} is {state}; missing: {missing}; twice: {twice}\n"
                    )
                    self._tell(queue, session_id)
        duplicates += len(jobs) - len({job.session_id for job in jobs})
        figures = queue.figures()
        return SoakFigures(
            jobs=len(sessions),
            completed=states[JobState.COMPLETED],
            failed=states[JobState.FAILED],
            lost=lost,
            duplicates=duplicates,
            kills_of_worker=self._kills["worker"],
            kills_of_app=self._kills["app"],
            attempts=sum(job.attempt for job in jobs),
            retries_p50=figures.retries.p50,
            retries_p95=figures.retries.p95,
            retries_max=figures.retries.maximum,
            seconds=round(seconds, 1),
        )

    @staticmethod
    def _tell(queue: HueyQueue, session_id: str) -> None:
        for job in queue.jobs(session_id):
            sys.stderr.write(f"  {job.kind} {job.state}\n")
            for entry in queue.history(job.job_id):
                sys.stderr.write(f"    {entry.at:%H:%M:%S} {entry.event} {entry.detail}\n")


def _finalizing(queue: HueyQueue) -> list[Job]:
    """The jobs asked for. The worker adds some of its own, such as files that a kill left behind
    the ledger: they are neither the work that is waited for nor a duplicate of it.
    """
    return [job for job in queue.jobs() if job.kind is JobKind.FINALIZE]


def _kill(process_id: int) -> bool:
    """As `kill -9` does; Windows knows only that way."""
    try:
        os.kill(process_id, signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _app(paths: Paths, sessions: list[str]) -> None:
    """The app's part: submit what is not submitted, keep a worker, end when it is told to."""
    from PySide6.QtCore import QCoreApplication, QTimer

    from aurity_desktop.application.worker.worker_process import WorkerProcess

    os.environ["AURITY_DATA_DIR"] = str(paths.data)
    os.environ["AURITY_MODELS_DIR"] = str(paths.models)
    application = QCoreApplication(sys.argv[:1])
    queue = HueyQueue(paths.jobs, paths.queue)
    worker = WorkerProcess(PROGRAM, queue)
    known = {job.session_id for job in _finalizing(queue)}
    left = [session_id for session_id in sessions if session_id not in known]

    parent = os.getppid()

    def submit_next() -> None:
        if os.getppid() != parent:  # the bench itself is gone
            application.quit()
        if left:
            queue.submit(JobKind.FINALIZE, left.pop(0))

    submit = QTimer()
    submit.setInterval(100)
    submit.timeout.connect(submit_next)
    submit.start()
    signal.signal(signal.SIGTERM, lambda *_: application.quit())
    worker.start()
    application.exec()
    worker.close()
