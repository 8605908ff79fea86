"""From the recorder to the worker: the one way a session gets there.

After Stop and after a recovery alike.
"""

from __future__ import annotations

from contextlib import closing

from aurity_desktop.application.program import Program
from aurity_desktop.domain.consent import WITHDRAWN_REASON, ConsentAnswer
from aurity_desktop.domain.jobs import Job, JobKind, JobPriority
from aurity_desktop.domain.session import SessionState


def hand_over(
    program: Program, session_id: str, priority: JobPriority = JobPriority.JUST_STOPPED
) -> Job | None:
    """Queue the durable job that finishes the session, and return it.

    None when there is no sound at all, or when its consent was withdrawn: the session then ends as
    failed, and nothing more is made of it. What its recorder could not seal, because it died, is
    sealed first. Reads and hashes files: not on the GUI thread. Idempotent: a session that is
    queued already keeps its job. Raises SessionBusy while a recorder writes the session.
    """
    with closing(program.ledger()) as ledger:
        program.recover_session(session_id, ledger)
        session = ledger.sessions.summary(session_id)
        if ledger.consents.newest(session_id) is ConsentAnswer.WITHDRAWN:
            ledger.sessions.set_state(session_id, SessionState.FAILED, WITHDRAWN_REASON)
            return None
        if session.chunks == 0:
            ledger.sessions.set_state(session_id, SessionState.FAILED, "nothing was recorded")
            return None
        if session.state is not SessionState.FINALIZING:
            ledger.sessions.set_state(session_id, SessionState.FINALIZING)
    with closing(program.queue()) as queue:
        return queue.submit(
            JobKind.FINALIZE,
            session_id,
            priority=priority,
        )
