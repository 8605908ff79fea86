"""The recording as the user sees it: its states, what is asked for, and notices."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from aurity_desktop.domain.consent import Consent
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.session import SpeakerCount


class RecordingState(StrEnum):
    """What the recording is doing.

    `STARTING`: no frame has arrived yet. `INTERRUPTED`: nothing is captured though it should be;
    mostly the microphone is lost and being sought, and the session waits. `PAUSED` and
    `OFF_THE_RECORD` outrank it: nothing is to be captured.
    """

    IDLE = "idle"
    STARTING = "starting"
    RECORDING = "recording"
    PAUSED = "paused"
    OFF_THE_RECORD = "off_the_record"
    INTERRUPTED = "interrupted"
    STOPPING = "stopping"

    @property
    def going_on(self) -> bool:
        """Whether there is a session that can be stopped."""
        return self not in {RecordingState.IDLE, RecordingState.STOPPING}

    @property
    def is_pause(self) -> bool:
        """Whether nothing is captured because the user wants it so."""
        return self in {RecordingState.PAUSED, RecordingState.OFF_THE_RECORD}


@dataclass(frozen=True, slots=True)
class RecordingRequest:
    """What to record.

    `device` "" is the system's default microphone; `input_file` is read instead of a microphone, in
    real time or, with `fast`, as quickly as its text can be written; `in_background` at low
    priority, without live text. `consent` is the yes that was
    given before; None where nobody was asked yet, which may still be done while it records.
    """

    device: str = ""
    input_file: Path | None = None
    fast: bool = True
    in_background: bool = False
    language: str = ""
    speaker_count: SpeakerCount = field(default_factory=SpeakerCount)
    vocabulary: tuple[str, ...] = ()
    title: str = ""
    consent: Consent | None = None


class NoticeKind(StrEnum):
    """Things to tell the user once, beside what they are doing and never in its way."""

    NOTHING_CAPTURED = "nothing_captured"
    DISK_LOW = "disk_low"
    DISK_FULL = "disk_full"
    END_NEAR = "end_near"
    LENGTH_LIMIT = "length_limit"
    SILENCE = "silence"
    LONG_SILENCE = "long_silence"
    CLIPPING = "clipping"
    OVERFLOW = "overflow"
    SLEPT = "slept"
    LONG_SLEEP = "long_sleep"
    LID_CLOSED = "lid_closed"
    TEXT_UNAVAILABLE = "text_unavailable"
    TEXT_SLOW = "text_slow"
    DAMAGED_INPUT = "damaged_input"
    INPUT_LONGER = "input_longer"
    TRACKS_MIXED = "tracks_mixed"
    TRACKS_LEFT_OUT = "tracks_left_out"
    SPEAKERS_BY_CHANNEL = "speakers_by_channel"
    RECORDER_TROUBLE = "recorder_trouble"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to tell the user; the words for people are the window's.

    `detail` is for the log and the tooltip; `error` is what it is about, if an error.
    """

    kind: NoticeKind
    detail: str = ""
    error: AurityError | None = None
