"""Whole MP3 frames in bytes that a decoder refused.

Where something that is no sound stands in the middle of a file, as the tags of files that were
joined, FFmpeg takes some of the good frames behind it for a part of it. ISO 11172-3, 2.4.1.3.
"""

from __future__ import annotations

from typing import Final

#: Layer III, kbit/s, by index: of MPEG 1, and of MPEG 2 and 2.5.
_BIT_RATES: Final = (
    (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
)
_RATES: Final = (44_100, 48_000, 32_000)
_MPEG_1, _NO_VERSION, _LAYER_3 = 3, 1, 1
_HALVINGS: Final = {_MPEG_1: 0, 2: 1, 0: 2}


def frames_in(content: bytes) -> list[bytes]:
    """In order; a frame counts where another one, or the end, follows right behind it."""
    found: list[bytes] = []
    at = content.find(b"\xff")
    while 0 <= at <= len(content) - 4:
        size = _frame_bytes(content, at)
        end = at + size
        if size and (end == len(content) or _frame_bytes(content, end)):
            found.append(content[at:end])
            at = end
        else:
            at = content.find(b"\xff", at + 1)
    return found


def _frame_bytes(content: bytes, at: int) -> int:
    """The length of the frame that begins there; 0 where none does."""
    head = content[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] >> 5 != 7:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == _NO_VERSION or layer != _LAYER_3 or not 0 < bits < 15 or rate > 2:
        return 0
    per_second = _RATES[rate] >> _HALVINGS[version]
    kilobits = _BIT_RATES[version != _MPEG_1][bits]
    return (144_000 if version == _MPEG_1 else 72_000) * kilobits // per_second + padding
