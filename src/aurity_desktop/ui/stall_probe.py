"""How long the window ever kept the user waiting: a timer that notices when it was not served in time."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_TICK_MS = 10

#: Above this a person begins to feel it.
STALL_LIMIT_MS = 50.0


class StallProbe(QObject):
    """Ticks every 10 ms on the event loop it lives in; what a tick comes late by, the loop was busy with something else.

    `stalled` carries the length of a stall over the limit, in milliseconds. `longest_ms` is the longest gap since `reset`.
    """

    stalled = Signal(float)

    def __init__(
        self, parent: QObject | None = None, now: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._last = now()
        self._longest = 0.0
        self._stalls = 0
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    @property
    def longest_ms(self) -> float:
        return self._longest

    @property
    def stalls(self) -> int:
        """How many gaps were over the limit."""
        return self._stalls

    def start(self) -> None:
        self.reset()
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    def reset(self) -> None:
        self._last, self._longest, self._stalls = self._now(), 0.0, 0

    def tick(self) -> None:
        moment = self._now()
        late = (moment - self._last) * 1000 - _TICK_MS
        self._last = moment
        self._longest = max(self._longest, late)
        if late > STALL_LIMIT_MS:
            self._stalls += 1
            self.stalled.emit(late)
