"""Notices that nothing is captured though it should be, whatever the cause: no Qt, no clock."""

from __future__ import annotations

#: How often the count of captured samples is looked at, in milliseconds.
LOOK_MS = 500
#: So many looks at the same count are two seconds.
_LOOKS = 4
#: A microphone that is being opened has longer: some give their first frames after two seconds.
_LOOKS_AT_THE_START = 10


class Stillness:
    """Counts looks rather than seconds.

    A window that was held up, or a machine that slept, takes one look afterwards, and by the next
    one it has read what the recorder said meanwhile.
    """

    def __init__(self) -> None:
        self._captured = -1
        self._looks = 0

    def look(self, captured: int, *, started: bool) -> bool:
        """Whether `captured` samples have been as many for too long."""
        self._looks = self._looks + 1 if captured == self._captured else 0
        self._captured = captured
        return self._looks >= (_LOOKS if started else _LOOKS_AT_THE_START)

    def forget(self) -> None:
        """Nothing is expected to be captured now."""
        self._captured, self._looks = -1, 0
