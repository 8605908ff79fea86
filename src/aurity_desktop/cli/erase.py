"""`erase`: one session, for good: sound, text, search, file and key."""

from __future__ import annotations

import argparse

from aurity_desktop.application.library.library import Library
from aurity_desktop.application.privacy.session_erasure import erase
from aurity_desktop.application.program import Program
from aurity_desktop.cli.confirm import confirmed
from aurity_desktop.cli.output import clock, result, say


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `erase`."""
    parser = subparsers.add_parser(
        "erase",
        help="erase a session for good",
        description="Sound, text and files go, and cannot be had again. That there was such a "
        "session stays on record. Files that were exported are not touched. A session on hold is "
        "not erased.",
    )
    parser.add_argument("session", metavar="SESSION")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Returns 0 once it is erased, 1 where the question was answered no.

    Raises UnknownSession, SessionHeld, and SessionBusy while it is recorded or finalized.
    """
    session = Library(program).session(arguments.session)
    question = f"Erase {session.session_id} ({clock(session.duration)}) for good?"
    if not confirmed(question, yes=arguments.yes):
        say("Nothing was erased.")
        return 1
    erase(program, session.session_id)
    view = {"session_id": session.session_id, "erased": True}
    result(view, as_json=arguments.json, text=f"{session.session_id} is erased.")
    return 0
