"""Reading a slice: a canonical WAV (44-byte header, 16 kHz, mono, int16) and nothing else."""

from __future__ import annotations

import hashlib
import struct

from aurity_desktop.domain.audio import SAMPLE_BYTES, SAMPLE_RATE, AudioSlice

HEADER_BYTES = 44
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_PCM = 1
_SIXTEEN_BITS = 16


def header(sample_count: int) -> bytes:
    """The one header that a slice of this length can have."""
    size = sample_count * SAMPLE_BYTES
    return _HEADER.pack(
        b"RIFF",
        HEADER_BYTES - 8 + size,
        b"WAVE",
        b"fmt ",
        16,
        _PCM,
        1,
        SAMPLE_RATE,
        SAMPLE_RATE * SAMPLE_BYTES,
        SAMPLE_BYTES,
        _SIXTEEN_BITS,
        b"data",
        size,
    )


class DamagedSlice(Exception):
    """The file is not the slice that the ledger knows; `str` says how."""


def read_pcm(audio_slice: AudioSlice) -> bytes:
    """The slice's samples as little-endian int16 bytes, checked against header, length and hash. Raises DamagedSlice."""
    try:
        content = audio_slice.path.read_bytes()
    except FileNotFoundError as error:
        raise DamagedSlice("is missing") from error
    except OSError as error:
        raise DamagedSlice(f"cannot be read ({error.strerror})") from error
    pcm = content[HEADER_BYTES:]
    if len(pcm) != audio_slice.sample_count * SAMPLE_BYTES:
        raise DamagedSlice(
            f"holds {len(pcm) / SAMPLE_BYTES:g} samples instead of {audio_slice.sample_count}"
        )
    if content[:HEADER_BYTES] != header(audio_slice.sample_count):
        raise DamagedSlice("has a changed header")
    if hashlib.sha256(pcm).hexdigest() != audio_slice.sha256:
        raise DamagedSlice("has changed sound: its hash does not match")
    return pcm
