"""What the recorder process and the application say to each other: one JSON object a line.

The recorder writes reports to its standard output, each with `"event"`, and reads commands from its
standard input, each with `"command"`. Nested records are written flat, into the same object, so
that a line reads like `{"event": "slice", "number": 7, "start_sample": 336000, …}`. Unknown fields
are ignored, so that either side may be newer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, TypeAlias

from aurity_desktop.domain.audio import AudioSlice, Device, Level, Span, SpanKind
from aurity_desktop.domain.error_lines import error_from, facts_of
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.json_lines import from_json, from_line, from_lines, to_line, to_lines
from aurity_desktop.domain.microphone_report import MicrophoneReport
from aurity_desktop.domain.session import SessionPlan


class StopReason(StrEnum):
    """Why a recorder ended.

    Whatever the reason, everything captured was sealed first, unless it is `FAILED`.
    """

    ASKED = "asked"
    END_OF_FILE = "end_of_file"
    DISK_LOW = "disk_low"
    LENGTH_LIMIT = "length_limit"
    PARENT_GONE = "parent_gone"
    TERMINATED = "terminated"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    FAILED = "failed"


class Interruption(StrEnum):
    """What a watchdog saw when the microphone stopped giving sound that can be believed."""

    NO_CALLBACK = "no_callback"
    STREAM_ENDED = "stream_ended"
    CLOCK_JUMP = "clock_jump"
    ONLY_ZEROS = "only_zeros"
    NOT_FOUND = "not_found"
    ASLEEP = "asleep"
    CHANGED_BY_USER = "changed_by_user"


# -- reports: recorder → application


@dataclass(frozen=True, slots=True)
class Ready:
    """The source is open, commands are read. Not recording yet: that is `Started`."""

    event: ClassVar[str] = "ready"
    session_id: str
    source: str
    at_sample: int
    next_number: int


@dataclass(frozen=True, slots=True)
class Started:
    """The first frames arrived. `sample_rate` is the device's own, before resampling."""

    event: ClassVar[str] = "started"
    source: str
    sample_rate: int


@dataclass(frozen=True, slots=True)
class SliceSealed:
    """A slice is durable.

    Its row stands in the ledger, or could not be written, which was reported: recovery then adds
    it.
    """

    event: ClassVar[str] = "slice"
    audio_slice: AudioSlice


@dataclass(frozen=True, slots=True)
class LevelMeasured:
    """Ten times a second while sound arrives."""

    event: ClassVar[str] = "level"
    level: Level


@dataclass(frozen=True, slots=True)
class Counted:
    """Samples taken from the source and samples written to disk, in this session.

    The open slice is included.
    """

    event: ClassVar[str] = "counters"
    captured: int
    on_disk: int


@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing is captured from `at_sample` on."""

    event: ClassVar[str] = "paused"
    kind: SpanKind
    at_sample: int


@dataclass(frozen=True, slots=True)
class Resumed:
    """`span` is what was not captured; it stands in the ledger."""

    event: ClassVar[str] = "resumed"
    span: Span


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Amber: the microphone is gone, the session waits. Nothing that was heard before is lost."""

    event: ClassVar[str] = "interrupted"
    why: Interruption
    source: str
    at_sample: int


@dataclass(frozen=True, slots=True)
class Regained:
    """Sound again, from `source`.

    `span` is the gap; it stands in the ledger if it has a length.
    """

    event: ClassVar[str] = "regained"
    source: str
    span: Span


@dataclass(frozen=True, slots=True)
class GapEnded:
    """The microphone was gone when a pause began: up to there it was a gap.

    `span` stands in the ledger.
    """

    event: ClassVar[str] = "gap"
    span: Span


@dataclass(frozen=True, slots=True)
class Overflowed:
    """Sound was lost between the device and the ring.

    `count` is how often so far, `span` this time's loss.
    """

    event: ClassVar[str] = "overflow"
    count: int
    span: Span


@dataclass(frozen=True, slots=True)
class SilenceNoticed:
    """Nothing but silence for `length` seconds.

    First after a quarter of a minute, then every minute.
    """

    event: ClassVar[str] = "silence"
    length: float


@dataclass(frozen=True, slots=True)
class SoundReturned:
    """Sound again, after `length` seconds of silence."""

    event: ClassVar[str] = "sound"
    length: float


@dataclass(frozen=True, slots=True)
class DiskLow:
    """Less than the warning threshold is left. Once, and again when it has come back in between."""

    event: ClassVar[str] = "disk_low"
    path: Path
    free_bytes: int


