"""`sessions`: list them, and bring those to an end that did not."""

from __future__ import annotations

import argparse

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.cli import views
from aurity_desktop.cli.output import clock, result, say, table
from aurity_desktop.cli.waiting import own_worker, wait_for, wait_for_names
from aurity_desktop.domain.errors import AurityError


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `sessions`."""
    parser = subparsers.add_parser("sessions", help="list the sessions, newest first")
    parser.add_argument(
        "--recover",
        action="store_true",
        help="seal what is there of sessions that did not end, and wait until all are finished",
    )
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Returns 0, or with `--recover` the code of the first session that could not be sealed."""
    code = _recover(program) if arguments.recover else 0
    sessions = Library(program).sessions()
    rows = [
        (
            each.session_id,
            each.state.value,
            clock(each.duration),
            f"{each.chunks_ok}/{each.chunks}",
            str(each.speakers),
            each.language,
            each.title,
        )
        for each in sessions
    ]
    heads = ("session", "state", "length", "chunks", "speakers", "language", "title")
    result(
        [views.session_view(each) for each in sessions],
        as_json=arguments.json,
        text=table(rows, heads) if rows else "No sessions yet.",
    )
    return code


def _recover(program: Program) -> int:
    """The exit code. Raises JobFailed when a session is sealed and cannot be finished."""
    recovery = SessionRecovery(program)
    code = hand_on(recovery)
    with own_worker(program) as worker:
        jobs = recovery.under_way()
        wait_for(program, jobs, worker)
        wait_for_names(program, [job.session_id for job in jobs], worker)
    return code


def hand_on(recovery: SessionRecovery) -> int:
    """Seal and queue every session that did not end.

    One that cannot be sealed is named, and does not keep the others.

    The exit code: that of the first error, 0 without one.
    """
    code = 0
    for unfinished in recovery.unfinished():
        part = recovery.part(unfinished.session_id)
        try:
            job = recovery.finish(unfinished.session_id)
        except AurityError as error:
            say(f"{unfinished.session_id}: {error}")
            code = code or error.exit_code
        else:
            kept = "everything that was captured is kept" if job else "no sound was captured"
            if job and part:
                kept = f"{views.part_text(part)} of its file were read, and are kept"
            say(f"{unfinished.session_id}: {kept}.")
    return code
