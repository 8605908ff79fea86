"""What can be done with a note that stands in a transcript."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

translate = QCoreApplication.translate


class NoteMenu(QMenu):
    """Made for one note and gone when it closes."""

    play_asked = Signal()
    write_asked = Signal()
    removal_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, has_sound: bool = True) -> None:
        """`has_sound`: there is a recording to be played, which is none while it is made."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if has_sound:
            play = self.addAction(translate("NoteMenu", "Play from here"))
            play.triggered.connect(self.play_asked)
        write = self.addAction(translate("NoteMenu", "Write the note"))
        write.triggered.connect(self.write_asked)
        remove = self.addAction(translate("NoteMenu", "Remove the note"))
        remove.triggered.connect(self.removal_asked)
