"""The controls of the recorder: before it, whom; meanwhile, what is going on and the buttons."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Counters, Level, seconds
from aurity_desktop.ui.language.messages import recording_state_text
from aurity_desktop.ui.privacy.consent_line import ConsentLine
from aurity_desktop.ui.recorder.hold_button import HoldButton
from aurity_desktop.ui.recorder.session_line import SessionLine
from aurity_desktop.ui.recorder.setup_panel import SetupPanel
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.level_meter import LevelMeter
from aurity_desktop.ui.widgets.steady_width import set_steady_text
from aurity_desktop.ui.widgets.styling import set_style_state
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

_LEVEL_WIDTH = 160
#: Of the card, in pixels: left, top, right, bottom.
_MARGINS, _SLIM_MARGINS = (20, 14, 20, 14), (12, 6, 12, 6)
#: For the least level, what stands around the state, the spaces and the card's margins.
_ROOM_BETWEEN = 190


class ControlBar(AdaptiveWidget):
    """Shows and asks; each `…_asked` is a press of a button, `pause_asked` of Resume too.

    `hold_began` and `hold_ended`: off the record while the button is down. Above a transcript it is
    slim, one row, until somebody asks for the rest or a recording begins; `slim_changed` tells.
    """

    slim_changed = Signal()

    record_asked = Signal()
    pause_asked = Signal()
    stop_asked = Signal()
    hold_began = Signal()
    hold_ended = Signal()
    file_asked = Signal()

    def __init__(self, appearance: Appearance, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self._state = RecordingState.IDLE
        self._has_keyboard = False
        self._file = ""
        self._slim = False
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._start, self._deck = QWidget(self._card), QWidget(self._card)
        self._state_label = QLabel(self._deck)
        self._state_label.setObjectName("state")
        self._clock = QLabel(self._deck)
        self._clock.setProperty("kind", "clock")
        self.meter = LevelMeter(appearance, self._deck)
        self.idle_meter = LevelMeter(appearance, self._card)
        self.idle_meter.setFixedWidth(_LEVEL_WIDTH)
        self.idle_meter.hide()
        self._make_buttons(icons)
        self.session = SessionLine(self._card)
        self.setup = SetupPanel(icons, self._card)
        self.consent = ConsentLine(icons, self._card)
        self.problem = QLabel(self._card)
        self.problem.setWordWrap(True)
        self.problem.setProperty("kind", "alarm")
        self.problem.hide()
        self._lay_out()
        self.retranslate()
        self.show_counters(Counters())
        self.show_state(RecordingState.IDLE)

    def _make_buttons(self, icons: Icons) -> None:
        self.record_button = QPushButton(self._start)
        self.pause_button, self.stop_button = QPushButton(self._deck), QPushButton(self._deck)
        for button, kind in (
            (self.record_button, "record"),
            (self.pause_button, ""),
            (self.stop_button, "primary"),
        ):
            button.setProperty("kind", kind)
            button.setProperty("prominence", "big")
        icons.put(self.record_button, "record", "on_record")
        icons.put(self.stop_button, "stop", "on_accent")
        self.hold_button = HoldButton(self._deck)
        self.import_button = QPushButton(self._card)
        self.options_button = QPushButton(self._card)
        self.options_button.hide()
        for quiet, icon in (
            (self.hold_button, "hold"),
            (self.import_button, "open"),
            (self.options_button, "settings"),
        ):
            quiet.setProperty("kind", "quiet")
            icons.put(quiet, icon, "accent")
        self.hold_button.began.connect(self.hold_began)
        self.hold_button.ended.connect(self.hold_ended)
        self.record_button.clicked.connect(self.record_asked)
        self.pause_button.clicked.connect(self.pause_asked)
        self.stop_button.clicked.connect(self.stop_asked)
        self.import_button.clicked.connect(self.file_asked)
        self.options_button.clicked.connect(self._on_options)

    def _lay_out(self) -> None:
        start = self._start_row = QHBoxLayout(self._start)
        start.setContentsMargins(0, 0, 0, 0)
        start.setSpacing(14)
        start.addWidget(self.setup.title, 1)
        start.addWidget(self.options_button)
        start.addWidget(self.record_button)
        self.setup.title.setProperty("prominence", "big")
        times = QHBoxLayout()
        times.setSpacing(14)
        times.addWidget(self._clock)
        times.addWidget(self._state_label, 0, Qt.AlignmentFlag.AlignVCenter)
        times.addWidget(self.meter, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (self.hold_button, self.pause_button, self.stop_button):
            buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons.addStretch(1)  # below the clock they begin at the left, as wide as in a row
        deck = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._deck)
        deck.setContentsMargins(0, 0, 0, 0)
        deck.setSpacing(18)
        deck.addLayout(times, 1)
        deck.addLayout(buttons)
        self.rows.append(deck)
        self._foot = QWidget(self._card)
        tools = QWidget(self._foot)
        self._tools = FlowLayout(tools, 6)
        for widget in (self.idle_meter, self.setup.fold_button, self.import_button):
            self._tools.addWidget(widget)
        foot = QBoxLayout(QBoxLayout.Direction.LeftToRight, self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(10)
        foot.addWidget(self.consent, 1, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(tools, 0, Qt.AlignmentFlag.AlignTop)
        self.rows.append(foot)
        column = self._column = QVBoxLayout(self._card)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(10)
        for each in (self._start, self._deck, self.session, self._foot, self.setup, self.problem):
            column.addWidget(each)
        for each in (self._start, self._deck):
            each.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)

    def is_too_narrow(self, width: int) -> bool:
        """Whether the clock, the longest state and the buttons do not fit into one row.

        The same in every state, so that no button moves when the state changes.
        """
        metrics = self._state_label.fontMetrics()
        state = max(
            metrics.horizontalAdvance(recording_state_text(each)) for each in RecordingState
        )
        clock_width = self._clock.fontMetrics().horizontalAdvance("0:00:00")
        buttons = (self.hold_button, self.pause_button, self.stop_button)
        fixed = sum(each.sizeHint().width() for each in buttons)
        pause = self.pause_button.minimumWidth() - self.pause_button.sizeHint().width()
        return width < clock_width + state + fixed + max(0, pause) + _ROOM_BETWEEN

    @property
    def slim(self) -> bool:
        """Whether only one row is shown: title, import, options, Record."""
        return self._slim

    def use_slim(self, slim: bool) -> None:
        """One row above a transcript, or everything; while something is recorded, everything."""
        slim = slim and self._state is RecordingState.IDLE
        if slim is self._slim:
            return
        self._slim = slim
        self._foot.setVisible(not slim)
        self.setup.setVisible(not slim and self.setup.fold_button.isChecked())
        self.options_button.setVisible(slim)
        if slim:
            self._start_row.insertWidget(1, self.import_button)
        else:
            self._tools.addWidget(self.import_button)
        for widget in (self.record_button, self.setup.title):
            set_style_state(widget, "prominence", "" if slim else "big")
        self._column.setContentsMargins(*(_SLIM_MARGINS if slim else _MARGINS))
        self.retranslate()
        self.slim_changed.emit()

    def ask_consent_first(self) -> None:
        """Ask for the consent here, where it was not given before Record was pressed."""
        self.use_slim(False)
        self.consent.ask_first()

    def _on_options(self) -> None:
        """The rest stays until the next transcript; the keyboard goes to what has come."""
        self.use_slim(False)
        self.setup.fold_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def behind_words(self) -> str:
        """What is said of text that is behind, "" where that is no more than usual."""
        return self.session.behind_words

    def show_state(self, state: RecordingState) -> None:
        """Offer the buttons that fit the state; the keyboard's focus stays among them."""
        self._state = state
        self.use_slim(self._slim)
        going_on, idle = state.going_on, state is RecordingState.IDLE
        buttons = (self.record_button, self.pause_button, self.stop_button)
        self._has_keyboard |= any(button.hasFocus() for button in buttons)
        self._start.setVisible(idle)
        self._deck.setVisible(not idle)
        self.session.setVisible(not idle and state is not RecordingState.STARTING)
        for button in (self.pause_button, self.stop_button):
            button.setVisible(going_on)
        self.hold_button.setVisible(going_on and not self._file)
        if self._has_keyboard and state is RecordingState.STOPPING:
            self.setFocus()  # to no control: a second press of the same key must do nothing
        elif self._has_keyboard:
            # The button under the finger changes, the keyboard's place does not.
            self._has_keyboard = False
            (self.stop_button if going_on else self.record_button).setFocus()
        self._icons.put(self.pause_button, "resume" if state.is_pause else "pause")
        self.setup.show_state(state)
        self.consent.setVisible(idle or not self._file)
        self.consent.show_state(state)
        if state is not RecordingState.RECORDING:
            self.meter.reset()
        for widget in (self._state_label, self._card):
            set_style_state(widget, "state", state.value)
        self.retranslate()

    def begin(self, file: str, title: str = "", since: datetime | None = None) -> None:
        """A new session; `file` is the name of the one that is read, "" for a microphone."""
        self._file = file
        self.consent.begin()
        self.session.begin(title, since)
        self.show_counters(Counters())
        self.show_state(self._state)

    def show_language(self, code: str) -> None:
        """The language that was heard, or pinned."""
        self.session.show_language(code)

    def show_missing_microphone(self, missing: bool) -> None:
        """Say that there is none, and what to do."""
        self.problem.setVisible(missing)

    def show_level(self, level: Level) -> None:
        """Ten times a second while recording; what comes after it is no sign of anything."""
        if self._state is RecordingState.RECORDING:
            self.meter.show_level(level)

    def show_counters(self, counters: Counters) -> None:
        """The clock is the length of what was captured."""
        self._clock.setText(clock(seconds(counters.captured)))
        self.session.show_counters(counters)

    def retranslate(self) -> None:
        """The texts in the window's language, as the recording is now."""
        paused = self._state.is_pause
        reading = self._file and self._state is RecordingState.RECORDING
        self._state_label.setText(
            self.tr("Reading {file}").format(file=self._file)
            if reading
            else recording_state_text(self._state)
        )
        self.setAccessibleName(self._state_label.text())
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
        roomy = self._state is RecordingState.IDLE and not self._slim
        self.import_button.setText(self.tr("Import audio…") if roomy else "")
        self.import_button.setAccessibleName(self.tr("Import audio…"))
        self.options_button.setAccessibleName(self.tr("Options of the recording"))
        self.options_button.setToolTip(self.tr("Microphone, language, consent"))
        self.import_button.setToolTip(self.tr("WAV, FLAC, MP3, M4A, WMA, OGG or WebM (Ctrl+O)"))
