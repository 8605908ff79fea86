"""What a locked window shows: that it is locked, how the recording goes, and one field."""

from __future__ import annotations

import math

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.privacy.window_lock import Refusal, WindowLock
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.audio import Counters, seconds
from aurity_desktop.ui.language.messages import recording_state_text
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.level_meter import LevelMeter
from aurity_desktop.ui.widgets.secret_page import SecretPage
from aurity_desktop.ui.widgets.styling import set_style_state
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock


class LockPage(SecretPage):
    """Names no patient, no title and no file."""

    pause_asked = Signal()

    def __init__(
        self,
        lock: WindowLock,
        controller: SessionController,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(icons, parent)
        self._lock = lock
        self._state = RecordingState.IDLE
        self._refusal: Refusal | None = None
        self._recording = QFrame(self)
        self._recording.setObjectName("card")
        self._state_label = QLabel(self._recording)
        self._state_label.setObjectName("state")
        self._clock = QLabel(self._recording)
        self._clock.setProperty("kind", "clock")
        self.meter = LevelMeter(appearance, self._recording)
        self.pause_button, self.stop_button = (QPushButton(self._recording) for _ in range(2))
        icons.put(self.stop_button, "stop")
        self._retry_timer = QTimer(self)
        self._retry_timer.setSingleShot(True)
        self._retry_timer.timeout.connect(self._may_try_again)
        self._lay_out_recording()
        self.arrange(self.trouble, self._recording)
        self.asked.connect(self._on_open)
        self.pause_button.clicked.connect(self.pause_asked)
        self.stop_button.clicked.connect(controller.stop)
        controller.state_changed.connect(self._on_state)
        controller.counters_changed.connect(self._on_counters)
        controller.level_measured.connect(self.meter.show_level)
        lock.refused.connect(self._on_refused)
        lock.asks_changed.connect(self.retranslate)
        appearance.changed.connect(self.retranslate)
        self._on_counters(controller.counters)
        self._on_state(controller.state)

    def _lay_out_recording(self) -> None:
        times = QHBoxLayout()
        times.setSpacing(14)
        times.addWidget(self._clock)
        times.addWidget(self._state_label, 0, Qt.AlignmentFlag.AlignVCenter)
        times.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.meter, 1)
        buttons.addWidget(self.pause_button)
        buttons.addWidget(self.stop_button)
        inside = QVBoxLayout(self._recording)
        inside.setContentsMargins(20, 12, 20, 14)
        inside.setSpacing(8)
        inside.addLayout(times)
        inside.addLayout(buttons)

    def appear(self) -> None:
        """The window has just been locked."""
        self._refusal = None
        self.secret.clear()
        self.retranslate()
        (self.secret if self._lock.needs_secret else self.open_button).setFocus()

    def retranslate(self) -> None:
        """The texts in the window's language, as lock and recording are now."""
        self.show_mark()
        needed = self._lock.needs_secret
        self.title.setText(self.tr("Aurity is locked"))
        going_on = self._state.going_on
        self.hint.setText(
            self.tr("The recording continues. Patient data is hidden.")
            if self._state is RecordingState.RECORDING
            else self.tr("Patient data is hidden.")  # what else goes on, the state says
        )
        self.secret.setVisible(needed)
        self.secret.setPlaceholderText(self.tr("PIN or passphrase"))
        self.secret.setAccessibleName(self.tr("PIN or passphrase that opens the window"))
        self.open_button.setText(self.tr("Unlock") if needed else self.tr("Show the window"))
        self.trouble.setText(self._what_is_wrong())
        self.trouble.setVisible(self._refusal is not None)
        self._recording.setVisible(going_on or self._state is RecordingState.STOPPING)
        paused = self._state.is_pause
        self._state_label.setText(recording_state_text(self._state))
        self._icons.put(self.pause_button, "resume" if paused else "pause")
        self.pause_button.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.stop_button.setText(self.tr("Stop"))
        for button in (self.pause_button, self.stop_button):
            button.setEnabled(going_on)
        self._clock.setAccessibleName(self.tr("Length of the recording"))

    def _what_is_wrong(self) -> str:
        if self._refusal is None:
            return ""
        if self._refusal.wait > 0:
            return self.tr("Incorrect. Wait {seconds} s before the next try.").format(
                seconds=math.ceil(self._refusal.wait)
            )
        return self.tr("Incorrect. Try again.")

    def _on_open(self) -> None:
        if self.open_button.isEnabled():
            self._lock.unlock(self.secret.text())

    def _on_refused(self, refusal: Refusal) -> None:
        self._refusal = refusal
        self.secret.clear()
        if refusal.wait > 0:
            self.open_button.setEnabled(False)
            self._retry_timer.start(math.ceil(refusal.wait * 1000))
        self.retranslate()
        self.secret.setFocus()

    def _may_try_again(self) -> None:
        self._refusal = None
        self.open_button.setEnabled(True)
        self.retranslate()

    def _on_state(self, state: RecordingState) -> None:
        self._state = state
        if state is not RecordingState.RECORDING:
            self.meter.reset()
        set_style_state(self._state_label, "state", state.value)
        self.retranslate()

    def _on_counters(self, counters: Counters) -> None:
        self._clock.setText(clock(seconds(counters.captured)))
