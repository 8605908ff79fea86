"""An open slice as a recording hears it, without waiting for its sound: for measuring."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aurity_desktop.application.live.draft_pace import UNCHECKED, DraftPace, GlancePace
from aurity_desktop.domain.audio import SAMPLE_RATE, SLICE_SAMPLES, seconds
from aurity_desktop.domain.ports import LiveTranscriber, Samples

_STEP = SAMPLE_RATE // 10  # sound comes to the disk in such steps


@dataclass(frozen=True, slots=True)
class OpenSlice:
    """Seconds: how late its draft was done and checked, what it took, and what all looks took.

    `drafted` is None where there was no time for a draft.
    """

    late: float = 0.0
    drafted: float | None = None
    busy: float = 0.0


class Rehearsal:
    """The open slices of one session, one after the other; `clock` in seconds."""

    def __init__(self, transcriber: LiveTranscriber, clock: Callable[[], float]) -> None:
        self._transcriber = transcriber
        self._clock = clock
        self._pace = DraftPace()
        self._glances = GlancePace()

    def hear(self, start_sample: int, piece: Samples) -> OpenSlice:
        """All looks at a slice that will hold this; none at one that is short."""
        if len(piece) < SLICE_SAMPLES:
            return OpenSlice()
        pace, end = self._pace, start_sample + SLICE_SAMPLES
        if pace.comes_too_late:
            pace.skip()
            self._glances.skip()
            return OpenSlice()
        drafted, busy, free_at = None, 0.0, 0
        for on_disk in range(_STEP, SLICE_SAMPLES, _STEP):
            if on_disk < free_at:
                continue
            is_draft = drafted is None and on_disk >= pace.begins_at
            if not is_draft and not self._glances.is_due(start_sample + on_disk, end):
                continue
            began = self._clock()
            if is_draft:
                time_left = pace.time
                self._transcriber.hear_open(start_sample, piece[:on_disk])
            else:
                self._transcriber.hear_newest(start_sample, piece[:on_disk])
            spent = self._clock() - began
            busy += spent
            free_at = on_disk + round(spent * SAMPLE_RATE)
            self._glances.heard(start_sample + on_disk)
            if is_draft:
                drafted, late = spent, max(0.0, spent - time_left)
                pace.took(spent)
                self._glances.skip()
            else:
                self._glances.took(spent)
        if drafted is None:
            return OpenSlice(busy=busy)
        began = self._clock()
        self._transcriber.check_draft(start_sample, piece[: SLICE_SAMPLES - UNCHECKED])
        spent = self._clock() - began
        late = max(late, spent - seconds(UNCHECKED))
        return OpenSlice(late, drafted, busy + spent)
