"""What of a session can be made again: all of it, or only the speakers, with what the user knows about their number."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from aurity_desktop.domain.session import SpeakerCount

_MOST_PEOPLE = 6


class AgainMenu(QMenu):
    transcript_asked = Signal()
    speakers_asked = Signal(SpeakerCount)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._all = QAction(self)
        self._all.triggered.connect(self.transcript_asked)
        self.addAction(self._all)
        self._speakers: list[QAction] = []
        self._heading = self.addSection("")
        for people in range(_MOST_PEOPLE + 1):
            count = SpeakerCount.exactly(people) if people else SpeakerCount()
            action = QAction(self)
            action.triggered.connect(partial(self._ask, count))
            self.addAction(action)
            self._speakers.append(action)
        self.retranslate()

    def retranslate(self) -> None:
        self._all.setText(self.tr("Text and speakers"))
        self._heading.setText(self.tr("Only the speakers"))
        self._speakers[0].setText(self.tr("Number found automatically"))
        self._speakers[1].setText(self.tr("1 person"))
        for people, action in enumerate(self._speakers[2:], start=2):
            action.setText(self.tr("{count} people").format(count=people))

    def _ask(self, count: SpeakerCount) -> None:
        self.speakers_asked.emit(count)
