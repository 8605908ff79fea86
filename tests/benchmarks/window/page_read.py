"""What stands on the page of live text, read off its rows as it is painted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QListView

from aurity_desktop.ui.recorder.live_model import Paragraph
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from tests.benchmarks.window.painted_words import Painting, Shown


class PageRead:
    """Reads only the rows that are not those of the last time, so that it takes no time itself."""

    def __init__(self, view: QListView) -> None:
        self._view = view
        self._rows: list[object] = []
        self._above = self._room = self._laid_out_anew = 0  # pixels

    def read(self) -> Painting:
        """What is painted now; when that is done is not known yet."""
        model = self._view.model()
        rows: list[object] = [model.index(row, 0).data(ROW_ROLE) for row in range(model.rowCount())]
        same = 0
        while same < min(len(rows), len(self._rows)) and rows[same] is self._rows[same]:
            same += 1
        self._rows = rows
        kept = sum(len(_words(row)) for row in rows[:same])
        words = tuple(word for row in rows[same:] for word in _words(row))
        return Painting(0.0, kept, words, self._above_by_text())

    def _above_by_text(self) -> int:
        """What is above the page, less what is there because the page has become less high."""
        above, room = self._view.verticalScrollBar().value(), self._view.viewport().height()
        if room != self._room:
            self._laid_out_anew += above - self._above
        self._above, self._room = above, room
        return above - self._laid_out_anew


def _words(row: object) -> Sequence[Shown]:
    if not isinstance(row, Paragraph):
        return ()
    settled = [(word, True) for word in row.settled.split()]
    return [*settled, *((word, False) for word in row.provisional.split())]
