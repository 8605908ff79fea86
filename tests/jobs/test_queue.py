import pickle
import sqlite3
import stat
import threading

import pytest

from aurity_desktop.domain.jobs import JobKind, JobState
from aurity_desktop.jobs.queue import HueyQueue, WakeUps, signing_key
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
    with sqlite3.connect(folder / "queue" / "huey.db") as connection:
        rows = connection.execute("SELECT data FROM task").fetchall()
    connection.close()
    return [bytes(data) for (data,) in rows]


def test_a_message_carries_the_jobs_id_and_nothing_else(queue, tmp_path):
    job = queue.submit(JobKind.FINALIZE, SESSION)
    (message,) = messages(tmp_path)
    body, signature = message.rsplit(b":", 1)

    assert len(signature) == 40
    content = pickle.loads(body)
    assert content.args == (job.job_id,)
    assert content.kwargs == {}
    assert SESSION.encode() not in message


def test_a_message_that_somebody_else_wrote_is_not_unpickled(queue, tmp_path):
    queue.submit(JobKind.FINALIZE, SESSION)
    ran = []
    wake_ups = WakeUps(tmp_path / "queue" / "huey.db", received=lambda: ran.append(1))
    with sqlite3.connect(tmp_path / "queue" / "huey.db") as connection:
        (data,) = connection.execute("SELECT data FROM task").fetchone()
        forged = bytes(data).replace(b"look_again", b"look_azain")
        connection.execute("UPDATE task SET data = ?", (forged,))
    connection.close()

    with pytest.raises(ValueError, match="mismatch"):
        wake_ups._huey.dequeue()
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
