"""Tells while something is recorded that the battery is nearly empty, and when that is over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController

LOW_PERCENT = 15
_LOOK_MS = 60_000


@dataclass(frozen=True, slots=True)
class Battery:
    """How full it is, 0 to 100, and whether the computer runs on it."""

    percent: int
    discharging: bool

    @property
    def is_low(self) -> bool:
        """Whether a recording may come to its end by it soon."""
        return self.discharging and self.percent <= LOW_PERCENT


def system_battery() -> Battery | None:
    """None where there is none, or the system does not tell of it. May take a while."""
    import psutil

    try:
        found = psutil.sensors_battery()
    except (OSError, AttributeError, ValueError, RuntimeError):
        return None
    if found is None or found.power_plugged is None:
        return None
    return Battery(round(found.percent), not found.power_plugged)


class BatteryWatch(QObject):
    """Looks once a minute while something is recorded, off the GUI thread.

    `low_changed` carries the percent that are left, -1 when it is low no more.
    """

    low_changed = Signal(int)

    def __init__(
        self,
        controller: SessionController,
        off_thread: OffThread,
        read: Callable[[], Battery | None] = system_battery,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._controller = controller
        self._off_thread = off_thread
        self._read = read
        self._told = -1
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.look)
        controller.state_changed.connect(self._on_state)

    def look(self) -> None:
        """Look once; told when it is answered."""
        self._off_thread.do(self._read, self._on_read)

    def _on_state(self, state: RecordingState) -> None:
        if not state.going_on:
            self._timer.stop()
            self._tell(-1)
        elif not self._timer.isActive():
            self._timer.start()
            self.look()

    def _on_read(self, found: Battery | None) -> None:
        low = found is not None and found.is_low and self._controller.state.going_on
        self._tell(found.percent if found is not None and low else -1)

    def _tell(self, percent: int) -> None:
        if percent != self._told:
            self._told = percent
            self.low_changed.emit(percent)
