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
