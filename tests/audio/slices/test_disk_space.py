import errno
import os
import stat

import pytest

from aurity_desktop.audio.slices.disk_space import (
    STOP_BYTES,
    WARN_BYTES,
    DiskWatch,
    Reserve,
    Room,
    free_bytes,
)
from aurity_desktop.domain.errors import DiskFull


@pytest.mark.parametrize(
    ("free", "room"),
    [
        (WARN_BYTES, Room.ENOUGH),
        (WARN_BYTES - 1, Room.LOW),
        (STOP_BYTES, Room.LOW),
        (STOP_BYTES - 1, Room.NONE),
    ],
)
def test_the_disk_is_judged_by_what_is_left(tmp_path, free, room):
    watch = DiskWatch(tmp_path, free=lambda _: free)
    assert watch.look() is room
    assert watch.free == free


def test_a_recording_does_not_begin_on_a_full_disk(tmp_path):
    with pytest.raises(DiskFull) as raised:
        DiskWatch(tmp_path, free=lambda _: 5).require_room()
    assert raised.value.free_bytes == 5
    DiskWatch(tmp_path, free=lambda _: WARN_BYTES).require_room()


def test_the_free_space_is_that_of_the_disk(tmp_path):
    assert free_bytes(tmp_path) > 0


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
