"""Session recovery as signals, off the GUI thread.

Sealing reads and hashes every slice of a session.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.recording.session_recovery import SessionRecovery
from aurity_desktop.domain.jobs import Job


class BackgroundRecovery(QObject):
    """Runs `SessionRecovery` beside the event loop. Belongs to the GUI thread.

    `handed_on` carries the session's id and the job that finishes it, None when there was no sound
    in it.
    """

    unfinished_found = Signal(list)  # list[SessionSummary]
    handed_on = Signal(str, object)
    failed = Signal(Exception)

    def __init__(self, recovery: SessionRecovery, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recovery = recovery
        self._thread = OffThread(self)
        self._thread.failed.connect(self.failed)

    def look(self) -> None:
        """Find the sessions that did not end.

        `unfinished_found` names them, also when there are none.
        """
        self._thread.do(self._recovery.unfinished, self.unfinished_found.emit)

    def finish(self, session_id: str) -> None:
        """Seal what is on disk and queue the session for its transcript."""
        self._thread.do(
            partial(self._recovery.finish, session_id), partial(self._on_finished, session_id)
        )

    def close(self) -> None:
        """Block until all that was asked for is done."""
        self._thread.close()

    def _on_finished(self, session_id: str, job: Job | None) -> None:
        self.handed_on.emit(session_id, job)
