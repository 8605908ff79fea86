"""Room that is set aside, and what it is given up for."""

import errno
import os
import stat

import pytest

from aurity_desktop.domain.errors import DiskFull
from aurity_desktop.storage.reserve import Reserve, with_reserve


def test_the_reserve_takes_its_room_once_and_gives_it_back_once(tmp_path):
    reserve = Reserve(tmp_path / "reserve.bin", size=100_000)
    assert reserve.claim()
    assert reserve.claim()
    status = (tmp_path / "reserve.bin").stat()
    assert status.st_size == 100_000
    assert status.st_blocks * 512 >= 100_000  # really taken, not a hole
    assert stat.S_IMODE(status.st_mode) == 0o600
    assert reserve.release()
    assert not reserve.release()


@pytest.mark.parametrize("left", [0, 60_000], ids=["empty", "a part of it"])
def test_a_reserve_that_a_killed_process_left_unfilled_is_filled(tmp_path, left):
    path = tmp_path / "reserve.bin"
    path.write_bytes(bytes(left))
    assert Reserve(path, size=100_000).claim()
    status = path.stat()
    assert status.st_size == 100_000
    assert status.st_blocks * 512 >= 100_000


def test_a_reserve_full_of_holes_is_filled(tmp_path):
    path = tmp_path / "reserve.bin"
    with path.open("wb") as file:
        file.truncate(2**20)
    assert Reserve(path, size=2**20).claim()
    assert path.stat().st_blocks * 512 >= 2**20


def test_a_link_in_the_place_of_the_reserve_is_not_followed(tmp_path):
    other, path = tmp_path / "other", tmp_path / "reserve.bin"
    other.write_bytes(b"somebody's")
    path.symlink_to(other)
    assert not Reserve(path, size=100_000).claim()
    assert other.read_bytes() == b"somebody's"


def test_a_reserve_that_cannot_be_removed_gives_no_room(tmp_path):
    reserve = Reserve(tmp_path / "reserve.bin")
    (tmp_path / "reserve.bin").mkdir()
    assert not reserve.release()


def test_room_that_another_thread_gave_back_counts_for_a_write_that_began_before(tmp_path):
    reserve = Reserve(tmp_path / "reserve.bin", size=1_000)
    reserve.claim()
    before = reserve.releases
    assert reserve.release()
    assert reserve.release(since=before)
    assert not reserve.release(since=reserve.releases)


def test_where_nothing_can_be_set_aside_files_are_filled(tmp_path, monkeypatch):
    monkeypatch.delattr("os.posix_fallocate", raising=False)
    assert Reserve(tmp_path / "reserve.bin", size=3 * 2**20 + 5).claim()
    assert (tmp_path / "reserve.bin").stat().st_size == 3 * 2**20 + 5


def test_a_reserve_that_finds_no_room_leaves_nothing(tmp_path, monkeypatch):
    def refuse(*_arguments):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.posix_fallocate", refuse, raising=False)
    assert not Reserve(tmp_path / "reserve.bin").claim()
    assert list(tmp_path.iterdir()) == []


class Full:
    """Finds the disk full so many times."""

    def __init__(self, path, times):
        self.path, self.times, self.calls = path, times, 0

    def __call__(self):
        self.calls += 1
        if self.calls <= self.times:
            raise DiskFull(self.path)
        return "done"


def test_what_finds_the_disk_full_is_done_again_with_the_room_of_the_reserve(tmp_path):
    reserve = Reserve(tmp_path / "reserve.bin", size=1_000)
    reserve.claim()
    assert with_reserve(reserve, Full(tmp_path, 1)) == "done"
    assert not (tmp_path / "reserve.bin").exists()


def test_the_reserve_stays_where_there_is_room(tmp_path):
    reserve = Reserve(tmp_path / "reserve.bin", size=1_000)
    reserve.claim()
    assert with_reserve(reserve, Full(tmp_path, 0)) == "done"
    assert (tmp_path / "reserve.bin").exists()


@pytest.mark.parametrize("claimed", [True, False])
def test_a_disk_that_stays_full_is_told_and_nothing_is_tried_for_ever(tmp_path, claimed):
    reserve = Reserve(tmp_path / "reserve.bin", size=1_000)
    if claimed:
        reserve.claim()
    act = Full(tmp_path, 5)
    with pytest.raises(DiskFull):
        with_reserve(reserve, act)
    assert act.calls == (2 if claimed else 1)


def test_where_the_reserve_is_used_up_caches_give_their_room(tmp_path):
    caches = [tmp_path / "voices.npz", tmp_path / "cuts.npz"]
    for cache in caches:
        cache.write_bytes(b"can be made again")
    reserve = Reserve(tmp_path / "reserve.bin", size=1_000, caches=lambda: caches)
    reserve.claim()
    assert with_reserve(reserve, Full(tmp_path, 1)) == "done"
    assert all(cache.exists() for cache in caches)
    assert with_reserve(reserve, Full(tmp_path, 1)) == "done"
    assert not any(cache.exists() for cache in caches)
    with pytest.raises(DiskFull):
        with_reserve(reserve, Full(tmp_path, 1))
