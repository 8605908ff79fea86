"""Going through the places of a transcript where something was found."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aurity_desktop.ui.review.turn_model import TurnRow
from aurity_desktop.ui.review.turn_view import TurnView


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """A match: the row of its turn, and [start, end) in the turn's text."""

    row: int
    turn: TurnRow
    start: int
    end: int


class MatchWalk:
    """The matches that are marked in `view`, one of which is the current one."""

    def __init__(self, view: TurnView, choose: Callable[[int], None]) -> None:
        """`choose` brings a row into sight."""
        self._view = view
        self._choose = choose
        self.places: Sequence[FoundPlace] = ()
        self.number = 0

    @property
    def current(self) -> FoundPlace | None:
        """The match that is looked at; None where there is none."""
        return self.places[self.number] if self.places else None

    def show(self, places: Sequence[FoundPlace]) -> None:
        """These are the matches now; the current one stays where it is, by its number."""
        self.places = places
        self.number = max(0, min(self.number, len(places) - 1))
        self._mark()

    def go(self, number: int) -> None:
        """To the match of this number, from the last to the first and back."""
        if self.places:
            self.number = number % len(self.places)
            self._mark()
            self._choose(self.places[self.number].row)

    def go_to_row(self, row: int) -> bool:
        """To the first match in this row. Whether there is one."""
        for number, place in enumerate(self.places):
            if place.row == row:
                self.go(number)
                return True
        return False

    def _mark(self) -> None:
        current = self.current
        self._view.show_found(
            [(each.turn, each.start, each.end) for each in self.places],
            (current.turn, current.start, current.end) if current else None,
        )
