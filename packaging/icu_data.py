"""Qt's ICU with the data of the languages the program has, instead of those of the whole world.

`libicudata` is one table of named data (ICU's "common data"), 32 MB in PySide6's wheel. Of it Qt
asks for how words are sorted and written large, and for time zones; most is names of countries,
currencies and units in 700 languages, and encodings that no file here has. In the copies made here
the table has fewer entries; everything else stays in its place. Where a datum is missing ICU falls
back on the root's, as for a language it never knew.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable
from pathlib import Path, PurePath

_NAME = re.compile(r"libicudata\.so")
_LANGUAGES = r"(root|en|en_(001|150|GB|US)|es|es_(419|ES|MX|US))\.res"
#: By the name behind the version's own: what has no language, and what has one of ours.
_KEPT = re.compile(
    rf"(coll/)?{_LANGUAGES}|coll/(ucadata\.icu|res_index\.res)|zone/pool\.res|zone/{_LANGUAGES}"
    r"|(res_index|pool|supplementalData|likelySubtags|langInfo|zoneinfo64|timezoneTypes|metaZones"
    r"|windowsZones|numberingSystems|keyTypeData|icuver|icustd|plurals|dayPeriods|genderList"
    r"|metadata)\.res"
    r"|(?!unames)[a-z0-9]+\.icu|[a-z0-9_]+\.nrm"
)
_HEADER = "<16sHHIQQQIHHHHHH"
_SEGMENT = "<IIQQQQQQ"
_PT_LOAD = 1


class NotTrimmed(Exception):
    """The library is not what is expected here, and why."""


def fewer_languages(library: bytes) -> bytes:
    """The same library with what is kept of its table. Raises NotTrimmed."""
    try:
        return _fewer_languages(library)
    except (struct.error, ValueError) as error:
        raise NotTrimmed("it breaks off") from error


def _fewer_languages(library: bytes) -> bytes:
    if library[:6] != b"\x7fELF\x02\x01":
        raise NotTrimmed("it is no 64-bit little-endian ELF file")
    start = library.find(b"CmnD") - 12  # UDataInfo: the kind stands 12 bytes behind the beginning
    segment, (begin, end) = _segment_of(library, start)
    if library[start + 2 : start + 4] != b"\xda\x27":
        raise NotTrimmed("it has no table of common data")
    (head,) = struct.unpack_from("<H", library, start)
    table = _table(library[start + head : end])
    trimmed = library[:start] + library[start : start + head] + table
    # The segment ends with the table; what follows in the file stays at its distance to a page.
    following = _following(library, end)
    rest = len(trimmed) + (following - len(trimmed)) % 0x1000
    by = following - rest
    out = bytearray(trimmed + bytes(rest - len(trimmed)) + library[following:])
    size = len(trimmed) - begin
    struct.pack_into("<QQ", out, segment + 32, size, size)
    _move(out, following, by)
    return bytes(out)


def _segment_of(library: bytes, offset: int) -> tuple[int, tuple[int, int]]:
    """Where the header of the loaded segment with this offset is, and its begin and end."""
    for at, kind, begin, size in _segments(library):
        if kind == _PT_LOAD and begin <= offset < begin + size:
            return at, (begin, begin + size)
    raise NotTrimmed("its table is in no segment")


def _segments(library: bytes | bytearray) -> Iterable[tuple[int, int, int, int]]:
    """Where each header is; the kind, offset and size in the file."""
    header = struct.unpack_from(_HEADER, library)
    for number in range(header[10]):
        at = header[5] + number * header[9]
        kind, _, offset, _, _, size, _, _ = struct.unpack_from(_SEGMENT, library, at)
        yield at, kind, offset, size


def _following(library: bytes, end: int) -> int:
    later = [offset for _, _, offset, size in _segments(library) if size and offset >= end]
    if not later:
        raise NotTrimmed("nothing follows its table")
    return min(later)


def _move(out: bytearray, following: int, by: int) -> None:
    """What lay behind the table lies so many bytes earlier; there are no section headers."""
    struct.pack_into("<Q", out, 40, 0)
    struct.pack_into("<HHH", out, 58, 0, 0, 0)
    for at, _, offset, _ in list(_segments(out)):
        if offset >= following:
            struct.pack_into("<Q", out, at + 8, offset - by)


def _table(table: bytes) -> bytes:
    """The count, a pair of offsets for each entry, their names, and the data in the same order."""
    (count,) = struct.unpack_from("<I", table)
    entries = [struct.unpack_from("<II", table, 4 + 8 * number) for number in range(count)]
    ends = [data for _, data in entries[1:]] + [len(table)]
    kept = []
    for (at, data), stop in zip(entries, ends, strict=True):
        name = table[at : table.index(b"\0", at)]
        if _KEPT.fullmatch(name.decode().partition("/")[2]):
            kept.append((name, table[data:stop]))
    if not kept:
        raise NotTrimmed("nothing of its table is known here")
    names = b"".join(name + b"\0" for name, _ in kept)
    at, data = 4 + 8 * len(kept), _aligned(4 + 8 * len(kept) + len(names))
    pairs, contents = [], bytearray()
    for name, content in kept:
        pairs.append(struct.pack("<II", at, data + len(contents)))
        at += len(name) + 1
        contents += content + bytes(_aligned(len(content)) - len(content))
    head = struct.pack("<I", len(kept)) + b"".join(pairs) + names
    return head + bytes(data - len(head)) + bytes(contents)


def _aligned(size: int) -> int:
    return -(-size // 16) * 16


def trimmed_copies(
    binaries: Iterable[tuple[str, str, str]], folder: Path
) -> list[tuple[str, str, str]]:
    """PyInstaller's entries (target, source, kind), with a copy of ICU's data below `folder`.

    A copy's path below `folder` is the path of the original. Raises NotTrimmed.
    """
    entries = []
    for target, source, kind in binaries:
        if kind != "SYMLINK" and _NAME.match(PurePath(target).name):
            copy = folder / Path(source).resolve().relative_to("/")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(fewer_languages(Path(source).read_bytes()))
            entries.append((target, str(copy), kind))
        else:
            entries.append((target, source, kind))
    return entries
