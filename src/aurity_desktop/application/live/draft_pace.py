"""When to begin the draft of an open slice.

So late that it hears nearly all of it, so early that it is done when the slice is whole.
"""

from __future__ import annotations

from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, seconds

_FIRST = round(1.0 * SAMPLE_RATE)  # of a slice: with less of it, a draft is hardly worth its time
_LAST = round(1.75 * SAMPLE_RATE)  # begun at 2.0 s, the longest come too late
_SPARE = 0.2  # seconds: sound comes to the disk in steps of 250 ms
_FORGETS = 0.9  # of the longest draft, slice by slice


class DraftPace:
    """Learns from the drafts of one session how long the next one may take.

    Drafts differ in length with the doubts that each has to go back to, so the longest one of late
    counts, less and less with every slice.
    """

    def __init__(self) -> None:
        self._expected = 0.0  # seconds that the next draft may take

    @property
    def begins_at(self) -> int:
        """Samples of a slice that are to be on disk when its draft is begun."""
        wanted = SLICE_SAMPLES - round((self._expected + _SPARE) * SAMPLE_RATE)
        return min(max(wanted, _FIRST), _LAST)

    @property
    def time(self) -> float:
        """Seconds from there until the slice is whole, at the least."""
        return seconds(SLICE_SAMPLES - self.begins_at) - _SPARE

    @property
    def comes_too_late(self) -> bool:
        """Whether this machine is too slow for drafts, as far as is known."""
        return self._expected > seconds(SLICE_SAMPLES - _FIRST) - _SPARE

    def took(self, spent: float) -> None:
        """Take note that a draft took so many seconds."""
        self._expected = max(spent, _FORGETS * self._expected)

    def skip(self) -> None:
        """Take note that a slice goes by without a draft."""
        self._expected *= _FORGETS
