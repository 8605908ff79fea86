import errno
import wave
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from aurity_desktop.audio.slices.session_audio import SessionAudio
from aurity_desktop.audio.slices.slicer import Slicer
from aurity_desktop.domain.audio import SLICE_SAMPLES, SliceInProgress
from aurity_desktop.domain.errors import FolderNotWritable, SliceDamaged, SliceMissing
from aurity_desktop.storage import wav
from tests.audio.conftest import SESSION
from tests.audio.sounds import counted, whole_of

SOUND = counted(2 * SLICE_SAMPLES + 1_234)


@pytest.fixture
def audio(paths):
    return SessionAudio(paths)


@pytest.fixture
def slices(store):
    sealed = []
    for piece in Slicer().cut(SOUND):
        ended = store.append(piece) or (None if piece.completes else store.finish())
        sealed.append(store.seal(ended))
    return sealed


def test_a_slice_reads_back_as_it_was_recorded(audio, slices):
    samples = audio.read(slices[1])
    assert samples.dtype == np.int16
    assert np.array_equal(samples, SOUND[SLICE_SAMPLES : 2 * SLICE_SAMPLES])


def test_one_changed_bit_is_found(audio, slices):
    data = bytearray(slices[0].path.read_bytes())
    data[50_000] ^= 1
    slices[0].path.write_bytes(data)
    with pytest.raises(SliceDamaged) as raised:
        audio.read(slices[0])
    assert raised.value.path == slices[0].path


def test_a_changed_header_and_a_missing_file_are_found(audio, slices):
    data = bytearray(slices[0].path.read_bytes())
    data[24] ^= 1
    slices[0].path.write_bytes(data)
    with pytest.raises(SliceDamaged):
        audio.read(slices[0])
    slices[1].path.unlink()
    with pytest.raises(SliceMissing) as raised:
        audio.read(slices[1])
    assert raised.value.number == 1


def test_the_whole_recording_is_the_slices_one_after_the_other(audio, slices):
    path = audio.concatenate(SESSION, slices)
    assert path == audio.folder(SESSION) / "final.wav"
    with wave.open(str(path)) as file:
        assert file.getnframes() == len(SOUND)
    assert np.array_equal(whole_of(audio, SESSION), SOUND)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_recording_longer_than_riff_can_count_is_joined_and_read_all_the_same(
    audio, slices, monkeypatch
):
    """37 hours are more than 4 GiB; here the limit lies between a slice and the whole."""
    monkeypatch.setattr(wav, "MAX_RIFF_SAMPLES", SLICE_SAMPLES)
    path = audio.concatenate(SESSION, slices)
    assert path.read_bytes()[:4] == b"RF64"
    assert np.array_equal(soundfile.read(str(path), dtype="int16")[0], SOUND)
    assert np.array_equal(whole_of(audio, SESSION), SOUND)
    before = path.stat().st_ino
    assert audio.concatenate(SESSION, slices).stat().st_ino == before


def test_concatenating_again_leaves_the_file_alone_until_there_is_more(audio, slices):
    path = audio.concatenate(SESSION, slices[:2])
    before = path.stat().st_ino
    assert audio.concatenate(SESSION, slices[:2]).stat().st_ino == before
    audio.concatenate(SESSION, slices)
    assert np.array_equal(whole_of(audio, SESSION), SOUND)


def test_a_whole_that_another_program_has_open_is_told_as_that_and_no_full_disk(
    audio, slices, disk
):
    audio.concatenate(SESSION, slices[:2])
    disk.refuse("rename", errno.EACCES)
    with pytest.raises(FolderNotWritable):
        audio.concatenate(SESSION, slices)
    assert len(whole_of(audio, SESSION)) == 2 * SLICE_SAMPLES
    assert audio.is_behind(SESSION, slices)
    assert np.array_equal(audio.sliced_sound(slices)[:], SOUND)
    audio.concatenate(SESSION, slices)
    assert not audio.is_behind(SESSION, slices)
    audio.final(SESSION).rename(audio.final(SESSION).with_name("away.wav"))
    assert audio.is_behind(SESSION, slices)


def test_any_part_of_the_slices_is_read_as_of_one_recording(audio, slices):
    sound = audio.sliced_sound(slices)
    assert len(sound) == len(SOUND)
    edge = SLICE_SAMPLES
    for begin, end in [(0, 1), (edge - 1, edge + 1), (edge, 2 * edge), (5, len(SOUND) + 9), (7, 7)]:
        assert np.array_equal(sound[begin:end], SOUND[begin:end])
    assert len(audio.sliced_sound([])) == 0


def test_a_damaged_whole_is_built_again(audio, slices):
    path = audio.concatenate(SESSION, slices)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    audio.concatenate(SESSION, slices)
    assert np.array_equal(whole_of(audio, SESSION), SOUND)


def test_a_damaged_slice_leaves_no_half_whole_behind(audio, slices):
    slices[1].path.write_bytes(b"RIFF")
    with pytest.raises(SliceDamaged):
        audio.concatenate(SESSION, slices)
    assert sorted(entry.name for entry in audio.folder(SESSION).iterdir()) == ["slices"]


@pytest.mark.parametrize("wrong", ["a hole", "another order", "a clock that jumps"])
def test_slices_that_do_not_follow_each_other_are_refused(audio, slices, wrong):
    given = {
        "a hole": [slices[0], slices[2]],
        "another order": [slices[1], slices[0], slices[2]],
        "a clock that jumps": [slices[0], replace(slices[1], start_sample=1), slices[2]],
    }[wrong]
    with pytest.raises(SliceMissing):
        audio.concatenate(SESSION, given)


def test_a_session_without_a_sound_has_an_empty_whole(audio, slices_folder):
    audio.concatenate(SESSION, [])
    assert len(whole_of(audio, SESSION)) == 0


def test_the_open_slice_can_be_read_while_it_is_written(audio, store):
    pieces = Slicer().cut(SOUND[:20_000])
    for piece in pieces:
        store.append(piece)
    assert np.array_equal(audio.read_open(SliceInProgress(SESSION, 0, 0)), SOUND[:20_000])


def test_of_a_slice_that_is_not_open_there_is_nothing(audio, slices):
    assert audio.read_open(slices[-1].next).size == 0
