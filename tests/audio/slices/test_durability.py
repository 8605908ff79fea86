"""What a power cut leaves of a recording, on a disk that records what is forced to it."""

import threading

import pytest

from aurity_desktop.audio.capture.disk_writer import DiskWriter
from aurity_desktop.audio.capture.source import Sound
from aurity_desktop.audio.slices.recovery import recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.audio.slices.slice_store import SliceStore, prepare_folder
from aurity_desktop.audio.slices.slicer import Piece, Slicer
from aurity_desktop.domain.audio import SLICE_SAMPLES
from aurity_desktop.encrypted.frames import encrypted_name
from aurity_desktop.storage import wav
from tests.audio.conftest import SESSION
from tests.audio.sounds import counted
from tests.fakes.keys import OneKey

SOUND = counted(SLICE_SAMPLES)


def sealed_slices(store, sound):
    ended = [store.append(piece) for piece in Slicer().cut(sound)]
    return [store.seal(each) for each in ended]


def test_a_session_has_its_folders_before_its_first_sample(paths, disk):
    slices = paths.session(SESSION) / "slices"
    prepare_folder(slices)
    assert disk.has_name(slices)
    assert disk.has_name(slices.parent)


def test_a_sealed_slice_survives_a_power_cut(store, disk):
    (piece,) = Slicer().cut(SOUND)
    sealed = store.seal(store.append(piece))
    assert disk.after_power_cut(sealed.path) == wav.header(SLICE_SAMPLES) + SOUND.tobytes()


def test_a_sealed_encrypted_slice_survives_a_power_cut(slices_folder, reserve, disk):
    store = SliceStore(SESSION, slices_folder, reserve, cipher=OneKey().own)
    (piece,) = Slicer().cut(SOUND)
    sealed = store.seal(store.append(piece))
    path = encrypted_name(sealed.path)
    assert disk.after_power_cut(path) == path.read_bytes()


def test_a_slice_is_forced_before_it_has_its_name_and_the_name_last(store, disk):
    (piece,) = Slicer().cut(SOUND)
    ended = store.append(piece)
    disk.steps.clear()
    store.seal(ended)
    seal = [step for step in disk.steps if step != "write"]
    assert seal == ["fsync", "rename 000000.part 000000.wav", "fsync folder slices"]


def test_the_open_slice_survives_as_far_as_it_was_forced(store, slices_folder, disk):
    part = slices_folder / "000000.part"
    store.append(Piece(0, SOUND[:4_000], completes=False))
    assert disk.after_power_cut(part) is None
    store.open_slice.sync()
    store.append(Piece(0, SOUND[4_000:9_000], completes=False))
    assert disk.after_power_cut(part)[wav.HEADER_BYTES :] == SOUND[:4_000].tobytes()
    store.open_slice.sync()
    assert disk.after_power_cut(part)[wav.HEADER_BYTES :] == SOUND[:9_000].tobytes()


def test_the_disk_writer_forces_the_open_slice_when_it_is_asked(
    store, reserve, ledger, slices_folder, disk
):
    writer = DiskWriter(lambda: ledger, store, reserve, report=lambda _: None)
    store.append(Piece(0, SOUND[:4_000], completes=False))
    writer.start()
    writer.sync(store.open_slice)
    writer.close()
    part = slices_folder / "000000.part"
    assert disk.after_power_cut(part)[wav.HEADER_BYTES :] == SOUND[:4_000].tobytes()


def test_a_power_cut_costs_a_recording_no_more_than_a_second(desk, slices_folder, disk):
    """A quarter of a second at a time: what was heard a second ago is always there."""
    part, quarter = slices_folder / "000000.part", 4_000
    for number in range(10):
        desk.hears(Sound(SOUND[number * quarter : (number + 1) * quarter]), after=0.25)
        forced = threading.Event()
        desk.recording._disk_writer.record(lambda _ledger, forced=forced: forced.set())
        assert forced.wait(10)
        left = disk.after_power_cut(part) or b""
        a_second_ago = max(0, number + 1 - 4) * quarter
        assert left[wav.HEADER_BYTES :][: 2 * a_second_ago] == SOUND[:a_second_ago].tobytes()
    desk.ends()


def test_what_recovery_seals_survives_the_next_power_cut(store, slices_folder, ledger, disk):
    store.append(Piece(0, SOUND[:9_000], completes=False))
    recover_session(SESSION, slices_folder, ledger)
    left = disk.after_power_cut(slices_folder / "000000.wav")
    assert left == wav.header(9_000) + SOUND[:9_000].tobytes()


def test_what_recovery_seals_encrypted_survives_the_next_power_cut(
    slices_folder, reserve, ledger, disk
):
    keys = OneKey()
    store = SliceStore(SESSION, slices_folder, reserve, cipher=keys.own)
    store.append(Piece(0, SOUND[:4_000], completes=False))
    recover_session(SESSION, slices_folder, ledger, keys)
    path = slices_folder / "000000.wav.aure"
    assert disk.after_power_cut(path) == path.read_bytes()


@pytest.mark.parametrize("keys", [None, OneKey()], ids=["plain", "encrypted"])
def test_the_joined_recording_survives_a_power_cut(paths, slices_folder, reserve, keys, disk):
    store = SliceStore(SESSION, slices_folder, reserve, cipher=keys and keys.own)
    slices = sealed_slices(store, counted(2 * SLICE_SAMPLES))
    audio = SessionAudio(paths, keys) if keys else SessionAudio(paths)
    final = audio.concatenate(SESSION, slices)
    assert disk.after_power_cut(final) == final.read_bytes()
