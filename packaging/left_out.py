"""The libraries without those whose licence we cannot ship. Linux, x86-64 and ARM.

FFmpeg's libavcodec in PyAV's wheel is under the LGPL, but was linked to libx264 and libx265,
encoders of pictures under the GPL, which we never call. Debian's PortAudio was linked to JACK's
client library, and that to Berkeley DB, under the Sleepycat licence. The copies made here ask for
none of them: their entries among the needed libraries name another one again, and their functions
are bound to a piece of the library itself that returns zero, so that an encoder of H.264 or H.265
says that it cannot be opened, and PortAudio that no JACK server runs. FFmpeg calls one of them
while it lists its codecs, PortAudio when it starts, so it would not do to leave them unbound. GNU
Readline, which Python's prompt uses, is left out as it is. So is, in the first manner, an encoder
that we could ship and never call: SVT-AV1, for its 7 MB.

The format is that of the System V ABI, chapters 4 and 5 (ELF, 64 bits, little-endian); a symbol of
hidden visibility is taken from its own library without being looked up.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

_LEFT_OUT = re.compile(r"(lib)?x26[45][-.]|libSvtAv1Enc|libreadline[-.]|libjack[-.]|libdb-")
_THEIR_SYMBOLS = re.compile(rb"x26[45]_|svt_|jack_")

_CHANGED = ("libav", "libsw", "avcodec", "avformat", "avfilter", "avdevice")

_PT_LOAD, _PT_DYNAMIC, _PF_X = 1, 2, 1
_DT_NULL, _DT_NEEDED, _DT_STRTAB, _DT_SYMTAB = 0, 1, 5, 6
#: The entries whose value is an address: DT_HASH, DT_STRTAB, DT_RELA, DT_JMPREL, DT_GNU_HASH,
#: DT_VERSYM, DT_VERDEF, DT_VERNEED.
_ADDRESSES = (4, 5, 7, 23, 0x6FFFFEF5, 0x6FFFFFF0, 0x6FFFFFFC, 0x6FFFFFFE)
_STV_HIDDEN, _ANY_SECTION, _OBJECT = 2, 1, 1
#: A function that returns zero, for each machine: xor %eax, %eax and ret; mov w0, #0 and ret.
_RETURNS_ZERO = {62: bytes.fromhex("31c0c3"), 183: bytes.fromhex("00008052c0035fd6")}
#: x264_levels ends with an entry of zeros.
_ZEROS = bytes(64)
_DYNAMIC_ENTRY, _SYMBOL, _SYMBOL_BYTES = "<qQ", "<IBBHQQ", 24


class NotPatched(Exception):
    """The library is not what is expected here, and why."""


def is_left_out(name: str) -> bool:
    """Whether a library is one that we do not ship, by its file's name."""
    return _LEFT_OUT.match(PurePath(name).name) is not None


def needed_by(library: bytes) -> set[str]:
    """The names of the libraries that one asks for; none where it is no ELF file."""
    if not library.startswith(b"\x7fELF"):
        return set()
    elf = _Elf(bytearray(library))
    return {elf.name(value).decode() for _, tag, value in elf.dynamic() if tag == _DT_NEEDED}


def without_them(library: bytes) -> bytes:
    """The same library, which needs none of those. Raises NotPatched."""
    elf = _Elf(bytearray(library))
    needed = [(at, elf.name(value)) for at, tag, value in elf.dynamic() if tag == _DT_NEEDED]
    replaced = [at for at, name in needed if is_left_out(name.decode())]
    if not replaced:
        return library
    others = [at for at, name in needed if not is_left_out(name.decode())]
    if not others:
        raise NotPatched("it needs no other library, whose name would take their place")
    again = struct.unpack_from(_DYNAMIC_ENTRY, elf.data, others[0])
    for at in replaced:
        struct.pack_into(_DYNAMIC_ENTRY, elf.data, at, *again)
    elf.bind_to_nothing(_THEIR_SYMBOLS)
    return bytes(elf.data)


