"""Work that outlives the window: what kinds there are and how far each one is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from aurity_desktop.domain.session import SpeakerCount


class JobKind(StrEnum):
    """What a job does with its session.

    FINALIZE makes the transcript of a recording; NAMES looks for names that were misheard in one
    that stands; DIARIZE finds the speakers again; PROJECT writes the session file; RETENTION erases
    what is due, in all sessions.
    """

    FINALIZE = "finalize"
    NAMES = "names"
    DIARIZE = "diarize"
    PROJECT = "project"
    RETENTION = "retention"


#: What waits while all jobs are paused: files that were asked for, and erasing what is due, do not.
HELD_BY_A_PAUSE = frozenset({JobKind.FINALIZE, JobKind.NAMES, JobKind.DIARIZE})

#: What is done beside a session that stands: it may be recorded on meanwhile.
BESIDE = frozenset({JobKind.NAMES, JobKind.PROJECT})

#: The session of a job that is about all of them.
EVERY_SESSION = ""


class JobState(StrEnum):
    """Where a job stands; a retry that waits is PENDING."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


ENDED = frozenset({JobState.COMPLETED, JobState.FAILED, JobState.CANCELLED})


class JobPriority(IntEnum):
    """Who goes first; within one priority the older job does.

    IMPORTED is for what nobody waits for, files that were imported and names that are looked for:
    it gives way to every other job, and to a recording.
    """

    IMPORTED = -10
    NORMAL = 0
    JUST_STOPPED = 10
    ASKED_FOR = 20


class JobEvent(StrEnum):
    """What happened to a job; the last one stands in its record, all of them in its history."""

    CREATED = "JOB_CREATED"
    STARTED = "JOB_STARTED"
    STEP_STARTED = "STEP_STARTED"
    STEP_COMPLETED = "STEP_COMPLETED"
    RETRY_SCHEDULED = "RETRY_SCHEDULED"
    WORKER_LOST = "WORKER_LOST"
    INTERRUPTED = "JOB_INTERRUPTED"
    CANCEL_REQUESTED = "CANCEL_REQUESTED"
    CANCELLED = "JOB_CANCELLED"
    COMPLETED = "JOB_COMPLETED"
    FAILED = "JOB_FAILED"
    RETRIED_BY_HAND = "JOB_RETRIED"
    REVIVED = "JOB_REVIVED"


class JobStep(StrEnum):
    """The steps of finalize, in order; NAMES is that of a job of its own."""

    CONCATENATE = "concatenate"
    TRANSCRIBE = "transcribe"
    DIARIZE = "diarize"
    ASSIGN = "assign"
    NAMES = "names"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Job:
    """A job's record.

    `eta_seconds` is None until this machine has learned how long such work takes.

    `attempt` counts the starts, the one that is running included, and not those that go on where a
    worker was ended in order. `error_line` is the error that `error_message` tells in English, as
    `domain.error_lines` writes it; "" where it was none of ours. `retry_at` is set while a failed
    job waits for its next start. `speaker_count` overrides what the session's plan says about the
    people in the room, `model` the choice of the best installed one. `step` is the JobStep at work,
    "" when none is.
    """

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
    retry_at: datetime | None = None
    speaker_count: SpeakerCount | None = None
    cancel_requested: bool = False
    step: str = ""
    model: str = ""
    error_line: str = ""

    @property
    def ended(self) -> bool:
        """Whether it will not run again by itself."""
        return self.state in ENDED


@dataclass(frozen=True, slots=True)
class JobHistoryEntry:
    """One thing that happened to a job.

    `detail` is a reason or the name of a step, never a patient's words.
    """

    at: datetime
    attempt: int
    event: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class StepTiming:
    """How long one step of one attempt took, and for how much sound."""

    step: JobStep
    attempt: int
    seconds: float
    audio_seconds: float


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step that lies ahead.

    `share` is its part of the whole work, in any unit; `audio_seconds` is how much sound it has to
    go through.
    """

    step: JobStep
    share: float
    audio_seconds: float


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """What the worker last said of itself.

    `hard_limit_at` is when the job it runs has to be over.
    """

    owner: str
    process_id: int
    started_at: datetime
    heartbeat_at: datetime
    job_id: str = ""
    hard_limit_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Percentiles:
    """Median, 95th percentile and maximum of `count` measurements; zeros when there are none."""

    count: int = 0
    p50: float = 0.0
    p95: float = 0.0
    maximum: float = 0.0


@dataclass(frozen=True, slots=True)
class QueueFigures:
    """The queue in numbers, over the jobs of the last thirty days.

    Seconds, and for `real_time_factors` seconds of work per second of sound, by step.
    """

    depth: int
    in_progress: int
    completed: int
    failed: int
    cancelled: int
    wait: Percentiles
    run: Percentiles
    retries: Percentiles
    steps: dict[JobStep, Percentiles]
    real_time_factors: dict[JobStep, float]
