"""Closing the window while something is being recorded: asked beside the recording, and done in order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from aurity_desktop.application.recording import RecordingState
from aurity_desktop.application.session_controller import SessionController
from aurity_desktop.ui.notices import Action, NoticesBar, Severity

_KEY = "closing"


class Closing(QObject):
    """`may_close` is asked at every attempt; a window that may not is closed by itself once the recording has stopped."""

    def __init__(self, window: QWidget, notices: NoticesBar, controller: SessionController) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._controller = controller
        self._wanted = False
        controller.state_changed.connect(self._on_state)

    def may_close(self) -> bool:
        state = self._controller.state
        if state is RecordingState.IDLE:
            return True
        if state is RecordingState.STOPPING:
            self._close_when_stopped()
        else:
            self._ask()
        return False

    def _ask(self) -> None:
        self._notices.show_line(
            _KEY,
            Severity.AMBER,
            self._words_asking,
            (
                Action(self._words_stop, self._stop),
                Action(self._words_keep_on, partial(self._notices.withdraw, _KEY)),
            ),
            dismissible=False,
        )

    def _stop(self) -> None:
        self._close_when_stopped()
        self._controller.stop()

    def _close_when_stopped(self) -> None:
        self._wanted = True
        self._notices.show_line(_KEY, Severity.NOTE, self._words_soon, dismissible=False)

    def _on_state(self, state: RecordingState) -> None:
        if state is RecordingState.IDLE:
            self._notices.withdraw(_KEY)
            if self._wanted:
                QTimer.singleShot(0, self._window, self._window.close)

    def _words_asking(self) -> str:
        return self.tr("A recording is going on. Stop it and close?")

    def _words_stop(self) -> str:
        return self.tr("Stop and close")

    def _words_keep_on(self) -> str:
        return self.tr("Go on recording")

    def _words_soon(self) -> str:
        return self.tr("Saving the last words. The window closes by itself.")
