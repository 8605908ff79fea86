"""What is not in the recording: pauses and gaps, each second of them counted once. Pure."""

from __future__ import annotations

from collections.abc import Callable

from aurity_desktop.domain.audio import Span, SpanKind
from aurity_desktop.domain.capture import Interruption


class Absence:
    """Follows a recording through pauses and losses of its source, however they overlap.

    A pause counts before a gap: what was not to be captured cannot be missing. `record` is given
    every span that has a length. Times are seconds on the clock of `audio.capture.clock`.
    """

    def __init__(self, record: Callable[[Span], None]) -> None:
        self._record = record
        self._pause: SpanKind | None = None
        self._paused_at, self._paused_at_sample = 0.0, 0
        self._lost: Interruption | None = None
        self._lost_at = 0.0

    @property
    def paused(self) -> bool:
        """Whether a pause has begun and not ended."""
        return self._pause is not None

    @property
    def lost(self) -> Interruption | None:
        """Why the source is gone, None while it is there."""
        return self._lost

    def pause(self, kind: SpanKind, at: float, at_sample: int) -> Span:
        """A pause begins; a gap that was open ends here.

        Returns that gap, without length where there was none.
        """
        gap = self._close_gap(at, at_sample)
        self._pause, self._paused_at, self._paused_at_sample = kind, at, at_sample
        return gap

    def resume(self, at: float, at_sample: int) -> Span:
        """The pause that ends here."""
        kind, self._pause = self._pause or SpanKind.PAUSE, None
        self._lost_at = at
        return self._span(kind, at_sample, at - self._paused_at)

    def lose(self, why: Interruption, at: float) -> Span:
        """The source is gone since `at`.

        Returns what was missing before a pause that began later, but was known sooner; without
        length where there is no such pause.
        """
        self._lost, self._lost_at = why, at
        length = max(0.0, self._paused_at - at) if self.paused else 0.0
        return self._span(SpanKind.GAP, self._paused_at_sample, length, why.value)

    def find(self, at: float, at_sample: int) -> Span:
        """The gap that ends here; without length when the source was lost and found in a pause."""
        span = self._close_gap(at, at_sample)
        self._lost = None
        return span

    def end(self, at: float, at_sample: int) -> None:
        """The recording is over, whatever state it is in."""
        if self.paused:
            self.resume(at, at_sample)
        else:
            self._close_gap(at, at_sample)

    def _close_gap(self, at: float, at_sample: int) -> Span:
        missing = self._lost is not None and not self.paused
        length = max(0.0, at - self._lost_at) if missing else 0.0
        return self._span(SpanKind.GAP, at_sample, length, self._lost.value if self._lost else "")

    def _span(self, kind: SpanKind, at_sample: int, length: float, reason: str = "") -> Span:
        span = Span(kind, at_sample, length, reason)
        if length > 0:
            self._record(span)
        return span
