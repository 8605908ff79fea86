"""Kinds that nothing here can write: streams of valid frames with chance in them, made by hand."""

import struct
from contextlib import closing

import numpy as np
import pytest

from aurity_desktop.audio.capture.decoding import AudioFile

#: Bytes of a frame of 20 ms behind its first, by mode (3GPP TS 26.201).
AMR_WB = (17, 23, 32, 36, 40, 46, 50, 58, 60)
SOMETHING, NOTHING = bytes([9 << 3 | 4]) + bytes(5), bytes([15 << 3 | 4])


@pytest.fixture
def chance():
    return np.random.default_rng(5)


def read(path):
    """Seconds, the loudest sample, and what was noted; a damaged file raises."""
    with closing(AudioFile(path)) as file:
        sound = np.concatenate(list(file.blocks()))
        return len(sound) / 16_000, np.abs(sound.astype(int)).max(), dict(file.notes)


def amr_wb(chance, mode=8, count=150):
    return [bytes([mode << 3 | 4]) + chance.bytes(AMR_WB[mode]) for _ in range(count)]


def awb(folder, frames):
    path = folder / "a.awb"
    path.write_bytes(b"#!AMR-WB\n" + b"".join(frames))
    return path


@pytest.mark.parametrize("mode", range(9))
def test_amr_wb_is_read_at_every_rate_that_phones_speak(tmp_path, chance, mode):
    seconds, loudest, notes = read(awb(tmp_path, amr_wb(chance, mode)))
    assert seconds == pytest.approx(3.0, abs=0.02)
    assert loudest > 100
    assert not notes


def test_amr_wb_keeps_its_time_where_the_phone_sent_nothing(tmp_path, chance):
    frames = [*amr_wb(chance, count=50), SOMETHING, *[NOTHING] * 99, *amr_wb(chance, count=50)]
    seconds, _, notes = read(awb(tmp_path, frames))
    assert seconds == pytest.approx(4.0, abs=0.02)
    assert not notes


@pytest.mark.parametrize("tail", [bytes(100_000), b"TAG" + bytes(125)], ids=["zeros", "tag"])
def test_what_stands_behind_amr_wb_is_no_sound(tmp_path, chance, tail):
    seconds, _, _ = read(awb(tmp_path, [*amr_wb(chance), tail]))
    assert seconds == pytest.approx(3.0, abs=0.02)


@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize(("codec", "seconds"), [(0, 11.8), (2, 50.0)], ids=["SP", "LP"])
def test_a_dss_dictation_is_read(tmp_path, chance, version, codec, seconds):
    head = bytearray(512 * version)
    head[:4] = bytes([version]) + b"dss"
    for at in (0x26, 0x32):  # when it began and ended
        head[at : at + 12] = b"261130060000"
    head[0x2A4] = codec
    blocks = [bytes([0, 3, 13, 0, 0, 0]) + chance.bytes(506) for _ in range(40)]
    path = tmp_path / "a.dss"
    path.write_bytes(bytes(head) + b"".join(blocks))
    read_seconds, loudest, notes = read(path)
    assert read_seconds == pytest.approx(seconds, rel=0.05)
    assert loudest > 100
    assert not notes


def test_a_qcp_of_a_phone_is_read(tmp_path, chance):
    """Qualcomm's container with QCELP at its full rate (RFC 3625)."""
    form = b"\1\0" + bytes.fromhex("416d7f5e15b1d011ba9100805fb4b97e") + struct.pack("<H", 2)
    form += b"Qcelp 13K".ljust(80, b"\0") + struct.pack("<HHHHH", 13_000, 35, 160, 8_000, 16)
    form += struct.pack("<I", 5) + bytes([34, 4, 16, 3, 7, 2, 3, 1, 1, 0]) + bytes(26)
    frames = b"".join(b"\4" + chance.bytes(34) for _ in range(150))
    chunks = b"QLCM" + b"".join(
        name + struct.pack("<I", len(content)) + content
        for name, content in (
            (b"fmt ", form),
            (b"vrat", struct.pack("<II", 1, 150)),
            (b"data", frames),
        )
    )
    path = tmp_path / "a.qcp"
    path.write_bytes(b"RIFF" + struct.pack("<I", len(chunks)) + chunks)
    seconds, loudest, notes = read(path)
    assert seconds == pytest.approx(3.0, abs=0.02)
    assert loudest > 100
    assert not notes
