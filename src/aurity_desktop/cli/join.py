"""`join`: a third session that holds two, one after the other."""

from __future__ import annotations

import argparse

from aurity_desktop.application.library.joining import join, require_not_held, require_sound
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.privacy.session_erasure import erase
from aurity_desktop.application.program import Program
from aurity_desktop.cli.confirm import confirmed
from aurity_desktop.cli.finished_session import finished_view, transcript_text
from aurity_desktop.cli.output import result, say
from aurity_desktop.cli.waiting import own_worker, wait_for


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """The parser of `join`."""
    parser = subparsers.add_parser(
        "join",
        help="make one session of two",
        description="A third session holds both, the earlier one first, with the time between "
        "them; what was corrected and named goes over. The two stay as they are, unless "
        "--erase-parts is given.",
    )
    parser.add_argument("session", metavar="SESSION")
    parser.add_argument("other", metavar="OTHER")
    parser.add_argument(
        "--erase-parts", action="store_true", help="erase the two for good once they are joined"
    )
    parser.add_argument("--yes", action="store_true", help="do not ask before erasing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, program: Program) -> int:
    """Print the joined session. 0, or 1 where the question whether to erase was answered no.

    Raises UnknownSession, CannotJoin, SessionBusy, ConsentWithdrawn, SliceDamaged, and SessionHeld
    where one on hold is to be erased.
    """
    library = Library(program)
    parts = [library.session(each) for each in (arguments.session, arguments.other)]
    if arguments.erase_parts:
        require_not_held(program, *(each.session_id for each in parts))
    question = f"Erase {parts[0].session_id} and {parts[1].session_id} once they are joined?"
    if arguments.erase_parts and not confirmed(question, yes=arguments.yes):
        say("Nothing was joined.")
        return 1
    job = join(program, parts[0].session_id, parts[1].session_id)
    with own_worker(program) as worker:
        wait_for(program, [job], worker)
    if arguments.erase_parts:
        require_sound(program, job.session_id)
        for part in parts:
            erase(program, part.session_id)
    view = finished_view(program, job.session_id)
    result(view, as_json=arguments.json, text=transcript_text(program, view))
    return 0
