"""The outermost boxes of an MP4 file (ISO/IEC 14496-12): whether it is one of fragments.

Phones, cameras and browsers write fragments while they record. Their header is written before the
sound is there, so that what it says of its length is a guess.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

_HEAD_BYTES, _LARGE_BYTES = 8, 8
_FIRST: Final = frozenset({b"ftyp", b"styp", b"moov", b"moof", b"wide", b"free", b"skip"})
#: Those that hold sound, or say where it lies.
_OF_SOUND: Final = frozenset({b"moof", b"mdat"})
_MOST_HEADER: Final = 1 << 26


@dataclass(frozen=True, slots=True)
class Fragments:
    """`indexed`: a list says how long they are together. `broken_off`: the last is not whole."""

    indexed: bool
    broken_off: bool


def fragments_of(path: Path) -> Fragments | None:
    """None for a file of another kind, and for one that is not of fragments. Raises OSError."""
    fragmented = indexed = broken_off = False
    with path.open("rb") as file:
        end = file.seek(0, 2)
        for number, (name, at, size) in enumerate(_boxes(file, end)):
            if number == 0 and name not in _FIRST:
                return None
            if name == b"moov" and size <= _MOST_HEADER:
                file.seek(at)
                fragmented = fragmented or b"mvex" in file.read(size)
            indexed = indexed or name == b"sidx"
            broken_off = name in _OF_SOUND and at + size > end
    return Fragments(indexed, broken_off) if fragmented else None


def _boxes(file: BinaryIO, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Name, place and size of each; the last may be longer than the file."""
    at = 0
    while at + _HEAD_BYTES <= end:
        file.seek(at)
        head = file.read(_HEAD_BYTES + _LARGE_BYTES)
        size, name = int.from_bytes(head[:4], "big"), head[4:8]
        if size == 1:
            size = int.from_bytes(head[8:], "big")
        elif size == 0:
            size = end - at
        if size < _HEAD_BYTES or not name.isalnum():
            return
        yield name, at, size
        at += size
