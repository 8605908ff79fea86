"""Where the sound of a WAV file lies, whatever its header says of its length."""

import io
import os
import struct

import numpy as np
import pytest

from aurity_desktop.storage.wav_sound import JoinedSound, Run, sound_of

RATE = 16_000
FORMAT = struct.pack("<HHIIHH", 1, 1, RATE, RATE * 2, 2, 16)


def sound(seconds=1.0):
    at = np.arange(int(seconds * RATE))
    return (9_000 * np.sin(at / 7) + 1_000).astype("<i2").tobytes()


def chunk(name, content, size=None):
    length = len(content) if size is None else size
    return name + struct.pack("<I", length) + content


def wav(path, *chunks):
    body = b"WAVE" + chunk(b"fmt ", FORMAT) + b"".join(chunks)
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path


@pytest.fixture
def path(tmp_path):
    return tmp_path / "a.wav"


def test_a_header_that_is_right_is_believed(path):
    found = sound_of(wav(path, chunk(b"LIST", b"INFO"), chunk(b"data", sound())))
    assert found.runs == (Run(56, 32_000),)
    assert (found.stated_bytes, found.there_bytes) == (32_000, 32_000)
    assert not found.longer_than_stated


@pytest.mark.parametrize("stated", [2, 10_000, 31_000 - 31_000 % 2 - 4_000])
def test_a_length_that_is_too_short_is_not_believed(path, stated):
    found = sound_of(wav(path, chunk(b"data", sound(), stated)))
    assert found.there_bytes == 32_000
    assert found.stated_bytes == stated
    assert found.longer_than_stated


@pytest.mark.parametrize(
    "behind",
    [
        chunk(b"LIST", b"INFOISFT" + struct.pack("<I", 4) + b"Lavf"),
        chunk(b"id3 ", bytes(20)) + chunk(b"bext", b"x" * 602),
        chunk(b"LIST", b"odd") + b"\0" + chunk(b"cue ", b"\1" * 8_000),
        chunk(b"LIST", b"odd") + chunk(b"cue ", b"\1" * 8_000),
        b"TAG" + b"x" * 125,
        bytes(100_000),
        b"junk of a few bytes",
    ],
    ids=["list", "two", "padded", "not padded", "id3v1", "zeros", "a little"],
)
def test_what_is_no_sound_behind_it_stays_out(path, behind):
    found = sound_of(wav(path, chunk(b"data", sound()), behind))
    assert found.there_bytes == 32_000
    assert not found.longer_than_stated


def test_several_data_chunks_are_read_in_order(path):
    first, second = sound(1.0), sound(0.5)
    chunks = chunk(b"data", first), chunk(b"LIST", b"note"), chunk(b"data", second)
    found = sound_of(wav(path, *chunks))
    assert found.longer_than_stated
    with JoinedSound(path, found) as joined:
        assert joined.read()[found.header.length :] == first + second


@pytest.mark.parametrize(
    "stated",
    [
        *(0, 0x7FFFFFFF, 0x7FFFF000, 0x80000000, 0xFFFFFFFF),
        *(0xFFFFFFFF - 36, 0xFFFFFFFF - 44, 0x7FFFFFFF - 36, 0xFFFFF000),
    ],
)
def test_lengths_of_programs_that_cannot_know_it_promise_nothing(path, stated):
    found = sound_of(wav(path, chunk(b"data", sound(), stated)))
    assert found.stated_bytes is None
    assert found.there_bytes == 32_000
    assert not found.longer_than_stated


@pytest.mark.parametrize("stated", [32_002, 3_000_000_000, 0x7FFFFFFF - 100_000])
def test_a_length_that_is_too_long_is_a_promise_that_was_not_kept(path, stated):
    found = sound_of(wav(path, chunk(b"data", sound(), stated)))
    assert (found.stated_bytes, found.there_bytes) == (stated, 32_000)


@pytest.mark.parametrize("behind", [b"", chunk(b"LIST", b"note")], ids=["end", "list"])
@pytest.mark.parametrize("wraps", [1, 2])
def test_a_length_that_has_wrapped_is_read_whole(path, wraps, behind):
    """The file is sparse: nobody has 8 GiB to spare for a test."""
    wav(path, chunk(b"data", b"", 1_000))
    os.truncate(path, 44 + wraps * 2**32 + 1_000)
    with path.open("ab") as file:
        file.write(behind)
    found = sound_of(path)
    assert found.runs == (Run(44, wraps * 2**32 + 1_000),)
    assert found.longer_than_stated


def test_other_files_are_none_of_its_business(path):
    path.write_bytes(b"fLaC" + bytes(100))
    assert sound_of(path) is None


def test_the_joined_file_is_sought_like_any_other(path):
    found = sound_of(wav(path, chunk(b"data", sound(), 10_000)))
    whole = path.read_bytes()
    with JoinedSound(path, found) as joined:
        assert joined.readable()
        assert joined.seekable()
        assert joined.seek(0, io.SEEK_END) == len(whole)
        assert joined.read(10) == b""
        for at, count in ((0, 4), (40, 10), (44, 2), (20_000, 100), (len(whole) - 3, 100)):
            joined.seek(at)
            assert joined.tell() == at
            assert joined.read(count) == whole[at : at + count]
            assert joined.seek(-1, io.SEEK_CUR) == min(at + count, len(whole)) - 1
