import os

import numpy as np
import pytest

from aurity_desktop.audio.slices.recorder_lock import RecorderLock, is_being_recorded
from aurity_desktop.audio.slices.recovery import gap_since, recover_orphan, recover_session
from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.audio.slices.slicer import Piece, Slicer
from aurity_desktop.domain.audio import SLICE_SAMPLES, Span, SpanKind
from aurity_desktop.domain.errors import SessionBusy, SliceDamaged, SliceMissing
from aurity_desktop.domain.events import Event
from tests.audio.conftest import SESSION
from tests.audio.sounds import counted


def whole(ledger, paths):
    audio = SessionAudio(paths)
    return np.concatenate([audio.read(each) for each in ledger.sound.slices(SESSION)])


def test_a_session_that_ended_well_needs_nothing(store, slices_folder, ledger):
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    ledger.sound.record_slice(store.seal(store.append(piece)))
    before = len(ledger.audit.rows(SESSION))
    found = recover_session(SESSION, slices_folder, ledger)
    assert not found.anything
    assert (found.slices, found.sample_count) == (1, SLICE_SAMPLES)
    assert len(ledger.audit.rows(SESSION)) == before


def test_an_open_slice_becomes_a_sealed_one_with_all_that_is_in_it(
    store, slices_folder, ledger, paths
):
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    ledger.sound.record_slice(store.seal(store.append(piece)))
    store.append(Piece(1, counted(777, start=SLICE_SAMPLES), completes=False))
    found = recover_session(SESSION, slices_folder, ledger)
    assert (found.salvaged, found.adopted) == ((1,), ())
    assert found.sample_count == SLICE_SAMPLES + 777
    assert np.array_equal(whole(ledger, paths), counted(SLICE_SAMPLES + 777))
    assert ledger.audit.rows(SESSION)[-1].operation is Event.SESSION_RECOVERED


def test_a_sample_that_was_cut_in_half_is_dropped(store, slices_folder, ledger):
    store.append(Piece(0, counted(100), completes=False))
    with (slices_folder / "000000.part").open("ab") as file:
        file.write(b"\x07")
    assert recover_session(SESSION, slices_folder, ledger).sample_count == 100


def test_a_sealed_slice_without_a_row_gets_one(store, slices_folder, ledger):
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    sealed = store.seal(store.append(piece))
    found = recover_session(SESSION, slices_folder, ledger)
    assert (found.salvaged, found.adopted) == ((), (0,))
    assert ledger.sound.slices(SESSION)[0].sha256 == sealed.sha256
    assert Event.CHUNK_ADOPTED in [row.operation for row in ledger.audit.rows(SESSION)]


@pytest.mark.parametrize("left", [b"", b"RIFF", None])
def test_an_open_slice_without_a_sample_leaves_nothing(store, slices_folder, ledger, left):
    store.append(Piece(0, counted(1), completes=False))
    part = slices_folder / "000000.part"
    part.write_bytes(part.read_bytes()[:44] if left is None else left)
    assert not recover_session(SESSION, slices_folder, ledger).anything
    assert list(slices_folder.iterdir()) == []


def test_zeros_that_stand_for_bytes_that_never_reached_the_disk_are_no_sound(
    store, slices_folder, ledger, paths
):
    store.append(Piece(0, counted(10_000), completes=False))
    with (slices_folder / "000000.part").open("ab") as file:
        file.write(bytes(300))  # all of it in the file's last block
    recover_session(SESSION, slices_folder, ledger)
    assert np.array_equal(whole(ledger, paths), counted(10_000))


def test_silence_that_was_recorded_is_kept(store, slices_folder, ledger, paths):
    store.append(Piece(0, np.zeros(20_000, np.int16), completes=False))
    store.append(Piece(0, counted(10), completes=False))
    assert recover_session(SESSION, slices_folder, ledger).sample_count == 20_010


def test_what_a_power_cut_took_between_two_open_slices_is_a_gap(
    store, slices_folder, ledger, paths
):
    for number in range(4):
        store.append(Piece(number, counted(SLICE_SAMPLES, number * SLICE_SAMPLES), completes=True))
    os.truncate(slices_folder / "000001.part", 44 + 2 * 40_000)
    os.truncate(slices_folder / "000002.part", 0)
    found = recover_session(SESSION, slices_folder, ledger)
    assert found.salvaged == (0, 1, 2)
    assert found.sample_count == 2 * SLICE_SAMPLES + 40_000
    sound = whole(ledger, paths)
    end = SLICE_SAMPLES + 40_000
    assert np.array_equal(sound[:end], counted(end))
    assert np.array_equal(sound[end:], counted(SLICE_SAMPLES, 3 * SLICE_SAMPLES))
    assert ledger.sound.spans(SESSION) == [
        Span(SpanKind.GAP, end, (8_000 + SLICE_SAMPLES) / 16_000, "power_cut")
    ]


