"""When the microphone may be heard for its level: while somebody looks at the recorder's page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from aurity_desktop.application.microphones.microphone_level import MicrophoneLevel
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.audio import Device, Level
from aurity_desktop.ui.recorder.recorder_page import RecorderPage


class IdleLevel(QObject):
    """Listens only with the page in sight, in the window in front, unlocked, with nothing recorded.

    Nor while a transcript is read there: the level has no place above it.

    The system shows its sign that a microphone is used, so whoever does not want that has a switch
    beside the microphone, which is remembered.
    """

    def __init__(
        self,
        window: QWidget,
        page: RecorderPage,
        level: MicrophoneLevel,
        controller: SessionController,
    ) -> None:
        super().__init__(window)
        self._window, self._page = window, page
        self._level, self._controller = level, controller
        self._there = False
        window.installEventFilter(self)
        page.installEventFilter(self)
        page.check.installEventFilter(self)
        controller.state_changed.connect(self._look)
        page.setup.device_chosen.connect(self._look)
        page.setup.level_switch.toggled.connect(self._look)
        page.controls.slim_changed.connect(self._look)
        level.level_measured.connect(self._on_level)

    def show_devices(self, devices: list[Device]) -> None:
        """Without a microphone there is nothing to listen to."""
        self._there = bool(devices)
        self._look()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  # Qt's name
        """Whatever comes into sight or goes out of it."""
        if event.type() in {
            QEvent.Type.Show,
            QEvent.Type.Hide,
            QEvent.Type.WindowActivate,
            QEvent.Type.WindowDeactivate,
        }:
            self._look()
        return super().eventFilter(watched, event)

    def _look(self) -> None:
        page = self._page
        wanted = (
            self._there
            and page.setup.level_switch.isChecked()
            and self._controller.state is RecordingState.IDLE
            and page.isVisible()
            and self._window.isActiveWindow()
            and not page.check.isVisible()
            and not page.controls.slim
        )
        if wanted:
            self._level.start(page.setup.device)
        else:
            self._level.close()
            page.controls.idle_meter.reset()
            page.controls.idle_meter.hide()

    def _on_level(self, level: Level) -> None:
        if self._controller.state is RecordingState.IDLE:
            self._page.controls.idle_meter.show()
            self._page.controls.idle_meter.show_level(level)
