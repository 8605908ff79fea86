"""From rows of the job records to the values that the rest of the program knows."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

from aurity_desktop.domain.jobs import (
    Job,
    JobHistoryEntry,
    JobKind,
    JobState,
    JobStep,
    StepTiming,
    WorkerStatus,
)
from aurity_desktop.domain.session import SpeakerCount


def moment(seconds: float) -> datetime:
    """Seconds since the epoch as a time in UTC."""
    return datetime.fromtimestamp(seconds, UTC)


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else moment(seconds)


def as_job(row: sqlite3.Row) -> Job:
    """A row of `jobs`. A pending job with an error and a time is one that waits for its retry."""
    state = JobState(row["state"])
    waits_for_retry = state is JobState.PENDING and row["error"] != "" and row["not_before"] > 0
    count = SpeakerCount(row["speakers_minimum"], row["speakers_maximum"])
    return Job(
        job_id=row["job_id"],
        kind=JobKind(row["kind"]),
        session_id=row["session_id"],
        state=state,
        progress_percent=row["progress"],
        attempt=row["attempt"],
        error_message=row["error"],
        error_line=row["error_line"],
        last_event=row["last_event"],
        created_at=moment(row["created_at"]),
        started_at=_moment(row["started_at"]),
        ended_at=_moment(row["ended_at"]),
        eta_seconds=row["eta"],
        priority=row["priority"],
        retry_at=moment(row["not_before"]) if waits_for_retry else None,
        speaker_count=count if row["speakers_given"] else None,
        cancel_requested=bool(row["cancel_requested"]),
        step=row["step"],
        model=row["model"],
    )


def as_history(row: sqlite3.Row) -> JobHistoryEntry:
    """A row of `history`."""
    return JobHistoryEntry(moment(row["at"]), row["attempt"], row["event"], row["detail"])


def as_timing(row: sqlite3.Row) -> StepTiming:
    """A row of `steps`."""
    return StepTiming(JobStep(row["step"]), row["attempt"], row["seconds"], row["audio_seconds"])


def as_worker(row: sqlite3.Row) -> WorkerStatus:
    """The one row of `worker`."""
    return WorkerStatus(
        owner=row["owner"],
        process_id=row["process_id"],
        started_at=moment(row["started_at"]),
        heartbeat_at=moment(row["heartbeat_at"]),
        job_id=row["job_id"],
        hard_limit_at=_moment(row["hard_limit_at"]),
    )
