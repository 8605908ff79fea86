"""What a microphone check tells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class MicrophoneFault(StrEnum):
    """What is wrong with what was heard, the gravest first."""

    ONLY_ZEROS = "only_zeros"  # muted, or no permission
    LOOPBACK = "loopback"  # hears the loudspeakers, not the room
    TOO_QUIET = "too_quiet"
    CLIPPING = "clipping"
    OFFSET = "offset"  # every sample is shifted by a constant
    HUM = "hum"
    NOISY = "noisy"


@dataclass(frozen=True, slots=True)
class MicrophoneReport:
    """Five seconds of a microphone, in figures.

    Levels in dBFS.

    `speech_db` is how loud it is when it is loud, `noise_db` when it is quiet. `hum_hertz` is the
    mains frequency whose hum was found, 0 where none was, and `hum_db` how loud that hum is.
    """

    seconds: float
    rms_db: float
    peak_db: float
    speech_db: float
    noise_db: float
    clipped_samples: int
    hum_hertz: int
    hum_db: float
    faults: tuple[MicrophoneFault, ...] = ()
