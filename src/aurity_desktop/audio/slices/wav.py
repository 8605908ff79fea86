"""The canonical WAV file: a 44-byte header and then nothing but 16 kHz mono 16-bit little-endian
PCM.

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

_RIFF = struct.Struct("<4sI4s")
_CHUNK = struct.Struct("<4sI")
#: What programs write that cannot know the length yet.
_LEFT_OPEN = frozenset({0, 0xFFFFFFFF, 0x7FFFFFFF})

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
    """How many samples a canonical file of ours holds; header and size must agree.

    Raises AudioError.
    """
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


def promised_seconds(path: Path) -> float | None:
    """How long any WAV file says it is, whatever its format; None for other files and for lengths
    left open.

    Decoders silently go by the size of the file, so that a copy that broke off looks whole to them.
    """
    with path.open("rb") as file:
        if _RIFF.unpack(file.read(_RIFF.size).ljust(_RIFF.size, b"\0"))[::2] != (b"RIFF", b"WAVE"):
            return None
        byte_rate = 0
        while len(head := file.read(_CHUNK.size)) == _CHUNK.size:
            name, size = _CHUNK.unpack(head)
            if name == b"fmt ":
                byte_rate = int.from_bytes(file.read(size)[8:12], "little")
            elif name == b"data":
                return size / byte_rate if byte_rate and size not in _LEFT_OPEN else None
            else:
                file.seek(size, 1)
            file.seek(size % 2, 1)
    return None
