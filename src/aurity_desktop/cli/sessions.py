"""`sessions`: list them, and bring those to an end that did not."""

from __future__ import annotations

import argparse

from aurity_desktop.application.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.application.recovery import Recovery
from aurity_desktop.cli import views
from aurity_desktop.cli.output import clock, result, say, table
from aurity_desktop.cli.waiting import own_worker, wait_for


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("sessions", help="list the sessions, newest first")
    parser.add_argument(
        "--recover",
        action="store_true",
        help="seal what is there of sessions that did not end, and finish them",
    )
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    if arguments.recover:
        _recover(program)
    sessions = Library(program).sessions()
    rows = [
        (
            each.session_id,
            each.state.value,
            clock(each.duration),
            f"{each.chunks_ok}/{each.chunks}",
            str(each.speakers),
            each.language,
            each.plan.title,
        )
        for each in sessions
    ]
    heads = ("session", "state", "length", "chunks", "speakers", "language", "title")
    result(
        [views.session_view(each) for each in sessions],
        as_json=arguments.json,
        text=table(rows, heads) if rows else "No sessions yet.",
    )
    return 0


def _recover(program: Program) -> None:
    recovery = Recovery(program)
    jobs = []
    for unfinished in recovery.unfinished():
        job = recovery.finish(unfinished.session_id)
        if job is None:
            say(f"{unfinished.session_id}: no sound was captured.")
        else:
            say(f"{unfinished.session_id}: everything that was captured is kept.")
            jobs.append(job)
    with own_worker(program) as worker:
        wait_for(program, jobs, worker)
