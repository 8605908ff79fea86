"""The recording on the rail, beside every page: its state, its clock, and Stop."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.audio import Counters, seconds
from aurity_desktop.ui.language.messages import recording_state_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.styling import set_style_state
from aurity_desktop.ui.widgets.time_text import clock

_ICONS = {
    RecordingState.RECORDING: ("record", "record"),
    RecordingState.PAUSED: ("pause", "muted"),
    RecordingState.OFF_THE_RECORD: ("hold", "on_amber"),
    RecordingState.INTERRUPTED: ("warning", "on_amber"),
}


class RecordingSign(TranslatedWidget):
    """Seen as long as a session goes on. `page_asked`: turn to the recorder's page."""

    page_asked = Signal()

    def __init__(
        self, controller: SessionController, icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._icons = icons
        self._state = controller.state
        self.clock_button, self.stop_button = QToolButton(self), QToolButton(self)
        self.clock_button.setObjectName("sign")
        self.clock_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        self.stop_button.setProperty("kind", "stop")
        icons.put(self.stop_button, "stop", "on_record")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(6)
        column.addWidget(self.clock_button)
        column.addWidget(self.stop_button)
        self.clock_button.clicked.connect(self.page_asked)
        self.stop_button.clicked.connect(controller.stop)
        controller.state_changed.connect(self._on_state)
        controller.counters_changed.connect(self._on_counters)
        self._on_counters(controller.counters)
        self._on_state(controller.state)

    def set_width(self, width: int) -> None:
        """As wide as the buttons of the pages; a narrow Stop has no words."""
        self.stop_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        if width < self.stop_button.sizeHint().width():
            self.stop_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        for button in (self.clock_button, self.stop_button):
            button.setFixedWidth(width)

    def retranslate(self) -> None:
        """State and names in the window's language."""
        words = recording_state_text(self._state)
        self.clock_button.setToolTip(words)
        self.clock_button.setAccessibleName(f"{words}, {self.clock_button.text()}")
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setAccessibleName(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("End the session and make its transcript (Ctrl+T)"))

    def _on_state(self, state: RecordingState) -> None:
        self._state = state
        self.setVisible(state is not RecordingState.IDLE)
        self.stop_button.setEnabled(state.going_on)
        name, colour = _ICONS.get(state, ("record", "muted"))
        self._icons.put(self.clock_button, name, colour)
        self.clock_button.setIconSize(QSize(16, 16))
        set_style_state(self.clock_button, "state", state.value)
        self.retranslate()

    def _on_counters(self, counters: Counters) -> None:
        text = clock(seconds(counters.captured))
        if text != self.clock_button.text():
            self.clock_button.setText(text)
            self.retranslate()
