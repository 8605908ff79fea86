"""How long a file says it is, where it counts; an estimate is no promise.

Decoders silently go by the size of the file, so that a copy that broke off looks whole to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from aurity_desktop.audio.capture.mp3_length import counted_seconds
from aurity_desktop.audio.capture.stated_size import share_there
from aurity_desktop.storage.mp4_boxes import fragments_of
from aurity_desktop.storage.wav_sound import FoundSound

#: Containers whose length is a count of samples or frames.
_COUNTED: Final = frozenset({"flac", "mov,mp4,m4a,3gp,3g2,mj2", "wv", "tta", "ape"})
#: A length in FLAC that was never filled in: 36 bits.
_FLAC_OPEN: Final = (1 << 36) - 1


def promised_seconds(
    path: Path,
    found: FoundSound | None,
    container: Any,
    streams: Sequence[Any],
    seconds: float,
    *,
    cut: bool,
) -> float:
    """What was promised where `seconds` could be read; 0.0 where nothing was.

    `found` is the sound that a header of lengths tells of; `cut`: something behind the sound could
    not be read. Raises OSError.
    """
    if found is not None:
        stated, there = found.stated_bytes, found.there_bytes
        return seconds * stated / there if stated and there else 0.0
    name = container.format.name
    if name == "mp3":
        return counted_seconds(path, cut=cut)
    if name in _COUNTED and not _is_guessed(path):
        lengths = [
            float(each.duration * each.time_base)
            for each in streams
            if each.duration and each.time_base
            if name != "flac" or each.duration < _FLAC_OPEN
        ]
        return max(lengths, default=0.0)
    return seconds / max(share_there(path), 1e-6)


def _is_guessed(path: Path) -> bool:
    """Whether the header was written before the sound, and no list of it afterwards."""
    fragments = fragments_of(path)
    return fragments is not None and not fragments.indexed
