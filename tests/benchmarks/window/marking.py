"""Ctrl+M every few seconds of a recording: how long until the mark is durable, and painted."""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from aurity_desktop.application.recording.recording_edits import RecordingEdits

#: Not a multiple of a slice's three seconds: so it meets every moment of one.
_EVERY_MS = 2_300


class Marking(QObject):
    """`durable` and `painted`: milliseconds from the key, mark by mark."""

    def __init__(self, window: QWidget, edits: RecordingEdits, paper: QWidget) -> None:
        """`paper` is what live text and marks are painted on."""
        super().__init__(window)
        self._window, self._paper = window, paper
        self.durable: list[float] = []
        self.painted: list[float] = []
        self._pressed_at = 0.0
        self._asked = self._to_be_painted = False
        self._pressing = QTimer(self)
        self._pressing.setInterval(_EVERY_MS)
        self._pressing.timeout.connect(self._press)
        edits.bookmarks_held.connect(self._on_held)
        paper.installEventFilter(self)

    def start(self) -> None:
        """Press the key from now on."""
        self._pressing.start()

    def stop(self) -> None:
        """Press it no more."""
        self._pressing.stop()

    def _press(self) -> None:
        if not self._window.isActiveWindow():  # keys reach a window that is in front
            self._window.activateWindow()
        elif len(self.painted) == len(self.durable):  # the one before is through
            self._pressed_at, self._asked = time.perf_counter(), True
            QTest.keyClick(self._window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)

    def _on_held(self) -> None:
        """The live text has its row by now: it was connected first."""
        if self._asked:
            self._asked = False
            self.durable.append(self._since())
            self._to_be_painted = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """The first paint behind the row shows it."""
        if event.type() is QEvent.Type.Paint and self._to_be_painted:
            self._to_be_painted = False
            QTimer.singleShot(0, self, self._on_painted)
        return False

    def _on_painted(self) -> None:
        self.painted.append(self._since())

    def _since(self) -> float:
        return round((time.perf_counter() - self._pressed_at) * 1000, 1)
