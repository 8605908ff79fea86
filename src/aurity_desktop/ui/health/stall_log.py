"""What the window's probe found in each recording, for the log and the health page."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.ui.health.stall_probe import StallProbe

_log = logging.getLogger(__name__)


class StallLog(QObject):
    """Measures anew from the start of every recording.

    Each stall is logged when it happens, and a recording's figures at its Stop.
    """

    def __init__(self, probe: StallProbe, controller: SessionController) -> None:
        super().__init__(probe)
        self._probe = probe
        self._session_id = ""
        probe.stalled.connect(self._on_stalled)
        controller.session_started.connect(self._on_started)
        controller.state_changed.connect(self._on_state)

    def _on_started(self, plan: SessionPlan) -> None:
        self._session_id = plan.session_id
        self._probe.reset()

    def _on_stalled(self, milliseconds: float) -> None:
        facts = {"session_id": self._session_id, "milliseconds": round(milliseconds, 1)}
        _log.info("the window was late", extra={"facts": facts})

    def _on_state(self, state: RecordingState) -> None:
        """At Stop, and at the end of a recording that ended by itself; told once."""
        if not self._session_id or state not in {RecordingState.STOPPING, RecordingState.IDLE}:
            return
        facts = {
            "session_id": self._session_id,
            "longest_ms": round(self._probe.longest_ms, 1),
            "p99_ms": self._probe.percentile_ms(99),
            "over_limit": self._probe.stalls,
            "looks": self._probe.ticks,
        }
        self._session_id = ""
        _log.info("how late the window was while recording", extra={"facts": facts})
