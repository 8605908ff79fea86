"""A recording whose folder has keys: the same samples, none of them readable on the disk."""

import errno
import os

import numpy as np
import pytest

from aurity_desktop.audio.slices.left_part import left_part
from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio, recorded_sound
from aurity_desktop.audio.slices.slice_store import (
    SliceStore,
    open_numbers,
    prepare_folder,
    sealed_numbers,
)
from aurity_desktop.audio.slices.slicer import Piece
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.domain.errors import DiskFull, KeyDamaged, NotAudio, SliceDamaged
from aurity_desktop.domain.keys import PLAIN
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.storage import wav
from aurity_desktop.storage.reserve import Reserve
from tests.audio.sounds import whole_of
from tests.corpus.examples import STARTED
from tests.fakes.keys import OneKey
from tests.fakes.ledger import MemoryLedger

SESSION = "session_20260101_090000"


@pytest.fixture
def keys():
    return OneKey(SESSION)


@pytest.fixture
def slices(paths):
    folder = paths.session(SESSION) / "slices"
    prepare_folder(folder)
    return folder


@pytest.fixture
def store(paths, slices, keys):
    return SliceStore(SESSION, slices, Reserve(paths.data / "reserve.bin"), cipher=keys.own)


@pytest.fixture
def ledger():
    ledger = MemoryLedger()
    ledger.sessions.create(SessionPlan(SESSION, STARTED, "microphone"))
    return ledger


def sound(count, seed=1):
    return np.random.default_rng(seed).integers(-3000, 3000, count, dtype=np.int16)


def record(store, number, samples, *, whole=True):
    """In pieces, as a recorder hears it."""
    for at in range(0, len(samples), 4_000):
        part = samples[at : at + 4_000]
        ended = store.append(Piece(number, part, completes=whole and at + 4_000 >= len(samples)))
    return ended


def test_a_sealed_slice_is_read_with_its_key_and_with_no_other(store, slices, paths, keys):
    samples = sound(SLICE_SAMPLES)
    sealed = store.seal(record(store, 0, samples))
    assert sealed.path.name == "000000.wav"
    assert [path.name for path in slices.iterdir()] == ["000000.wav.aure"]
    assert samples.tobytes()[:32] not in (slices / "000000.wav.aure").read_bytes()
    assert (SessionAudio(paths, keys).read(sealed) == samples).all()
    with pytest.raises(SliceDamaged):
        SessionAudio(paths, PLAIN).read(sealed)


