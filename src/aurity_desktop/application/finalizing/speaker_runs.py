"""Which of the speaker runs counts: what makes a repeated diarization undoable."""

from __future__ import annotations

from contextlib import closing

from aurity_desktop.application.finalizing.pass_runs import tells_by_channel
from aurity_desktop.application.program import Program
from aurity_desktop.domain.errors import NoChannelSpeakers, SessionBusy, UnknownModel
from aurity_desktop.domain.jobs import Job, JobKind, JobPriority
from aurity_desktop.domain.session import (
    OPEN_STATES,
    SessionState,
    SpeakerCount,
    checked_session_id,
)
from aurity_desktop.models.manifest import ModelRole


class SpeakerRuns:
    """Repeats a diarization or transcription, and chooses which run counts. Any thread.

    Every run stays in the ledger; going back is a new fact that points to an old one. `use` assigns
    the words anew, a tenth of a second and more for an hour of talk.
    """

    def __init__(self, program: Program) -> None:
        self._program = program

    def current(self, session_id: str) -> str:
        """The run whose speakers are shown, "" before there is one.

        Remember it before `diarize_again` to be able to go back.
        """
        with closing(self._program.ledger()) as ledger:
            return ledger.segments.run_id(session_id)

    def all(self, session_id: str) -> list[str]:
        """The ids of all runs, the oldest first."""
        with closing(self._program.ledger()) as ledger:
            return ledger.segments.run_ids(session_id)

    def diarize_again(self, session_id: str, count: SpeakerCount) -> Job:
        """Queue a diarization with what the user says about the number of people.

        Raises UnknownSession, SessionBusy.
        """
        self._require_finished(session_id)
        with closing(self._program.queue()) as queue:
            return queue.submit(
                JobKind.DIARIZE, session_id, priority=JobPriority.ASKED_FOR, speaker_count=count
            )

    def speakers_by_channel(self, session_id: str) -> Job:
        """Queue the speakers that the channels of the recording tell apart.

        Raises UnknownSession, SessionBusy, NoChannelSpeakers.
        """
        self._require_finished(session_id)
        with closing(self._program.ledger()) as ledger:
            if not tells_by_channel(ledger, session_id):
                raise NoChannelSpeakers(session_id)
        with closing(self._program.queue()) as queue:
            return queue.submit(JobKind.DIARIZE, session_id, priority=JobPriority.ASKED_FOR)

    def transcribe_again(
        self, session_id: str, model: str, count: SpeakerCount | None = None
    ) -> Job:
        """Queue a second pass with another speech model; the speakers stay unless a count is said.

        Raises UnknownSession, SessionBusy, UnknownModel, ModelMissing, ModelDamaged.
        """
        self._require_finished(session_id)
        if self._program.models.manifest.model(model).role is not ModelRole.WHISPER:
            known = self._program.models.manifest.of_role(ModelRole.WHISPER)
            raise UnknownModel(model, tuple(each.name for each in known))
        self._program.models.require(model)
        with closing(self._program.queue()) as queue:
            return queue.submit(
                JobKind.FINALIZE,
                session_id,
                priority=JobPriority.ASKED_FOR,
                speaker_count=count,
                model=model,
            )

    def use(self, session_id: str, run_id: str) -> Job:
        """Show the speakers of this run from now on. Raises UnknownRun.

        The session's files follow by the job returned.
        """
        with closing(self._program.ledger()) as ledger:
            ledger.segments.use_run(session_id, run_id)
        with closing(self._program.queue()) as queue:
            return queue.submit(JobKind.PROJECT, session_id, priority=JobPriority.ASKED_FOR)

    def _require_finished(self, session_id: str) -> None:
        """What is being recorded or finished is not begun again."""
        with closing(self._program.ledger()) as ledger:
            state = ledger.sessions.summary(checked_session_id(session_id)).state
        if state in OPEN_STATES or state is SessionState.FINALIZING:
            raise SessionBusy(session_id, state)
