"""The heights of a list's rows, measured for the rows in sight and guessed for the others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class RowHeights:
    """Heights and tops in pixels; `edge` is left free above the first row and below the last.

    Tops are those of the last `place`; changes of rows or heights show there only after the next.
    """

    def __init__(self, edge: int) -> None:
        self._edge = edge
        self._heights: list[int] = []
        self._measured = bytearray()
        self._tops: list[int] = [0]

    def __len__(self) -> int:
        """The number of rows."""
        return len(self._heights)

    def guess_all(self, guesses: Sequence[int]) -> None:
        """Start again with a guess for each row."""
        self._heights = list(guesses)
        self._measured = bytearray(len(guesses))

    def insert(self, first: int, guesses: Sequence[int]) -> None:
        """New rows from `first` on, by their guesses."""
        self._heights[first:first] = guesses
        self._measured[first:first] = bytes(len(guesses))

    def remove(self, first: int, last: int) -> None:
        """The rows from `first` to `last`, both included, are gone."""
        del self._heights[first : last + 1]
        del self._measured[first : last + 1]

    def outdate(self, first: int, last: int) -> None:
        """Measure these rows again, both ends included; until then their heights are guesses."""
        self._measured[first : last + 1] = bytes(last + 1 - first)

    def outdate_all(self) -> None:
        """Every row is to be measured again, for the width or the font has changed."""
        self._measured = bytearray(len(self._heights))

    def set_measured(self, row: int, height: int) -> None:
        """What was a guess is known now."""
        self._heights[row] = height
        self._measured[row] = 1

    def is_measured(self, row: int) -> bool:
        """Whether the row's height is more than a guess."""
        return bool(self._measured[row])

    def place(self) -> int:
        """Stack the rows up anew. Returns the height of them all, edges included."""
        self._tops = [*accumulate(self._heights, initial=self._edge)]
        return self._tops[-1] + self._edge

    def top(self, row: int) -> int:
        """Where a row begins, from the top of the whole."""
        return self._tops[row]

    def bottom(self, row: int) -> int:
        """Where a row ends, which is where the next one begins."""
        return self._tops[row + 1]

    def height(self, row: int) -> int:
        """Measured or guessed, see `is_measured`."""
        return self._heights[row]

    def row_at(self, y: int) -> int:
        """The row at `y` pixels from the top of the whole.

        -1 above the first row; the number of rows below the last.
        """
        return min(bisect_right(self._tops, y) - 1, len(self._heights))
