"""How long a recording may become before the recorder closes it: one that was forgotten.

Counted in samples of the session, so neither a pause nor the wall clock counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from aurity_desktop.domain.audio import SAMPLE_RATE, seconds

#: Before the end, so that somebody who is still there can begin another session.
_WARNING_SECONDS: Final = 30 * 60


@dataclass
class LengthLimit:
    """The limit of one session, in samples; None records without end."""

    samples: int | None = None
    _told: bool = False

    @classmethod
    def of_hours(cls, hours: int) -> LengthLimit:
        """The limit as the settings have it."""
        return cls(hours * 3600 * SAMPLE_RATE)

    def is_reached(self, at_sample: int) -> bool:
        """Whether the session is as long as it may become."""
        return self.samples is not None and at_sample >= self.samples

    def warning(self, at_sample: int) -> float | None:
        """The seconds that are left, once, when half an hour of them or less is."""
        if self.samples is None or self._told:
            return None
        left = seconds(self.samples - at_sample)
        if left > _WARNING_SECONDS:
            return None
        self._told = True
        return left