def test_a_changed_bit_anywhere_in_a_slice_is_found(store, slices, paths, keys):
    sealed = store.seal(record(store, 0, sound(SLICE_SAMPLES)))
    path = slices / "000000.wav.aure"
    content = path.read_bytes()
    for place in range(0, len(content), len(content) // 50):
        changed = bytearray(content)
        changed[place] ^= 4
        path.write_bytes(changed)
        with pytest.raises(SliceDamaged):
            SessionAudio(paths, keys).read(sealed)


def test_a_killed_recorder_loses_what_was_torn_and_nothing_else(store, slices, paths, keys, ledger):
    samples = sound(20_000)
    record(store, 0, samples, whole=False)
    part = slices / "000000.part.aure"
    assert open_numbers(slices) == [0]
    with part.open("r+b") as file:  # the last frame was being written
        file.truncate(part.stat().st_size - 100)
    found = recover_session(SESSION, slices, ledger, keys)
    assert found.salvaged == (0,)
    assert found.sample_count == 16_000
    (row,) = ledger.sound.slices(SESSION)
    assert (SessionAudio(paths, keys).read(row) == samples[:16_000]).all()
    assert sealed_numbers(slices) == [0]
    assert not recover_session(SESSION, slices, ledger, keys).anything


def test_an_open_slice_that_takes_another_number_is_salvaged_once(
    store, slices, paths, keys, ledger
):
    """A power cut may take one open slice whole and leave the next."""
    samples = sound(8_000)
    record(store, 3, samples, whole=False)
    left = (slices / "000003.part.aure").read_bytes()
    found = recover_session(SESSION, slices, ledger, keys)
    assert found.salvaged == (0,)
    (slices / "000003.part.aure").write_bytes(left)  # killed before it could be removed
    assert not recover_session(SESSION, slices, ledger, keys).anything
    assert open_numbers(slices) == []
    (row,) = ledger.sound.slices(SESSION)
    assert (SessionAudio(paths, keys).read(row) == samples).all()


@pytest.mark.parametrize("number", [0, 3])
def test_a_salvaged_slice_keeps_the_time_of_its_last_sound(store, slices, keys, ledger, number):
    record(store, number, sound(8_000), whole=False)
    os.utime(slices / f"{number:06}.part.aure", (1_000.0, 1_000.0))
    assert recover_session(SESSION, slices, ledger, keys).heard_until == 1_000.0


def test_a_frame_that_the_disk_took_only_half_is_written_again(store, slices, paths, keys, disk):
    """The disk is full in the middle of the third frame, until the reserve is given up."""
    reserve = Reserve(paths.data / "reserve.bin", size=4096)
    reserve.claim()
    store = SliceStore(SESSION, slices, reserve, cipher=keys.own)
    samples, real = sound(SLICE_SAMPLES), disk.write
    calls = iter(range(100))

    def write(descriptor, data):
        match next(calls):
            case 3:
                return real(descriptor, data[:1_000])
            case 4:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            case _:
                return real(descriptor, data)

    disk.write = write
    sealed = store.seal(record(store, 0, samples))
    assert not reserve.release()
    assert (SessionAudio(paths, keys).read(sealed) == samples).all()


def test_a_frame_that_the_disk_took_only_half_leaves_nothing_behind_the_whole_ones(
    store, slices, paths, keys, disk
):
    samples, real = sound(12_000), disk.write
    record(store, 0, samples[:8_000], whole=False)

    def write(descriptor, data):
        disk.write = refuse
        return real(descriptor, data[:1_000])

    def refuse(_descriptor, _data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    disk.write = write
    with pytest.raises(DiskFull):
        store.append(Piece(0, samples[8_000:], completes=False))
    disk.write = real
    sealed = store.seal(store.finish())
    assert (SessionAudio(paths, keys).read(sealed) == samples[:8_000]).all()


def test_sound_that_does_not_open_stays_beside(store, slices, keys, ledger):
    record(store, 0, sound(40_000), whole=False)
    part = slices / "000000.part.aure"
    content = bytearray(part.read_bytes())
    content[9_000] ^= 1
    part.write_bytes(content)
    recover_session(SESSION, slices, ledger, keys)
    assert (slices / "000000.part.aure.kept").read_bytes() == bytes(content)
    assert sealed_numbers(slices) == [0]


def test_an_open_slice_without_its_key_is_left_alone(store, slices, ledger):
    record(store, 0, sound(8_000), whole=False)
    with pytest.raises(KeyDamaged):
        left_part(slices, 0, SESSION, PLAIN)
    assert open_numbers(slices) == [0]


def test_the_whole_recording_is_joined_encrypted_and_read_anywhere(store, slices, paths, keys):
    parts = [sound(SLICE_SAMPLES, 1), sound(SLICE_SAMPLES, 2), sound(5_000, 3)]
    sealed = [store.seal(record(store, number, part)) for number, part in enumerate(parts)]
    audio, whole = SessionAudio(paths, keys), np.concatenate(parts)
    path = audio.concatenate(SESSION, sealed)
    assert path.name == "final.wav.aure"
    assert (whole_of(audio, SESSION) == whole).all()
    before = path.stat().st_mtime_ns
    audio.concatenate(SESSION, sealed)
    assert path.stat().st_mtime_ns == before
    with recorded_sound(path, keys) as played:
        assert len(played) == len(whole)
        assert (played[50_000:60_000] == whole[50_000:60_000]).all()
        assert (played[len(whole) - 10 : len(whole) + 10] == whole[-10:]).all()
    with pytest.raises(NotAudio), recorded_sound(path, PLAIN):
        pass


@pytest.mark.parametrize("name", ["000000.wav", "000000.part"])
def test_recovery_takes_no_plain_sound_into_an_encrypted_session(slices, ledger, keys, name):
    (slices / name).write_bytes(wav.header(800) + sound(800).tobytes())
    assert recover_session(SESSION, slices, ledger, keys).slices == 0
    assert ledger.sound.slices(SESSION) == []
    assert recover_session(SESSION, slices, ledger, PLAIN).slices == 1  # as of a plain session


def test_a_plain_slice_of_its_number_does_not_push_an_encrypted_open_one_aside(
    paths, store, slices, ledger, keys
):
    record(store, 0, sound(800), whole=False)
    (slices / "000000.wav").write_bytes(wav.header(800) + bytes(1600))
    recover_session(SESSION, slices, ledger, keys)
    (found,) = ledger.sound.slices(SESSION)
    assert (SessionAudio(paths, keys).read(found) == sound(800)).all()
