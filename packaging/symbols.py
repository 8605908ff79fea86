"""Libraries without their tables of symbols and debugging data, which nothing reads at run time.

`strip` moves what is loaded as well, and so breaks libraries that a wheel's builder has changed
with patchelf ("ELF load command address/offset not page-aligned"). Here the bytes of every loaded
segment stay as they are, at the same addresses; only where they lie in the file changes, and what
is in no segment is left out, the section headers too. The format is that of the System V ABI,
chapters 4 and 5 (ELF, 64 bits, little-endian).
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from left_out import original

_MAGIC = b"\x7fELF\x02\x01"
_HEADER = "<16sHHIQQQIHHHHHH"
_PROGRAM_HEADER = "<IIQQQQQQ"
_PT_LOAD = 1


@dataclass(frozen=True)
class _Segment:
    kind: int
    flags: int
    offset: int
    address: int
    physical: int
    file_bytes: int
    memory_bytes: int
    align: int

    @property
    def end(self) -> int:
        return self.offset + self.file_bytes


def copies_without_symbols(
    binaries: Iterable[tuple[str, str, str]], folder: Path
) -> list[tuple[str, str, str]]:
    """PyInstaller's entries (target, source, kind), with copies below `folder` where smaller.

    A copy's path below `folder` is the path of the original, see `left_out.original`.
    """
    entries = []
    for target, source, kind in binaries:
        library = b"" if kind == "SYMLINK" else Path(source).read_bytes()
        less = without_symbols(library)
        if less == library:
            entries.append((target, source, kind))
            continue
        copy = folder / Path(original(source, folder)).resolve().relative_to("/")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(less)
        entries.append((target, str(copy), kind))
    return entries


def without_symbols(library: bytes) -> bytes:
    """The same library with nothing but what is loaded; unchanged where that is not smaller.

    What is no 64-bit little-endian ELF file, or has a segment outside those that are loaded, comes
    back as it is.
    """
    if library[:6] != _MAGIC:
        return library
    header = list(struct.unpack_from(_HEADER, library))
    segments = _segments(library, header)
    blocks = _blocks(segments, header)
    if blocks is None:
        return library
    out = bytearray()
    moved: list[tuple[int, int, int]] = []  # begin, end, by how much
    for begin, end, align in blocks:
        # The loader wants offset and address to agree within a page, so the rest stays the same.
        at = begin if not out else len(out) + (begin - len(out)) % align
        out += bytes(at - len(out)) + library[begin:end]
        moved.append((begin, end, at - begin))

    def new(offset: int) -> int:
        return offset + next(by for begin, end, by in moved if begin <= offset <= end)

    header[5] = new(header[5])
    header[6] = header[11] = header[12] = header[13] = 0  # no section headers
    struct.pack_into(_HEADER, out, 0, *header)
    for number, each in enumerate(segments):
        at = header[5] + number * header[9]
        if each.file_bytes:
            struct.pack_into("<Q", out, at + 8, new(each.offset))
    return bytes(out) if len(out) < len(library) else library


def _segments(library: bytes, header: list[int]) -> list[_Segment]:
    start, size, count = header[5], header[9], header[10]
    return [
        _Segment(*struct.unpack_from(_PROGRAM_HEADER, library, start + number * size))
        for number in range(count)
    ]


def _blocks(segments: list[_Segment], header: list[int]) -> list[tuple[int, int, int]] | None:
    """What is kept of the file, by begin, end and alignment; None where we do not understand it."""
    loaded = sorted((each for each in segments if each.kind == _PT_LOAD), key=lambda s: s.offset)
    if not loaded or loaded[0].offset != 0:
        return None
    blocks: list[tuple[int, int, int]] = []
    for each in loaded:
        align = max(each.align, 1)
        if blocks and each.offset <= blocks[-1][1]:
            begin, end, before = blocks[-1]
            blocks[-1] = (begin, max(end, each.end), max(before, align))
        elif each.file_bytes or not blocks:
            blocks.append((each.offset, each.end, align))

    def kept(begin: int, end: int) -> bool:
        return any(start <= begin and end <= stop for start, stop, _ in blocks)

    table = header[5]
    others = [(each.offset, each.end) for each in segments if each.file_bytes]
    others.append((table, table + header[9] * header[10]))
    return blocks if all(kept(*each) for each in others) else None
