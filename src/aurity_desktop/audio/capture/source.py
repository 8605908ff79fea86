"""What a source of sound gives, whether it is a microphone or a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from aurity_desktop.domain.capture import InputNote, Interruption
from aurity_desktop.domain.channel_speakers import ChannelSpeakers
from aurity_desktop.domain.errors import AudioError


@dataclass(frozen=True, slots=True)
class ChannelSound:
    """The channels that were mixed: float32, shape (channels, n), full scale 1.0, at `rate`."""

    samples: NDArray[np.float32]
    rate: int


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples in order: int16, shape (n,), 16 kHz mono.

    `channels`: what a device of several gave meanwhile, to within a twentieth of a second.
    """

    samples: NDArray[np.int16]
    channels: ChannelSound | None = None


@dataclass(frozen=True, slots=True)
class Began:
    """The first frames are here, from a source whose own rate is `sample_rate`."""

    source: str
    sample_rate: int


@dataclass(frozen=True, slots=True)
class Lost:
    """No more sound that can be believed since `at`, on the clock of `audio.clock`.

    The source looks for it by itself.
    """

    why: Interruption
    source: str
    at: float


@dataclass(frozen=True, slots=True)
class Found:
    """Sound again, the first of it from `at`, on the clock of `audio.clock`."""

    source: str
    at: float


@dataclass(frozen=True, slots=True)
class OnlyZeros:
    """The source gives nothing but exact zeros: muted, or no permission.

    They are sound all the same, and are kept.
    """

    source: str


@dataclass(frozen=True, slots=True)
class ZerosEnded:
    """The source gives something other than zeros again."""

    source: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Sound was lost before it could be taken over, though the source goes on."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Noted:
    """There was something to decide about the source, and this was decided."""

    note: InputNote
    facts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldApart:
    """Who spoke, by the channels of a whole file, of which `Sound` has the mix alone."""

    speakers: ChannelSpeakers


@dataclass(frozen=True, slots=True)
class Damaged:
    """The source could not give all that it said it had."""

    error: AudioError


@dataclass(frozen=True, slots=True)
class Ended:
    """There is no more."""


Update: TypeAlias = (
    Sound
    | Began
    | Lost
    | Found
    | OnlyZeros
    | ZerosEnded
    | Dropped
    | Noted
    | ToldApart
    | Damaged
    | Ended
)


class Source(Protocol):
    """Opened once, read again and again from one thread, closed once."""

    @property
    def name(self) -> str:
        """What a person calls it: the device's name or the file's."""
        ...

    @property
    def waiting(self) -> int:
        """Samples taken from the device that have not been read yet, about."""
        ...

    @property
    def latency(self) -> float:
        """Seconds from a sound's being heard to its being readable, at most."""
        ...

    @property
    def keeps_time(self) -> bool:
        """Whether sound comes as time passes, rather than as fast as it is read."""
        ...

    def open(self) -> None:
        """Raises AudioError when there is nothing to read from."""
        ...

    def read(self) -> Sequence[Update]:
        """What happened since the last call, in order.

        Returns at once, with nothing when nothing did.
        """
        ...

    def hold(self) -> None:
        """A pause begins.

        What can wait, a file, stands still until `go_on`; a microphone hears on.
        """
        ...

    def go_on(self) -> None:
        """The pause is over."""
        ...

    def use(self, name: str) -> None:
        """Go on with another device; "" is the default one. A file ignores it."""
        ...

    def asleep(self) -> None:
        """The computer is about to sleep: what is missing from now on is missing by that."""
        ...

    def awake(self) -> None:
        """It has woken up."""
        ...

    def close(self) -> None:
        """What it still holds can be read afterwards."""
        ...
