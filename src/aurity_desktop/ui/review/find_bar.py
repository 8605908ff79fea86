"""Finding and replacing in the transcript that is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.domain.finding import Find, occurrences
from aurity_desktop.domain.heard_write import Rule
from aurity_desktop.ui.review.match_walk import FoundPlace, MatchWalk
from aurity_desktop.ui.review.turn_model import Row, TurnRow
from aurity_desktop.ui.review.turn_view import TurnView
from aurity_desktop.ui.widgets.escape import ClosedByEscape
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.high_enough import HighEnough
from aurity_desktop.ui.widgets.icons import Icons


class FindField(QLineEdit):
    """`gone_on` and `gone_back`: Enter and Shift+Enter; `left`: Escape."""

    gone_on = Signal()
    gone_back = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Enter goes on, Shift+Enter back, Escape closes."""
        back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            (self.gone_back if back else self.gone_on).emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class FindBar(HighEnough, ClosedByEscape):
    """Marks what is typed in `view` and asks for what is to be written in its place.

    `replace_asked` carries matches, what was looked for and the text for them; `vocabulary_asked` a
    word that is to be expected from now on; `always_asked` the rule that the dictionary is to keep.
    """

    replace_asked = Signal(tuple, Find, str)
    vocabulary_asked = Signal(str)
    always_asked = Signal(Rule)

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
        self._rows: Sequence[Row] = ()
        self._is_whole = True
        self._walk = MatchWalk(view, choose)
        self.field, self.replacement = FindField(self), FindField(self)
        self.count = QLabel(self)
        self.count.setProperty("kind", "muted")
        self.previous_button, self.next_button, self.close_button = (
            QPushButton(self) for _ in range(3)
        )
        self.one_button, self.all_button, self.vocabulary_button, self.always_button = (
            QPushButton(self) for _ in range(4)
        )
        icons.put(self.close_button, "close", "muted")
        for quiet in (self.close_button, self.vocabulary_button, self.always_button):
            quiet.setProperty("kind", "quiet")
        self.case, self.accents, self.whole = (QCheckBox(self) for _ in range(3))
        self._replacing = QWidget(self)
        self._lay_out()
        self._connect()
        self.hide()
        self.retranslate()

    def _lay_out(self) -> None:
        find = QHBoxLayout()
        find.setSpacing(8)
        find.addWidget(self.field, 1)
        find.addWidget(self.close_button)
        walk = (self.previous_button, self.next_button, self.count)
        below = QVBoxLayout(self._replacing)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.replacement)
        write = (self.one_button, self.all_button, self.always_button, self.vocabulary_button)
        below.addWidget(_flowing(self._replacing, *write))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(find)
        column.addWidget(_flowing(self, *walk, self.case, self.accents, self.whole))
        column.addWidget(self._replacing)

    def _connect(self) -> None:
        self.field.textChanged.connect(self._find_anew)
        for box in (self.case, self.accents, self.whole):
            box.toggled.connect(self._find_anew)
        self.field.gone_on.connect(self.next)
        self.field.gone_back.connect(self.previous)
        self.replacement.gone_on.connect(self._replace_one)
        for field in (self.field, self.replacement):
            field.left.connect(self.leave)
        self.replacement.textChanged.connect(self._say)
        self.next_button.clicked.connect(self.next)
        self.previous_button.clicked.connect(self.previous)
        self.close_button.clicked.connect(self.leave)
        self.one_button.clicked.connect(self._replace_one)
        self.all_button.clicked.connect(self._replace_all)
        self.vocabulary_button.clicked.connect(self._on_vocabulary)
        self.always_button.clicked.connect(self._on_always)

    def ask(self, *, replacing: bool) -> None:
        """Open it with the keyboard in the field; `replacing` with what is to be written."""
        self._replacing.setVisible(replacing or self._replacing.isVisibleTo(self))
        self.show()
        self._find()
        field = self.replacement if replacing and self.field.text() else self.field
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def leave(self) -> None:
        """Mark nothing any more; the keyboard goes to the transcript."""
        if not self.isHidden():
            self.hide()
            self._replacing.hide()
            self._walk.show(())
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_rows(self, rows: Sequence[Row], *, is_whole: bool = True) -> None:
        """The transcript reads so now; the current match stays where it is, by its number.

        Nothing is replaced before it `is_whole`: all would be some.
        """
        self._rows, self._is_whole = rows, is_whole
        if not self.isHidden():
            self._find()

    def next(self) -> None:
        """To the next match, from the last to the first."""
        self._walk.go(self._walk.number + 1)
        self._say()

    def previous(self) -> None:
        """To the match before, from the first to the last."""
        self._walk.go(self._walk.number - 1)
        self._say()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.field.setPlaceholderText(self.tr("Find in this transcript"))
        self.field.setAccessibleName(self.field.placeholderText())
        self.replacement.setPlaceholderText(self.tr("Write instead"))
        self.replacement.setAccessibleName(self.replacement.placeholderText())
        self.previous_button.setText(self.tr("Previous"))
        self.previous_button.setToolTip(self.tr("To the match before (Shift+Enter)"))
        self.next_button.setText(self.tr("Next"))
        self.next_button.setToolTip(self.tr("To the next match (Enter)"))
        self.close_button.setAccessibleName(self.tr("Close the search"))
        self.close_button.setToolTip(self.tr("Close the search (Escape)"))
        self.one_button.setText(self.tr("Replace"))
        self.all_button.setText(self.tr("Replace all"))
        self.always_button.setText(self.tr("Always write it so"))
        self.always_button.setToolTip(
            self.tr("Here and in every session to come, wherever these words are heard")
        )
        self.vocabulary_button.setText(self.tr("Add to the vocabulary"))
        self.vocabulary_button.setToolTip(self.tr("The recognition expects this word from now on"))
        self.case.setText(self.tr("Capitals"))
        self.accents.setText(self.tr("Accents"))
        self.whole.setText(self.tr("Whole words"))
        for box in (self.case, self.accents):
            box.setToolTip(self.tr("Find only what is written just so"))
        self._say()

    @property
    def _wanted(self) -> Find:
        return Find(
            self.field.text(),
            case=self.case.isChecked(),
            accents=self.accents.isChecked(),
            whole_words=self.whole.isChecked(),
        )

    def _find_anew(self) -> None:
        """From the first match on, which comes into sight."""
        self._walk.number = 0
        self._find()
        self._walk.go(0)

    def _find(self) -> None:
        wanted = self._wanted
        self._walk.show(
            [
                FoundPlace(number, row, start, end)
                for number, row in enumerate(self._rows)
                if isinstance(row, TurnRow)
                for start, end in occurrences(row.text, wanted)
            ]
        )
        self._say()

    def _replace_one(self) -> None:
        if self._walk.current is not None and self._is_whole:
            self.replace_asked.emit((self._walk.current,), self._wanted, self._text)

    def _replace_all(self) -> None:
        if self._walk.places:
            self.replace_asked.emit(tuple(self._walk.places), self._wanted, self._text)

    def _on_vocabulary(self) -> None:
        self.vocabulary_asked.emit(self._text or self.field.text().strip())

    def _on_always(self) -> None:
        self.always_asked.emit(Rule((" ".join(self.field.text().split()),), self._text))

    @property
    def _text(self) -> str:
        return " ".join(self.replacement.text().split())

    def _say(self) -> None:
        count, wanted = len(self._walk.places), bool(self.field.text().strip())
        told = self.tr("{number} of {count}").format(number=self._walk.number + 1, count=count)
        self.count.setText(told if count else self.tr("Not found") if wanted else "")
        for button in (self.previous_button, self.next_button):
            button.setEnabled(count > 0)
        for button in (self.one_button, self.all_button):
            button.setEnabled(count > 0 and self._is_whole)
        self.vocabulary_button.setEnabled(bool(self._text) or wanted)
        self.always_button.setEnabled(bool(self._text) and wanted)


def _flowing(parent: QWidget, *widgets: QWidget) -> QWidget:
    """These side by side, and in further rows where there is no room."""
    row = QWidget(parent)
    flow = FlowLayout(row, 8)
    for each in widgets:
        flow.addWidget(each)
    return row
