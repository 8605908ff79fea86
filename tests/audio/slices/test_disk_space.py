import pytest

from aurity_desktop.audio.slices.disk_space import (
    STOP_BYTES,
    WARN_BYTES,
    DiskWatch,
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
