"""The worker as a process of its own, started the way the window starts it."""

import json
import os
import subprocess
import sys
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aurity_desktop.corpus.ledger.ledger import SqliteLedger
from aurity_desktop.corpus.projection.projector import SessionProjector
from aurity_desktop.domain.events import CORPUS_CHAIN, Event
from aurity_desktop.domain.jobs import EVERY_SESSION, JobKind, JobState, JobStep
from aurity_desktop.domain.network import ProcessRole
from aurity_desktop.domain.retention import Confirmation
from aurity_desktop.domain.session import SessionPlan, SessionState
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.domain.transcript import ANSWERED
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.runtime.network_record import NetworkRecord
from aurity_desktop.runtime.settings import change_settings
from tests.benchmarks.queue.recorded_sessions import record, speech
from tests.corpus.examples import record_session
from tests.jobs.worker_processes import end_worker, kill_worker, wait_until

SESSION = "session_20260102_030405"


@pytest.fixture
def worker(paths):
    """Starts workers of the test's data folder, and ends what the test has not ended."""
    started = []

    def start(*arguments):
        process = subprocess.Popen(
            [sys.executable, "-m", "aurity_desktop", "worker", *arguments],
            stdin=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={
                **os.environ,
                "AURITY_DATA_DIR": str(paths.data),
                "AURITY_MODELS_DIR": str(paths.models),
            },
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            kill_worker(process)
        process.stdin.close()
        process.stderr.close()


@pytest.fixture
def queue(paths):
    with closing(HueyQueue(paths.jobs, paths.queue)) as own:
        yield own


def test_the_worker_beats_and_ends_with_its_standard_input(worker, queue):
    process = worker()
    status = wait_until(queue.worker)
    assert status.process_id == process.pid
    assert end_worker(process) == 0


def test_sessions_whose_time_is_over_are_erased_though_the_worker_is_killed_over_it(
    worker, queue, paths
):
    kept, held = "session_20260302_090000", "session_20260303_090000"
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        for session_id in (SESSION, held):
            record_session(ledger, paths, session_id, slices=2)
        ledger.retention.place_hold(held, "queja")
        ledger.sessions.create(SessionPlan(kept, datetime(2020, 1, 1, tzinfo=UTC), "mic"))
        change_settings(paths.settings, retention_days=1)
        ledger.retention.note_days(1)
        ledger.retention.confirm(Confirmation(1, datetime.now(UTC), at_once=True))
        job = queue.submit(JobKind.RETENTION, EVERY_SESSION)
        kill_worker(worker())
        worker()
        wait_until(lambda: queue.job(job.job_id).state is JobState.COMPLETED)
        assert not ledger.sessions.knows(SESSION)
        assert not paths.session(SESSION).exists()
        assert ledger.sessions.knows(held)
        assert ledger.sessions.knows(kept)  # it is still being recorded
        told = [row.operation for row in ledger.audit.rows(CORPUS_CHAIN)]
        lists = {Event.SESSION_LISTED, Event.SESSION_HEAD_NOTED}
        assert [operation for operation in told if operation not in lists] == [
            Event.RETENTION_CHANGED,
            Event.RETENTION_CONFIRMED,
            Event.SESSION_ERASED,
        ]


def test_a_second_worker_leaves_the_first_alone(worker, queue):
    worker()
    wait_until(queue.worker)
    second = worker()
    assert second.wait(20) == 3
    assert b"Another worker" in second.stderr.read()


def test_a_service_stays_when_its_standard_input_ends_and_goes_at_a_signal(worker, queue):
    process = worker("--forever")
    first = wait_until(queue.worker)
    process.stdin.close()
    wait_until(lambda: queue.worker().heartbeat_at > first.heartbeat_at)
    process.terminate()
    assert process.wait(20) == 0


def test_a_worker_that_starts_brings_files_up_to_date_that_are_behind(worker, queue, paths):
    with closing(SqliteLedger(paths.ledger, "tester")) as ledger:
        record_session(ledger, paths, SESSION)
        SessionProjector(paths, ledger).project(SESSION)
        ledger.speakers.rename(SESSION, "SPEAKER_01", "Luis", SpeakerRole.MEDICO)
        worker()
        wait_until(lambda: not ledger.sessions.behind() and all(j.ended for j in queue.jobs()))
        (job,) = queue.jobs()
    assert (job.kind, job.state) == (JobKind.PROJECT, JobState.COMPLETED)


def test_a_job_for_a_session_that_is_not_there_fails_with_a_clear_line(worker, queue):
    job = queue.submit(JobKind.FINALIZE, "session_20260102_030405")
    worker()
    wait_until(lambda: queue.job(job.job_id).ended)

    failed = queue.job(job.job_id)
    assert failed.state is JobState.FAILED
    assert failed.attempt == 1
    assert "There is no session session_20260102_030405" in failed.error_message


@pytest.mark.models
def test_a_real_session_whose_worker_is_killed_in_the_middle_is_finished_once(
    worker, queue, paths, models_dir, sample_wav
):
    record(paths, SESSION, speech([sample_wav], 12), "en", "sample.wav")
    with closing(SqliteLedger(paths.ledger, "tester")) as ledger:
        ledger.sessions.set_state(SESSION, SessionState.FINALIZING)
    job = queue.submit(JobKind.FINALIZE, SESSION)
    process = worker()
    wait_until(lambda: queue.job(job.job_id).step == JobStep.DIARIZE, 120)
    kill_worker(process)
    worker()
    wait_until(lambda: queue.job(job.job_id).ended, 120)

    assert queue.job(job.job_id).state is JobState.COMPLETED
    with closing(SqliteLedger(paths.ledger, "tester")) as ledger:
        events = Counter(row.operation for row in ledger.audit.rows(SESSION))
        assert ledger.sessions.summary(SESSION).state is SessionState.COMPLETED
        assert "didn't know" in " ".join(word.text for word in ledger.segments.words(SESSION))
        assert all(chunk.status in ANSWERED for chunk in ledger.chunks.of_session(SESSION))
    for event in (
        Event.CHUNKS_CONCATENATED,
        Event.TRANSCRIPTION_COMPLETED,
        Event.DIARIZATION_COMPLETED,
        Event.SPEAKERS_ASSIGNED,
        Event.SEGMENT_FILES_WRITTEN,
    ):
        assert events[event] == 1, event
    assert paths.session_file(SESSION).exists()


def test_the_workers_log_and_files_are_private(worker, queue, paths):
    process = worker()
    wait_until(queue.worker)
    end_worker(process)
    files = [file for folder in (paths.data / "queue", paths.logs) for file in folder.iterdir()]

    assert (paths.logs / "worker.jsonl") in files
    assert {oct(file.stat().st_mode & 0o777) for file in files} == {"0o600"}


def test_the_worker_loads_neither_qt_nor_an_engine_before_it_has_work():
    code = (
        "import sys, json;"
        "import aurity_desktop.entrypoints.worker;"
        "import aurity_desktop.jobs.service, aurity_desktop.jobs.queue;"
        "heavy = ('PySide6', 'torch', 'faster_whisper', 'h5py', 'pyannote.audio');"
        "print(json.dumps([name for name in heavy if name in sys.modules]))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert json.loads(said.stdout) == []


def test_a_worker_notes_the_days_on_which_somebody_looked_at_the_network(worker, paths):
    yesterday = datetime.now(UTC) - timedelta(days=1)
    record = NetworkRecord(paths.network)
    record.add(yesterday, ProcessRole.WINDOW, seconds=7_200.0, looks=1_440, seen=())
    with closing(SqliteLedger(paths.ledger, "ana")) as ledger:
        worker()
        (row,) = wait_until(lambda: ledger.audit.rows(CORPUS_CHAIN))
        assert row.operation == Event.NETWORK_WATCHED
        assert json.loads(row.metadata) == {
            "day": f"{yesterday.astimezone():%Y-%m-%d}",
            "window_seconds": 7_200.0,
            "looks": 1_440,
            "connections": 0,
        }
        wait_until(lambda: not record.days_over("9999-12-31"))


def _filters(pid):
    """How many seccomp filters the kernel holds for a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(dict(line.split(":\t", 1) for line in status.splitlines())["Seccomp_filters"])


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_a_worker_has_given_up_the_network(worker, queue):
    process = worker()
    wait_until(queue.worker)
    assert _filters(process.pid) == _filters(os.getpid()) + 1
