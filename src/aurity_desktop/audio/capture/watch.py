"""Is the microphone still a microphone?

Pure: it is told what arrived and when, and says what is wrong. PortAudio says nothing when a device
goes away, and a sound server may move the stream to another source and lose seconds on the way.
What can be seen is the arrival of frames, and how their number compares with the clock.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise

from aurity_desktop.domain.capture import Interruption

#: Some sources call themselves active and give their first frames only after two seconds.
FIRST_FRAMES_SECONDS = 3.0
NO_CALLBACK_SECONDS = 1.0
OFF_BY_SECONDS = 0.3
ZEROS_SECONDS = 3.0

#: Lateness is looked at over this long: long enough to see a loss, short enough that two clocks do
#: not drift apart in it.
_BASE_SECONDS = 10.0
#: Frames that are only late come within this time; what is missing after it is lost.
_SETTLE_SECONDS = 0.9
#: So many deliveries back the longest wait is looked for.
_PERIODS = 20


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and until when the sound was good, on the clock that the watch was given."""

    why: Interruption
    good_until: float


class StreamWatch:
    """Watches one open stream."""

    def __init__(self, rate: int, opened_at: float) -> None:
        self._rate = rate
        self._frames = 0
        self._last_arrival = opened_at
        self._lateness: deque[tuple[float, float]] = deque()

    def arrived(self, frames: int, at: float) -> None:
        """`frames` came in all up to the callback at `at`."""
        if frames == self._frames:
            return
        self._frames = frames
        self._last_arrival = at
        self._lateness.append((at, at - frames / self._rate))
        # One that is older stays: after a machine's sleep it is the only one from before.
        while len(self._lateness) > 1 and self._lateness[1][0] < at - _BASE_SECONDS:
            self._lateness.popleft()

    @property
    def period(self) -> float:
        """The longest wait between deliveries of late, in seconds.

        Sound that was heard at a moment has come this much later, at most.
        """
        times = [at for at, _ in self._lateness][-_PERIODS:]
        return max((later - earlier for earlier, later in pairwise(times)), default=0.0)

    def missing_seconds(self) -> float:
        """How much sound is missing by the clock.

        A frame that is only late does not count.

        The least lateness of the last moments against the least of those before: a busy machine
        delivers late now and then, but only a loss makes *every* delivery late from then on.
        """
        if not self._lateness:
            return 0.0
        newest = self._lateness[-1][0]
        before = [late for at, late in self._lateness if at <= newest - _SETTLE_SECONDS]
        recent = [late for at, late in self._lateness if at > newest - _SETTLE_SECONDS]
        return max(0.0, min(recent) - min(before)) if before and recent else 0.0

    def forgive(self) -> None:
        """What was missing has been accounted for: measure from here on."""
        self._lateness.clear()

    def trouble(self, now: float, *, active: bool) -> Trouble | None:
        """What is wrong at `now`; `active` is whether the stream says that it runs."""
        if not active:
            return Trouble(Interruption.STREAM_ENDED, self._last_arrival)
        patience = NO_CALLBACK_SECONDS if self._frames else FIRST_FRAMES_SECONDS
        if now - self._last_arrival > patience:
            return Trouble(Interruption.NO_CALLBACK, self._last_arrival)
        missing = self.missing_seconds()
        if missing > OFF_BY_SECONDS:
            return Trouble(Interruption.CLOCK_JUMP, self._last_arrival - missing)
        return None


class ZeroWatch:
    """Notices samples that are exactly zero for longer than any real microphone gives them."""

    def __init__(self, rate: int) -> None:
        self._limit = int(rate * ZEROS_SECONDS)
        self._rate = rate
        self._run = 0

    @property
    def seconds(self) -> float:
        """How long there have been nothing but zeros."""
        return self._run / self._rate

    @property
    def only_zeros(self) -> bool:
        """Whether that is longer than any real microphone gives them."""
        return self._run >= self._limit

    def feed(self, count: int, *, silent: bool) -> None:
        """`count` samples, exactly zero all of them if `silent`."""
        self._run = self._run + count if silent else 0
