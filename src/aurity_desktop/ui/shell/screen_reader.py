"""Tells a screen reader what changes away from the keyboard: the recording and every notice."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.ui.language.messages import recording_state_text
from aurity_desktop.ui.notices.notice_lines import NoticesBar, Severity
from aurity_desktop.ui.widgets.announcing import announce


class Say(Protocol):
    """Has words read aloud; `urgent` ones interrupt what is being read."""

    def __call__(self, widget: QWidget, words: str, *, urgent: bool = False) -> object:
        """At once, without waiting until they are read."""


class ScreenReader(QObject):
    """Nothing is read of a locked window but the recording's state."""

    def __init__(
        self,
        window: QWidget,
        controller: SessionController,
        notices: NoticesBar,
        say: Say = announce,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._say = say
        controller.state_changed.connect(self._on_state)
        notices.line_shown.connect(self._on_line)

    def _on_state(self, state: RecordingState) -> None:
        urgent = state is RecordingState.INTERRUPTED
        self._say(self._window, recording_state_text(state), urgent=urgent)

    def _on_line(self, key: str, words: str) -> None:
        if not self._notices.isVisible():
            return
        note = any(
            line.key == key and line.property("severity") == Severity.NOTE
            for line in self._notices.lines()
        )
        self._say(self._notices, words, urgent=not note)
