"""Work that outlives the window: what kinds there are and how far each one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobKind(StrEnum):
    FINALIZE = "finalize"
    DIARIZE = "diarize"
    PROJECT = "project"


class JobState(StrEnum):
    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED})


class JobStep(StrEnum):
    """The steps of finalize, in order."""

    CONCATENATE = "concatenate"
    TRANSCRIBE = "transcribe"
    DIARIZE = "diarize"
    ASSIGN = "assign"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Job:
    """A job's record. `eta_seconds` is None until this machine has learned how long such work takes."""

    job_id: str
    kind: JobKind
    session_id: str
    state: JobState
    progress_percent: float
    attempt: int
    error_message: str
    last_event: str
    created_at: datetime
    started_at: datetime | None = None
    ended_at: datetime | None = None
    eta_seconds: float | None = None
    priority: int = 0
