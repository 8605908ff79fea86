"""Locks between processes: one holder, any number of observers, and nothing left by a kill."""

import os
import subprocess
import sys
import threading

import pytest

from aurity_desktop.domain.errors import FolderNotWritable
from aurity_desktop.storage import file_lock
from aurity_desktop.storage.file_lock import FileLock, LockHeld, is_held, locked

HOLDER = """
import sys
from pathlib import Path
from aurity_desktop.storage.file_lock import FileLock
FileLock(Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def next_descriptor(path):
    """The lowest that is free: one more that stays open, and it is another."""
    descriptor = os.open(path, os.O_RDONLY)
    os.close(descriptor)
    return descriptor


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some.lock"


def test_of_two_holders_the_second_is_told_and_the_first_keeps_it(path):
    first = FileLock(path)
    with pytest.raises(LockHeld) as raised:
        FileLock(path, patience=0.0)
    assert raised.value.path == path
    assert is_held(path)
    first.release()
    FileLock(path, patience=0.0).release()


def test_a_lock_is_held_though_nobody_keeps_the_object(path):
    FileLock(path)
    assert is_held(path)


def test_a_killed_holder_lets_go(path):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    ) as holder:
        assert holder.stdout.readline().strip() == b"held"
        assert is_held(path)
        with pytest.raises(LockHeld):
            FileLock(path, patience=0.0)
        holder.kill()
        holder.wait()
    assert not is_held(path)


def test_who_observes_is_not_taken_for_a_holder_by_others_who_do(path, monkeypatch):
    """Eight look at the same moment, each while all the others are looking."""
    FileLock(path).release()
    real, everybody, answers = file_lock._try_shared, threading.Barrier(8), []

    def try_shared(descriptor):
        free = real(descriptor)
        everybody.wait(timeout=10)
        return free

    monkeypatch.setattr(file_lock, "_try_shared", try_shared)
    threads = [threading.Thread(target=lambda: answers.append(is_held(path))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [False] * 8


def test_an_observer_does_not_keep_a_holder_out(path, monkeypatch):
    """Its moment falls into the holder's first attempt."""
    observer = os.open(path, os.O_RDWR | os.O_CREAT)
    assert file_lock._try_shared(observer)
    monkeypatch.setattr(file_lock.time, "sleep", lambda _: os.close(observer))
    lock = FileLock(path)
    assert is_held(path)
    lock.release()


def test_closing_another_descriptor_of_the_file_keeps_the_lock(path):
    lock = FileLock(path)
    os.close(os.open(path, os.O_RDWR))
    assert is_held(path)
    lock.release()


def test_a_lock_where_no_file_can_be_made_is_told_in_our_words(tmp_path):
    with pytest.raises(FolderNotWritable) as raised:
        FileLock(tmp_path / "no folder" / "some.lock")
    assert raised.value.path == tmp_path / "no folder"


def test_looking_holds_nothing_and_neither_that_nor_a_refusal_keeps_a_file_open(path):
    FileLock(path).release()
    assert not is_held(path)
    lock = FileLock(path, patience=0.0)
    before = next_descriptor(path)
    assert is_held(path)
    with pytest.raises(LockHeld):
        FileLock(path, patience=0.0)
    assert next_descriptor(path) == before
    lock.release()
    assert next_descriptor(path) < before


def test_looking_makes_no_file(path):
    assert not is_held(path)
    assert not path.exists()


def test_who_has_patience_without_end_gets_it_when_it_is_free(path, monkeypatch):
    first, asked = FileLock(path), []

    def sleep(_seconds):
        asked.append(1)
        if len(asked) == 100:
            first.release()

    monkeypatch.setattr(file_lock.time, "sleep", sleep)
    with locked(path, patience=None):
        assert len(asked) == 100
    assert not is_held(path)


def test_the_file_is_the_users_alone(path):
    FileLock(path).release()
    assert path.stat().st_mode & 0o777 == 0o600