class InputNote(StrEnum):
    """What there was to decide about an imported file; the value stands in the audit trail."""

    LONGER_THAN_STATED = "longer_than_stated"
    CHANNELS_MIXED = "channels_mixed"
    TRACKS_MIXED = "tracks_mixed"
    TRACKS_LEFT_OUT = "tracks_left_out"
    GAPS_FILLED = "gaps_filled"
    #: One of these gaps, where nothing at all was recorded; it becomes a `Span`.
    GAP = "gap"
    SPEAKERS_BY_CHANNEL = "speakers_by_channel"
    END_NOT_READ = "end_not_read"
    #: In the middle of one of its pieces; how much is missing nobody knows.
    BROKEN_OFF = "broken_off"
    #: With the length that the file seems to have, where it tells; and its end was reached.
    BEGUN = "begun"
    READ_TO_ITS_END = "read_to_its_end"


@dataclass(frozen=True, slots=True)
class InputNoted:
    """How a file was read, where there was a choice. `facts` are numbers by name."""

    event: ClassVar[str] = "input_noted"
    note: InputNote
    facts: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class EndNear:
    """The session is closed in `length` seconds, because it is as long as it may become. Once."""

    event: ClassVar[str] = "end_near"
    length: float


@dataclass(frozen=True, slots=True)
class LidClosed:
    """The computer's lid was closed, and it goes on all the same."""

    event: ClassVar[str] = "lid_closed"


@dataclass(frozen=True, slots=True)
class ErrorReported:
    """One of our errors, with its class name and its facts.

    After a `fatal` one comes `Stopped` and the end.
    """

    event: ClassVar[str] = "error"
    error: str
    message: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    fatal: bool = True

    @classmethod
    def of(cls, error: AurityError, *, fatal: bool = True) -> ErrorReported:
        """The report of an error: its facts are the arguments of its constructor, paths as text."""
        return cls(type(error).__name__, str(error), facts_of(error), fatal)

    def to_error(self) -> AurityError:
        """The error itself, of its own class where this side knows it.

        So the window finds its words for it.
        """
        return error_from(self.error, self.message, self.facts)


@dataclass(frozen=True, slots=True)
class Checked:
    """What a microphone check heard.

    The sound itself is kept at `path`, to be played back and then deleted.
    """

    event: ClassVar[str] = "checked"
    path: Path
    report: MicrophoneReport


@dataclass(frozen=True, slots=True)
class Stopped:
    """The last line. Totals of the whole session, what stood before a resume included."""

    event: ClassVar[str] = "stopped"
    reason: StopReason
    sample_count: int
    slices: int
    overflows: int


Report: TypeAlias = (
    Ready
    | Started
    | SliceSealed
    | LevelMeasured
    | Counted
    | Paused
    | Resumed
    | Interrupted
    | Regained
    | GapEnded
    | Overflowed
    | SilenceNoticed
    | SoundReturned
    | DiskLow
    | EndNear
    | LidClosed
    | InputNoted
    | ErrorReported
    | Checked
    | Stopped
)

# -- commands: application → recorder


@dataclass(frozen=True, slots=True)
class Pause:
    """Stop capturing. `kind` tells a pause from a stretch off the record."""

    command: ClassVar[str] = "pause"
    kind: SpanKind = SpanKind.PAUSE


@dataclass(frozen=True, slots=True)
class Resume:
    """Capture again."""

    command: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True)
class Stop:
    """Seal what is open, and end."""

    command: ClassVar[str] = "stop"


@dataclass(frozen=True, slots=True)
class Acknowledge:
    """The slice's text is there; a fast file import may go on."""

    command: ClassVar[str] = "ack"
    number: int


@dataclass(frozen=True, slots=True)
class UseDevice:
    """Go on with another microphone; "" is the default one."""

    command: ClassVar[str] = "device"
    name: str


Command: TypeAlias = Pause | Resume | Stop | Acknowledge | UseDevice

# -- lines

_REPORTS: Mapping[str, type[Report]] = {kind.event: kind for kind in Report.__args__}
_COMMANDS: Mapping[str, type[Command]] = {kind.command: kind for kind in Command.__args__}


def format_report(report: Report) -> str:
    """One line of JSON, without the line break."""
    return to_line(report, event=report.event)


def parse_report(line: str | bytes) -> Report:
    """Raises BadMessage for a line that is none of ours."""
    return from_line(line, "event", _REPORTS)


def format_command(command: Command) -> str:
    """One line of JSON, without the line break."""
    return to_line(command, command=command.command)


def parse_command(line: str | bytes) -> Command:
    """Raises BadMessage for a line that is none of ours."""
    return from_line(line, "command", _COMMANDS)


def format_devices(devices: Sequence[Device]) -> str:
    """One JSON array, on one line."""
    return to_lines(devices)


def parse_devices(text: str | bytes) -> list[Device]:
    """Raises BadMessage."""
    return from_lines(Device, text)


def format_plan(plan: SessionPlan) -> str:
    """One line of JSON, without the line break."""
    return to_line(plan)


def parse_plan(text: str | bytes) -> SessionPlan:
    """Raises BadMessage."""
    return from_json(SessionPlan, text)
