"""The canonical WAV file: a 44-byte header and then nothing but 16 kHz mono 16-bit little-endian PCM.

After the RIFF specification (Microsoft and IBM, 1991), with `fmt ` and `data` as the only chunks.
"""

from __future__ import annotations

import struct
from pathlib import Path

from aurity_desktop.domain.audio import SAMPLE_BYTES, SAMPLE_RATE
from aurity_desktop.domain.errors import AudioFileMissing, NotAudio

HEADER_BYTES = 44
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_PCM, _MONO = 1, 1

#: RIFF counts its bytes in 32 bits: 37 hours.
MAX_SAMPLES = (2**32 - 1 - HEADER_BYTES) // SAMPLE_BYTES


def header(sample_count: int) -> bytes:
    """The 44 bytes in front of `sample_count` samples. Raises ValueError beyond `MAX_SAMPLES`."""
    if not 0 <= sample_count <= MAX_SAMPLES:
        raise ValueError(f"a WAV file cannot hold {sample_count} samples")
    data_bytes = sample_count * SAMPLE_BYTES
    return _HEADER.pack(
        b"RIFF",
        HEADER_BYTES - 8 + data_bytes,
        b"WAVE",
        b"fmt ",
        16,
        _PCM,
        _MONO,
        SAMPLE_RATE,
        SAMPLE_RATE * SAMPLE_BYTES,
        SAMPLE_BYTES,
        8 * SAMPLE_BYTES,
        b"data",
        data_bytes,
    )


def sample_count(path: Path) -> int:
    """How many samples a canonical file of ours holds; header and size must agree. Raises AudioError."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_BYTES)
            size = file.seek(0, 2)
    except FileNotFoundError as error:
        raise AudioFileMissing(path) from error
    except OSError as error:
        raise NotAudio(path, error.strerror or str(error)) from error
    count, odd = divmod(size - HEADER_BYTES, SAMPLE_BYTES)
    if odd or count < 0 or head != header(count):
        raise NotAudio(path, "its header does not fit its contents")
    return count
