"""What is done with one turn: by a click on a word, in place, or from its menu."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt

from aurity_desktop.ui.review.corrections import Corrections
from aurity_desktop.ui.review.player_bar import PlayerBar
from aurity_desktop.ui.review.speakers_bar import SpeakersBar
from aurity_desktop.ui.review.turn_delegate import TurnDelegate
from aurity_desktop.ui.review.turn_menu import TurnMenu
from aurity_desktop.ui.review.turn_model import TurnModel
from aurity_desktop.ui.review.turn_view import TurnView


class TurnActions(QObject):
    """Connects the turns of `view` with the player, the voices and the corrections."""

    def __init__(
        self,
        view: TurnView,
        delegate: TurnDelegate,
        model: TurnModel,
        player: PlayerBar,
        voices: SpeakersBar,
        corrections: Corrections,
    ) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._player, self._voices, self._corrections = player, voices, corrections
        view.word_clicked.connect(self._play_from)
        view.menu_asked.connect(self._open_menu)
        view.edit_asked.connect(self.correct)
        delegate.text_edited.connect(self._on_text_edited)

    def correct(self, row: int) -> None:
        """Open the words of a turn for correction, in place."""
        index = self._model.index(row)
        if index.isValid() and self._model.rows[row].editable:
            self._view.setCurrentIndex(index)
            self._view.edit(index)

    def _play_from(self, row: int, word: int) -> None:
        turn = self._model.turn(row)
        if turn is not None:
            self._player.play_from(turn.words[word].start)

    def _open_menu(self, row: int, word: int, place: QPoint) -> None:
        turn = self._model.turn(row)
        if turn is None:
            return
        before = self._model.turn(row - 1)
        follows = before is not None and before.editable
        menu = TurnMenu(turn, word, self._voices.speakers, self._view, follows=follows)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        start = turn.words[word].start if word >= 0 else turn.start
        menu.play_asked.connect(partial(self._player.play_from, start))
        menu.copy_asked.connect(self._view.copy_chosen_as)
        menu.correct_asked.connect(partial(self.correct, row))
        menu.rename_asked.connect(self._voices.edit)
        menu.reassign_asked.connect(partial(self._corrections.reassign, turn))
        if before is not None:
            menu.join_asked.connect(partial(self._corrections.join, turn, before))
        menu.split_asked.connect(partial(self._corrections.split, turn))
        menu.merge_asked.connect(partial(self._corrections.merge, turn))
        menu.open(place)

    def _on_text_edited(self, row: int, text: str) -> None:
        turn = self._model.turn(row)
        if turn is not None:
            self._corrections.correct(turn, text)
