import os
import signal
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aurity_desktop.application.worker.worker_process import WatchdogTimes, WorkerProcess
from aurity_desktop.domain.errors import StorageError
from aurity_desktop.domain.jobs import WorkerStatus
from tests.fakes.queue import MemoryQueue

QUICK = WatchdogTimes(back_off=(0.02, 0.05), proven=60.0, look=1000.0, grace=60.0)
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


@pytest.fixture
def queue():
    return MemoryQueue()


@pytest.fixture
def keep(qapp, queue, tmp_path):
    """Keeps a worker alive that is a few lines of Python."""
    kept = []

    def make(code, times=QUICK):
        script = tmp_path / "worker.py"
        script.write_text(code)
        process = WorkerProcess([sys.executable, str(script)], queue, times=times, now=lambda: NOW)
        kept.append(process)
        return process

    yield make
    for process in kept:
        process.close()


UNTIL_END_OF_INPUT = "import os\nwhile os.read(0, 100): pass\n"


def status(worker, heartbeat=NOW, hard_limit_at=None):
    return WorkerStatus("owner", worker.process_id, NOW, heartbeat, "job_1", hard_limit_at)


def test_a_worker_is_started_with_its_subcommand(keep, qtbot, tmp_path):
    told = tmp_path / "arguments"
    worker = keep(
        f"import sys; open({str(told)!r}, 'w').write(' '.join(sys.argv[1:]))\n{UNTIL_END_OF_INPUT}"
    )
    with qtbot.waitSignal(worker.worker_started) as started:
        worker.start()

    assert started.args == [worker.process_id]
    qtbot.waitUntil(lambda: told.exists() and told.read_text() == "worker")


def test_closing_ends_the_worker_in_an_orderly_way(keep, qtbot):
    worker = keep(UNTIL_END_OF_INPUT)
    with qtbot.waitSignal(worker.worker_started):
        worker.start()
    ends = []
    worker.worker_ended.connect(ends.append)

    assert worker.close()
    assert [(end.exit_code, end.crashed, end.restarts_in) for end in ends] == [(0, False, None)]


def test_a_worker_that_does_not_go_is_killed(keep, qtbot):
    worker = keep("import time; time.sleep(3600)", replace(QUICK, grace=0.1))
    with qtbot.waitSignal(worker.worker_started):
        worker.start()
    assert not worker.close()


def test_a_killed_worker_is_replaced(keep, qtbot):
    worker = keep(UNTIL_END_OF_INPUT)
    with qtbot.waitSignal(worker.worker_started) as first:
        worker.start()
    with qtbot.waitSignal(worker.worker_started) as second:
        os.kill(first.args[0], signal.SIGKILL)
    assert second.args != first.args


def test_a_worker_that_keeps_dying_is_replaced_ever_later(keep, qtbot):
    worker = keep("raise SystemExit(1)", replace(QUICK, back_off=(0.01, 0.02, 0.03)))
    delays = []
    worker.worker_ended.connect(lambda end: delays.append(end.restarts_in))
    worker.start()
    qtbot.waitUntil(lambda: len(delays) >= 5)
    assert delays[:5] == [0.01, 0.02, 0.03, 0.03, 0.03]


def test_a_worker_that_asks_for_a_fresh_process_gets_it_at_once(keep, qtbot):
    worker = keep("raise SystemExit(75)")
    delays = []
    worker.worker_ended.connect(lambda end: delays.append(end.restarts_in))
    worker.start()
    qtbot.waitUntil(lambda: len(delays) >= 3)
    assert delays[:3] == [0.0, 0.0, 0.0]


def test_a_command_that_does_not_exist_is_reported_and_tried_again(qapp, queue, qtbot):
    worker = WorkerProcess([str(Path("/nowhere/at/all"))], queue, times=QUICK)
    ends = []
    worker.worker_ended.connect(ends.append)
    worker.start()
    qtbot.waitUntil(lambda: len(ends) >= 2)
    worker.close()
    assert ends[0].crashed


def test_a_worker_without_a_heartbeat_is_killed_and_replaced(keep, qtbot, queue):
    worker = keep(UNTIL_END_OF_INPUT, replace(QUICK, hung=3000.0))
    with qtbot.waitSignal(worker.worker_started):
        worker.start()
    queue.status = status(worker)
    reasons = []
    worker.worker_killed.connect(reasons.append)
    for _ in range(3):
        worker.look()
    queue.status = status(worker, heartbeat=NOW + timedelta(seconds=1))
    for _ in range(3):
        worker.look()
    assert reasons == []

    with qtbot.waitSignal(worker.worker_started):
        worker.look()
    assert len(reasons) == 1


def test_a_heartbeat_from_before_the_machine_slept_is_no_reason_to_kill(keep, qtbot, queue):
    worker = keep(UNTIL_END_OF_INPUT)
    with qtbot.waitSignal(worker.worker_started):
        worker.start()
    queue.status = status(worker, heartbeat=NOW - timedelta(hours=8))
    with qtbot.assertNotEmitted(worker.worker_killed):
        worker.look()


def test_a_job_far_over_its_hard_limit_ends_with_its_worker_when_that_is_stuck(keep, qtbot, queue):
    worker = keep(UNTIL_END_OF_INPUT, replace(QUICK, hung=1e9))
    with qtbot.waitSignal(worker.worker_started):
        worker.start()
    queue.status = status(worker, hard_limit_at=NOW - timedelta(seconds=60))
    worker.look()
    with qtbot.waitSignal(worker.worker_killed):
        worker.look()


def test_the_status_of_an_earlier_worker_is_no_reason_to_kill_this_one(keep, qtbot, queue):
    worker = keep(UNTIL_END_OF_INPUT, replace(QUICK, hung=0.0))
    with qtbot.waitSignal(worker.worker_started):
        worker.start()
    queue.status = replace(status(worker), process_id=1)
    with qtbot.assertNotEmitted(worker.worker_killed):
        worker.look()
    queue.error = StorageError("the disk went away")
    with qtbot.assertNotEmitted(worker.worker_killed):
        worker.look()
