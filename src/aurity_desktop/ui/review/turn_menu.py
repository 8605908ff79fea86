"""What can be done with one turn, and with the word under the pointer."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from aurity_desktop.domain.speakers import Speaker, new_label
from aurity_desktop.ui.export.copy_menu import CopyMenu
from aurity_desktop.ui.language.messages import said_text, speaker_text
from aurity_desktop.ui.review.turn_model import TurnRow

translate = QCoreApplication.translate


class TurnMenu(QMenu):
    """Made for one turn and gone when it closes. Signals carry raw labels."""

    play_asked = Signal()
    mark_asked = Signal()
    passage_asked = Signal()  # into the clinical note
    correct_asked = Signal()
    rename_asked = Signal(str)
    reassign_asked = Signal(str)
    split_asked = Signal(int)  # the word that begins the new turn
    merge_asked = Signal(str)  # into which voice
    copy_asked = Signal(bool, bool)  # with time, with name
    join_asked = Signal()

    def __init__(
        self,
        row: TurnRow,
        word: int,
        speakers: Sequence[Speaker],
        parent: QWidget | None = None,
        *,
        follows: bool = False,
    ) -> None:
        """`follows`: there is a turn right before it, with nothing missing between."""
        super().__init__(parent)
        self._row = row
        self._follows = follows
        self.addAction(translate("TurnMenu", "Play from here")).triggered.connect(self.play_asked)
        note = self.addAction(translate("TurnMenu", "Add a note here"))
        note.triggered.connect(self.mark_asked)
        passage = self.addAction(translate("TurnMenu", "Put into the clinical note"))
        passage.triggered.connect(self.passage_asked)
        copies = CopyMenu(self.copy_asked.emit, self)
        copies.setTitle(translate("TurnMenu", "Copy"))
        self.addMenu(copies)
        if said := row.said_under(word):
            self.addAction(said_text(said, by_sound=row.is_by_sound(word))).setEnabled(False)
        if row.editable:
            self._add_edits(word, speakers)

    def open(self, place: QPoint) -> None:
        """Pop up at a point of the screen, without waiting for the choice."""
        self.popup(place)

    def _add_edits(self, word: int, speakers: Sequence[Speaker]) -> None:
        self.addSeparator()
        correct = self.addAction(translate("TurnMenu", "Correct the text"))
        correct.triggered.connect(self.correct_asked)
        if word > 0:
            words = translate("TurnMenu", "Split the turn at “{word}”")
            split = self.addAction(words.format(word=self._row.words[word].text))
            split.triggered.connect(partial(self.split_asked.emit, word))
        if self._follows:
            join = self.addAction(translate("TurnMenu", "Join with the previous turn"))
            join.triggered.connect(self.join_asked)
        if self._row.voice < 0:
            return
        self.addSeparator()
        rename = self.addAction(translate("TurnMenu", "Name and role of the speaker…"))
        rename.triggered.connect(partial(self.rename_asked.emit, self._row.label))
        others = [
            (each.label, speaker_text(each, place))
            for place, each in enumerate(speakers)
            if each.label != self._row.label
        ]
        said = self.addMenu(translate("TurnMenu", "Another person said this"))
        for label, name in others:
            said.addAction(name).triggered.connect(partial(self.reassign_asked.emit, label))
        new = said.addAction(translate("TurnMenu", "Another person (new)"))
        label = new_label(each.label for each in speakers)
        new.triggered.connect(partial(self.reassign_asked.emit, label))
        if others:
            merge = self.addMenu(
                translate("TurnMenu", "{name} is the same person as").format(name=self._row.name)
            )
            for label, name in others:
                merge.addAction(name).triggered.connect(partial(self.merge_asked.emit, label))
