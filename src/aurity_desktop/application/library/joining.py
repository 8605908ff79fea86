"""Making one session of two, as the command line and the window's child do it."""

from __future__ import annotations

from contextlib import closing

from aurity_desktop.application.program import Program
from aurity_desktop.domain.errors import CannotJoin, SessionHeld
from aurity_desktop.domain.jobs import Job, JobKind, JobPriority
from aurity_desktop.domain.session import checked_session_id, new_session_id
from aurity_desktop.storage.durable import claim_folder


def join(program: Program, first: str, second: str) -> Job:
    """Make a third session; the job that is returned makes its files.

    It is called after the time at which the earlier of the two began. Loads h5py, and copies all of
    the sound: for a command, never on the GUI thread. Raises UnknownSession, CannotJoin,
    SessionBusy, ConsentWithdrawn, SliceDamaged, DiskFull.
    """
    with closing(program.ledger()) as ledger:
        begun = min(
            ledger.sessions.summary(checked_session_id(each)).plan.created_at
            for each in (first, second)
        )
        joined = new_session_id(
            begun.astimezone(),
            lambda name: (
                ledger.sessions.knows(name) or not claim_folder(program.paths.session(name))
            ),
        )
    try:
        program.corpus().join((first, second), joined)
    except BaseException:
        folder = program.paths.session(joined)
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
        raise
    with closing(program.queue()) as queue:
        return queue.submit(JobKind.PROJECT, joined, priority=JobPriority.ASKED_FOR)


def require_not_held(program: Program, *ids: str) -> None:
    """Before what cannot be erased is joined in order to be. Raises SessionHeld."""
    with closing(program.ledger()) as ledger:
        holds = {each.session_id: each.reason for each in ledger.retention.holds()}
    for session_id in ids:
        if session_id in holds:
            raise SessionHeld(session_id, holds[session_id])


def require_sound(program: Program, joined: str) -> None:
    """Before its parts are erased: nothing is wrong with what was made of them.

    Raises CannotJoin, which names the first thing that is.
    """
    for finding in program.corpus().verify_session(joined).findings:
        raise CannotJoin(joined, finding)