@dataclass
class _Elf:
    data: bytearray

    def __post_init__(self) -> None:
        if self.data[:6] != b"\x7fELF\x02\x01":
            raise NotPatched("it is no 64-bit little-endian ELF file")
        self._programs = list(self._program_headers())
        self._tables = {tag: value for _, tag, value in self.dynamic()}

    def _program_headers(self) -> Iterator[tuple[int, int, int, int, int]]:
        """Type, offset in the file, address, size in the file, flags."""
        (start,) = struct.unpack_from("<Q", self.data, 32)
        size, count = struct.unpack_from("<HH", self.data, 54)
        for number in range(count):
            kind, flags, offset, address, _, bytes_, _, _ = struct.unpack_from(
                "<IIQQQQQQ", self.data, start + number * size
            )
            yield kind, offset, address, bytes_, flags

    def _offset(self, address: int) -> int:
        for kind, offset, start, size, _ in self._programs:
            if kind == _PT_LOAD and start <= address < start + size:
                return offset + address - start
        raise NotPatched(f"the address {address:#x} is not in the file")

    def dynamic(self) -> Iterator[tuple[int, int, int]]:
        """Where an entry lies in the file, its tag and its value."""
        for kind, offset, _, size, _ in self._programs:
            if kind != _PT_DYNAMIC:
                continue
            for at in range(offset, offset + size, struct.calcsize(_DYNAMIC_ENTRY)):
                tag, value = struct.unpack_from(_DYNAMIC_ENTRY, self.data, at)
                if tag == _DT_NULL:
                    return
                yield at, tag, value

    def name(self, at: int) -> bytes:
        """A name of the table of strings."""
        start = self._offset(self._tables[_DT_STRTAB] + at)
        return bytes(self.data[start : self.data.index(b"\0", start)])

    def bind_to_nothing(self, wanted: re.Pattern[bytes]) -> None:
        """Functions nobody defines return zero, and data are zeros. Raises NotPatched."""
        (machine,) = struct.unpack_from("<H", self.data, 18)
        if machine not in _RETURNS_ZERO:
            raise NotPatched(f"machine {machine} is not known here")
        function, data = (
            self._address_of(_RETURNS_ZERO[machine], _PF_X),
            self._address_of(_ZEROS, 0),
        )
        for at in self._symbols():
            name, info, _, section, _, size = struct.unpack_from(_SYMBOL, self.data, at)
            if section == 0 and wanted.match(self.name(name)):
                value = data if info & 15 == _OBJECT else function
                new = (name, info, _STV_HIDDEN, _ANY_SECTION, value, size)
                struct.pack_into(_SYMBOL, self.data, at, *new)

    def _symbols(self) -> range:
        """Where each lies in the file. The table ends where the next one begins."""
        start = self._offset(self._tables[_DT_SYMTAB])
        tables = [self._offset(self._tables[tag]) for tag in _ADDRESSES if tag in self._tables]
        end = min(each for each in tables if each > start)
        return range(start, end - _SYMBOL_BYTES + 1, _SYMBOL_BYTES)

    def _address_of(self, content: bytes, flag: int) -> int:
        """Where these bytes are in memory, in a part that may be executed or in any other."""
        for kind, offset, address, size, flags in self._programs:
            at = self.data.find(content, offset, offset + size)
            if kind == _PT_LOAD and flags & _PF_X == flag and at >= 0:
                return address + at - offset
        raise NotPatched(f"{content.hex()} is nowhere in it")


def patched_copies(
    binaries: list[tuple[str, str, str]], folder: Path
) -> list[tuple[str, str, str]]:
    """PyInstaller's entries (target, source, kind) without those, and with patched copies.

    Raises NotPatched where a library cannot do without them.
    """
    if not any(is_left_out(target) for target, _, _ in binaries):
        return binaries
    kept = []
    for target, source, kind in binaries:
        if is_left_out(target):
            continue
        changes = kind != "SYMLINK" and PurePath(target).name.startswith(_CHANGED)
        kept.append((target, patched_copy(source, folder) if changes else source, kind))
    return kept


def patched_copy(source: str, folder: Path) -> str:
    """Where a library lies that needs none of those: below `folder`, or in its own place.

    The copy's path below `folder` is the path of the original. Raises NotPatched.
    """
    library = Path(source).read_bytes()
    changed = without_them(library)
    if changed == library:
        return source
    copy = folder / Path(source).resolve().relative_to("/")
    copy.parent.mkdir(parents=True, exist_ok=True)
    copy.write_bytes(changed)
    return str(copy)


def original(source: str, folder: Path) -> str:
    """The library that a copy below `folder` was made of; any other path as it is."""
    path = Path(source)
    return str(Path("/") / path.relative_to(folder)) if path.is_relative_to(folder) else source
