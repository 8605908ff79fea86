"""What can be done with a row of a note, for a hand at the mouse."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal, SignalInstance
from PySide6.QtWidgets import QMenu, QWidget

from aurity_desktop.domain.clinical_note import EntryState
from aurity_desktop.ui.note.note_rows import HeadingRow, LineRow, Row

translate = QCoreApplication.translate


class NoteRowMenu(QMenu):
    """Made for one row and gone when it closes. Each entry names the key that does the same."""

    confirmed = Signal()
    rejected = Signal()
    section_confirmed = Signal()
    written = Signal()
    played = Signal()
    copied = Signal()

    def __init__(self, row: Row, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if isinstance(row, LineRow):
            if row.entry.state is not EntryState.CONFIRMED:
                self._add(translate("NoteRowMenu", "Confirm") + "\tEnter", self.confirmed)
            if row.entry.state is not EntryState.REJECTED:
                self._add(translate("NoteRowMenu", "Reject") + "\tDel", self.rejected)
            self._add(translate("NoteRowMenu", "Edit") + "\tE", self.written)
            if row.entry.start >= 0:
                self._add(translate("NoteRowMenu", "Play") + f"\t{_space()}", self.played)
        elif not isinstance(row, HeadingRow):
            self._add(translate("NoteRowMenu", "Write"), self.written)
        words = translate("NoteRowMenu", "Confirm what was found in this section")
        self._add(f"{words}\tShift+Enter", self.section_confirmed)
        self._add(translate("NoteRowMenu", "Copy") + "\tCtrl+C", self.copied)

    def _add(self, words: str, asked: SignalInstance) -> None:
        self.addAction(words).triggered.connect(asked)


def _space() -> str:
    return translate("NoteRowMenu", "Space")