def test_a_part_beside_a_sealed_slice_of_its_number_is_kept_and_never_deleted(
    store, slices_folder, ledger, disk
):
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    ledger.sound.record_slice(store.seal(store.append(piece)))
    kept = ["000000.part.kept", "000000.2.part.kept"]
    for name, content in zip(kept, [b"RIFF and some sound", b"and some more"], strict=True):
        (slices_folder / "000000.part").write_bytes(content)
        assert not recover_session(SESSION, slices_folder, ledger).anything
        assert (slices_folder / name).read_bytes() == content
        assert disk.has_name(slices_folder / name)
    assert (slices_folder / kept[0]).read_bytes() == b"RIFF and some sound"
    assert not (slices_folder / "000000.part").exists()


def test_recovering_twice_changes_nothing_more(store, slices_folder, ledger):
    store.append(Piece(0, counted(50), completes=False))
    first = recover_session(SESSION, slices_folder, ledger)
    again = recover_session(SESSION, slices_folder, ledger)
    assert first.anything
    assert not again.anything
    assert again.sample_count == 50


def test_a_hole_between_slices_is_named_and_nothing_is_renumbered(store, slices_folder, ledger):
    for piece in Slicer().cut(counted(3 * SLICE_SAMPLES)):
        store.seal(store.append(piece))
    (slices_folder / "000001.wav").unlink()
    with pytest.raises(SliceMissing) as raised:
        recover_session(SESSION, slices_folder, ledger)
    assert raised.value.number == 1
    assert (slices_folder / "000002.wav").exists()


@pytest.mark.parametrize("with_rows", [False, True])
def test_a_slice_whose_seal_the_disk_refused_is_sealed_in_its_place(
    store, slices_folder, ledger, paths, with_rows
):
    sound = counted(3 * SLICE_SAMPLES)
    sound[2 * SLICE_SAMPLES - 100 : 2 * SLICE_SAMPLES] = 0  # silence that was recorded
    first, _, last = [store.append(piece) for piece in Slicer().cut(sound)]
    for ended in (first, last):
        sealed = store.seal(ended)
        if with_rows:
            ledger.sound.record_slice(sealed)
    found = recover_session(SESSION, slices_folder, ledger)
    assert found.salvaged == (1,)
    assert (found.slices, found.sample_count) == (3, 3 * SLICE_SAMPLES)
    assert np.array_equal(whole(ledger, paths), sound)
    assert not recover_session(SESSION, slices_folder, ledger).anything


def test_a_sealed_file_that_is_not_whole_is_not_taken_for_sound(store, slices_folder, ledger):
    (piece,) = Slicer().cut(counted(SLICE_SAMPLES))
    sealed = store.seal(store.append(piece))
    sealed.path.write_bytes(sealed.path.read_bytes()[:-2])
    with pytest.raises(SliceDamaged):
        recover_session(SESSION, slices_folder, ledger)
    assert sealed.path.exists()


def test_the_time_since_the_last_sound_is_a_gap_that_is_counted_once(store, slices_folder, ledger):
    store.append(Piece(0, counted(50), completes=False))
    os.utime(slices_folder / "000000.part", (1_000.0, 1_000.0))
    found = recover_session(SESSION, slices_folder, ledger)
    gap = gap_since(found, ledger.sound.spans(SESSION), now=1_010.0)
    assert gap == Span(SpanKind.GAP, 50, 10.0, "recorder_gone")
    ledger.sound.record_span(SESSION, gap)
    again = recover_session(SESSION, slices_folder, ledger)
    assert gap_since(again, ledger.sound.spans(SESSION), now=1_012.0).seconds == 2.0
    assert gap_since(again, ledger.sound.spans(SESSION), now=1_009.0) is None


def test_before_the_first_slice_there_is_nothing_to_miss(slices_folder, ledger):
    found = recover_session(SESSION, slices_folder, ledger)
    assert gap_since(found, (), now=1_000.0) is None


def test_nothing_is_recovered_while_a_recorder_writes_the_session(store, slices_folder, ledger):
    store.append(Piece(0, counted(50), completes=False))
    lock = RecorderLock(SESSION, slices_folder.parent)
    with pytest.raises(SessionBusy):
        recover_orphan(SESSION, slices_folder.parent, ledger)
    assert (slices_folder / "000000.part").exists()
    lock.release()
    assert recover_orphan(SESSION, slices_folder.parent, ledger).salvaged == (0,)
    assert not is_being_recorded(slices_folder.parent)


def test_a_session_without_a_folder_has_nothing_to_recover(paths, ledger):
    assert not recover_orphan(SESSION, paths.session(SESSION), ledger).anything


def test_whether_a_recorder_lives_is_told_by_its_lock(slices_folder):
    folder = slices_folder.parent
    assert not is_being_recorded(folder)
    lock = RecorderLock(SESSION, folder)
    assert is_being_recorded(folder)
    with pytest.raises(SessionBusy):
        RecorderLock(SESSION, folder)
    lock.release()
    assert not is_being_recorded(folder)
    RecorderLock(SESSION, folder).release()
