"""A session's cache: whole or not there, as the session is stored, and never waited for."""

import errno
import stat

import pytest

from aurity_desktop.domain.errors import BadCiphertext, DiskFull
from aurity_desktop.encrypted.cache_file import CacheFile
from tests.fakes.keys import OneKey

SESSION = "session_20260101_090000"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "voices.npz"


def test_a_plain_sessions_cache_is_a_plain_file_of_the_users_alone(path):
    cache = CacheFile.at(path)
    cache.write(b"heard")
    assert CacheFile.at(cache) is cache
    assert cache.read() == path.read_bytes() == b"heard"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_encrypted_sessions_cache_is_read_with_its_key_and_under_its_name_only(path):
    keys = OneKey(SESSION)
    cache = CacheFile(path, SESSION, keys)
    cache.write(b"heard")
    assert [file.name for file in path.parent.iterdir()] == ["voices.npz.aure"]
    assert b"heard" not in path.with_name("voices.npz.aure").read_bytes()
    assert cache.read() == b"heard"
    path.with_name("voices.npz.aure").rename(path.with_name("cuts.npz.aure"))
    with pytest.raises(BadCiphertext):
        CacheFile(path.with_name("cuts.npz"), SESSION, keys).read()


@pytest.mark.parametrize("session_id", ["", SESSION])
def test_nobody_waits_for_the_disk(path, disk, session_id):
    CacheFile(path, session_id, OneKey(SESSION)).write(b"heard")
    assert [step.split()[0] for step in disk.steps] == ["rename"]


def test_a_full_disk_leaves_the_one_that_was_there(path, disk):
    cache = CacheFile.at(path)
    cache.write(b"heard")
    disk.refuse("rename", errno.ENOSPC)
    with pytest.raises(DiskFull):
        cache.write(b"heard more")
    assert cache.read() == b"heard"
    assert [file.name for file in path.parent.iterdir()] == ["voices.npz"]


def test_a_missing_one_is_told(path):
    with pytest.raises(FileNotFoundError):
        CacheFile.at(path).read()
