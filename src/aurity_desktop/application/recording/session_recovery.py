"""Sessions that did not end: found at the start, sealed, and handed on.

Never filtered by age, never deleted.
"""

from __future__ import annotations

import json
from contextlib import closing

from aurity_desktop.application.program import Program
from aurity_desktop.application.worker.handover import hand_over
from aurity_desktop.domain.events import Event
from aurity_desktop.domain.input_read import Part, note_of, part_of
from aurity_desktop.domain.jobs import BESIDE, Job, JobKind
from aurity_desktop.domain.session import OPEN_STATES, SessionState, SessionSummary


class SessionRecovery:
    """Finds sessions that did not end. Any thread; reads the ledger and, for `finish`, files.

    A session is unfinished when its state says that it is in progress and no recorder holds it.
    """

    def __init__(self, program: Program) -> None:
        self._program = program

    def unfinished(self) -> list[SessionSummary]:
        """Sessions that a dead process left, and finalizing ones that have no job.

        The former were being recorded or paused.
        """
        if not self._program.paths.ledger.exists():
            return []
        with closing(self._program.ledger()) as ledger:
            sessions = ledger.sessions.all()
        return [each for each in sessions if self._is_orphan(each)]

    def half_read(self, source: str) -> list[tuple[SessionSummary, Part]]:
        """Unfinished sessions that came from a file of this name, and what of it was read.

        Whether it is the same file the recorder finds out, by its sound.
        """
        found = [
            (each, self.part(each.session_id))
            for each in self.unfinished()
            if each.state in OPEN_STATES and each.plan.source == source
        ]
        return [(session, part) for session, part in found if part is not None]

    def part(self, session_id: str) -> Part | None:
        """What was read of the session's file; None for all of it, and for a microphone's."""
        with closing(self._program.ledger()) as ledger:
            rows = ledger.audit.rows(session_id)
            length = ledger.sessions.summary(session_id).duration
        told = (json.loads(row.metadata) for row in rows if row.operation == Event.INPUT_NOTED)
        return part_of([note for each in told if (note := note_of(each)) is not None], length)

    def finish(self, session_id: str) -> Job | None:
        """Seal what is on disk, the open slice included, and queue the session for the second pass.

        None when there was no sound at all; the session then ends as failed. Idempotent. Raises
        SessionBusy.
        """
        return hand_over(self._program, session_id)

    def under_way(self) -> list[Job]:
        """The jobs that finish sessions and have not ended, whichever program queued them."""
        with closing(self._program.queue()) as queue:
            return [job for job in queue.jobs() if job.kind is JobKind.FINALIZE and not job.ended]

    def _is_orphan(self, session: SessionSummary) -> bool:
        if session.state in OPEN_STATES:
            return not self._program.is_being_recorded(session.session_id)
        if session.state is SessionState.FINALIZING:
            with closing(self._program.queue()) as queue:
                return all(
                    job.ended or job.kind in BESIDE for job in queue.jobs(session.session_id)
                )
        return False
