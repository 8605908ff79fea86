"""How fast this computer transcribes and diarizes with each model, as `models measure` found it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

#: What stands for the diarization's networks, which are measured together, where a name is wanted.
DIARIZATION = "diarization"


@dataclass(frozen=True, slots=True)
class Computer:
    """What a speed depends on: the processor's name and the processors that the program may use."""

    processor: str
    threads: int


@dataclass(frozen=True, slots=True)
class Measurement:
    """When, where and by which version of the program something was measured."""

    at: datetime
    computer: Computer
    program: str


@dataclass(frozen=True, slots=True)
class LiveSpeed:
    """Live text of a sample, slice after slice.

    `median_ms` and `longest_ms`: from a slice's being durable to its text. `busy`: seconds of work,
    drafts included, for a second of sound; at 1.0 nothing is left for anything else.
    """

    median_ms: float
    longest_ms: float
    busy: float


@dataclass(frozen=True, slots=True)
class WhisperSpeed:
    """One Whisper model, as live text and as second pass.

    `final` is the second pass's real-time factor: seconds of work for a second of sound.
    """

    model: str
    live: LiveSpeed
    final: float
    measurement: Measurement


@dataclass(frozen=True, slots=True)
class DiarizationSpeed:
    """The diarization. `real_time_factor`: seconds of work for a second of sound."""

    real_time_factor: float
    measurement: Measurement


@dataclass(frozen=True, slots=True)
class ModelSpeeds:
    """All that has been measured; the newest measurement of each model, in the order measured."""

    whisper: tuple[WhisperSpeed, ...] = ()
    diarization: DiarizationSpeed | None = None

    def of(self, model: str) -> WhisperSpeed | None:
        """None where the Whisper model has not been measured."""
        return next((each for each in self.whisper if each.model == model), None)

    def updated(self, speed: WhisperSpeed | DiarizationSpeed) -> ModelSpeeds:
        """With this one in place of an older one of the same model."""
        if isinstance(speed, DiarizationSpeed):
            return replace(self, diarization=speed)
        others = tuple(each for each in self.whisper if each.model != speed.model)
        return replace(self, whisper=(*others, speed))

    def on(self, computer: Computer) -> ModelSpeeds:
        """Only what was measured on this computer: a data folder may have come from another."""
        found = self.diarization
        return ModelSpeeds(
            tuple(each for each in self.whisper if each.measurement.computer == computer),
            found if found and found.measurement.computer == computer else None,
        )


class MeasuredPart(StrEnum):
    """What of a model is being measured."""

    LOADING = "loading"
    LIVE = "live"
    FINAL = "final"
    DIARIZATION = "diarization"


@dataclass(frozen=True, slots=True)
class MeasuringStep:
    """How far a measurement is. `fraction`: of all that is to be measured, 0.0 to 1.0."""

    model: str
    part: MeasuredPart
    fraction: float
