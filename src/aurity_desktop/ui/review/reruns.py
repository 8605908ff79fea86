"""A session run again, with another number of people or another model.

Every run stays in the ledger, so it can be taken back.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.finalizing.speaker_runs import SpeakerRuns
from aurity_desktop.application.worker.job_watcher import JobWatcher
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.session import SpeakerCount


class Reruns(QObject):
    """Queues the runs off the GUI thread, in order with the corrections.

    `off_thread` tells what could not be queued.
    """

    def __init__(
        self,
        runs: SpeakerRuns,
        off_thread: OffThread,
        watcher: JobWatcher,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runs = runs
        self._off_thread = off_thread
        self._watcher = watcher

    def find_speakers(self, session_id: str, count: SpeakerCount) -> None:
        """Diarize again, with what is known of the number of people."""
        self._off_thread.do(partial(self._runs.diarize_again, session_id, count), self._on_asked)

    def by_channel(self, session_id: str) -> None:
        """The speakers that the channels of the recording tell apart."""
        self._off_thread.do(partial(self._runs.speakers_by_channel, session_id), self._on_asked)

    def transcribe(self, session_id: str, model: str) -> None:
        """Transcribe and diarize again, with this model."""
        self._off_thread.do(partial(self._runs.transcribe_again, session_id, model), self._on_asked)

    def _on_asked(self, job: Job) -> None:
        self._watcher.watch(job.job_id)
