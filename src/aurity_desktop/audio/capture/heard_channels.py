"""Who speaks on which channel of a microphone: two lapel microphones on one interface."""

from __future__ import annotations

from aurity_desktop.audio.capture.channel_levels import ChannelLevels
from aurity_desktop.audio.capture.channel_voices import channel_voices
from aurity_desktop.audio.capture.source import Sound
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.channel_speakers import ChannelSpeakers


class HeardChannels:
    """The levels of a device's channels, on the clock of the session. One thread.

    They tell people apart only where one device gave all of the session: another one's channels
    are other people's. So a recording that goes on where an earlier one was cut off has none.
    """

    def __init__(self, *, from_the_beginning: bool) -> None:
        self._levels = ChannelLevels() if from_the_beginning else None
        self._source = ""
        self._count = 0

    def of(self, source: str) -> None:
        """What comes is of this device."""
        if self._source and source != self._source:
            self._levels = None
        self._source = source

    def hear(self, sound: Sound, at_sample: int) -> None:
        """Sound that is kept, and where it begins in the session."""
        count = 1 if sound.channels is None else len(sound.channels.samples)
        if self._count and count != self._count:
            self._levels = None  # the same device, opened another way
        self._count = count
        if self._levels is not None and sound.channels is not None:
            at = at_sample / SAMPLE_RATE
            self._levels.hear(0, at, sound.channels.samples, sound.channels.rate)

    def speakers(self) -> ChannelSpeakers | None:
        """None where the channels tell nobody apart."""
        return channel_voices(dict(self._levels.columns())) if self._levels is not None else None
