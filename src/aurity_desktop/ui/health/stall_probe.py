"""How long the window kept the user waiting: a timer that notices when it is served late."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

_TICK_MS = 10

#: Above this a person begins to feel it.
STALL_LIMIT_MS = 50.0

#: Delays are counted by the millisecond up to here; longer ones are counted together.
_LONGEST_COUNTED_MS = 1_000


class StallProbe(QObject):
    """Ticks every 10 ms; by what a tick comes late, the event loop was busy with something else.

    `stalled` carries the length of a stall over the limit, in milliseconds. `longest_ms` is the
    longest gap since `reset`.
    """

    stalled = Signal(float)

    def __init__(
        self, parent: QObject | None = None, now: Callable[[], float] = time.perf_counter
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.reset()

    @property
    def longest_ms(self) -> float:
        """The longest delay of a tick since `reset`, in milliseconds."""
        return self._longest

    @property
    def stalls(self) -> int:
        """How many gaps were over the limit."""
        return self._stalls

    @property
    def ticks(self) -> int:
        """How many gaps were measured."""
        return sum(self._counts)

    @property
    def last_tick(self) -> float:
        """When the loop was last seen alive, on the clock of `now`. May be read from any thread."""
        return self._last

    def percentile_ms(self, percent: float) -> float:
        """The delay that `percent` of the ticks stayed below, to the millisecond above.

        At most `longest_ms`; 0.0 without a tick.
        """
        wanted, passed = math.ceil(percent / 100 * self.ticks), 0
        for milliseconds, count in enumerate(self._counts[:-1], start=1):
            passed += count
            if passed >= wanted:
                return min(float(milliseconds), self._longest)
        return self._longest

    def start(self) -> None:
        """Measure from now on, with empty figures."""
        self.reset()
        self._timer.start()

    def stop(self) -> None:
        """The figures stay as they are."""
        self._timer.stop()

    def reset(self) -> None:
        """Forget what was measured; a stall that goes on counts from now."""
        self._last, self._longest, self._stalls = self._now(), 0.0, 0
        self._counts = [0] * (_LONGEST_COUNTED_MS + 1)

    def tick(self) -> None:
        """Measure one gap; the timer's slot."""
        moment = self._now()
        late = (moment - self._last) * 1000 - _TICK_MS
        self._last = moment
        self._longest = max(self._longest, late)
        self._counts[min(_LONGEST_COUNTED_MS, max(0, int(late)))] += 1
        if late > STALL_LIMIT_MS:
            self._stalls += 1
            self.stalled.emit(late)
