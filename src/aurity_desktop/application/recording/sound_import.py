"""A sound file on its way to a transcript, as people see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

#: Of the work on a file, how much reading it is; the rest is its transcript.
_READING_SHARE = 0.1


class ImportState(StrEnum):
    """Where an import stands.

    STOPPED: only a part was read, and it can go on. TRANSCRIBING also while its job waits.
    """

    WAITING = "waiting"
    READING = "reading"
    TRANSCRIBING = "transcribing"
    COMPLETED = "completed"
    STOPPED = "stopped"
    CANCELLED = "cancelled"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether nothing more happens by itself."""
        return self in {
            ImportState.COMPLETED,
            ImportState.STOPPED,
            ImportState.CANCELLED,
            ImportState.FAILED,
        }


@dataclass(frozen=True, slots=True)
class SoundImport:
    """One file.

    `key` tells it from the others. `seconds` were read, of `of_seconds` as far as the file tells,
    else 0.0. `transcribed` is 0.0 to 1.0; `waits`: for the turn of its transcript. `session_id` is
    "" before anything was read.
    """

    key: int
    path: Path
    state: ImportState = ImportState.WAITING
    session_id: str = ""
    job_id: str = ""
    seconds: float = 0.0
    of_seconds: float = 0.0
    transcribed: float = 0.0
    waits: bool = False
    eta_seconds: float | None = None
    error: Exception | None = None

    @property
    def fraction(self) -> float:
        """How much of all its work is done, 0.0 to 1.0."""
        match self.state:
            case ImportState.COMPLETED:
                return 1.0
            case ImportState.TRANSCRIBING:
                return _READING_SHARE + (1 - _READING_SHARE) * self.transcribed
            case _:
                read = self.seconds / self.of_seconds if self.of_seconds else 0.0
                return _READING_SHARE * min(1.0, read)
