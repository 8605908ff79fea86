"""My voice: learn it, see how good it is, forget it. It is biometric data, and the card says so."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.voice.window_enrolment import SECONDS, KnownVoice, WindowEnrolment
from aurity_desktop.domain.audio import Level
from aurity_desktop.domain.errors import DeviceLost
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.level_meter import LevelMeter
from aurity_desktop.ui.widgets.theme import Appearance

_TICK_MS = 100


class VoiceCard(TranslatedWidget):
    """`device` tells the microphone that is chosen now."""

    def __init__(
        self,
        enrolment: WindowEnrolment,
        device: Callable[[], str],
        appearance: Appearance,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._enrolment = enrolment
        self._device = device
        self._known: KnownVoice | None = None
        self._error: Exception | None = None
        self._listening = self._heard = self._working = False
        card = QFrame(self)
        card.setObjectName("card")
        self._heading = QLabel(card)
        self._heading.setProperty("kind", "heading")
        self._hint, self._state, self.reading = (QLabel(card) for _ in range(3))
        self._hint.setProperty("kind", "muted")
        for label in (self._hint, self._state, self.reading):
            label.setWordWrap(True)
        self.meter = LevelMeter(appearance, card)
        self._bar = QProgressBar(card)
        self._bar.setRange(0, round(1000 * SECONDS))
        self._bar.setTextVisible(False)
        self.learn_button, self.cancel_button, self.forget_button = (
            QPushButton(card) for _ in range(3)
        )
        self._progress = QTimer(self)
        self._progress.setInterval(_TICK_MS)
        self._progress.timeout.connect(self._on_tick)
        buttons = QHBoxLayout()
        buttons.addWidget(self.learn_button)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.forget_button)
        buttons.addStretch(1)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        for each in (
            self._heading,
            self._hint,
            self._state,
            self.reading,
            self.meter,
            self._bar,
        ):
            column.addWidget(each)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(card)
        self.learn_button.clicked.connect(self._on_learn)
        self.cancel_button.clicked.connect(enrolment.cancel)
        self.cancel_button.clicked.connect(self._on_cancelled)
        self.forget_button.clicked.connect(enrolment.forget)
        enrolment.known.connect(self._on_known)
        enrolment.level_measured.connect(self._on_level)
        enrolment.working.connect(self._on_working)
        enrolment.failed.connect(self._on_failed)
        self.retranslate()

    def look(self) -> None:
        """Ask what is known, unless a voice is being learned."""
        if not (self._listening or self._working):
            self._enrolment.look()

    def retranslate(self) -> None:
        """The texts in the window's language, as far as the learning has come."""
        self._heading.setText(self.tr("My voice"))
        self._hint.setText(
            self.tr(
                "Once your voice is known, it gets the role of the doctor in new sessions. It is "
                "biometric data: a set of numbers that stays on this computer, is never exported,"
                " and is deleted when you choose Forget my voice."
            )
        )
        self._bar.setAccessibleName(self.tr("Progress of the learning"))
        known = self._known is not None and self._known.enrolled
        self.learn_button.setText(
            self.tr("Learn my voice again") if known else self.tr("Learn my voice")
        )
        self.forget_button.setText(self.tr("Forget my voice"))
        busy = self._listening or self._working
        self.learn_button.setEnabled(not busy)
        self.forget_button.setVisible(known and not busy)
        self.cancel_button.setText(self.tr("Cancel"))
        self.cancel_button.setVisible(self._listening)
        self.reading.setText(
            self.tr(
                "“Good morning, please come in and sit down. Tell me what brings you here today. "
                "Since when have you had this pain, and is it there all the time or does it come "
                "and go? I am going to take your blood pressure and listen to your chest; breathe "
                "in deeply, please. Are you allergic to any medicine? I will prescribe something, "
                "and we will see each other again in two weeks.”"
            )
        )
        self.reading.setVisible(self._listening and self._heard)
        self.meter.setVisible(self._listening)
        self._bar.setVisible(self._listening)
        self._state.setText(self._state_words())

    def _state_words(self) -> str:
        if self._listening and not self._heard:  # what is read before is not heard
            return self.tr("Opening the microphone…")
        if self._listening:
            return self.tr("Read this aloud, alone, as in a consultation, for 20 seconds:")
        if self._working:
            return self.tr("Learning your voice…")
        if isinstance(self._error, DeviceLost):  # nothing of this is kept, unlike a recording
            return self.tr(
                "The microphone stopped answering, so your voice was not learned. Check its plug "
                "and try again."
            )
        if self._error is not None:
            return error_text(self._error)
        return self._words_known(self._known or KnownVoice(enrolled=False))

    def _words_known(self, known: KnownVoice) -> str:
        if not known.enrolled:
            return self.tr("Your voice is not known yet.")
        if not known.usable:
            return self.tr("Your voice was learned with another model: learn it again.")
        if not known.steady:
            return self.tr(
                "Your voice is known, but the sample varied a lot: learn it again in a quiet place."
            )
        return self.tr("Your voice is known from {seconds} s of speech.").format(
            seconds=round(known.speech_seconds)
        )

    def _on_learn(self) -> None:
        self._listening, self._heard, self._error = True, False, None
        self._bar.setValue(0)
        self.meter.reset()
        self._enrolment.learn(self._device())
        self.retranslate()

    def _on_cancelled(self) -> None:
        self._progress.stop()
        self._listening = False
        self.retranslate()

    def _on_level(self, level: Level) -> None:
        if self._listening and not self._heard:
            self._heard = True
            self._progress.start()
            self.retranslate()
        self.meter.show_level(level)

    def _on_tick(self) -> None:
        self._bar.setValue(min(self._bar.maximum(), self._bar.value() + _TICK_MS))

    def _on_working(self) -> None:
        self._progress.stop()
        self._listening, self._working = False, True
        self.retranslate()

    def _on_known(self, known: KnownVoice) -> None:
        self._listening = self._working = False
        self._known, self._error = known, None
        self.retranslate()

    def _on_failed(self, error: Exception) -> None:
        self._progress.stop()
        self._listening = self._working = False
        self._error = error
        self.retranslate()
