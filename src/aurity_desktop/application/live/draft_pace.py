"""When to begin the draft of an open slice, to check it, and to glance at the newest sound.

A draft is begun so late that it hears nearly all of its slice, so early that it is done when the
slice is whole. Just before that it is checked. Glances take the time that is left, and no more than
a part of it.
"""

from __future__ import annotations

from collections import deque
from statistics import median

from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, seconds

_FIRST = round(1.0 * SAMPLE_RATE)  # of a slice: with less of it, a draft is hardly worth its time
_LAST = round(1.75 * SAMPLE_RATE)  # begun at 2.0 s, the longest come too late
_SPARE = 0.2  # seconds: sound comes to the disk in steps of 250 ms
_LONGEST_DRAFT = seconds(SLICE_SAMPLES - _FIRST) - _SPARE
_FORGETS = 0.9  # of the longest draft, slice by slice
_TOO_SLOW = 7  # slices without a draft in time: a single draft as long as a slice costs six
_GLANCE_EVERY = 0.35  # seconds of new sound that are worth a glance
_GLANCES_SHARE = 0.6  # of the time: what is over is the window's, the recorder's and the worker's
_GLANCES_OF_LATE = 5
_AFTER_A_FAILURE = 4.0  # seconds: so long a glance is forgotten after 14 slices
_SHORT_GLANCE = 0.3  # seconds: beside it, a check is still done when its slice is whole
_LONGEST_GLANCE = 1.0  # seconds: a longer one shows nothing earlier than drafts and slices do


#: Samples of a slice that a check of its draft does without: it takes about as long as they do. In
#: seven talks no more words were wrong than with a check of the whole slice.
UNCHECKED = round(0.3 * SAMPLE_RATE)


class DraftPace:
    """Learns from the drafts of one session how long the next one may take.

    Drafts differ in length with the doubts that each has to go back to, so the longest one of late
    counts, less and less with every slice.
    """

    def __init__(self) -> None:
        self._expected = 0.0  # seconds that the next draft may take
        self._without = 0  # slices that had none in time, less those that had one

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
        return self._expected > _LONGEST_DRAFT

    @property
    def gives_up(self) -> bool:
        """Whether drafts have come too late slice after slice, not once."""
        return self._without >= _TOO_SLOW

    def took(self, spent: float) -> None:
        """Take note that a draft took so many seconds."""
        self._expected = max(spent, _FORGETS * self._expected)
        self._count(in_time=spent <= _LONGEST_DRAFT)

    def skip(self) -> None:
        """Take note that a slice goes by without a draft."""
        self._expected *= _FORGETS
        self._count(in_time=False)

    def _count(self, *, in_time: bool) -> None:
        self._without = max(0, self._without - 1) if in_time else self._without + 1


class GlancePace:
    """Learns from the glances of one session how often there is time for one.

    What counts is the usual one of late: one that had to wait for a slice says little of the next.
    Samples are those of the session.
    """

    def __init__(self) -> None:
        self._took: deque[float] = deque(maxlen=_GLANCES_OF_LATE)
        self._heard_to = self._heard_before = 0

    def is_due(self, on_disk: int, slice_end: int) -> bool:
        """Whether to glance at the sound on disk, in a slice that will end at `slice_end`.

        A long one not where it would share the processor with the check of the slice's draft.
        """
        expected = median(self._took) if self._took else 0.0
        news = seconds(on_disk - self._heard_to)
        left = seconds(slice_end - UNCHECKED - on_disk)
        return (
            news >= max(_GLANCE_EVERY, expected / _GLANCES_SHARE)
            and expected <= _LONGEST_GLANCE
            and expected <= max(left, _SHORT_GLANCE)
        )

    def heard(self, on_disk: int) -> None:
        """Take note that this sound is read, by a glance or a draft."""
        self._heard_before, self._heard_to = self._heard_to, on_disk

    def read_nothing(self) -> None:
        """Take note that nobody spoke: the first word may be looked for as soon as it is said."""
        self._heard_to = self._heard_before

    def took(self, spent: float) -> None:
        """Take note that a glance took so many seconds."""
        self._took.append(spent)

    def failed(self) -> None:
        """Take note that a glance failed: the next ones would, too, so try again later."""
        self._took.extend([_AFTER_A_FAILURE] * _GLANCES_OF_LATE)

    def skip(self) -> None:
        """Take note that a slice went by."""
        self._took.extend([_FORGETS * each for each in self._took])
