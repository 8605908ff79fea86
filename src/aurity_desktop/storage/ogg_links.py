"""The links of a chained Ogg file (RFC 3533, 4): files that were joined, each with a beginning.

A decoder that was set up for the first one may refuse the next, as where mono becomes stereo.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO, Final

from aurity_desktop.storage.wav_sound import Run

_PAGE: Final = struct.Struct("<4sBBqIIIB")
_MAGIC, _BEGINS = b"OggS", 2
#: 255 segments of 255 bytes and its head.
_MOST_PAGE: Final = _PAGE.size + 255 + 255 * 255
#: How far a page is looked for where one does not follow on another.
_LOOK_BYTES: Final = 1 << 20
#: More files than that nobody joins.
_MOST: Final = 1_000


def ogg_links(path: Path) -> list[Run]:
    """In order; one for a file that is not chained, none for another kind. Raises OSError."""
    starts: list[int] = []
    with path.open("rb") as file:
        end = file.seek(0, 2)
        at, begun = 0, True
        while at < end and len(starts) < _MOST:
            head, length = _page(file, at)
            if head is None:
                if not starts:
                    return []
                at = _next_page(file, at + 1)
                continue
            begins = bool(head & _BEGINS)
            if begins and (begun is False or not starts):
                starts.append(at)
            begun = begins
            at += length
    edges = [*starts, end]
    return [Run(start, edges[number + 1] - start) for number, start in enumerate(starts)]


def last_page_is_cut(file: BinaryIO, end: int) -> bool:
    """Whether the file ends within its last page, which then is not read."""
    start = max(0, end - _MOST_PAGE)
    file.seek(start)
    at = file.read().rfind(_MAGIC)
    if at < 0:
        return False
    head, length = _page(file, start + at)
    return head is None or start + at + length > end


def _page(file: BinaryIO, at: int) -> tuple[int | None, int]:
    """The flags of the page there and its length; None where there is none."""
    file.seek(at)
    content = file.read(_PAGE.size)
    if len(content) < _PAGE.size or not content.startswith(_MAGIC):
        return None, 0
    _, _, flags, *_, segments = _PAGE.unpack(content)
    return flags, _PAGE.size + segments + sum(file.read(segments))


def _next_page(file: BinaryIO, at: int) -> int:
    """The next place that may be one, or one beyond what was looked at."""
    file.seek(at)
    content = file.read(_LOOK_BYTES)
    found = content.find(_MAGIC)
    return at + (found if found >= 0 else max(1, len(content) - len(_MAGIC) + 1))
