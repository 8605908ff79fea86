"""The same queue over a real Redis server: one setting, nothing else changes."""

import json
import os
import pickle
import socket
import subprocess
from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from itertools import pairwise

import pytest
import redis
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.jobs.back_off import BackOff
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.jobs.wake_ups import MessagesStuck, WakeUps
from tests.contracts.queue import QueueContract
from tests.fakes.clock import Clock
from tests.jobs.cheap_worker import STEPS, results
from tests.jobs.worker_processes import end_worker, kill_worker, start_worker, wait_until

SESSION = "session_20260102_030405"


class Server:
    """A redis-server on a port of its own, without persistence."""

    def __init__(self, folder, *options):
        self._folder = folder
        self._options = options
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
                *self._options,
            ],
            stdout=subprocess.DEVNULL,
        )
        try:
            with closing(self.client()) as client:
                wait_until(lambda: self._answers(client))
        except BaseException:
            self.stop()
            raise

    def client(self):
        return redis.Redis.from_url(self.url)

    @staticmethod
    def _answers(client):
        try:
            return client.ping()
        except redis.AuthenticationError:
            return True
        except redis.ConnectionError:
            return False

    def stop(self):
        self._process.kill()
        self._process.wait(20)

    close = stop


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


def test_only_ids_travel_as_json_with_a_mac(queue, server):
    with closing(server.client()) as client:
        client.flushall()
        job = queue.submit(JobKind.FINALIZE, SESSION)
        (key,) = client.keys("huey.redis.*")
        (message,) = client.lrange(key, 0, -1)
        client.delete(key)
    content = json.loads(message)

    assert content.keys() == {"job", "mac"}
    assert content["job"] == job.job_id
    assert SESSION.encode() not in message


def test_two_data_folders_on_one_server_do_not_see_each_others_messages(server, tmp_path):
    with (
        closing(WakeUps(tmp_path / "mine" / "huey.db", url=server.url)) as mine,
        closing(WakeUps(tmp_path / "theirs" / "huey.db", url=server.url)) as theirs,
    ):
        mine.send("job_1")

        assert (mine.waiting(), theirs.waiting()) == (1, 0)
        theirs.flush()
        assert mine.waiting() == 1
        mine.flush()


def test_once_closed_no_connection_to_the_server_is_left(server, tmp_path):
    wake_ups = WakeUps(tmp_path / "huey.db", url=server.url)
    with closing(server.client()) as client:

        def connections():
            return {each["id"] for each in client.client_list()}

        before = connections()
        wake_ups.send("job_1")
        (ours,) = connections() - before
        wake_ups.flush()
        wake_ups.close()
        wait_until(lambda: ours not in connections())


def test_a_job_that_was_killed_is_done_by_the_next_worker(queue, worker):
    job = queue.submit(JobKind.FINALIZE, SESSION)
    process = worker()
    wait_until(lambda: queue.job(job.job_id).state is not JobState.PENDING)
    kill_worker(process)
    worker()
    wait_until(lambda: queue.job(job.job_id).ended)
    assert queue.job(job.job_id).state is JobState.COMPLETED


def test_while_the_server_is_away_jobs_are_done_all_the_same(tmp_path, worker, caplog):
    with (
        closing(Server(tmp_path)) as server,
        closing(HueyQueue(tmp_path / "jobs.db", tmp_path / "huey.db", server.url)) as queue,
    ):
        process = worker(server.url)
        wait_until(queue.worker)
        server.stop()
        job = queue.submit(JobKind.FINALIZE, SESSION)
        assert "message not sent" in caplog.text

        wait_until(lambda: queue.job(job.job_id).ended)
        assert queue.job(job.job_id).state is JobState.COMPLETED
        server.start()
        another = queue.submit(JobKind.FINALIZE, "session_20260102_030406")
        wait_until(lambda: queue.job(another.job_id).ended)
        assert process.poll() is None
        end_worker(process)


def test_a_worker_that_starts_without_its_server_lives_and_works(tmp_path, worker):
    url = "redis://127.0.0.1:1/0"
    with closing(HueyQueue(tmp_path / "jobs.db", tmp_path / "huey.db", url)) as queue:
        job = queue.submit(JobKind.FINALIZE, SESSION)
        process = worker(url)
        wait_until(lambda: queue.job(job.job_id).ended)

        assert queue.job(job.job_id).state is JobState.COMPLETED
        assert process.poll() is None
        assert end_worker(process) == 0


