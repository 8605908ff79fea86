"""Looks whether samples come that should, and whether a recorder ends that was told to."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, QTimer, Signal

from aurity_desktop.application.recording.capture_facts import CaptureFacts
from aurity_desktop.application.recording.stillness import LOOK_MS, Stillness
from aurity_desktop.domain import capture

_log = logging.getLogger(__name__)

#: A minute. Waiting for a busy ledger takes half of one.
_LOOKS_AFTER_STOP = 60_000 // LOOK_MS


class CaptureWatch(QObject):
    """On the GUI thread, every `look_ms` milliseconds from `begin` to `rest`.

    `still_changed`: nothing is captured though it should be, and nobody has said why; or samples
    come again. `end_hung`: a recorder that was told to stop has said nothing for a minute.
    """

    still_changed = Signal(bool)
    end_hung = Signal()

    def __init__(self, look_ms: int = LOOK_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._facts = CaptureFacts()
        self._stillness = Stillness()
        self._captured = self._silent_looks = 0
        self._from_file = False
        self._timer = QTimer(self)
        self._timer.setInterval(look_ms)
        self._timer.timeout.connect(self._look)

    def begin(self, *, from_file: bool) -> None:
        """A recording begins; a file that is read waits for its text, and may stand still."""
        self._from_file = from_file
        self._captured = self._silent_looks = 0
        self._stillness.forget()
        self._timer.start()

    def rest(self) -> None:
        """Nothing is recorded any more."""
        self._timer.stop()

    def see(self, facts: CaptureFacts) -> None:
        """What is known of the recording now."""
        if facts.stopping and not self._facts.stopping:
            self._silent_looks = 0
        self._facts = facts

    def hear(self, report: capture.Report) -> None:
        """The recorder lives; where it has counted more samples, nothing stands still."""
        self._silent_looks = 0
        if isinstance(report, capture.Counted) and report.captured != self._captured:
            self._captured = report.captured
            self._tell(False)

    def _look(self) -> None:
        facts = self._facts
        if facts.stopping:
            self._look_for_a_hung_end()
        if self._from_file or facts.lost or facts.stopping or facts.pause is not None:
            self._stillness.forget()
            self._tell(False)
        elif not facts.still and self._stillness.look(self._captured, started=facts.started):
            _log.warning("nothing is captured, and the recorder does not say why")
            self._tell(True)

    def _look_for_a_hung_end(self) -> None:
        self._silent_looks += 1
        if self._silent_looks == _LOOKS_AFTER_STOP:
            self.end_hung.emit()

    def _tell(self, still: bool) -> None:
        if still is not self._facts.still:
            self.still_changed.emit(still)
