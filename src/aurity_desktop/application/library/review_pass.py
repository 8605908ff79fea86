"""Going through what of a transcript deserves a second look, one point after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aurity_desktop.domain.review_points import ReviewKind


@dataclass(frozen=True, slots=True)
class ReviewPlace:
    """A point by positions in the unedited run, both included: edits do not move it.

    `whole`: the turn that they are is meant, and no word of it.
    """

    first: int
    last: int
    kind: ReviewKind
    whole: bool = False


class ReviewPass:
    """A pass over the points that there were when it began.

    What becomes right on the way stays in it, so that one can go back to it.
    """

    def __init__(self, places: Sequence[ReviewPlace], kind: ReviewKind | None = None) -> None:
        """`kind` leaves all others out."""
        self._places = [each for each in places if kind is None or each.kind is kind]
        self._at = 0

    @property
    def current(self) -> ReviewPlace | None:
        """What is asked for now; None behind the last."""
        return self._places[self._at] if self._at < len(self._places) else None

    @property
    def left(self) -> int:
        """How many are still asked for, the current one among them."""
        return len(self._places) - self._at

    def forward(self) -> None:
        """To the next point."""
        self._at = min(self._at + 1, len(self._places))

    def back(self) -> None:
        """To the point before; the first one has none."""
        self._at = max(0, self._at - 1)
