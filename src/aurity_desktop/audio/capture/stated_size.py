"""How many bytes a file says that it has, in containers that say so.

A copy that broke off is shorter. How *long* such a container says it is, is no promise: a film may
go on without sound, and what streams are written by estimate.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aurity_desktop.storage.broken_off import EBML, SEGMENT

_LOOK_BYTES: Final = 65_536
#: The object of an ASF file that holds its size, behind its own length and the file's id.
_ASF: Final = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_ASF_FILE: Final = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_ASF_SIZE_AT, _ASF_FLAGS_AT = 40, 88
#: An AVI file whose length was never filled in.
_OPEN_FROM: Final = (1 << 31) - 4_096


def share_there(path: Path) -> float:
    """What of the file is there, from 0 to 1; 1.0 where it does not say. Raises OSError."""
    with path.open("rb") as file:
        head = file.read(_LOOK_BYTES)
        there = file.seek(0, 2)
    stated = _stated(head)
    return min(1.0, there / stated) if stated else 1.0


def _stated(head: bytes) -> int:
    if head[:4] == b"RIFF" and head[8:11] == b"AVI":
        size = int.from_bytes(head[4:8], "little")
        return 8 + size if size < _OPEN_FROM else 0
    if head[:4] == EBML:
        return _matroska(head)
    if head[:16] == _ASF:
        return _asf(head)
    return 0


def _matroska(head: bytes) -> int:
    """Up to the end of the segment; all bits set is "not known" (RFC 8794, 6.2)."""
    at = head.find(SEGMENT)
    if at < 0 or at + 12 > len(head):
        return 0
    start = at + len(SEGMENT)
    length = 9 - head[start].bit_length()
    if length > 8:
        return 0
    bits = 7 * length
    size = int.from_bytes(head[start : start + length], "big") & ((1 << bits) - 1)
    return 0 if size == (1 << bits) - 1 else start + length + size


def _asf(head: bytes) -> int:
    at = head.find(_ASF_FILE)
    if at < 0 or head[at + _ASF_FLAGS_AT : at + _ASF_FLAGS_AT + 1] in {b"", b"\1", b"\3"}:
        return 0
    return int.from_bytes(head[at + _ASF_SIZE_AT : at + _ASF_SIZE_AT + 8], "little")
