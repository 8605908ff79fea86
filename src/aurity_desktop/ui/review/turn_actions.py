"""What is done with one turn: by a click on a word, in place, or from its menu."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt, Signal

from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.ui.review.corrections import Corrections
from aurity_desktop.ui.review.player_bar import PlayerBar
from aurity_desktop.ui.review.speakers_bar import SpeakersBar
from aurity_desktop.ui.review.turn_delegate import TurnDelegate
from aurity_desktop.ui.review.turn_menu import TurnMenu
from aurity_desktop.ui.review.turn_model import TurnModel, TurnRow
from aurity_desktop.ui.review.turn_view import TurnView
from aurity_desktop.ui.widgets.note_menu import NoteMenu


class TurnActions(QObject):
    """Connects the turns and notes of `view` with the player, the voices and the corrections.

    `mark_asked` carries the second at which a mark is wanted, `passage_asked` a turn's words and
    their seconds, for the clinical note.
    """

    mark_asked = Signal(float)
    passage_asked = Signal(str, float, float)

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
        bookmark, turn = self._model.note(row), self._model.turn(row)
        if bookmark is not None:
            self._open_note_menu(row, bookmark, place)
        if turn is None:
            return
        before = self._model.turn(row - 1)
        follows = before is not None and before.editable
        menu = TurnMenu(turn, word, self._voices.speakers, self._view, follows=follows)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        start = turn.words[word].start if word >= 0 else turn.start
        menu.play_asked.connect(partial(self._player.play_from, start))
        menu.mark_asked.connect(partial(self.mark_asked.emit, start))
        menu.passage_asked.connect(partial(self._put_into_note, turn))
        menu.copy_asked.connect(self._view.copy_chosen_as)
        menu.correct_asked.connect(partial(self.correct, row))
        menu.rename_asked.connect(self._voices.edit)
        menu.reassign_asked.connect(partial(self._corrections.reassign, turn))
        if before is not None:
            menu.join_asked.connect(partial(self._corrections.join, turn, before))
        menu.split_asked.connect(partial(self._corrections.split, turn))
        menu.merge_asked.connect(partial(self._corrections.merge, turn))
        menu.open(place)

    def _put_into_note(self, turn: TurnRow) -> None:
        """The turn, or all that are chosen with it."""
        chosen = self._view.chosen_turns()
        for each in chosen if turn in chosen else [turn]:
            self.passage_asked.emit(each.text, each.start, each.end)

    def _open_note_menu(self, row: int, bookmark: Bookmark, place: QPoint) -> None:
        menu = NoteMenu(self._view)
        menu.play_asked.connect(partial(self._player.play_from, bookmark.at))
        menu.write_asked.connect(partial(self.correct, row))
        removal = partial(self._corrections.remove_bookmark, bookmark.bookmark_id)
        menu.removal_asked.connect(removal)
        menu.popup(place)

    def _on_text_edited(self, row: int, text: str) -> None:
        turn = self._model.turn(row)
        bookmark = self._model.note(row)
        if turn is not None:
            self._corrections.correct(turn, text)
        elif bookmark is not None and bookmark.text != text:
            self._corrections.set_bookmark(replace(bookmark, text=text))
