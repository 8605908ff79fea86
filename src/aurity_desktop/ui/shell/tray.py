"""An icon in the system's tray, where there is one: the recording's state, and its commands."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.ui.language.messages import recording_state_text
from aurity_desktop.ui.widgets.icons import Icons

_COLOURS = {
    RecordingState.RECORDING: "record",
    RecordingState.INTERRUPTED: "amber_line",
    RecordingState.OFF_THE_RECORD: "amber_line",
}


class Tray(QObject):
    """Stop goes straight to the controller; the other commands are signals to the window."""

    record_asked = Signal()
    pause_asked = Signal()
    mark_asked = Signal()
    small_asked = Signal()
    window_asked = Signal()

    def __init__(self, controller: SessionController, icons: Icons, window: QWidget) -> None:
        super().__init__(window)
        self._controller = controller
        self._icons = icons
        self._icon = QSystemTrayIcon(self)
        self.menu = TrayMenu(window)
        self._icon.setContextMenu(self.menu)
        self._icon.activated.connect(self._on_activated)
        self.menu.show_action.triggered.connect(self.window_asked)
        self.menu.record_action.triggered.connect(self.record_asked)
        self.menu.pause_action.triggered.connect(self.pause_asked)
        self.menu.mark_action.triggered.connect(self.mark_asked)
        self.menu.small_action.triggered.connect(self.small_asked)
        self.menu.stop_action.triggered.connect(controller.stop)
        controller.state_changed.connect(self._on_state)
        self._on_state(controller.state)

    def show(self) -> bool:
        """Whether this system has a tray."""
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return False
        self._icon.show()
        return True

    def tell(self, title: str, words: str) -> None:
        """A message beside the icon, where there is one."""
        if self._icon.isVisible():
            self._icon.showMessage(title, words, QSystemTrayIcon.MessageIcon.Warning)

    def set_locked(self, locked: bool) -> None:
        """A locked window begins nothing new; what goes on can be paused and stopped."""
        self.menu.locked = locked
        self.menu.follow(self._controller.state)

    def _on_state(self, state: RecordingState) -> None:
        self._icon.setIcon(self._icons.icon("microphone", _COLOURS.get(state, "accent")))
        self._icon.setToolTip(f"Aurity Desktop: {recording_state_text(state)}")
        self.menu.follow(state)

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.window_asked.emit()


class TrayMenu(QMenu):
    """Offers what fits the recording's state."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._state = RecordingState.IDLE
        self.locked = False
        self.show_action, self.small_action, self.record_action, self.pause_action = (
            QAction(self) for _ in range(4)
        )
        self.mark_action, self.stop_action = QAction(self), QAction(self)
        self.addActions([self.show_action, self.small_action])
        self.addSeparator()
        self.addActions([self.record_action, self.pause_action, self.mark_action, self.stop_action])

    def follow(self, state: RecordingState) -> None:
        """Show the commands for a state; while locked, none that starts something new."""
        self._state = state
        self.record_action.setVisible(state is RecordingState.IDLE and not self.locked)
        self.pause_action.setVisible(state.going_on)
        self.mark_action.setVisible(state.going_on)
        self.stop_action.setVisible(state.going_on)
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """The entries follow the language."""
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """The entries in the window's language."""
        paused = self._state.is_pause
        self.show_action.setText(self.tr("Show the window"))
        self.small_action.setText(self.tr("Small view"))
        self.mark_action.setText(self.tr("Mark this moment"))
        self.record_action.setText(self.tr("Record"))
        self.pause_action.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.stop_action.setText(self.tr("Stop"))
