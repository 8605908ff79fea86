"""Finding the speakers again with another count, as a step that can be taken back: every run of speakers stays in the ledger."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QUndoCommand

from aurity_desktop.application.job_watcher import JobWatcher
from aurity_desktop.application.off_thread import OffThread
from aurity_desktop.application.speaker_runs import SpeakerRuns
from aurity_desktop.domain.jobs import Job, JobState
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.ui.review.steps import Steps


class SpeakersAgain(QObject):
    """The work takes a while; the undoable step is there once it is done. `shown` tells that other speakers count now.

    The ledger is asked beside the GUI thread, in one row with the corrections; `beside` tells what could not be done.
    """

    shown = Signal(str)  # session id

    def __init__(
        self,
        runs: SpeakerRuns,
        beside: OffThread,
        watcher: JobWatcher,
        steps: Steps,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runs = runs
        self._beside = beside
        self._watcher = watcher
        self._steps = steps
        self._before: dict[str, str] = {}
        watcher.job_changed.connect(self._on_job)

    def ask(self, session_id: str, count: SpeakerCount) -> None:
        self._beside.do(partial(self._find, session_id, count), self._on_asked)

    def _find(self, session_id: str, count: SpeakerCount) -> tuple[str, Job]:
        """The run that counts before, and the job that makes another; on the other thread."""
        return self._runs.current(session_id), self._runs.find_again(session_id, count)

    def _on_asked(self, asked: tuple[str, Job]) -> None:
        before, job = asked
        self._before[job.job_id] = before
        self._watcher.watch(job.job_id)

    def _on_job(self, job: Job) -> None:
        if not job.ended or job.job_id not in self._before:
            return
        before = self._before.pop(job.job_id)
        if job.state is JobState.COMPLETED and before:
            self._beside.do(
                partial(self._runs.current, job.session_id),
                partial(self._on_found, job.session_id, before),
            )

    def _on_found(self, session_id: str, before: str, after: str) -> None:
        self._steps.of(session_id).push(UseSpeakers(session_id, before, after, self._use))

    def _use(self, session_id: str, run_id: str) -> None:
        self._beside.do(
            partial(self._runs.use, session_id, run_id), partial(self._on_used, session_id)
        )

    def _on_used(self, session_id: str, job: Job) -> None:
        self._watcher.watch(job.job_id)
        self.shown.emit(session_id)


class UseSpeakers(QUndoCommand):
    """Is pushed when the new speakers count already, so that doing it the first time does nothing."""

    def __init__(
        self, session_id: str, before: str, after: str, use: Callable[[str, str], None]
    ) -> None:
        super().__init__(QCoreApplication.translate("SpeakersAgain", "find the speakers again"))
        self._session_id = session_id
        self._before, self._after = before, after
        self._use = use
        self._done = False

    def redo(self) -> None:
        if self._done:
            self._use(self._session_id, self._after)
        self._done = True

    def undo(self) -> None:
        self._use(self._session_id, self._before)
