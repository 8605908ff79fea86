import hashlib
import hmac
import json
import logging
import os
import pickle
import sqlite3
import stat
import threading
from contextlib import closing

import pytest

from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.jobs.queue import HueyQueue
from aurity_desktop.jobs.wake_ups import WakeUps, signing_key
from tests.contracts.queue import QueueContract

SESSION = "session_20260102_030405"


@pytest.fixture
def queue(tmp_path):
    own = HueyQueue(tmp_path / "queue" / "jobs.db", tmp_path / "queue" / "huey.db")
    yield own
    own.close()


class TestHueyQueue(QueueContract):
    pass


def messages(folder):
    with closing(sqlite3.connect(folder / "queue" / "huey.db")) as connection, connection:
        rows = connection.execute("SELECT data FROM task").fetchall()
    return [bytes(data) for (data,) in rows]


def test_a_message_carries_the_jobs_id_and_nothing_else(queue, tmp_path):
    job = queue.submit(JobKind.FINALIZE, SESSION)
    (message,) = messages(tmp_path)
    content = json.loads(message)

    assert content.pop("job") == job.job_id
    assert len(content.pop("mac")) == 64
    assert content == {}
    assert SESSION.encode() not in message


class RunsCode:
    """Unpickled, it makes a folder."""

    def __init__(self, folder):
        self.folder = folder

    def __reduce__(self):
        return os.mkdir, (str(self.folder),)


def signed_as_before(pickled, folder):
    """As Huey's SignedSerializer does, with the key that lies beside the messages."""
    key = signing_key(folder / "signing.key").encode()
    secret = hashlib.sha1(b"aurity-queue" + key).digest()
    return pickled + b":" + hmac.new(secret, pickled, hashlib.sha1).hexdigest().encode()


def planted(folder, received):
    """A folder with a pickle wherever Huey might read one, and the worker's side of it."""
    wake_ups = WakeUps(folder / "huey.db", received=received)
    attack = pickle.dumps(RunsCode(folder / "code ran"))
    with closing(sqlite3.connect(folder / "huey.db")) as connection, connection:
        for content in (attack, signed_as_before(attack, folder), attack.decode("latin-1")):
            connection.execute(
                "INSERT INTO task (queue, data, priority) VALUES ('aurity', ?, 0)", (content,)
            )
            connection.execute(
                "INSERT INTO schedule (queue, data, timestamp) VALUES ('aurity', ?, 0)", (content,)
            )
        for key in ("r:task", "rt:look_again", f"rt:{WakeUps.__module__}.look_again"):
            connection.execute("INSERT INTO kv VALUES ('aurity', ?, ?)", (key, attack))
    return wake_ups


def test_a_pickle_among_the_messages_is_refused_in_one_line_and_never_run(tmp_path, caplog):
    wake_ups = planted(tmp_path, lambda: None)
    huey = wake_ups._huey

    assert [huey.dequeue() for _ in range(4)] == [None] * 4
    assert huey.read_schedule() == []
    refused = [each for each in caplog.records if "refused" in each.getMessage()]
    assert len(refused) == 3
    assert all("\n" not in each.getMessage() for each in refused)
    assert all(each.exc_info is None for each in caplog.records)  # no traceback of Huey's
    assert not (tmp_path / "code ran").exists()
    wake_ups.close()


def test_a_wake_up_behind_a_planted_pickle_gets_through(tmp_path):
    received = threading.Event()
    wake_ups = planted(tmp_path, received.set)
    sender = WakeUps(tmp_path / "huey.db")
    sender.send("job_1")
    for _ in range(4):
        task = wake_ups._huey.dequeue()
    wake_ups._huey.execute(task)

    assert received.is_set()
    assert not (tmp_path / "code ran").exists()
    sender.close()
    wake_ups.close()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b'{"job": "job_1"}',
        b'{"job": "job_1", "mac": 1}',
        b'{"job": ["job_1"], "mac": "%s"}' % (b"0" * 64),
        b'{"job": "job_1", "mac": "%s"}' % (b"0" * 64),
        b'{"job": "job_1", "mac": "\\ud800"}',
        b'{"job": "job_1", "mac": "", "task": "another"}',
        b"[" * 400,
        b"[" * 100_000,
        b'{"job": "' + b"j" * 100_000 + b'"}',
        "a text",
        7,
    ],
)
def test_what_is_no_message_of_this_folder_is_refused(tmp_path, caplog, content):
    ran = []
    wake_ups = WakeUps(tmp_path / "huey.db", received=lambda: ran.append(1))
    with closing(sqlite3.connect(tmp_path / "huey.db")) as connection, connection:
        connection.execute(
            "INSERT INTO task (queue, data, priority) VALUES ('aurity', ?, 0)", (content,)
        )

    assert wake_ups._huey.dequeue() is None
    assert caplog.text.count("refused") == 1
    assert "Traceback" not in caplog.text
    wake_ups.close()


