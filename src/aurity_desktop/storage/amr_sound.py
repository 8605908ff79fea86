"""Where the frames of an AMR file lie (RFC 4867, 5): anything can be taken for one by its decoder.

So zeros behind the sound would be minutes of noise. A frame counts where others follow on it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aurity_desktop.storage.wav_sound import FoundSound, Run

_NARROW, _WIDE = b"#!AMR\n", b"#!AMR-WB\n"
#: Bytes of a frame behind its first, by type; 15 is "nothing was sent".
_BYTES: Final = {
    _NARROW: (12, 13, 15, 17, 19, 20, 26, 31, 5, -1, -1, -1, -1, -1, -1, 0),
    _WIDE: (17, 23, 32, 36, 40, 46, 50, 58, 60, 5, -1, -1, -1, -1, 0, 0),
}
#: Bits of the first byte that are 0, and the one that says that the frame is good.
_ZEROS, _GOOD = 0x83, 0x04
#: So many in a row are no accident.
_ENOUGH: Final = 4


def amr_sound_of(path: Path) -> FoundSound | None:
    """None for another file, and for one that is frames from its beginning to its end.

    Raises OSError.
    """
    with path.open("rb") as file:
        head = file.read(len(_WIDE))
        magic = next((each for each in (_WIDE, _NARROW) if head.startswith(each)), None)
        if magic is None:
            return None
        file.seek(0)
        content = file.read()
    sizes, runs, at = _BYTES[magic], [], len(magic)
    while at < len(content):
        end = _run(content, at, sizes)
        if end > at:
            runs.append(Run(at, end - at))
            at = end
        else:
            at += 1
    if sum(run.length for run in runs) == len(content) - len(magic) or not runs:
        return None
    there = sum(run.length for run in runs)
    return (
        FoundSound(Run(0, len(magic)), tuple(runs), None, False, ((0, magic),)) if there else None
    )


def _run(content: bytes, at: int, sizes: tuple[int, ...]) -> int:
    """The end of the frames in a row that begin there; `at` where those are too few."""
    start, count = at, 0
    while at < len(content):
        first = content[at]
        size = sizes[first >> 3 & 15]
        if first & _ZEROS or not first & _GOOD or size < 0 or at + 1 + size > len(content):
            break
        at += 1 + size
        count += 1
    return at if count >= _ENOUGH or at == len(content) else start
