"""A real worker process on cheap work: what it does when it is started, asked, and killed."""

import random
import time
from contextlib import closing

import pytest

from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.jobs.queue import HueyQueue
from tests.jobs.cheap_worker import STEPS, results
from tests.jobs.worker_processes import end_worker, kill_worker, start_worker, wait_until

pytestmark = pytest.mark.slow


@pytest.fixture
def queue(tmp_path):
    own = HueyQueue(tmp_path / "jobs.db", tmp_path / "huey.db")
    yield own
    own.close()


@pytest.fixture
def worker(tmp_path):
    """Starts workers, and ends those that the test has not ended."""
    started = []

    def start(*how):
        started.append(start_worker(tmp_path, *how))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            kill_worker(process)
        process.stdin.close()
        process.stderr.close()


def sessions(count):
    return [f"session_20260102_{number:06d}" for number in range(count)]


def done(tmp_path, session):
    with closing(results(tmp_path)) as store:
        rows = store.execute("SELECT step FROM results WHERE session = ?", (session,)).fetchall()
    return sorted(step for (step,) in rows)


def all_ended(queue):
    return all(job.ended for job in queue.jobs())


def test_a_worker_does_the_jobs_that_waited_and_those_that_come(queue, worker, tmp_path):
    first, second = sessions(2)
    queue.submit(JobKind.FINALIZE, first)
    process = worker()
    wait_until(lambda: all_ended(queue))
    queue.submit(JobKind.FINALIZE, second)
    wait_until(lambda: all_ended(queue))

    assert [job.state for job in queue.jobs()] == [JobState.COMPLETED] * 2
    assert done(tmp_path, first) == done(tmp_path, second) == sorted(STEPS)
    assert end_worker(process) == 0


def test_a_worker_ends_when_its_parent_goes_and_puts_its_job_back(queue, worker):
    queue.submit(JobKind.FINALIZE, sessions(1)[0])
    process = worker("deaf")
    wait_until(lambda: queue.jobs()[0].state is JobState.IN_PROGRESS)

    assert end_worker(process) == 0
    (job,) = queue.jobs()
    assert job.state is JobState.PENDING
    assert queue.figures().retries.maximum == 0


def test_a_second_worker_of_a_folder_ends_at_once(worker, queue):
    worker()
    wait_until(queue.worker)
    assert worker().wait(60) == 3


def test_work_that_does_not_listen_is_cancelled_and_its_process_ended(queue, worker, tmp_path):
    (session,) = sessions(1)
    job = queue.submit(JobKind.FINALIZE, session)
    process = worker("deaf")
    # Claimed and at work before it listens no more, it would be cancelled in order.
    wait_until(lambda: done(tmp_path, session) == ["deaf"])
    queue.cancel(job.job_id)
    wait_until(lambda: queue.job(job.job_id).ended)

    assert queue.job(job.job_id).state is JobState.CANCELLED
    assert process.wait(60) == 75
    with closing(results(tmp_path)) as store:
        assert store.execute("SELECT * FROM ends").fetchall() == [(job.job_id, "cancelled")]


def test_a_waiting_job_that_is_cancelled_is_told_too(queue, worker, tmp_path):
    job = queue.submit(JobKind.FINALIZE, sessions(1)[0])
    queue.cancel(job.job_id)
    worker()

    def told():
        with closing(results(tmp_path)) as store:
            return store.execute("SELECT * FROM ends").fetchall()

    assert wait_until(told) == [(job.job_id, "cancelled")]


def test_a_job_that_kills_its_worker_fails_in_the_end_and_the_others_are_done(
    queue, worker, tmp_path
):
    healthy = sessions(3)
    queue.submit(JobKind.FINALIZE, "session_20260102_000666", priority=5)
    for session in healthy:
        queue.submit(JobKind.FINALIZE, session)
    for _ in range(20):
        process = worker("poison")
        wait_until(lambda process=process: all_ended(queue) or process.poll() is not None)
        if all_ended(queue):
            break

    (poisoned,) = queue.jobs("session_20260102_000666")
    assert poisoned.state is JobState.FAILED
    assert poisoned.attempt == 4
    for session in healthy:
        assert queue.jobs(session)[0].state is JobState.COMPLETED
        assert done(tmp_path, session) == sorted(STEPS)


def test_two_dozen_kills_lose_no_job_and_double_no_result(queue, worker, tmp_path):
    luck = random.Random(20260102)
    submitted = sessions(40)
    waiting = list(submitted)
    for _ in range(24):
        process = worker()
        for session in (waiting.pop() for _ in range(min(len(waiting), luck.randint(0, 3)))):
            queue.submit(JobKind.FINALIZE, session)
        wait_until(queue.worker)
        time.sleep(luck.uniform(0.0, 0.25))
        kill_worker(process)
    for session in waiting:
        queue.submit(JobKind.FINALIZE, session)
    worker()
    wait_until(lambda: all_ended(queue), 60)

    assert {job.session_id: job.state for job in queue.jobs()} == dict.fromkeys(
        submitted, JobState.COMPLETED
    )
    for session in submitted:
        assert done(tmp_path, session) == sorted(STEPS)
