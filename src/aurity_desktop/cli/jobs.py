"""`jobs`: what the worker has to do, is doing and has done; cancel it, or run it again."""

from __future__ import annotations

import argparse
from contextlib import closing
from typing import Any

from aurity_desktop.application.program import Program
from aurity_desktop.cli.output import clock, joined, result, say, table
from aurity_desktop.domain.jobs import (
    HELD_BY_A_PAUSE,
    Job,
    JobHistoryEntry,
    JobState,
    StepTiming,
)
from aurity_desktop.domain.ports import Queue

#: The actions on all jobs at once.
_OF_ALL = frozenset({"pause", "resume"})

PAUSED = (
    "All jobs are paused: recording goes on, transcripts and imports wait for "
    "`aurity-desktop jobs resume`."
)


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `jobs` and of its actions."""
    parser = subparsers.add_parser(
        "jobs",
        help="list the background jobs; show, cancel or retry one; pause all",
        description="Without an action, lists the jobs, newest first. Ended jobs are kept for 24 "
        "hours. While all are paused, recording goes on, and transcripts wait until they are "
        "resumed.",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run, action="list")
    actions = parser.add_subparsers(metavar="ACTION")
    for name, what in (
        ("list", "all jobs, newest first"),
        ("show", "one job with its history and what each step took"),
        ("cancel", "cancel a job that waits or is at work"),
        ("retry", "run a failed or cancelled job again"),
        ("pause", "let all transcripts and imports wait until told: record now, write later"),
        ("resume", "go on with what waits"),
    ):
        action = actions.add_parser(name, help=what)
        # SUPPRESS: without it here, what was said before the action would be forgotten.
        action.add_argument(
            "--json", action="store_true", default=argparse.SUPPRESS, help="print JSON"
        )
        action.set_defaults(action=name)
        if name not in {"list", *_OF_ALL}:
            action.add_argument(
                "job", metavar="JOB", help="its id, or a session's id for the newest job of it"
            )


def run(arguments: argparse.Namespace, program: Program) -> int:
    """One action on the queue; without one, the list. Returns 0. Raises UnknownJob."""
    with closing(program.queue()) as queue:
        if arguments.action == "list":
            _list(queue, as_json=arguments.json)
            return 0
        if arguments.action in _OF_ALL:
            _pause(queue, arguments.action == "pause", as_json=arguments.json)
            return 0
        job = _found(queue, arguments.job)
        if arguments.action == "cancel":
            queue.cancel(job.job_id)
        elif arguments.action == "retry":
            queue.retry(job.job_id)
            if queue.worker() is None:
                say("No worker has run here yet: start the app, or `aurity-desktop worker`.")
        _show(queue, job.job_id, as_json=arguments.json)
    return 0


def _pause(queue: Queue, paused: bool, *, as_json: bool) -> None:
    """Set, and tell what it means; twice is harmless."""
    if paused:
        queue.pause()
    else:
        queue.resume()
    waiting = sum(job.kind in HELD_BY_A_PAUSE and not job.ended for job in queue.jobs())
    text = PAUSED if paused else "Going on."
    if waiting:
        text += f" Waiting: {waiting}."
    result({"paused": paused, "waiting": waiting}, as_json=as_json, text=text)


def _found(queue: Queue, name: str) -> Job:
    """Raises UnknownJob."""
    of_session = queue.jobs(name)
    return of_session[0] if of_session else queue.job(name)


def _list(queue: Queue, *, as_json: bool) -> None:
    jobs = queue.jobs()
    rows = [
        (
            job.job_id,
            job.kind.value,
            job.session_id,
            job.state.value,
            f"{job.progress_percent:.0f} %",
            str(job.attempt),
            _note(job),
        )
        for job in jobs
    ]
    heads = ("job", "kind", "session", "state", "done", "attempt", "note")
    text = table(rows, heads) if rows else "No jobs."
    if queue.paused():
        say(PAUSED)
    result([job_view(job) for job in jobs], as_json=as_json, text=text)


def _show(queue: Queue, job_id: str, *, as_json: bool) -> None:
    job, history, timings = queue.job(job_id), queue.history(job_id), queue.timings(job_id)
    view = job_view(job) | {
        "history": [_history_view(entry) for entry in history],
        "steps": [_timing_view(timing) for timing in timings],
    }
    result(view, as_json=as_json, text=_text(job, history, timings))


def job_view(job: Job) -> dict[str, Any]:
    """A job as JSON, the same wherever one is printed."""
    count = job.speaker_count
    return {
        "job_id": job.job_id,
        "kind": job.kind,
        "session_id": job.session_id,
        "state": job.state,
        "progress_percent": job.progress_percent,
        "step": job.step,
        "eta_seconds": job.eta_seconds,
        "attempt": job.attempt,
        "priority": job.priority,
        "error_message": job.error_message,
        "last_event": job.last_event,
        "cancel_requested": job.cancel_requested,
        "model": job.model,
        "speakers": None if count is None else [count.minimum, count.maximum],
        "created_at": job.created_at.isoformat(),
        "started_at": job.started_at.isoformat() if job.started_at else None,
        "ended_at": job.ended_at.isoformat() if job.ended_at else None,
        "retry_at": job.retry_at.isoformat() if job.retry_at else None,
    }


def _history_view(entry: JobHistoryEntry) -> dict[str, Any]:
    return {
        "at": entry.at.isoformat(),
        "attempt": entry.attempt,
        "event": entry.event,
        "detail": entry.detail,
    }


def _timing_view(timing: StepTiming) -> dict[str, Any]:
    audio = timing.audio_seconds
    return {
        "step": timing.step,
        "attempt": timing.attempt,
        "seconds": round(timing.seconds, 3),
        "audio_seconds": round(audio, 3),
        "real_time_factor": round(timing.seconds / audio, 4) if audio > 0 else None,
    }


def _note(job: Job) -> str:
    if job.state is JobState.IN_PROGRESS and job.cancel_requested:
        return "being cancelled"
    if job.state is JobState.IN_PROGRESS:
        eta = f", about {clock(job.eta_seconds)} to go" if job.eta_seconds is not None else ""
        return f"{job.step}{eta}"
    if job.retry_at is not None:
        return f"again at {job.retry_at.astimezone():%H:%M:%S}: {job.error_message}"
    return job.error_message


def _text(job: Job, history: list[JobHistoryEntry], timings: list[StepTiming]) -> str:
    lines = [
        f"{job.job_id}  {job.kind} of {job.session_id}",
        f"{job.state}, {job.progress_percent:.0f} %, attempt {job.attempt}  {_note(job)}".rstrip(),
        "",
        *table(
            [
                (f"{e.at.astimezone():%Y-%m-%d %H:%M:%S}", str(e.attempt), e.event, e.detail)
                for e in history
            ],
            ("when", "attempt", "event", "detail"),
        ).splitlines(),
    ]
    if timings:
        rows = [
            (each.step.value, f"{each.seconds:.2f} s", f"{each.audio_seconds:.1f} s")
            for each in timings
        ]
        lines += ["", *table(rows, ("step", "took", "of sound")).splitlines()]
    return joined(lines)
