"""The one reader and writer of WAV files: 16 kHz, mono, 16-bit little-endian PCM behind a header.

A canonical file has the 44 bytes of RIFF (Microsoft and IBM, 1991) with `fmt ` and `data` as its
only chunks. RIFF counts its bytes in 32 bits, which is 37 hours; what is longer is RF64 (EBU Tech
3306), whose `ds64` chunk counts them in 64.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Final

from aurity_desktop.domain.audio import SAMPLE_BYTES, SAMPLE_RATE
from aurity_desktop.domain.errors import AudioFileMissing, NotAudio
from aurity_desktop.storage.durable import write_whole

#: Of a canonical file in RIFF, as every slice is.
HEADER_BYTES: Final = 44
#: A longer recording is RF64.
MAX_RIFF_SAMPLES: Final = (2**32 - 1 - HEADER_BYTES) // SAMPLE_BYTES

_HEADER: Final = struct.Struct("<4sI4s4sIHHIIHH4sI")
_PCM, _MONO, _EXTENSIBLE = 1, 1, 0xFFFE

_RIFF: Final = struct.Struct("<4sI4s")
#: The head of a chunk: its name, and how many bytes follow.
CHUNK: Final = struct.Struct("<4sI")
_FORMAT: Final = struct.Struct("<HHIIHH")
#: Of its longer form, which ends with the subformat.
_FORMAT_BYTES: Final = 40
#: Bytes of the file behind the first eight, bytes of sound, samples.
_DS64: Final = struct.Struct("<QQQ")
#: Recorders write less than ten chunks; some editors one for each note.
_MOST_CHUNKS: Final = 10_000
#: What a 32-bit length says in RF64: see `ds64`.
_IN_DS64: Final = 0xFFFFFFFF
#: What programs write that cannot know the length yet: nothing, or as much as fits into 31 or 32
#: bits, less the header or up to a page of memory (sox and espeak-ng: 0x7ffff000).
_LEFT_OPEN_BELOW: Final = (1 << 31, 1 << 32)
_PAGE: Final = 4_096
#: The same in the 64 bits of `ds64`.
_LEFT_OPEN_FROM: Final = (1 << 63) - _PAGE


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the samples of a canonical file lie: from byte `offset` on, to its end."""

    offset: int
    sample_count: int


@dataclass(frozen=True, slots=True)
class Chunks:
    """What the header of any WAV file says. `data_bytes` is None where it was left open."""

    form: bytes
    offset: int
    data_bytes: int | None
    format: bytes

    @property
    def byte_rate(self) -> int:
        """Bytes of a second, as the header says."""
        return int.from_bytes(self.format[8:12], "little")

    @property
    def is_ours(self) -> bool:
        """PCM, mono, 16 bits at 16 kHz; RF64 says PCM in the longer form of `fmt `."""
        if len(self.format) < _FORMAT.size:
            return False
        tag, *rest = _FORMAT.unpack(self.format[: _FORMAT.size])
        if tag == _EXTENSIBLE:
            tag = int.from_bytes(self.format[24:26], "little")
        rate = SAMPLE_RATE * SAMPLE_BYTES
        return (tag, *rest) == (_PCM, _MONO, SAMPLE_RATE, rate, SAMPLE_BYTES, 8 * SAMPLE_BYTES)


def header(sample_count: int) -> bytes:
    """The one header in front of so many samples: 44 bytes of RIFF, or RF64 beyond its limit.

    Raises ValueError for a negative count.
    """
    if sample_count < 0:
        raise ValueError(f"a WAV file cannot hold {sample_count} samples")
    data_bytes = sample_count * SAMPLE_BYTES
    if sample_count > MAX_RIFF_SAMPLES:
        return _rf64_header(data_bytes)
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


def write_wav(
    path: Path, sample_count: int, pieces: Iterable[bytes], *, durable: bool = True
) -> None:
    """A canonical file with the samples in `pieces`, `sample_count` together, as `write_whole`.

    Raises DiskFull, FolderNotWritable, and what `pieces` raises.
    """
    write_whole(path, _with_header(sample_count, pieces), durable=durable)


