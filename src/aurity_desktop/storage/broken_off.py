"""Whether a sound file breaks off in the middle of one of its pieces.

Where a container promises no length, that is all that tells a copy that broke off from a whole
file: how much is missing nobody knows.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

from aurity_desktop.storage.mp4_boxes import fragments_of
from aurity_desktop.storage.ogg_links import last_page_is_cut

EBML, SEGMENT = b"\x1a\x45\xdf\xa3", b"\x18\x53\x80\x67"
_CLUSTER, _CLUSTER_ID = b"\x1f\x43\xb6\x75", 0x1F43B675
#: What stands in a cluster and beside it: block, group of blocks, time, place, size before, filling
#: and check sum; cues, tags and attachments (RFC 9559, 5).
_KNOWN: Final = frozenset(
    {
        *(_CLUSTER_ID, 0xA3, 0xA0, 0xE7, 0xA7, 0xAB, 0xEC, 0xBF),
        *(0x1C53BB6B, 0x1254C367, 0x1941A469, 0x1043A770, 0x114D9B74),
    }
)
_HEAD_BYTES, _LOOK_BYTES = 16, 65_536


def breaks_off(path: Path) -> bool:
    """Only where that is certain. Raises OSError."""
    with path.open("rb") as file:
        end = file.seek(0, 2)
        file.seek(0)
        head = file.read(_LOOK_BYTES)
        if head.startswith(b"OggS"):
            return last_page_is_cut(file, end)
        if head.startswith(EBML):
            return _matroska(file, head, end)
    fragments = fragments_of(path)
    return fragments is not None and fragments.broken_off


def _matroska(file: BinaryIO, head: bytes, end: int) -> bool:
    """A segment of unknown length, as browsers write it, is walked through to its last block.

    One whose length is known is compared with its file (`stated_size`).
    """
    at = head.find(SEGMENT)
    if at < 0 or not _is_open(head[at + len(SEGMENT) :]):
        return False
    at = head.find(_CLUSTER, at)
    while 0 <= at < end:
        file.seek(at)
        found = _element(file.read(_HEAD_BYTES))
        if found is None or found[0] not in _KNOWN:
            return False  # something else stands behind the sound
        name, length, size = found
        at += length
        if size is not None and (name != _CLUSTER_ID or at + size <= end):
            at += size
    return at > end


def _is_open(size: bytes) -> bool:
    """Whether this is a size with all bits set: not known (RFC 8794, 6.2)."""
    length = 9 - size[0].bit_length() if size else 9
    return length <= 8 and int.from_bytes(size[:length], "big") == (1 << 7 * length + 1) - 1


def _element(head: bytes) -> tuple[int, int, int | None] | None:
    """The id, the length of the head, and the size, None where not known."""
    id_length = 9 - head[0].bit_length() if head else 9
    if id_length > 4 or len(head) <= id_length:
        return None
    size = head[id_length:]
    length = 9 - size[0].bit_length()
    if length > 8 or len(size) < length:
        return None
    stated = int.from_bytes(size[:length], "big") & ((1 << 7 * length) - 1)
    return (
        int.from_bytes(head[:id_length], "big"),
        id_length + length,
        None if _is_open(size) else stated,
    )
