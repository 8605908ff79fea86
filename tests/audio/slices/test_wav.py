import wave

import pytest

from aurity_desktop.audio.slices import wav
from aurity_desktop.domain.errors import AudioFileMissing, NotAudio
from tests.audio.sounds import counted, write_wav


def test_the_header_is_the_one_that_the_standard_library_writes(tmp_path):
    path = write_wav(tmp_path / "a.wav", counted(1_234))
    assert path.read_bytes()[:44] == wav.header(1_234)
    assert wav.sample_count(path) == 1_234


def test_other_programs_read_what_we_write(tmp_path):
    path = tmp_path / "ours.wav"
    path.write_bytes(wav.header(10) + counted(10).tobytes())
    with wave.open(str(path)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getnframes()) == (16_000, 1, 10)


@pytest.mark.parametrize("damage", [b"x", b"\x00\x00"])
def test_a_length_that_does_not_fit_is_refused(tmp_path, damage):
    path = tmp_path / "a.wav"
    path.write_bytes(wav.header(10) + counted(10).tobytes() + damage)
    with pytest.raises(NotAudio):
        wav.sample_count(path)


def test_a_missing_file_and_an_empty_one_are_named(tmp_path):
    with pytest.raises(AudioFileMissing):
        wav.sample_count(tmp_path / "no.wav")
    (tmp_path / "empty.wav").touch()
    with pytest.raises(NotAudio):
        wav.sample_count(tmp_path / "empty.wav")


def test_a_recording_longer_than_riff_can_count_is_refused():
    with pytest.raises(ValueError, match="cannot hold"):
        wav.header(wav.MAX_SAMPLES + 1)
