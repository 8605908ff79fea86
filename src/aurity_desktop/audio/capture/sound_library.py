"""The one place that loads PortAudio.

Its wheels carry it on Windows and macOS; on Linux it is a package of the system.
"""

from __future__ import annotations

from typing import Any

from aurity_desktop.domain.errors import NoAudioSystem


def sound_library() -> Any:
    """The module `sounddevice`, with PortAudio started. Raises NoAudioSystem."""
    try:
        import sounddevice
    except OSError as error:  # what it raises when there is no library to load
        raise NoAudioSystem(str(error)) from error
    return sounddevice
