"""A small window above all others while another program is in front: state, time, level, words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.audio import Counters, seconds
from aurity_desktop.domain.transcript import LiveUpdate
from aurity_desktop.ui.language.messages import recording_state_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.elided_label import ElidedLabel
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.level_meter import LevelMeter
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

#: So many words are the last line.
_WORDS = 12


class SmallView(TranslatedWidget):
    """Shows what the window shows of a recording, and no word while the window is locked.

    Wayland leaves it to the desktop whether a window stays above the others. The buttons are
    signals to the window, but for those that the controller takes.
    """

    record_asked = Signal()
    mark_asked = Signal()
    window_asked = Signal()

    def __init__(
        self,
        controller: SessionController,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._icons = icons
        self._locked = False
        self._state_label, self._clock = QLabel(self), QLabel(self)
        self._state_label.setProperty("kind", "heading")
        self._clock.setProperty("kind", "figure")
        self.meter = LevelMeter(appearance, self)
        self.line = ElidedLabel(self)
        self.line.setProperty("kind", "muted")
        self.record_button, self.pause_button, self.mark_button, self.stop_button = (
            QPushButton(self) for _ in range(4)
        )
        self.window_button = QPushButton(self)
        self._lay_out()
        self.record_button.clicked.connect(self.record_asked)
        self.pause_button.clicked.connect(controller.pause_or_resume)
        self.mark_button.clicked.connect(self.mark_asked)
        self.stop_button.clicked.connect(controller.stop)
        self.window_button.clicked.connect(self.window_asked)
        controller.state_changed.connect(self.retranslate)
        controller.session_started.connect(self._forget)
        controller.consent_withdrawn.connect(self._forget)
        controller.counters_changed.connect(self._on_counters)
        controller.level_measured.connect(self.meter.show_level)
        controller.text_changed.connect(self._on_text)
        self._on_counters(controller.counters)
        self.retranslate()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._state_label, 1)
        top.addWidget(self._clock)
        buttons = QHBoxLayout()
        buttons.setSpacing(6)
        for button in (
            self.record_button,
            self.pause_button,
            self.mark_button,
            self.stop_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.window_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addLayout(top)
        column.addWidget(self.meter)
        column.addWidget(self.line)
        column.addLayout(buttons)

    def set_locked(self, locked: bool) -> None:
        """A locked window begins nothing new and shows no word; what goes on can be ended."""
        self._locked = locked
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language, as the recording is now."""
        state = self._controller.state
        self.setWindowTitle(self.tr("Aurity: recording"))
        self._state_label.setText(recording_state_text(state))
        self.record_button.setText(self.tr("Record"))
        self.pause_button.setText(self.tr("Resume") if state.is_pause else self.tr("Pause"))
        self.mark_button.setText(self.tr("Mark"))
        self.stop_button.setText(self.tr("Stop"))
        self.window_button.setText(self.tr("Window"))
        self.window_button.setToolTip(self.tr("Back to the large window"))
        self.record_button.setVisible(state is RecordingState.IDLE and not self._locked)
        for button in (self.pause_button, self.mark_button, self.stop_button):
            button.setVisible(state.going_on)
        self.meter.setVisible(state.going_on)
        self.line.setVisible(not self._locked)
        if not state.going_on:
            self.meter.reset()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Closing it brings the large window back: nothing is recorded out of sight."""
        super().closeEvent(event)
        self.window_asked.emit()

    def _on_counters(self, counters: Counters) -> None:
        self._clock.setText(clock(seconds(counters.captured)))

    def _on_text(self, update: LiveUpdate) -> None:
        said = [word.text for chunk in update.settled[-2:] for word in chunk.words]
        said += [word.text for word in update.provisional]
        if said:
            self.line.show_text(" ".join(said[-_WORDS:]))

    def _forget(self) -> None:
        self.line.show_text("")
        self._on_counters(Counters())
