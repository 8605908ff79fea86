"""Which of the speaker runs counts: what makes a repeated diarization undoable."""

from __future__ import annotations

from contextlib import closing

from aurity_desktop.application.program import Program
from aurity_desktop.domain.jobs import Job, JobKind, JobPriority
from aurity_desktop.domain.session import SpeakerCount


class SpeakerRuns:
    """Every run stays in the ledger; going back is a new fact that points to an old one. Any thread; `use` lays the words anew, a tenth of a
    second and more for an hour of talk."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def current(self, session_id: str) -> str:
        """The run whose speakers are shown, "" before there is one. Remember it before `find_again` to be able to go back."""
        with closing(self._program.ledger()) as ledger:
            return ledger.segments_run(session_id)

    def all(self, session_id: str) -> list[str]:
        """Oldest first."""
        with closing(self._program.ledger()) as ledger:
            return ledger.segments_runs(session_id)

    def find_again(self, session_id: str, count: SpeakerCount) -> Job:
        """Queue a diarization with what the user says about the number of people. Raises SessionBusy."""
        with closing(self._program.queue()) as queue:
            return queue.submit(
                JobKind.DIARIZE, session_id, priority=JobPriority.ASKED_FOR, speaker_count=count
            )

    def use(self, session_id: str, run_id: str) -> Job:
        """Show the speakers of this run from now on; the session's files follow by the job returned. Raises UnknownRun."""
        with closing(self._program.ledger()) as ledger:
            ledger.use_segments(session_id, run_id)
        with closing(self._program.queue()) as queue:
            return queue.submit(JobKind.PROJECT, session_id, priority=JobPriority.ASKED_FOR)