def test_a_message_of_another_data_folder_is_refused(tmp_path, caplog):
    theirs = WakeUps(tmp_path / "theirs" / "huey.db")
    theirs.send("job_1")
    with closing(sqlite3.connect(tmp_path / "theirs" / "huey.db")) as connection, connection:
        (message,) = connection.execute("SELECT data FROM task").fetchone()
    mine = WakeUps(tmp_path / "mine" / "huey.db")
    with closing(sqlite3.connect(tmp_path / "mine" / "huey.db")) as connection, connection:
        connection.execute(
            "INSERT INTO task (queue, data, priority) VALUES ('aurity', ?, 0)", (message,)
        )

    assert mine._huey.dequeue() is None
    assert "MAC" in caplog.text
    mine.close()
    theirs.close()


def test_the_worker_wakes_itself_up_without_a_message_on_the_disk(tmp_path):
    ran = []
    wake_ups = WakeUps(tmp_path / "huey.db", received=lambda: ran.append(1))
    wake_ups.send("job_1")
    wake_ups.send("job_1")

    assert wake_ups.waiting() == 1
    wake_ups._huey.execute(wake_ups._huey.dequeue())
    assert (ran, wake_ups.waiting()) == ([1], 0)
    assert wake_ups._huey.dequeue() is None
    wake_ups.close()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "127.0.0.1:6379", "redis://user:word@host:port/0"]
)
def test_a_url_that_cannot_be_used_is_named_and_messages_go_through_the_file(tmp_path, caplog, url):
    wake_ups = WakeUps(tmp_path / "huey.db", url=url)
    wake_ups.send("job_1")

    assert wake_ups.waiting() == 1
    assert (tmp_path / "huey.db").exists()
    (told,) = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "queue.url" in told.getMessage()
    assert "word" not in told.getMessage()
    wake_ups.close()


def test_only_the_user_may_read_the_messages(queue, tmp_path):
    queue.submit(JobKind.FINALIZE, SESSION)
    modes = {stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "queue").iterdir()}
    assert modes == {0o600}


def test_a_job_whose_message_cannot_be_sent_is_kept(tmp_path, caplog):
    folder = tmp_path / "queue"
    folder.mkdir()
    (folder / "huey.db").mkdir()
    queue = HueyQueue(folder / "jobs.db", folder / "huey.db")
    job = queue.submit(JobKind.FINALIZE, SESSION)

    assert queue.job(job.job_id).state is JobState.PENDING
    assert "message not sent" in caplog.text
    queue.close()


def test_a_messages_file_that_is_damaged_is_made_anew(tmp_path):
    folder = tmp_path / "queue"
    folder.mkdir()
    (folder / "huey.db").write_bytes(b"this was a database once, before the disk went bad" * 100)
    wake_ups = WakeUps(folder / "huey.db")
    wake_ups.send("job_1")

    assert wake_ups.waiting() == 1
    wake_ups.close()


def test_of_many_first_comers_one_makes_the_signing_key(tmp_path):
    path = tmp_path / "queue" / "signing.key"
    keys, barrier = [], threading.Barrier(8)

    def come():
        barrier.wait()
        keys.append(signing_key(path))

    threads = [threading.Thread(target=come) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(keys)) == 1
    assert len(keys[0]) == 64
    names = sorted(file.name for file in path.parent.iterdir())
    assert names == ["signing.key", "signing.key.lock"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
