"""Sound on the sample clock: one format everywhere, and the slices it is cut into.

16 kHz, mono, 16-bit PCM. A position in a session is a sample index; seconds are derived from it and
never the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

SAMPLE_RATE = 16_000
SAMPLE_BYTES = 2
SLICE_SAMPLES = 3 * SAMPLE_RATE


def seconds(samples: int) -> float:
    """Samples on the session's clock, in seconds."""
    return samples / SAMPLE_RATE


@dataclass(frozen=True, slots=True)
class SliceInProgress:
    """The place in its session of the slice that is being recorded.

    Part of its sound is on disk, and it grows.
    """

    session_id: str
    number: int
    start_sample: int

    @property
    def next_start(self) -> int:
        """The session sample at which the next slice begins."""
        return self.start_sample + SLICE_SAMPLES


@dataclass(frozen=True, slots=True)
class AudioSlice:
    """One sealed slice: a complete WAV that was durable on disk before this value existed.

    `sha256` is 64 hex digits over the PCM bytes (int16, little-endian), without the WAV header, so
    that it can be checked against any container that holds the same samples. `sealed_at` is
    `time.monotonic()`, which processes of one machine share, and 0.0 where it is not known.
    """

    session_id: str
    number: int
    start_sample: int
    sample_count: int
    sha256: str
    path: Path
    sealed_at: float = 0.0

    @property
    def end_sample(self) -> int:
        """Where the next slice begins."""
        return self.start_sample + self.sample_count

    @property
    def start(self) -> float:
        """Seconds on the session's clock."""
        return seconds(self.start_sample)

    @property
    def end(self) -> float:
        """Seconds on the session's clock."""
        return seconds(self.end_sample)

    @property
    def next(self) -> SliceInProgress:
        """The one that is recorded after it."""
        return SliceInProgress(self.session_id, self.number + 1, self.end_sample)

    @property
    def chunk_id(self) -> str:
        """The id of its chunk, as the session file has it."""
        return f"{self.session_id}_chunk_{self.number}_{self.sha256[:8]}"

    @property
    def audio_hash(self) -> str:
        """The hash with its algorithm in front."""
        return f"sha256:{self.sha256}"


class SpanKind(StrEnum):
    """Why a stretch of wall-clock time is not in the recording."""

    PAUSE = "pause"
    OFF_THE_RECORD = "off_the_record"
    GAP = "gap"
    OVERFLOW = "overflow"


#: The reason of a gap that lies between the end of a recorder, however it came, and the start of
#: the next.
RECORDER_GONE = "recorder_gone"
#: That of a gap which a slice that a power cut damaged leaves.
POWER_CUT = "power_cut"
#: That of a gap in an imported file, which was filled with silence or left out.
FILE_GAP = "file_gap"
#: That of the time between a session's end and its next part.
RECORDED_ON = "recorded_on"
#: That of the time between two sessions of which one was made.
JOINED = "joined"


@dataclass(frozen=True, slots=True)
class Span:
    """Time that was not captured.

    It lies before sample `at_sample` and lasted `seconds` of wall-clock time.
    """

    kind: SpanKind
    at_sample: int
    seconds: float
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Level:
    """Loudness of the last tenth of a second, in dBFS (0 is full scale, -96 is silence)."""

    rms_db: float
    peak_db: float
    clipped_samples: int = 0


@dataclass(frozen=True, slots=True)
class Device:
    """An input the user can choose.

    `name` is stable between starts, `index` is PortAudio's and is not.
    """

    name: str
    index: int
    channels: int
    sample_rate: int
    is_default: bool = False
    is_loopback: bool = False


@dataclass(frozen=True, slots=True)
class Counters:
    """The three honest counters, in samples, taken from written bytes."""

    captured: int = 0
    on_disk: int = 0
    transcribed: int = 0
