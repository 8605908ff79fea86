"""Closing the window while something is recorded or written, without a dialog and in order."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from aurity_desktop.application.library.export_command import ExportCommand
from aurity_desktop.application.recording.import_queue import ImportQueue
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.ui.notices.notice_lines import Action, NoticesBar, Severity

_KEY = "closing"


class Closing(QObject):
    """Asked by `may_close` at every attempt to close the window.

    A window that may not close yet is closed by itself once the recording has stopped and what is
    being exported is written.
    """

    def __init__(
        self,
        window: QWidget,
        notices: NoticesBar,
        controller: SessionController,
        exporter: ExportCommand,
        imports: ImportQueue,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._notices = notices
        self._controller = controller
        self._exporter = exporter
        self._imports = imports
        self._wanted = self._leaves_files = False
        controller.state_changed.connect(self._on_state)
        exporter.exported.connect(self._on_written)
        exporter.failed.connect(self._on_written)

    def may_close(self) -> bool:
        """True where nothing is recorded or written; otherwise a line tells what goes on."""
        state = self._controller.state
        if state is RecordingState.IDLE and not self._exporter.busy:
            return self._leaves_files or not self._imports.unread or self._ask_about_files()
        if state in {RecordingState.IDLE, RecordingState.STOPPING}:
            self._close_when_done()
        else:
            self._ask()
        return False

    def close(self) -> None:
        """End without a question, as the system asks: stop, save, finish what is written, close."""
        self._leaves_files = True
        if self.may_close():
            self._window.close()
        else:
            self._stop()

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

    def _ask_about_files(self) -> bool:
        """A part of a file is kept and found at the next start, a file that waits is not."""
        self._notices.show_line(
            _KEY,
            Severity.AMBER,
            self._words_files,
            (
                Action(self._words_close, self._close_without_files),
                Action(self._words_keep_open, partial(self._notices.withdraw, _KEY)),
            ),
            dismissible=False,
        )
        return False

    def _close_without_files(self) -> None:
        self._leaves_files = True
        QTimer.singleShot(0, self._window, self._window.close)

    def _stop(self) -> None:
        self._close_when_done()
        self._controller.stop()

    def _close_when_done(self) -> None:
        self._wanted = True
        idle = self._controller.state is RecordingState.IDLE
        words = self._words_writing if idle else self._words_soon
        self._notices.show_line(_KEY, Severity.NOTE, words, dismissible=False)

    def _on_state(self, state: RecordingState) -> None:
        if state is RecordingState.IDLE:
            self._notices.withdraw(_KEY)
            self._go_on()

    def _on_written(self) -> None:
        if self._controller.state is RecordingState.IDLE:
            self._go_on()

    def _go_on(self) -> None:
        """With what is left to do before the window that somebody wanted closed may go."""
        if self._wanted and self._exporter.busy:
            self._close_when_done()
        elif self._wanted:
            QTimer.singleShot(0, self._window, self._window.close)

    def _words_asking(self) -> str:
        return self.tr("A recording is in progress. Stop it and close?")

    def _words_files(self) -> str:
        return self.tr("Sound files that are not read yet: {count}. Close without them?").format(
            count=self._imports.unread
        )

    def _words_close(self) -> str:
        return self.tr("Close without them")

    def _words_keep_open(self) -> str:
        return self.tr("Keep reading")

    def _words_stop(self) -> str:
        return self.tr("Stop and close")

    def _words_keep_on(self) -> str:
        return self.tr("Keep recording")

    def _words_soon(self) -> str:
        return self.tr("Saving the last words. The window closes when that is done.")

    def _words_writing(self) -> str:
        return self.tr("An export is still being written. The window closes when it is done.")
