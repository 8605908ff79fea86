"""What can be done with the sessions that are chosen in the library."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from aurity_desktop.domain.session import SessionState, SessionSummary


class FormatsMenu(QMenu):
    """The formats that many sessions can be exported in; `chosen` carries the ending of a file."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = {
            ending: self.addAction("") for ending in ("docx", "pdf", "txt", "html", "h5")
        }
        for ending, action in self._actions.items():
            action.triggered.connect(partial(self.chosen.emit, ending))
        self.retranslate()

    def retranslate(self) -> None:
        """The entries in the window's language."""
        words = {
            "docx": self.tr("Word documents…"),
            "pdf": self.tr("PDF…"),
            "txt": self.tr("Plain text…"),
            "html": self.tr("Web pages…"),
            "h5": self.tr("Session files, with the sound…"),
        }
        for ending, action in self._actions.items():
            action.setText(words[ending])


class ChosenMenu(QMenu):
    """For one session or several; each signal is an entry. Made anew each time."""

    open_asked = Signal()
    title_asked = Signal()
    export_asked = Signal()
    many_asked = Signal(str)  # the ending
    erasure_asked = Signal()
    review_marked = Signal(bool)
    join_asked = Signal()

    def __init__(
        self,
        sessions: Sequence[SessionSummary],
        parent: QWidget | None = None,
        *,
        erasable: bool,
        joinable: bool,
    ) -> None:
        """`sessions` are chosen. `erasable`: at least one of them may be erased.

        `joinable`: they are two that can become one.
        """
        super().__init__(parent)
        count = len(sessions)
        if count == 1:
            self.addAction(self.tr("Open"), self.open_asked.emit)
            self.addAction(self.tr("Change the title…"), self.title_asked.emit)
            self.addAction(self.tr("Export…"), self.export_asked.emit)
        else:
            formats = FormatsMenu(self)
            formats.setTitle(self.tr("Export {count} sessions").format(count=count))
            formats.chosen.connect(self.many_asked)
            self.addMenu(formats)
        self.addSeparator()
        finished = [each for each in sessions if each.state is SessionState.COMPLETED]
        if any(each.to_review for each in finished):
            reviewed = self.addAction(self.tr("Mark as reviewed"))
            reviewed.triggered.connect(partial(self.review_marked.emit, True))
        if any(each.reviewed for each in finished):
            again = self.addAction(self.tr("Mark as to be reviewed"))
            again.triggered.connect(partial(self.review_marked.emit, False))
        if joinable:
            self.addAction(self.tr("Join into one session…"), self.join_asked.emit)
        self.addSeparator()
        words = self.tr("Erase {count} sessions for good…").format(count=count)
        erase = self.addAction(
            self.tr("Erase for good…") if count == 1 else words, self.erasure_asked.emit
        )
        erase.setEnabled(erasable)
