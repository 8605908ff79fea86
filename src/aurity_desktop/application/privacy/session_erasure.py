"""Erasing one session because somebody asked for it.

The work on it ends first, so that nothing writes to what is being erased.
"""

from __future__ import annotations

import time
from contextlib import closing

from aurity_desktop.application.program import Program
from aurity_desktop.domain.errors import SessionBusy, SessionHeld
from aurity_desktop.domain.session import UNDER_WAY, checked_session_id, is_session_id
from aurity_desktop.runtime.room import reserve_of
from aurity_desktop.storage.reserve import with_reserve

#: The reason that stays; a person's words would outlive the session.
ASKED_FOR = "asked for"
#: Work hears that it is cancelled within two seconds.
_WORK_ENDS_SECONDS = 10.0
_LOOK_SECONDS = 0.1


def erase(program: Program, session_id: str) -> None:
    """Erase the session; gone for good when it returns.

    Loads h5py, and may wait for seconds: for a command, never on the GUI thread. Raises
    UnknownSession, SessionHeld, SessionBusy while it is recorded or finalized.
    """
    with closing(program.ledger()) as ledger:
        if not ledger.sessions.knows(session_id):  # one that was planted may have any name
            checked_session_id(session_id)
        state = ledger.sessions.summary(session_id).state
        hold = next(
            (each for each in ledger.retention.holds() if each.session_id == session_id), None
        )
    if hold is not None:
        raise SessionHeld(session_id, hold.reason)
    if state in UNDER_WAY:
        raise SessionBusy(session_id, state)
    if is_session_id(session_id) and program.is_being_recorded(session_id):
        raise SessionBusy(session_id, "being recorded")
    with_reserve(reserve_of(program.paths), lambda: _end_work(program, session_id))
    program.corpus().erase(session_id, ASKED_FOR)


def _end_work(program: Program, session_id: str) -> None:
    deadline = time.monotonic() + _WORK_ENDS_SECONDS
    with closing(program.queue()) as queue:
        while open_jobs := [job for job in queue.jobs(session_id) if not job.ended]:
            if time.monotonic() > deadline:
                raise SessionBusy(session_id, "still being worked on")
            for job in open_jobs:
                queue.cancel(job.job_id)
            time.sleep(_LOOK_SECONDS)
