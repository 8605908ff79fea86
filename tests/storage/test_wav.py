import io
import os
import wave

import numpy as np
import pytest
import soundfile

from aurity_desktop.domain.errors import AudioFileMissing, DiskFull, NotAudio
from aurity_desktop.storage import wav
from aurity_desktop.storage.wav_sound import sound_of
from tests.audio.sounds import counted, write_wav

#: Two hours more than RIFF can count.
LONG = 39 * 3_600 * 16_000


@pytest.fixture
def long_file(tmp_path):
    """39 hours of sound as a hole in the disk, with a sample at either end."""
    path = tmp_path / "long.wav"
    head = wav.header(LONG)
    with path.open("wb") as file:
        file.write(head + b"\x01\x02")
        file.truncate(len(head) + 2 * LONG - 2)
        file.seek(0, io.SEEK_END)
        file.write(b"\x03\x04")
    return path


def test_the_header_is_the_one_that_the_standard_library_writes(tmp_path):
    path = write_wav(tmp_path / "a.wav", counted(1_234))
    assert path.read_bytes()[:44] == wav.header(1_234)
    assert wav.layout(path) == wav.Layout(44, 1_234)


def test_other_programs_read_what_we_write(tmp_path):
    path = tmp_path / "ours.wav"
    wav.write_wav(path, 10, [counted(4).tobytes(), counted(6, start=4).tobytes()])
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (16_000, 1, 10)
        assert file.readframes(10) == counted(10).tobytes()


def test_a_written_file_survives_a_power_cut(tmp_path, disk):
    path = tmp_path / "ours.wav"
    wav.write_wav(path, 10, [counted(10).tobytes()])
    assert disk.after_power_cut(path) == wav.header(10) + counted(10).tobytes()


def test_a_recording_without_a_sample_is_a_file_of_its_own(tmp_path):
    wav.write_wav(tmp_path / "none.wav", 0, [])
    assert wav.layout(tmp_path / "none.wav") == wav.Layout(44, 0)


@pytest.mark.parametrize("damage", [b"x", b"\x00\x00"])
def test_a_length_that_does_not_fit_is_refused(tmp_path, damage):
    path = tmp_path / "a.wav"
    path.write_bytes(wav.header(10) + counted(10).tobytes() + damage)
    with pytest.raises(NotAudio):
        wav.layout(path)


@pytest.mark.parametrize("place", range(wav.HEADER_BYTES))
def test_a_changed_byte_in_the_header_is_refused(tmp_path, place):
    content = bytearray(wav.header(10) + counted(10).tobytes())
    content[place] ^= 1
    (tmp_path / "a.wav").write_bytes(content)
    with pytest.raises(NotAudio):
        wav.layout(tmp_path / "a.wav")
    assert wav.slice_pcm(bytes(content)) is None


def test_the_sound_of_a_slice_is_what_is_behind_a_header_that_fits():
    content = wav.header(10) + counted(10).tobytes()
    assert wav.slice_pcm(content) == counted(10).tobytes()
    for wrong in (content + b"x", content + b"xx", content[:-1], content[:30], b""):
        assert wav.slice_pcm(wrong) is None


def test_a_missing_file_and_an_empty_one_are_named(tmp_path):
    with pytest.raises(AudioFileMissing):
        wav.layout(tmp_path / "no.wav")
    (tmp_path / "empty.wav").touch()
    with pytest.raises(NotAudio):
        wav.layout(tmp_path / "empty.wav")


def test_the_last_length_that_riff_can_count_is_riff_and_the_next_is_rf64():
    assert wav.header(wav.MAX_RIFF_SAMPLES)[:4] == b"RIFF"
    assert wav.header(wav.MAX_RIFF_SAMPLES + 1)[:4] == b"RF64"
    with pytest.raises(ValueError, match="cannot hold"):
        wav.header(-1)


def test_the_rf64_header_is_the_one_that_libsndfile_writes_after_the_sound(tmp_path, monkeypatch):
    monkeypatch.setattr(wav, "MAX_RIFF_SAMPLES", 99)
    path = tmp_path / "theirs.wav"
    soundfile.write(str(path), counted(100), 16_000, "PCM_16", format="RF64")
    assert path.read_bytes() == wav.header(100) + counted(100).tobytes()


def test_39_hours_are_rf64_that_another_program_reads_to_the_last_sample(long_file):
    with soundfile.SoundFile(str(long_file)) as file:
        assert (file.format, file.subtype) == ("RF64", "PCM_16")
        assert (file.samplerate, file.channels, file.frames) == (16_000, 1, LONG)
        assert file.read(2, dtype="int16").tolist() == [0x0201, 0]
        file.seek(LONG - 2)
        assert file.read(dtype="int16").tolist() == [0, 0x0403]


def test_39_hours_are_read_back_by_us(long_file):
    layout = wav.layout(long_file)
    assert layout == wav.Layout(len(wav.header(LONG)), LONG)
    sound = np.memmap(long_file, "<i2", "r", offset=layout.offset, shape=(LONG,))
    assert [sound[0], sound[1], sound[-2], sound[-1]] == [0x0201, 0, 0, 0x0403]
    assert sound_of(long_file).stated_bytes == 39 * 3_600 * 32_000


def test_what_is_written_and_longer_than_riff_can_count_is_rf64(tmp_path, monkeypatch):
    monkeypatch.setattr(wav, "MAX_RIFF_SAMPLES", 99)
    path = tmp_path / "long.wav"
    wav.write_wav(path, 100, [counted(100).tobytes()])
    assert soundfile.info(str(path)).format == "RF64"
    assert np.array_equal(soundfile.read(str(path), dtype="int16")[0], counted(100))
    layout = wav.layout(path)
    assert layout.sample_count == 100
    assert path.read_bytes()[layout.offset :] == counted(100).tobytes()


def test_a_long_file_that_broke_off_is_refused(long_file):
    os.truncate(long_file, long_file.stat().st_size - 2)
    with pytest.raises(NotAudio):
        wav.layout(long_file)
    assert sound_of(long_file).stated_bytes == 39 * 3_600 * 32_000


def test_an_rf64_file_of_another_kind_of_sound_is_not_ours(tmp_path):
    path = tmp_path / "stereo.wav"
    soundfile.write(str(path), np.zeros((10, 2), np.int16), 16_000, "PCM_16", format="RF64")
    with pytest.raises(NotAudio):
        wav.layout(path)


def test_a_full_disk_leaves_the_old_file(tmp_path, disk):
    path = tmp_path / "final.wav"
    wav.write_wav(path, 1, [b"\x01\x00"])
    disk.refuse("force", 28)
    with pytest.raises(DiskFull):
        wav.write_wav(path, 2, [b"\x01\x00\x02\x00"])
    assert wav.layout(path).sample_count == 1


def test_a_sparse_file_of_empty_chunks_is_not_walked_to_its_end(tmp_path):
    path = tmp_path / "sparse.wav"
    with path.open("wb") as file:
        file.write(b"RIFF\xff\xff\xff\xffWAVE")
        file.truncate(1 << 40)
    with path.open("rb") as file:
        assert wav.chunks_before_sound(file) is None
        assert file.tell() < 1 << 20


def test_a_chunk_that_claims_four_gigabytes_ends_the_file(tmp_path):
    path = tmp_path / "huge.wav"
    path.write_bytes(b"RIFF\0\0\0\0WAVEjunk\xff\xff\xff\xff" + bytes(1_000))
    with path.open("rb") as file:
        assert wav.chunks_before_sound(file) is None
