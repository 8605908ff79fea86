"""The same queue over a real Redis server: one setting, nothing else changes."""

import pickle
import socket
import subprocess
from contextlib import closing

import pytest
import redis

from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.jobs.queue import HueyQueue, MessagesStuck, WakeUps
from tests.contracts.queue import QueueContract
from tests.jobs.cheap_worker import STEPS, results
from tests.jobs.worker_processes import end_worker, kill_worker, start_worker, wait_until

SESSION = "session_20260102_030405"


class Server:
    """A redis-server on a port of its own, without persistence."""

    def __init__(self, folder):
        self._folder = folder
        with closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.start()

    def start(self):
        self._process = subprocess.Popen(
            [
                *f"redis-server --port {self.port} --bind 127.0.0.1 --appendonly no".split(),
                *("--save", "", "--dir", str(self._folder)),
            ],
            stdout=subprocess.DEVNULL,
        )
        with closing(self.client()) as client:
            wait_until(lambda: self._answers(client))

    def client(self):
        return redis.Redis.from_url(self.url)

    @staticmethod
    def _answers(client):
        try:
            return client.ping()
        except redis.ConnectionError:
            return False

    def stop(self):
        self._process.kill()
        self._process.wait(20)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    own = Server(tmp_path_factory.mktemp("redis"))
    yield own
    own.stop()


@pytest.fixture
def queue(tmp_path, server):
    own = HueyQueue(tmp_path / "jobs.db", tmp_path / "huey.db", server.url)
    yield own
    own.close()


@pytest.fixture
def worker(tmp_path, server):
    started = []

    def start(url=server.url):
        started.append(start_worker(tmp_path, "", url))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            kill_worker(process)
        process.stdin.close()
        process.stderr.close()


class TestQueueOverRedis(QueueContract):
    pass


def test_jobs_go_through_redis_and_are_done(queue, worker, tmp_path):
    process = worker()
    jobs = [queue.submit(JobKind.FINALIZE, f"session_20260102_{n:06d}") for n in range(3)]
    wait_until(lambda: all(job.ended for job in queue.jobs()))

    assert [queue.job(job.job_id).state for job in jobs] == [JobState.COMPLETED] * 3
    with closing(results(tmp_path)) as store:
        assert store.execute("SELECT count(*) FROM results").fetchone() == (3 * len(STEPS),)
    assert not (tmp_path / "huey.db").exists()
    assert end_worker(process) == 0


def test_only_ids_travel_and_signed(queue, server):
    with closing(server.client()) as client:
        client.flushall()
        job = queue.submit(JobKind.FINALIZE, SESSION)
        (key,) = client.keys("huey.redis.*")
        (message,) = client.lrange(key, 0, -1)
        client.delete(key)
    body, signature = message.rsplit(b":", 1)

    assert len(signature) == 40
    assert pickle.loads(body).args == (job.job_id,)
    assert SESSION.encode() not in message


def test_two_data_folders_on_one_server_do_not_see_each_others_messages(server, tmp_path):
    mine = WakeUps(tmp_path / "mine" / "huey.db", url=server.url)
    theirs = WakeUps(tmp_path / "theirs" / "huey.db", url=server.url)
    mine.send("job_1")

    assert (mine.waiting(), theirs.waiting()) == (1, 0)
    theirs.flush()
    assert mine.waiting() == 1
    mine.flush()


def test_a_job_that_was_killed_is_done_by_the_next_worker(queue, worker):
    job = queue.submit(JobKind.FINALIZE, SESSION)
    process = worker()
    wait_until(lambda: queue.job(job.job_id).state is not JobState.PENDING)
    kill_worker(process)
    worker()
    wait_until(lambda: queue.job(job.job_id).ended)
    assert queue.job(job.job_id).state is JobState.COMPLETED


def test_while_the_server_is_away_jobs_are_kept_and_afterwards_done(tmp_path, caplog):
    server = Server(tmp_path)
    queue = HueyQueue(tmp_path / "jobs.db", tmp_path / "huey.db", server.url)
    process = start_worker(tmp_path, "", server.url)
    wait_until(queue.worker)
    server.stop()
    job = queue.submit(JobKind.FINALIZE, SESSION)
    assert queue.job(job.job_id).state is JobState.PENDING
    assert "message not sent" in caplog.text

    server.start()
    wait_until(lambda: queue.job(job.job_id).ended)
    assert queue.job(job.job_id).state is JobState.COMPLETED
    end_worker(process)
    queue.close()
    server.stop()


def test_trouble_with_the_server_names_it_without_its_password(tmp_path):
    wake_ups = WakeUps(tmp_path / "huey.db", url="redis://clinic:secret@127.0.0.1:1/0")
    with pytest.raises(MessagesStuck, match=r"redis://127\.0\.0\.1:1/0") as caught:
        wake_ups.waiting()
    assert "secret" not in str(caught.value)
