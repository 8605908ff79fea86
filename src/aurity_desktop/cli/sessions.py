"""`sessions`: list them, and bring those to an end that did not."""

from __future__ import annotations

import argparse

from aurity_desktop.application.library import Library
from aurity_desktop.application.program import Program
from aurity_desktop.application.recovery import Recovery
from aurity_desktop.cli import views
from aurity_desktop.cli.output import clock, result, say, table


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = subparsers.add_parser("sessions", help="list the sessions, newest first")
    parser.add_argument(
        "--recover",
        action="store_true",
        help="seal what is there of sessions that did not end, and queue them for finishing",
    )
    parser.add_argument("--json", action="store_true", help="print a JSON array")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    if arguments.recover:
        recovery = Recovery(program)
        for unfinished in recovery.unfinished():
            recovery.finish(unfinished.session_id)
            say(f"{unfinished.session_id}: everything that was captured is kept, and queued.")
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
