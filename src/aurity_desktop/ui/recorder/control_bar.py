"""The controls of the recorder: what is going on, for how long, how loud, and the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Counters, Level, seconds
from aurity_desktop.ui.language.messages import language_text, recording_state_text
from aurity_desktop.ui.privacy.consent_line import ConsentLine
from aurity_desktop.ui.recorder.hold_button import HoldButton
from aurity_desktop.ui.recorder.setup_panel import SetupPanel
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.level_meter import LevelMeter
from aurity_desktop.ui.widgets.steady_width import set_steady_text
from aurity_desktop.ui.widgets.styling import set_style_state
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

#: So much text may be on its way without a word about it: a slice, and the time to read it.
_USUAL_LAG_SECONDS = 7.0
_CAUGHT_UP_SECONDS = 4.0


class ControlBar(AdaptiveWidget):
    """Shows and asks; each `…_asked` is a press of a button, `pause_asked` of Resume too.

    `hold_began` and `hold_ended`: off the record while the button is down.
    """

    narrow_below = 92

    record_asked = Signal()
    pause_asked = Signal()
    stop_asked = Signal()
    hold_began = Signal()
    hold_ended = Signal()

    def __init__(self, appearance: Appearance, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._state = RecordingState.IDLE
        self._counters = Counters()
        self._has_keyboard = False
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._state_label = QLabel(self._card)
        self._state_label.setObjectName("state")
        self._clock = QLabel(self._card)
        self._clock.setProperty("kind", "clock")
        self.meter = LevelMeter(appearance, self._card)
        self.record_button = QPushButton(self._card)
        self.pause_button = QPushButton(self._card)
        self.stop_button = QPushButton(self._card)
        for button, kind in (
            (self.record_button, "record"),
            (self.pause_button, ""),
            (self.stop_button, "primary"),
        ):
            button.setProperty("kind", kind)
            button.setProperty("prominence", "big")
        icons.put(self.record_button, "record", "on_record")
        icons.put(self.stop_button, "stop", "on_accent")
        self.hold_button = HoldButton(self._card)
        self.hold_button.setProperty("kind", "quiet")
        icons.put(self.hold_button, "hold", "accent")
        self.hold_button.began.connect(self.hold_began)
        self.hold_button.ended.connect(self.hold_ended)
        self.record_button.clicked.connect(self.record_asked)
        self.pause_button.clicked.connect(self.pause_asked)
        self.stop_button.clicked.connect(self.stop_asked)
        self._captured, self._on_disk, self._transcribed, self._heard = (
            QLabel(self._card) for _ in range(4)
        )
        self.behind_words = ""
        self._language = ""
        self._file = ""
        self.setup = SetupPanel(icons, self._card)
        self.consent = ConsentLine(icons, self._card)
        self.problem = QLabel(self._card)
        self.problem.setWordWrap(True)
        self.problem.setProperty("kind", "alarm")
        self.problem.hide()
        self._lay_out()
        self.retranslate()
        self.show_state(RecordingState.IDLE)

    def _lay_out(self) -> None:
        times = QHBoxLayout()
        times.setSpacing(14)
        times.addWidget(self._clock)
        times.addWidget(self._state_label, 0, Qt.AlignmentFlag.AlignVCenter)
        times.addWidget(self.meter, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (
            self.hold_button,
            self.record_button,
            self.pause_button,
            self.stop_button,
        ):
            buttons.addWidget(button)
        top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(18)
        top.addLayout(times, 1)
        top.addLayout(buttons)
        self._counts = QWidget(self._card)
        counts = QHBoxLayout(self._counts)
        counts.setContentsMargins(0, 0, 0, 0)
        counts.setSpacing(22)
        for label in (self._captured, self._on_disk, self._transcribed, self._heard):
            label.setProperty("kind", "muted")
            counts.addWidget(label)
        bottom = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        bottom.setSpacing(18)
        bottom.addWidget(self._counts, 0, Qt.AlignmentFlag.AlignLeft)
        bottom.addWidget(self.setup, 1)
        self.rows += [top, bottom]
        column = QVBoxLayout(self._card)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(12)
        column.addLayout(top)
        column.addLayout(bottom)
        column.addWidget(self.consent)
        column.addWidget(self.problem)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)

    def show_state(self, state: RecordingState) -> None:
        """Offer the buttons that fit the state; the keyboard's focus stays among them."""
        self._state = state
        going_on = state.going_on
        paused = state.is_pause
        buttons = (self.record_button, self.pause_button, self.stop_button)
        self._has_keyboard |= any(button.hasFocus() for button in buttons)
        self.record_button.setVisible(not going_on)
        self.record_button.setEnabled(state is RecordingState.IDLE)
        self.pause_button.setVisible(going_on)
        self.stop_button.setVisible(going_on)
        self.hold_button.setVisible(going_on and not self._file)
        if self._has_keyboard and state is not RecordingState.STOPPING:
            # The button under the finger changes, the keyboard's place does not.
            self._has_keyboard = False
            (self.stop_button if going_on else self.record_button).setFocus()
        self._icons.put(self.pause_button, "resume" if paused else "pause")
        self._counts.setVisible(going_on or state is RecordingState.STOPPING)
        self.setup.show_state(state)
        self.consent.setVisible(state is RecordingState.IDLE or not self._file)
        self.consent.show_state(state)
        if state is not RecordingState.RECORDING:
            self.meter.reset()
        for widget in (self._state_label, self._card):
            set_style_state(widget, "state", state.value)
        self.retranslate()

    def begin(self, file: str) -> None:
        """A new session; `file` is the name of the one that is read, "" for a microphone."""
        self._file, self._language = file, ""
        self.consent.begin()
        self.show_counters(Counters())
        self.show_state(self._state)

    def show_language(self, code: str) -> None:
        """The language that was heard, or pinned."""
        if code and code != self._language:
            self._language = code
            self.retranslate()

    def show_missing_microphone(self, missing: bool) -> None:
        """Say that there is none, and what to do."""
        self.problem.setVisible(missing)

    def show_level(self, level: Level) -> None:
        """Ten times a second while recording."""
        self.meter.show_level(level)

    def show_counters(self, counters: Counters) -> None:
        """Captured, on disk and transcribed, as times; and whether the text is behind."""
        self._counters = counters
        self._clock.setText(clock(seconds(counters.captured)))
        captured, on_disk, transcribed = (
            clock(seconds(count))
            for count in (counters.captured, counters.on_disk, counters.transcribed)
        )
        self._captured.setText(self.tr("Captured {time}").format(time=captured))
        self._on_disk.setText(self.tr("On disk {time}").format(time=on_disk))
        words = self.tr("Transcribed {time}").format(time=transcribed)
        self.behind_words = self._words_behind(seconds(counters.on_disk - counters.transcribed))
        late = bool(self.behind_words)
        self._transcribed.setText(f"{words} · {self.behind_words}" if late else words)
        set_style_state(self._transcribed, "kind", "amber" if late else "muted")

    def _words_behind(self, lag: float) -> str:
        """How far the text is behind, "" where that is no more than usual.

        Once said, it stays until the text has well caught up: a line that comes and goes disturbs.
        """
        least = _CAUGHT_UP_SECONDS if self.behind_words else _USUAL_LAG_SECONDS
        if lag <= least or self._state is RecordingState.IDLE:
            return ""
        return self.tr("{seconds} s behind").format(seconds=round(lag))

    def retranslate(self) -> None:
        """The texts in the window's language, as the recording is now."""
        paused = self._state.is_pause
        reading = self._file and self._state is RecordingState.RECORDING
        self._state_label.setText(
            self.tr("Reading {file}").format(file=self._file)
            if reading
            else recording_state_text(self._state)
        )
        self._heard.setText(language_text(self._language))
        self._heard.setToolTip(self.tr("Language of the transcript"))
        self.hold_button.setText(self.tr("Off the record"))
        self.hold_button.setToolTip(self.tr("Nothing is captured while you hold this button or F8"))
        self.record_button.setText(self.tr("Record"))
        self.record_button.setToolTip(self.tr("Start a new session (Ctrl+R)"))
        pause, resume = self.tr("Pause"), self.tr("Resume")
        set_steady_text(self.pause_button, *((resume, pause) if paused else (pause, resume)))
        self.pause_button.setToolTip(
            self.tr("Resume the same session (Ctrl+P)")
            if paused
            else self.tr("Nothing is captured while paused (Ctrl+P)")
        )
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("End the session and make its transcript (Ctrl+T)"))
        self.problem.setText(
            self.tr(
                "No microphone was found. Plug one in and press the round arrow beside the list, "
                "or check that the system lets this program use it."
            )
        )
        self._clock.setAccessibleName(self.tr("Length of the recording"))
        self._captured.setToolTip(self.tr("Sound taken from the microphone"))
        self._on_disk.setToolTip(self.tr("Sound written to the disk of this computer"))
        self._transcribed.setToolTip(
            self.tr("Sound turned into text. If the text falls behind, the sound is already saved.")
        )
        self.show_counters(self._counters)
