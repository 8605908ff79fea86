"""Where the sound of AIFF, AU, W64 and CAF files lies, whatever their headers say of its length.

As with WAV (`wav_sound`), programs that cannot seek leave lengths open, and recorders that crash
leave them behind. A decoder believes what it reads, so it is given the file with those lengths put
right.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from aurity_desktop.storage.wav_sound import FoundSound, Run, only_zeros

_MOST_CHUNKS: Final = 10_000
#: As much as fits into the field, or up to a page less: what is written for "not known yet".
_OPEN_BELOW: Final = (1 << 31, 1 << 32, 1 << 63, 1 << 64)
_PAGE: Final = 4_096
#: A little behind the sound is worth no notice.
_NOT_WORTH_IT: Final = 2_048
_NAME: Final = re.compile(rb"[A-Za-z(][A-Za-z0-9_() \xa9]{3}")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A file of chunks: a name, a length, contents; and where its first chunk stands.

    `counted`: bytes of the chunk's head that its length includes. `whole`: where the length of the
    file itself stands, which counts `all_but` bytes less.
    """

    first: int
    name_bytes: int
    length: struct.Struct
    counted: int
    align: int
    sound: bytes
    whole: int | None = None
    all_but: int = 0

    @property
    def head(self) -> int:
        return self.name_bytes + self.length.size


@dataclass(frozen=True, slots=True)
class _Chunk:
    name: bytes
    at: int
    stated: int


_BIG_32, _BIG_64, _LITTLE_64 = struct.Struct(">I"), struct.Struct(">Q"), struct.Struct("<Q")
_AIFF: Final = _Kind(12, 4, _BIG_32, 0, 2, b"SSND", whole=4, all_but=8)
_CAF: Final = _Kind(8, 4, _BIG_64, 0, 1, b"data")
_W64: Final = _Kind(40, 16, _LITTLE_64, 24, 8, b"data", whole=16)
_AU_LENGTH_AT: Final = 8
#: Where AIFF counts its samples, in its chunk COMM: behind the number of channels.
_FRAMES_AT: Final = 2


def foreign_sound_of(path: Path) -> FoundSound | None:
    """None for a file of another kind. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(40)
        if head[:4] == b"FORM" and head[8:12] in {b"AIFF", b"AIFC"}:
            return _in_chunks(file, _AIFF)
        if head[:4] == b"caff":
            return _in_chunks(file, _CAF)
        if head[:4] == b"riff" and head[24:28] == b"wave":
            return _in_chunks(file, _W64)
        if head[:4] == b".snd" and len(head) >= 24:
            return _au(file)
    return None


def _au(file: BinaryIO) -> FoundSound:
    """A header with one length, and sound to the end."""
    file.seek(4)
    start, stated = struct.unpack(">II", file.read(8))
    end = file.seek(0, io.SEEK_END)
    there = max(0, end - start)
    is_open = _is_left_open(stated)
    longer = (
        not is_open and stated < there - _NOT_WORTH_IT and not only_zeros(file, start + stated, end)
    )
    length = there if is_open or longer else min(stated, there)
    # A decoder reads to the end of the file, whatever the length says.
    mended = ((_AU_LENGTH_AT, b"\xff" * 4),) if length == there else ((0, b".snd"),)
    runs = (Run(start, length),)
    return FoundSound(Run(0, start), runs, None if is_open else stated, longer, mended)


def _in_chunks(file: BinaryIO, kind: _Kind) -> FoundSound | None:
    end = file.seek(0, io.SEEK_END)
    mended: list[tuple[int, bytes]] = []
    for chunk in _chunks(file, kind, kind.first, end):
        start = chunk.at + kind.head
        if chunk.name == b"COMM":
            file.seek(start + _FRAMES_AT)
            if _is_left_open(int.from_bytes(file.read(4), "big")):
                mended.append((start + _FRAMES_AT, bytes(4)))
        if chunk.name[:4] != kind.sound:
            continue
        is_open = _is_left_open(chunk.stated)
        stated = chunk.stated - kind.counted
        there = end - start
        behind = start + stated
        longer = not is_open and 0 <= stated < there and not _is_a_list(file, kind, behind, end)
        if is_open or longer:
            at = chunk.at + kind.name_bytes
            mended.append((at, kind.length.pack(there + kind.counted)))
        if kind.whole is not None:
            file.seek(kind.whole)
            (whole,) = kind.length.unpack(file.read(kind.length.size))
            if mended or _is_left_open(whole):
                mended.append((kind.whole, kind.length.pack(end - kind.all_but)))
        length = there if is_open or longer else min(stated, there)
        return FoundSound(
            Run(0, start),
            (Run(start, length),),
            None if is_open else stated,
            longer,
            tuple(mended),
        )
    return None


def _chunks(file: BinaryIO, kind: _Kind, at: int, end: int) -> Iterator[_Chunk]:
    """From `at` on, as far as they have names. The file may be sought between them."""
    for _ in range(_MOST_CHUNKS):
        if at + kind.head > end:
            return
        file.seek(at)
        name = file.read(kind.name_bytes)
        (stated,) = kind.length.unpack(file.read(kind.length.size))
        if not _NAME.fullmatch(name[:4]):
            return
        yield _Chunk(name, at, stated)
        length = kind.head + max(0, stated - kind.counted)
        at += -(-length // kind.align) * kind.align


def _is_a_list(file: BinaryIO, kind: _Kind, at: int, end: int) -> bool:
    """Whether what lies there is chunks to the end, zeros, or too little to matter."""
    if end - at <= _NOT_WORTH_IT or only_zeros(file, at, end):
        return True
    at = -(-at // kind.align) * kind.align
    last = None
    for last in _chunks(file, kind, at, end):
        if last.at + kind.head + max(0, last.stated - kind.counted) > end:
            return False
    return last is not None and (
        end - (last.at + kind.head + max(0, last.stated - kind.counted)) <= _NOT_WORTH_IT
    )


def _is_left_open(size: int) -> bool:
    return size == 0 or any(0 <= limit - size <= _PAGE for limit in _OPEN_BELOW)