@pytest.fixture
def silent():
    """A server that takes connections and never says a word."""
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        yield f"redis://127.0.0.1:{listening.getsockname()[1]}/0"


def test_a_server_that_never_answers_keeps_no_heartbeat_waiting(tmp_path, worker, silent):
    with closing(HueyQueue(tmp_path / "jobs.db", tmp_path / "huey.db")) as queue:
        job = queue.submit(JobKind.FINALIZE, SESSION)
        process = worker(silent)
        wait_until(lambda: queue.job(job.job_id).ended)

        assert queue.job(job.job_id).state is JobState.COMPLETED
        assert end_worker(process) == 0


def test_a_server_that_is_away_is_asked_ever_more_seldom_and_that_is_told_once(tmp_path, caplog):
    clock = Clock(0.0)
    with closing(socket.socket()) as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
    wake_ups = WakeUps(
        tmp_path / "huey.db",
        url=f"redis://127.0.0.1:{port}/0",
        received=lambda: None,
        back_off=BackOff(clock=clock),
    )
    tries = []
    inner, answer = wake_ups._store._inner, wake_ups._store._inner.dequeue
    inner.dequeue = lambda: (tries.append(clock()), answer())[1]
    for _ in range(600):
        wake_ups._huey.dequeue()
        clock.go_on(0.5)
    wake_ups.close()

    assert [round(later - at, 1) for at, later in pairwise(tries)][:7] == [
        *(0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
    ]
    assert len(tries) < 14
    told = [each for each in caplog.records if each.levelname == "WARNING"]
    assert len(told) == 1
    assert "Traceback" not in caplog.text


def test_a_password_is_used_and_a_wrong_one_is_told_in_plain_words(tmp_path):
    with closing(Server(tmp_path, "--requirepass", "a secret word")) as server:
        right = server.url.replace("//", "//:a%20secret%20word@")
        with closing(WakeUps(tmp_path / "huey.db", url=right)) as wake_ups:
            wake_ups.send("job_1")
            assert wake_ups.waiting() == 1
        for url in (server.url, server.url.replace("//", "//:another@")):
            with (
                closing(WakeUps(tmp_path / "huey.db", url=url)) as wake_ups,
                pytest.raises(MessagesStuck, match="password") as caught,
            ):
                wake_ups.send("job_1")
            assert "another" not in str(caught.value)


def certificate(folder):
    """A certificate for 127.0.0.1 that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a server of a test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "server.pem").write_bytes(made.public_bytes(Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    return folder / "server.pem", folder / "server.key"


def test_over_tls_an_untrusted_certificate_is_refused_in_plain_words(tmp_path):
    pem, key = certificate(tmp_path)
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = (
        *("--tls-port", str(port), "--tls-cert-file", str(pem), "--tls-key-file", str(key)),
        *("--tls-auth-clients", "no"),
    )
    url = f"rediss://127.0.0.1:{port}/0"
    with closing(Server(tmp_path, *options)):
        with closing(WakeUps(tmp_path / "huey.db", url=f"{url}?ssl_ca_certs={pem}")) as wake_ups:
            wake_ups.send("job_1")
            assert wake_ups.waiting() == 1
        with (
            closing(WakeUps(tmp_path / "huey.db", url=url)) as wake_ups,
            pytest.raises(MessagesStuck, match="certificate is not trusted"),
        ):
            wake_ups.waiting()


def test_a_message_for_python_on_the_server_is_refused(tmp_path, server, caplog):
    with closing(WakeUps(tmp_path / "huey.db", url=server.url, received=lambda: None)) as wake_ups:
        key = f"huey.redis.{wake_ups._store._inner.name}"
        with closing(server.client()) as client:
            client.lpush(key, pickle.dumps(Marker(tmp_path / "code ran")))
        assert wake_ups._huey.dequeue() is None

    assert "refused" in caplog.text
    assert not (tmp_path / "code ran").exists()


class Marker:
    """Unpickled, it makes a folder."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


def test_trouble_with_the_server_names_it_without_its_password(tmp_path):
    url = "redis://clinic:secret@127.0.0.1:1/0"
    with (
        closing(WakeUps(tmp_path / "huey.db", url=url)) as wake_ups,
        pytest.raises(MessagesStuck, match=r"redis://127\.0\.0\.1:1/0") as caught,
    ):
        wake_ups.waiting()
    assert "secret" not in str(caught.value)