def layout_of(file: BinaryIO) -> Layout | None:
    """Where the samples of an open canonical file lie; None where it is not one, or not whole.

    Leaves the file at its first sample. Raises OSError.
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    count = max(0, size - HEADER_BYTES) // SAMPLE_BYTES
    if size == HEADER_BYTES + count * SAMPLE_BYTES and file.read(HEADER_BYTES) == header(count):
        return Layout(HEADER_BYTES, count)
    found = chunks_before_sound(file)
    if found is None or found.form != b"RF64" or not found.is_ours or not found.data_bytes:
        return None
    count, odd = divmod(found.data_bytes, SAMPLE_BYTES)
    if odd or size != found.offset + found.data_bytes:
        return None
    return Layout(found.offset, count)


def layout(path: Path) -> Layout:
    """Where the samples of a canonical file lie; header and size must agree.

    Raises AudioFileMissing, NotAudio.
    """
    try:
        with path.open("rb") as file:
            found = layout_of(file)
    except FileNotFoundError as error:
        raise AudioFileMissing(path) from error
    except OSError as error:
        raise NotAudio(path, error.strerror or str(error)) from error
    if found is None:
        raise NotAudio(path, "its header does not fit its contents")
    return found


def slice_pcm(content: bytes) -> bytes | None:
    """The samples in the bytes of a slice's file; None where its header does not fit them."""
    pcm = content[HEADER_BYTES:]
    whole = len(content) >= HEADER_BYTES and len(pcm) % SAMPLE_BYTES == 0
    if not whole or content[:HEADER_BYTES] != header(len(pcm) // SAMPLE_BYTES):
        return None
    return pcm


def _with_header(sample_count: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    yield header(sample_count)
    yield from pieces


def _rf64_header(data_bytes: int) -> bytes:
    """libsndfile's header, with its `ds64` filled in: it would do so itself only after the sound
    had gone through it, and the sound goes to the disk in one way here, whatever its length.
    """
    empty = _empty_rf64()
    at = empty.index(b"ds64") + CHUNK.size
    behind = len(empty) - 8 + data_bytes
    sizes = _DS64.pack(behind, data_bytes, data_bytes // SAMPLE_BYTES)
    return empty[:at] + sizes + empty[at + _DS64.size :]


@cache
def _empty_rf64() -> bytes:
    """What libsndfile writes for a recording without a sample."""
    import soundfile

    content = io.BytesIO()
    with soundfile.SoundFile(content, "w", SAMPLE_RATE, _MONO, "PCM_16", format="RF64"):
        pass
    return content.getvalue()


def chunks_before_sound(file: BinaryIO) -> Chunks | None:
    """The chunks in front of the sound; None for a file that is no WAV. Raises OSError.

    A file of zeros, which may be sparse and take no room, is a row of empty chunks without an end:
    so many are looked at and no more.
    """
    file.seek(0)
    form, _, kind = _RIFF.unpack(file.read(_RIFF.size).ljust(_RIFF.size, b"\0"))
    if form not in {b"RIFF", b"RF64", b"BW64"} or kind != b"WAVE":
        return None
    described, long_bytes = b"", 0
    for _ in range(_MOST_CHUNKS):
        head = file.read(CHUNK.size)
        if len(head) < CHUNK.size:
            return None
        name, size = CHUNK.unpack(head)
        if name == b"data":
            length: int | None = None if _is_left_open(size) else size
            if form != b"RIFF" and size == _IN_DS64:
                length = long_bytes if 0 < long_bytes < _LEFT_OPEN_FROM else None
            return Chunks(form, file.tell(), length, described)
        behind = file.tell() + size + size % 2
        if name == b"fmt ":
            described = file.read(min(size, _FORMAT_BYTES))
        elif name == b"ds64":
            content = file.read(min(size, _DS64.size))
            long_bytes = _DS64.unpack(content.ljust(_DS64.size, b"\0"))[1]
        file.seek(behind)
    return None


def _is_left_open(size: int) -> bool:
    return size == 0 or any(0 <= limit - size <= _PAGE for limit in _LEFT_OPEN_BELOW)
