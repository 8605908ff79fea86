"""The review of the transcript that is open: what the bar asks, what is marked, heard, recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal

from aurity_desktop.application.library.review_pass import ReviewPass, ReviewPlace
from aurity_desktop.domain.review_points import ReviewKind
from aurity_desktop.ui.review.corrections import Corrections
from aurity_desktop.ui.review.player_bar import PlayerBar
from aurity_desktop.ui.review.review_bar import ReviewBar
from aurity_desktop.ui.review.turn_model import TurnModel, TurnRow
from aurity_desktop.ui.review.turn_view import TurnView

#: Seconds that are played around the words.
_AROUND = 0.5


class Review(QObject):
    """`counted` tells how many points there are, None as long as nobody knows; a pass goes through
    those of its beginning.

    A pass in which every point was answered marks the session as reviewed.
    """

    counted = Signal(object)

    def __init__(
        self,
        bar: ReviewBar,
        view: TurnView,
        model: TurnModel,
        player: PlayerBar,
        corrections: Corrections,
        choose: Callable[[int], None],
        edit: Callable[[int], None],
        parent: QObject | None = None,
    ) -> None:
        """`choose` brings a row into sight, `edit` opens its words for correction."""
        super().__init__(parent)
        self._bar, self._view, self._model = bar, view, model
        self._player, self._corrections = player, corrections
        self._choose, self._edit = choose, edit
        self._points: tuple[ReviewPlace, ...] = ()  # none as long as nobody knows
        self._pass: ReviewPass | None = None
        self._answered_all = False
        bar.right.connect(self._on_right)
        bar.edit_asked.connect(self._on_edit)
        bar.back_asked.connect(self._on_back)
        bar.again_asked.connect(self._play)
        bar.left.connect(self.leave)
        bar.filtered.connect(self._on_filtered)

    def show_points(self, points: Sequence[ReviewPlace] | None) -> None:
        """The transcript reads so now, and these are its points; a pass goes on where it was."""
        self._points = tuple(points or ())
        self.counted.emit(None if points is None else len(points))
        if self._pass is not None:
            self._ask(self._pass)

    def next(self) -> None:
        """Begin a pass; in one, to the next point without an answer."""
        if self._pass is not None:
            self._answered_all = False
            self._pass.forward()
            self._go()
        elif self._points:
            self._pass, self._answered_all = ReviewPass(self._points), True
            self._bar.begin()
            self._go()

    def leave(self) -> None:
        """End the pass; the keyboard goes to the transcript, if it was in the bar."""
        self._pass = None
        self._view.show_doubt(-1, -1, -1)
        if self._bar.isAncestorOf(self._bar.window().focusWidget()) or self._bar.hasFocus():
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bar.hide()

    def take_keyboard(self) -> None:
        """After a correction that was made on the way, the bar's keys work again."""
        if self._pass is not None:
            self._bar.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self) -> None:
        """Ask for the current point, bring it into sight and play it."""
        walk = self._pass
        if walk is None or walk.current is None:
            self.leave()
            return
        self._ask(walk)
        row = self._model.row_of(walk.current.first)
        if row >= 0:
            self._choose(row)
        self._play()

    def _ask(self, walk: ReviewPass) -> None:
        found, place = self._found(), walk.current
        if place is None:
            return
        if found is None:  # the turn was written anew, in other words
            self._view.show_doubt(-1, -1, -1)
            self._bar.ask(walk.left, place.kind, "")
            return
        row, turn, first, last = found
        self._view.show_doubt(row, first, last)
        words = "" if place.whole else " ".join(each.text for each in turn.words[first : last + 1])
        self._bar.ask(walk.left, place.kind, words)

    def _found(self) -> tuple[int, TurnRow, int, int] | None:
        """Row and turn of the current point, and its words' numbers; None where it is gone."""
        place = self._pass.current if self._pass is not None else None
        if place is None:
            return None
        row = self._model.row_of(place.first)
        turn = self._model.turn(row)
        if turn is None:
            return None
        first, last = turn.words_within(place.first, place.last)
        return (row, turn, first, last) if first >= 0 else None

    def _play(self) -> None:
        found = self._found()
        if found is not None:
            _, turn, first, last = found
            start, end = turn.words[first].start, turn.words[last].end
            self._player.play_part(max(0.0, start - _AROUND), end + _AROUND)

    def _on_right(self) -> None:
        walk, found = self._pass, self._found()
        if walk is None:
            return
        if walk.current is not None and found is not None:
            _, turn, first, last = found
            self._corrections.confirm(turn, walk.current.first, walk.current.last, first, last)
        walk.forward()
        if walk.current is None and self._answered_all:
            self._corrections.mark_reviewed(True)
        self._go()

    def _on_edit(self) -> None:
        found = self._found()
        if found is not None:
            self._edit(found[0])

    def _on_back(self) -> None:
        if self._pass is not None:
            self._pass.back()
            self._go()

    def _on_filtered(self, kind: ReviewKind | None) -> None:
        """A pass over these alone; where there is none of the kind, the bar says so."""
        if self._pass is None:
            return
        self._pass, self._answered_all = ReviewPass(self._points, kind), kind is None
        if self._pass.current is None:
            self._view.show_doubt(-1, -1, -1)
            self._bar.ask(0, kind or ReviewKind.DOSE, "")
        else:
            self._go()
