"""Where a clinician marks a moment of the recording and writes down what need not be said aloud."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from aurity_desktop.domain.audio import seconds
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.time_text import clock

#: Characters: a note is a line, not a report.
_LONGEST = 2_000


class NoteField(QLineEdit):
    """`left`: Escape was pressed."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  # Qt's name
        """Escape leaves the field as it was before anything was typed."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class NoteLine(TranslatedWidget):
    """A note's moment is that of its first letter; that of a mark, when it was set.

    `noted` carries a moment in samples and a note, `rewritten` a bookmark with another note. What
    was typed stays in sight until `accept` says that it is durable, or `refuse` that it is not.
    """

    mark_asked = Signal()
    noted = Signal(int, str)
    rewritten = Signal(Bookmark, str)

    def __init__(
        self, moment: Callable[[], int], icons: Icons, parent: QWidget | None = None
    ) -> None:
        """`moment` tells the sample that is captured now."""
        super().__init__(parent)
        self._moment = moment
        self._at: int | None = None
        self._bookmark: Bookmark | None = None
        self._waiting: tuple[int | None, Bookmark | None, str] | None = None
        self.mark_button = QPushButton(self)
        self.mark_button.setProperty("kind", "quiet")
        icons.put(self.mark_button, "mark", "accent")
        self._time = QLabel(self)
        self._time.setProperty("kind", "muted")
        self.field = NoteField(self)
        self.field.setMaxLength(_LONGEST)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.mark_button)
        row.addWidget(self.field, 1)
        row.addWidget(self._time)
        self.mark_button.clicked.connect(self.mark_asked)
        self.field.textEdited.connect(self._on_edited)
        self.field.returnPressed.connect(self._on_done)
        self.field.left.connect(self.clear)
        self.retranslate()

    def write_to(self, bookmark: Bookmark) -> None:
        """What is typed from now on is this bookmark's note, unless something is being typed."""
        if not self.field.text():
            self._at, self._bookmark = None, bookmark
            self.field.setText(bookmark.text)
            self.field.selectAll()
            self.retranslate()

    def clear(self) -> None:
        """An empty line, for the next note."""
        self._at = self._bookmark = self._waiting = None
        self.field.clear()
        self.field.setReadOnly(False)
        self.retranslate()

    def accept(self, bookmarks: Sequence[Bookmark]) -> None:
        """These are durable; where what was written is among them, the line is free again."""
        if self._waiting is None:
            return
        _, _, typed = self._waiting
        text = one_line(typed).strip()
        if any((each.at_sample, each.text) == (self._sample, text) for each in bookmarks):
            self.clear()

    def finish(self) -> None:
        """The recording ends: what was typed is kept, as by Enter."""
        if self.field.text():
            self._on_done()

    def refuse(self) -> None:
        """It could not be kept: it stands here again, to be sent once more."""
        if self._waiting is not None:
            self._at, self._bookmark, text = self._waiting
            self._waiting = None
            self.field.setReadOnly(False)
            self.field.setText(text)
            self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.mark_button.setText(self.tr("Mark"))
        self.mark_button.setToolTip(self.tr("Mark this moment (Ctrl+M)"))
        at = self._sample
        self._time.setText("" if at is None else clock(seconds(at)))
        if self._bookmark is not None:
            hint = self.tr("A word for the mark at {time}, if you like")
            self.field.setPlaceholderText(hint.format(time=self._time.text()))
        else:
            self.field.setPlaceholderText(self.tr("Note; it stands in the transcript at its time"))
        self.field.setAccessibleName(self.tr("Note at this moment of the recording"))

    @property
    def _sample(self) -> int | None:
        return self._bookmark.at_sample if self._bookmark is not None else self._at

    def _on_edited(self, text: str) -> None:
        if self._bookmark is not None:
            return
        if not text:
            self._at = None
        elif self._at is None:
            self._at = self._moment()
        self.retranslate()

    def _on_done(self) -> None:
        """Enter: keep the note. An empty one is left, and a mark that is there stays."""
        text = one_line(self.field.text()).strip()
        if self._waiting is not None:
            return
        if not text and (self._bookmark is None or not self._bookmark.text):
            self.clear()
            return
        self._waiting = self._at, self._bookmark, self.field.text()
        self.field.setReadOnly(True)
        if self._bookmark is not None:
            self.rewritten.emit(self._bookmark, text)
        elif self._at is not None:
            self.noted.emit(self._at, text)
