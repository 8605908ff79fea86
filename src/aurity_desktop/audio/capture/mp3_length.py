"""What an MP3 file promises of its length: frames and bytes, counted in its first frame.

That frame is Xing's (LAME writes it as `Info`) or VBRI's (Fraunhofer). What counts fewer bytes than
there are was joined, or something that is no sound stands behind it; then its frames promise
nothing, nor does a decoder's guess from a bit rate.
"""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Final

#: Where the frame begins that counts, at the latest, behind the tags.
_LOOK_BYTES: Final = 4_096
_MOST_TAGS: Final = 16
_RATES: Final = (44_100, 48_000, 32_000)
_FRAMES, _BYTES = 1, 2


def counted_seconds(path: Path, *, cut: bool) -> float:
    """How long the file says it is; 0.0 where it does not, or says no more than is there.

    Where it was `cut`, that is, the end could not be read, bytes that are there prove nothing.

    Raises OSError.
    """
    with path.open("rb") as file:
        start = _behind_tags(file)
        first = file.read(_LOOK_BYTES)
        there = file.seek(0, 2) - start
    frames, stated = _counts(first)
    if not frames or (stated and stated <= there and not (cut and stated > there - _LOOK_BYTES)):
        return 0.0
    return frames * _frame_seconds(first)


def _behind_tags(file: BinaryIO) -> int:
    """ID3v2, several in a row, too: its length is in seven bits of each byte."""
    start = 0
    for _ in range(_MOST_TAGS):
        file.seek(start)
        tag = file.read(10)
        if tag[:3] != b"ID3" or len(tag) < 10:
            break
        start += 10 + sum((tag[6 + at] & 0x7F) << 7 * (3 - at) for at in range(4))
    file.seek(start)
    return start


def _counts(first: bytes) -> tuple[int, int]:
    """Frames and bytes, 0 where they are not counted."""
    for name in (b"Xing", b"Info"):
        at = first.find(name)
        if at >= 0:
            flags = _number(first, at + 4)
            frames = _number(first, at + 8) if flags & _FRAMES else 0
            behind = at + (12 if flags & _FRAMES else 8)
            return frames, _number(first, behind) if flags & _BYTES else 0
    at = first.find(b"VBRI")
    return (_number(first, at + 14), _number(first, at + 10)) if at >= 0 else (0, 0)


def _frame_seconds(first: bytes) -> float:
    """Of one frame, from the first header: ISO 11172-3 and 13818-3."""
    for at in range(len(first) - 3):
        version, rate = first[at + 1] >> 3 & 3, first[at + 2] >> 2 & 3
        layer = first[at + 1] >> 1 & 3
        if first[at] == 0xFF and first[at + 1] >> 5 == 7 and version != 1 and rate < 3 and layer:
            halved = {3: 0, 2: 1, 0: 2}[version]
            samples = 576 if halved and layer == 1 else 384 if layer == 3 else 1_152
            return samples / (_RATES[rate] >> halved)
    return 0.0


def _number(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "big")
