import errno
import hashlib
import os
import stat

import numpy as np
import pytest

from aurity_desktop.audio.slices import open_slice as open_slice_module
from aurity_desktop.audio.slices.slice_store import open_numbers, prepare_folder, sealed_numbers
from aurity_desktop.audio.slices.slicer import Piece, Slicer
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.errors import DiskFull, FolderNotWritable
from aurity_desktop.storage import wav
from tests.audio.sounds import counted


class FullDisk:
    """Stands in for the disk under `write_all`: takes `room` bytes, then no more, until the reserve
    is gone.
    """

    def __init__(self, room, reserve_file=None):
        self.room = room
        self.reserve_file = reserve_file
        self.reserve_room = 10**9 if reserve_file else 0

    def write(self, descriptor, data):
        if self.room <= 0 and self.reserve_file and not self.reserve_file.exists():
            self.room, self.reserve_room = self.reserve_room, 0
        if self.room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        taken = REAL_WRITE(descriptor, data[: self.room])
        self.room -= taken
        return taken


REAL_WRITE = os.write


def test_a_sealed_slice_is_a_whole_wav_with_the_hash_of_its_sound(store, slices_folder):
    sound = counted(SLICE_SAMPLES)
    (piece,) = Slicer().cut(sound)
    sealed = store.seal(store.append(piece))
    assert sealed.path == slices_folder / "000000.wav"
    assert wav.layout(sealed.path).sample_count == SLICE_SAMPLES
    assert sealed.sha256 == hashlib.sha256(sound.tobytes()).hexdigest()
    assert (sealed.start_sample, sealed.sample_count) == (0, SLICE_SAMPLES)
    assert open_numbers(slices_folder) == []


def test_what_is_appended_is_on_disk_before_the_slice_is_full(store, slices_folder):
    assert store.on_disk == 0
    store.append(Piece(0, counted(4_000), completes=False))
    store.append(Piece(0, counted(500, start=4_000), completes=False))
    part = (slices_folder / "000000.part").read_bytes()
    assert part[wav.HEADER_BYTES :] == counted(4_500).tobytes()
    assert store.on_disk == 4_500


def test_a_sealed_slice_keeps_no_file_open(store, slices_folder):
    def next_descriptor():
        descriptor = os.open(slices_folder.parent, os.O_RDONLY)
        os.close(descriptor)
        return descriptor

    before = next_descriptor()
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    ended = store.append(piece)
    assert store.open_slice is None
    assert next_descriptor() > before
    store.seal(ended)
    assert next_descriptor() == before


def test_slices_follow_each_other_on_the_clock(store):
    slicer, sealed = Slicer(), []
    for piece in slicer.cut(counted(2 * SLICE_SAMPLES + 5)):
        ended = store.append(piece)
        if ended:
            sealed.append(store.seal(ended))
    sealed.append(store.seal(store.finish()))
    assert [each.number for each in sealed] == [0, 1, 2]
    assert [each.start_sample for each in sealed] == [0, SLICE_SAMPLES, 2 * SLICE_SAMPLES]
    assert sealed[-1].sample_count == 5
    assert store.finish() is None
    assert store.finished == 3


def test_files_are_the_users_alone(store, slices_folder):
    store.append(Piece(0, counted(10), completes=False))
    assert stat.S_IMODE((slices_folder / "000000.part").stat().st_mode) == 0o600
    assert stat.S_IMODE(slices_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(slices_folder.parent.stat().st_mode) == 0o700


def test_slices_are_listed_by_number_and_nothing_else_is_one(slices_folder):
    for name in (
        "000010.wav",
        "000002.wav",
        "1000000.wav",
        "final.wav",
        "000003.part",
        "000004.wav.new",
    ):
        (slices_folder / name).touch()
    assert sealed_numbers(slices_folder) == [2, 10, 1_000_000]
    assert open_numbers(slices_folder) == [3]
    assert sealed_numbers(slices_folder / "no such folder") == []


def test_a_full_disk_in_the_middle_of_a_slice_is_helped_by_the_reserve(
    store, reserve, paths, monkeypatch
):
    reserve.claim()
    disk = FullDisk(1_001, reserve_file=paths.data / "reserve.bin")
    monkeypatch.setattr("os.write", disk.write)
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    sealed = store.seal(store.append(piece))
    assert sealed.path.read_bytes()[wav.HEADER_BYTES :] == counted(SLICE_SAMPLES).tobytes()
    assert not (paths.data / "reserve.bin").exists()


def test_without_a_reserve_what_the_disk_took_is_kept_and_sealed(store, slices_folder, monkeypatch):
    disk = FullDisk(44 + 1_001)  # the last sample is cut in half
    monkeypatch.setattr("os.write", disk.write)
    with pytest.raises(DiskFull) as raised:
        store.append(Piece(0, counted(SLICE_SAMPLES), completes=True))
    assert raised.value.path == slices_folder
    disk.room = 44  # a header written over the old one needs no new room
    sealed = store.seal(store.finish())
    assert sealed.sample_count == 500
    assert sealed.sha256 == hashlib.sha256(counted(500).tobytes()).hexdigest()
    assert wav.layout(sealed.path).sample_count == 500


def test_a_disk_that_is_full_from_the_start_leaves_no_empty_file(store, slices_folder, monkeypatch):
    monkeypatch.setattr("os.write", FullDisk(0).write)
    with pytest.raises(DiskFull):
        store.append(Piece(0, counted(10), completes=False))
    assert list(slices_folder.iterdir()) == []
    assert store.finish() is None


def test_a_seal_that_found_no_room_is_done_again_with_the_reserves(store, reserve, monkeypatch):
    reserve.claim()
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    ended = store.append(piece)
    real, refusals = open_slice_module.sync_file, [OSError(errno.ENOSPC, "full")]

    def sync(descriptor):
        if refusals:
            raise refusals.pop()
        real(descriptor)

    monkeypatch.setattr(open_slice_module, "sync_file", sync)
    assert store.seal(ended).sample_count == SLICE_SAMPLES
    assert reserve.release() is False


def test_a_folder_that_cannot_be_written_to_is_named(tmp_path):
    (tmp_path / "sessions").write_text("a file where a folder should be")
    with pytest.raises(FolderNotWritable) as raised:
        prepare_folder(tmp_path / "sessions" / "slices")
    assert raised.value.path == tmp_path / "sessions" / "slices"


def test_sound_of_the_other_byte_order_is_written_little_endian(store):
    store.append(Piece(0, np.array([1, -2], ">i2"), completes=False))
    assert store.seal(store.finish()).path.read_bytes()[wav.HEADER_BYTES :] == b"\x01\x00\xfe\xff"


def test_a_sealed_slice_is_never_put_in_the_place_of_another(store, slices_folder):
    (slices_folder / "000000.wav").write_bytes(b"somebody's")
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    ended = store.append(piece)
    with pytest.raises(FolderNotWritable):
        store.seal(ended)
    assert (slices_folder / "000000.wav").read_bytes() == b"somebody's"
    assert (slices_folder / "000000.part").exists()
