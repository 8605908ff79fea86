"""Who spoke when, and what we call them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import count


class SpeakerRole(StrEnum):
    """In which role somebody speaks; the values stand in files and never change."""

    MEDICO = "MEDICO"
    PACIENTE = "PACIENTE"
    ACOMPANANTE = "ACOMPANANTE"
    ENFERMERIA = "ENFERMERIA"
    INTERPRETE = "INTERPRETE"
    OTRO = "OTRO"
    DESCONOCIDO = "DESCONOCIDO"


UNKNOWN_SPEAKER = "SPEAKER_UNKNOWN"


@dataclass(frozen=True, slots=True)
class Turn:
    """One stretch of one voice, in seconds on the session's clock.

    Turns of different speakers may overlap.
    """

    start: float
    end: float
    speaker: str

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Diarization:
    """Turns sorted by start.

    `speakers` are raw labels (`SPEAKER_00`, …) in order of first appearance.
    """

    turns: tuple[Turn, ...]
    speakers: tuple[str, ...]
    model: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """A raw label and, apart from it, what people call that voice.

    `seconds` is how long it spoke.
    """

    label: str
    role: SpeakerRole = SpeakerRole.DESCONOCIDO
    name: str = ""
    seconds: float = 0.0

    @property
    def called(self) -> str:
        """Its name, else its role where it has one, else its label."""
        if self.name:
            return self.name
        known = self.role is not SpeakerRole.DESCONOCIDO
        return f"{self.role.value} ({self.label})" if known else self.label


def new_label(labels: Iterable[str]) -> str:
    """A raw label for somebody whom the diarization did not tell apart."""
    taken = set(labels)
    return next(label for number in count() if (label := f"SPEAKER_{number:02d}") not in taken)
