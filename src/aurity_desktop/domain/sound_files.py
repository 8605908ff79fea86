"""What a sound file is told by where many files are offered at once: dropped, or in a folder."""

from __future__ import annotations

from typing import Final

#: The reader looks at what is inside.
SOUND_SUFFIXES: Final = (
    *(".wav", ".flac", ".mp3", ".m4a", ".mp4", ".ogg", ".oga", ".opus", ".webm", ".wma", ".amr"),
    *(".aac", ".3gp", ".3g2", ".mov", ".mkv", ".mka", ".avi", ".asf", ".wmv", ".ts", ".mts"),
    *(".aif", ".aiff", ".caf", ".au", ".w64", ".ac3", ".mp2", ".flv", ".dss", ".qcp", ".wv"),
    *(".m4b", ".m4r", ".m4v", ".3ga", ".weba", ".mpga", ".mpg", ".mpeg", ".aifc", ".qta", ".spx"),
    *(".tta", ".ape", ".voc", ".gsm", ".rf64", ".bwf", ".bw64", ".eac3", ".dts", ".m2ts"),
)


def is_sound_name(name: str) -> bool:
    """Whether a file of this name is taken for sound; a hidden one, as copies are made, is not."""
    return not name.startswith(".") and name.lower().endswith(SOUND_SUFFIXES)
