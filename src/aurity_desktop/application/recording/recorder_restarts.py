"""How often a recorder that dies is started again: no Qt."""

from __future__ import annotations

import math
from collections.abc import Callable

#: At most once in so many seconds: one that dies at once would die for ever.
_BACK_OFF_SECONDS = 60.0


class RecorderRestarts:
    """Of one session at a time; `clock` tells seconds that only grow."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._died_at = -math.inf

    def begin(self) -> None:
        """A session whose recorder has not died yet."""
        self._died_at = -math.inf

    @property
    def allowed(self) -> bool:
        """Whether a recorder that has died now may be started again."""
        return self._clock() - self._died_at >= _BACK_OFF_SECONDS

    def died(self) -> None:
        """One has died, and is started again."""
        self._died_at = self._clock()
