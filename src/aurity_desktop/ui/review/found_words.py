"""The words that were searched for, in the transcript that is open: marked, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from aurity_desktop.domain.search import marks_in
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.review.match_walk import FoundPlace, MatchWalk
from aurity_desktop.ui.review.turn_model import Row, TurnRow
from aurity_desktop.ui.review.turn_view import TurnView
from aurity_desktop.ui.widgets.icons import Icons


def found_places(rows: Sequence[Row], words: str) -> list[FoundPlace]:
    """Every match of `words` in turns that hold all of them, in their order."""
    return [
        FoundPlace(number, row, start, end)
        for number, row in enumerate(rows)
        if isinstance(row, TurnRow)
        for start, end in _marks_of(row, words)
    ]


def _marks_of(row: TurnRow, words: str) -> list[tuple[int, int]]:
    """In the text as it is shown, and where what was said stands under it."""
    found = set(marks_in(row.text, words))
    if not row.pieces:
        return sorted(found)
    for start, end in marks_in(row.spoken, words):
        under = [
            number
            for number in range(len(row.words))
            for begin, length in [row.spoken_span_of(number)]
            if begin < end and start < begin + length
        ]
        if any(row.said_under(number) for number in under):
            first, last = row.span_of(under[0]), row.span_of(under[-1])
            found.add((first[0], sum(last)))
    return sorted(found)


class FoundBar(TranslatedWidget):
    """Marks the matches in `view`, says which one is the current, and goes from one to the next.

    Hidden where nothing is searched for, or nothing of it stands in this transcript.
    """

    def __init__(
        self,
        view: TurnView,
        choose: Callable[[int], None],
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        """`choose` brings a row into sight."""
        super().__init__(parent)
        self._view = view
        self._walk = MatchWalk(view, choose)
        self._words = ""
        self._rows: Sequence[Row] = ()
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.previous_button, self.next_button, self.close_button = (
            QPushButton(self) for _ in range(3)
        )
        icons.put(self.close_button, "close", "muted")
        self.close_button.setProperty("kind", "quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.label, 1)
        for button in (self.previous_button, self.next_button, self.close_button):
            row.addWidget(button)
            button.installEventFilter(self)
        self.previous_button.clicked.connect(self.previous)
        self.next_button.clicked.connect(self.next)
        self.close_button.clicked.connect(self.close_search)
        self.hide()
        self.retranslate()

    def look_for(self, words: str) -> None:
        """What is marked from now on, "" for nothing; the first match is the current one."""
        self._words, self._walk.number = words, 0
        self._find()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """The transcript reads so now; the current match stays where it is, by its number."""
        self._rows = rows
        self._find()

    def go_to_row(self, row: int) -> None:
        """The first match in this row is the current one; where there is none, nothing changes."""
        if self._walk.go_to_row(row):
            self._say()

    def next(self) -> None:
        """To the next match, from the last to the first."""
        self._walk.go(self._walk.number + 1)
        self._say()

    def previous(self) -> None:
        """To the match before, from the first to the last."""
        self._walk.go(self._walk.number - 1)
        self._say()

    def close_search(self) -> None:
        """Mark nothing any more; the keyboard goes to the transcript."""
        self.look_for("")
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.previous_button.setText(self.tr("Previous"))
        self.previous_button.setToolTip(self.tr("To the match before (Shift+F3)"))
        self.next_button.setText(self.tr("Next"))
        self.next_button.setToolTip(self.tr("To the next match (F3)"))
        self.close_button.setAccessibleName(self.tr("Close the search"))
        self.close_button.setToolTip(self.tr("Close the search"))
        self._say()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Escape on a button closes the search."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
        ):
            self.close_search()
            return True
        return super().eventFilter(watched, event)

    def _find(self) -> None:
        self._walk.show(found_places(self._rows, self._words) if self._words else ())
        self.setVisible(bool(self._walk.places))
        self._say()

    def _say(self) -> None:
        words = self.tr("{number} of {count}: “{words}”").format(
            number=self._walk.number + 1, count=len(self._walk.places), words=self._words
        )
        self.label.setText(words if self._walk.places else "")
        self.label.setAccessibleName(self.label.text())
