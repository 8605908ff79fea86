"""The microphone check: speak for five seconds, read the verdict, hear yourself."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.library.player import Player
from aurity_desktop.application.microphones.microphone_check import MicrophoneCheck
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.capture import Checked
from aurity_desktop.domain.microphone_report import MicrophoneReport
from aurity_desktop.ui.language.messages import microphone_fault_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.escape import ClosedByEscape
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.level_meter import LevelMeter
from aurity_desktop.ui.widgets.theme import Appearance

_LENGTH_MS = 5_000
_TICK_MS = 100


class CheckPanel(TranslatedWidget, ClosedByEscape):
    """Opens with `start` and goes with `leave`; nothing of what was heard is kept after that."""

    def __init__(
        self,
        check: MicrophoneCheck,
        player: Player,
        appearance: Appearance,
        icons: Icons,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._check = check
        self._player = player
        self._device = ""
        self._checked: Checked | None = None
        self._heard = self._failed = False
        card = QFrame(self)
        card.setObjectName("card")
        self._heading = QLabel(card)
        self._heading.setProperty("kind", "heading")
        self._detail = QLabel(card)
        self._detail.setWordWrap(True)
        self._figures = QLabel(card)
        self._figures.setProperty("kind", "muted")
        self._figures.setWordWrap(True)
        self.meter = LevelMeter(appearance, card)
        self._bar = QProgressBar(card)
        self._bar.setRange(0, _LENGTH_MS)
        self._bar.setTextVisible(False)
        self.play_button = QPushButton(card)
        icons.put(self.play_button, "resume")
        self.again_button = QPushButton(card)
        icons.put(self.again_button, "again")
        self.leave_button = QPushButton(card)
        icons.put(self.leave_button, "close")
        self._progress = QTimer(self)
        self._progress.setInterval(_TICK_MS)
        self._progress.timeout.connect(self._on_tick)
        self._lay_out(card)
        self.play_button.clicked.connect(self._on_play)
        self.again_button.clicked.connect(self._on_again)
        self.leave_button.clicked.connect(self.leave)
        check.level_measured.connect(self._on_level)
        check.checked.connect(self._on_checked)
        check.failed.connect(self._on_failed)
        self.hide()
        self.retranslate()

    def _lay_out(self, card: QFrame) -> None:
        buttons = QWidget(card)
        flow = FlowLayout(buttons, 8)
        for button in (self.play_button, self.again_button, self.leave_button):
            flow.addWidget(button)
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 14, 16, 16)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self._detail)
        column.addWidget(self.meter)
        column.addWidget(self._bar)
        column.addWidget(self._figures)
        column.addWidget(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)

    def start(self, device: str) -> None:
        """Listen to `device`, "" for the system's choice."""
        self._device = device
        self._checked, self._heard, self._failed = None, False, False
        self.meter.reset()
        self._bar.setValue(0)
        self._check.start(device)
        self.show()
        self.retranslate()

    def leave(self) -> None:
        """Stop listening and playing, and forget what was heard."""
        if self.isVisible():
            self._progress.stop()
            if self._checked is not None and self._player.path == self._checked.path:
                self._player.load(None)
            self._check.close()
            self._checked = None
            self.hide()

    def retranslate(self) -> None:
        """The texts in the window's language, as far as the check has come."""
        self._bar.setAccessibleName(self.tr("Progress of the check"))
        self.play_button.setText(self.tr("Play"))
        self.again_button.setText(self.tr("Check again"))
        self.leave_button.setText(self.tr("Close"))
        listening = self._checked is None and not self._failed
        self.meter.setVisible(listening)
        self._bar.setVisible(listening)
        self.play_button.setVisible(self._checked is not None)
        self.again_button.setVisible(not listening)
        self._figures.setVisible(self._checked is not None)
        if self._checked is not None:
            self._show_verdict(self._checked.report)
        elif self._failed:
            self._heading.setText(self.tr("The microphone could not be checked"))
            self._detail.setText(self.tr("The reason is shown above. Choose another microphone."))
        else:
            self._heading.setText(self.tr("Checking the microphone"))
            self._detail.setText(
                self.tr("Speak as in a consultation for five seconds.")
                if self._heard
                else self.tr("Opening the microphone…")  # what is said before is not heard
            )

    def _show_verdict(self, report: MicrophoneReport) -> None:
        if report.faults:
            self._heading.setText(self.tr("The sound can be improved"))
            self._detail.setText("\n".join(microphone_fault_text(each) for each in report.faults))
        else:
            self._heading.setText(self.tr("The microphone works well"))
            self._detail.setText(self.tr("The voice is loud and clear, without distortion."))
        self._figures.setText(
            self.tr("Speech {speech} dB · background {noise} dB · peak {peak} dB").format(
                speech=round(report.speech_db),
                noise=round(report.noise_db),
                peak=round(report.peak_db),
            )
        )

    def _on_level(self, level: Level) -> None:
        if not self._heard and self._checked is None:
            self._heard = True
            self._progress.start()
            self.retranslate()
        self.meter.show_level(level)

    def _on_tick(self) -> None:
        self._bar.setValue(min(_LENGTH_MS, self._bar.value() + _TICK_MS))

    def _on_checked(self, checked: Checked) -> None:
        self._progress.stop()
        self._checked = checked
        self.retranslate()

    def _on_failed(self) -> None:
        self._progress.stop()
        self._failed = True
        self.retranslate()

    def _on_play(self) -> None:
        if self._checked is not None:
            self._player.load(self._checked.path)
            self._player.seek(0.0)
            self._player.play()

    def _on_again(self) -> None:
        self.start(self._device)
