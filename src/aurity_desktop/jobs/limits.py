"""Time limits of a job: so much per hour of sound, and a floor for what does not depend on it."""

from __future__ import annotations

from dataclasses import dataclass

SOFT_SECONDS_PER_HOUR = 540.0
HARD_SECONDS_PER_HOUR = 600.0
#: Loading the models from a cold disk while another program has both cores takes minutes, however
#: short the recording.
SOFT_FLOOR_SECONDS = 270.0
HARD_FLOOR_SECONDS = 300.0
#: A job that gets on may take this many times what its own pace says it needs.
_PATIENCE = 2.0
_ENOUGH_TO_JUDGE = 0.02


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds.

    At the soft limit the work stops itself at its next sign of life; at the hard limit the process
    is ended.
    """

    soft: float
    hard: float

    @classmethod
    def for_audio(cls, audio_seconds: float) -> Limits:
        """Both limits by the length of the sound, and never below their floors."""
        hours = audio_seconds / 3600.0
        return cls(
            max(SOFT_FLOOR_SECONDS, SOFT_SECONDS_PER_HOUR * hours),
            max(HARD_FLOOR_SECONDS, HARD_SECONDS_PER_HOUR * hours),
        )

    def at_pace(self, elapsed: float, fraction: float) -> Limits:
        """The limits for work that has got so far: a slow machine is not a hanging one.

        `elapsed` and `fraction` are those of the last *advance*, so work that has stopped getting
        on earns nothing more. The figures per hour of sound stay the least that a job is given.
        """
        if fraction < _ENOUGH_TO_JUDGE:
            return self
        earned = _PATIENCE * elapsed / fraction
        return Limits(max(self.soft, earned), max(self.hard, earned * self.hard / self.soft))
