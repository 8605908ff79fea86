"""A small window above all others while another program is in front: state, time, level, words."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.audio import Counters, Level, seconds
from aurity_desktop.domain.transcript import LiveUpdate
from aurity_desktop.ui.language.messages import recording_state_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.elided_label import ElidedLabel
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.level_meter import LevelMeter
from aurity_desktop.ui.widgets.steady_width import set_steady_text
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

#: So many words are the last line, which has room for so many average characters.
_WORDS, _LINE_CHARACTERS = 12, 60
#: Pixels to the edges of the screen where it comes up first.
_AWAY = 24
#: A window of its own, neither to be minimized nor made large.
_FLAGS = (
    Qt.WindowType.Window
    | Qt.WindowType.CustomizeWindowHint
    | Qt.WindowType.WindowTitleHint
    | Qt.WindowType.WindowCloseButtonHint
    | Qt.WindowType.WindowStaysOnTopHint
)


class SmallView(TranslatedWidget):
    """Shows what the window shows of a recording: no word while the window is locked, nor once it
    has ended, when it may be another patient who looks at the screen.

    It belongs to no other window: a system minimizes or hides what does together with that. It
    comes up at the lower right of the screen, and stays on it. Wayland leaves it to the desktop
    where a window stands and whether it stays above the others. The buttons are signals to the
    window, but for those that the controller takes.
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
        super().__init__(parent, _FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._controller = controller
        self._icons = icons
        self._locked = self._placed = False
        self._state_label, self._clock = QLabel(self), QLabel(self)
        self._state_label.setProperty("kind", "heading")
        self._clock.setProperty("kind", "figure")
        self.meter = LevelMeter(appearance, self)
        self.line = ElidedLabel(self, Qt.TextElideMode.ElideLeft)  # the newest words are seen
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
        controller.level_measured.connect(self._on_level)
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
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
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
        pause, resume = self.tr("Pause"), self.tr("Resume")
        words = (resume, pause) if state.is_pause else (pause, resume)
        set_steady_text(self.pause_button, *words)
        self.mark_button.setText(self.tr("Mark"))
        self.stop_button.setText(self.tr("Stop"))
        self.window_button.setText(self.tr("Window"))
        self.window_button.setToolTip(self.tr("Back to the large window"))
        self.record_button.setVisible(state is RecordingState.IDLE and not self._locked)
        for button in (self.pause_button, self.mark_button, self.stop_button):
            button.setVisible(state.going_on)
        # the length of one that has ended is not that of the next, which the words speak of
        self._clock.setVisible(state is not RecordingState.IDLE)
        self.meter.setVisible(state.going_on)
        self.line.setVisible(not self._locked)
        self.line.setFixedWidth(self.line.fontMetrics().averageCharWidth() * _LINE_CHARACTERS)
        if state is not RecordingState.RECORDING:
            self.meter.reset()
        if not state.going_on:
            self.line.show_text("")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  # Qt's name
        """Alone, and where it does not stand in the way."""
        handle = self.windowHandle()
        if handle is not None:
            handle.setTransientParent(None)  # type: ignore[arg-type]  # none is allowed
        if not self._placed:
            self._placed = True
            self.adjustSize()
            corner = self.screen().availableGeometry().bottomRight()
            self.move(corner - self.rect().bottomRight() - QPoint(_AWAY, 2 * _AWAY))
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Where it has grown at the edge of the screen, it makes room for itself."""
        super().resizeEvent(event)
        room, frame = self.screen().availableGeometry(), self.frameGeometry()
        over = frame.bottomRight() - room.bottomRight()
        if self.isVisible() and (over.x() > 0 or over.y() > 0):
            self.move(self.pos() - QPoint(max(0, over.x()), max(0, over.y())))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  # Qt's name
        """Closing it brings the large window back: nothing is recorded out of sight."""
        super().closeEvent(event)
        self.window_asked.emit()

    def _on_level(self, level: Level) -> None:
        """What comes while nothing is captured is no sign of anything."""
        if self._controller.state is RecordingState.RECORDING:
            self.meter.show_level(level)

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
