"""`ENOSPC` at every n-th write, with a reserve and without: what was taken before is kept, sealed,
and told.
"""

import errno
import os

import numpy as np
import pytest

from aurity_desktop.audio.capture.source import Sound
from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.capture import ErrorReported, StopReason
from tests.audio.conftest import SESSION
from tests.audio.sounds import counted

BLOCK = 8_000
REAL_WRITE = os.write


class Disk:
    """Is full from its `n`-th write on, until the reserve is gone."""

    def __init__(self, n, reserve_file, taken=0):
        self.n, self.reserve_file, self.taken = n, reserve_file, taken
        self.reserved = reserve_file.exists()

    def write(self, descriptor, data):
        self.n -= 1
        full = self.n <= 0 and (self.reserve_file.exists() or not self.reserved)
        if not full or len(data) == 44:  # a header is written over a header: that needs no room
            return REAL_WRITE(descriptor, data)
        if self.taken and len(data) > self.taken:
            taken, self.taken = REAL_WRITE(descriptor, data[: self.taken]), 0
            return taken
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def feed(desk, blocks=14):
    for block in range(blocks):
        if desk.recording.over is None:
            desk.hears(Sound(counted(BLOCK, start=block * BLOCK)), after=0.5)


@pytest.mark.parametrize("n", range(1, 17))
def test_the_reserve_carries_the_recording_over_a_full_disk(desk, reserve, paths, monkeypatch, n):
    reserve.claim()
    monkeypatch.setattr("os.write", Disk(n, paths.data / "reserve.bin", taken=333).write)
    feed(desk)
    desk.ends()
    rows = desk.ledger.sound.slices(SESSION)
    audio = SessionAudio(paths)
    sound = np.concatenate([audio.read(each) for each in rows])
    assert np.array_equal(sound, counted(14 * BLOCK))


@pytest.mark.parametrize("n", range(1, 17))
def test_without_a_reserve_the_recording_ends_with_all_that_the_disk_took(
    desk, slices_folder, paths, monkeypatch, n
):
    monkeypatch.setattr("os.write", Disk(n, paths.data / "reserve.bin", taken=333).write)
    feed(desk)
    stopped = desk.ends()
    monkeypatch.undo()
    recover_session(SESSION, slices_folder, desk.ledger)
    rows = desk.ledger.sound.slices(SESSION)
    audio = SessionAudio(paths)
    sound = np.concatenate([np.empty(0, np.int16), *(audio.read(each) for each in rows)])
    assert np.array_equal(sound, counted(len(sound)))
    assert len(sound) == stopped.sample_count
    if stopped.reason is StopReason.DISK_LOW:
        assert desk.told(ErrorReported)[-1].error == "DiskFull"
    else:
        assert len(sound) == 14 * BLOCK
    assert all(each.sample_count == SLICE_SAMPLES for each in rows[:-1])
