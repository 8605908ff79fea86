"""Which of the worker's jobs people are shown, and what is said of each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from aurity_desktop.domain.jobs import HELD_BY_A_PAUSE, Job, JobKind, JobState
from aurity_desktop.ui.language.error_messages import failure_text
from aurity_desktop.ui.language.messages import step_text
from aurity_desktop.ui.widgets.time_text import remaining

translate = QCoreApplication.translate

_TO_BE_RUN_AGAIN = frozenset({JobState.FAILED, JobState.CANCELLED})


def shown_jobs(newest_first: Sequence[Job]) -> list[Job]:
    """What runs, what waits in its order, and what did not come to its end, newest first.

    Not what is done, nor what somebody has asked for anew since.
    """
    running = [job for job in newest_first if job.state is JobState.IN_PROGRESS]
    waiting = [job for job in reversed(newest_first) if job.state is JobState.PENDING]
    waiting.sort(key=lambda job: -job.priority)  # within one priority the older one goes first
    known = set[tuple[JobKind, str]]()
    ended = list[Job]()
    for job in newest_first:
        if job.state in _TO_BE_RUN_AGAIN and (job.kind, job.session_id) not in known:
            ended.append(job)
        known.add((job.kind, job.session_id))
    return [*running, *waiting, *ended]


def may_run_again(job: Job) -> bool:
    """Whether it did not come to its end."""
    return job.state in _TO_BE_RUN_AGAIN


def job_title(job: Job, session: str) -> str:
    """What is done, and of which session where it is of one."""
    what = {
        JobKind.FINALIZE: translate("Jobs", "Transcript"),
        JobKind.NAMES: translate("Jobs", "Misheard names"),
        JobKind.DIARIZE: translate("Jobs", "Speakers"),
        JobKind.PROJECT: translate("Jobs", "Files of the session"),
        JobKind.RETENTION: translate("Jobs", "Erasing what is due"),
    }[job.kind]
    return f"{what}: {session}" if session else what


def job_state_text(job: Job, *, paused: bool) -> str:
    """How far it is, why it waits, or why it failed."""
    match job.state:
        case JobState.IN_PROGRESS:
            words = _progress_text(job)
        case JobState.PENDING:
            words = _waiting_text(job, paused=paused)
        case JobState.FAILED:
            words = failure_text(job)
        case JobState.CANCELLED:
            words = translate("Jobs", "Cancelled. The sound is saved.")
        case JobState.COMPLETED:
            words = translate("Jobs", "Done")
    return words


def _waiting_text(job: Job, *, paused: bool) -> str:
    if paused and job.kind in HELD_BY_A_PAUSE:
        return translate("Jobs", "Waits until you resume")
    if job.retry_at is not None:
        again = translate("Jobs", "It is tried again automatically.")
        return f"{failure_text(job)} {again}"
    return translate("Jobs", "Waiting for its turn")


def _progress_text(job: Job) -> str:
    if job.cancel_requested:
        return translate("Jobs", "Being cancelled…")
    percent = translate("Jobs", "{percent} %").format(percent=round(job.progress_percent))
    parts = [step_text(job.step), percent]
    if job.eta_seconds is not None:
        parts.append(remaining(job.eta_seconds))
    return " · ".join(parts)
