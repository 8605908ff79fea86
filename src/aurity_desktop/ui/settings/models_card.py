"""Which models write the live text and the final transcript, and how fast they are here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.measuring.window_measurement import WindowMeasurement
from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.model_speeds import MeasuringStep
from aurity_desktop.ui.language.error_messages import error_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.settings.model_words import (
    final_words,
    live_words,
    recommendation_words,
    step_words,
)
from aurity_desktop.ui.settings.preferences import Preferences
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.form_rows import form_row

_PARTS = 1000  # of the progress bar


class ModelsCard(TranslatedWidget):
    """`models` are the names of the installed Whisper models, best first.

    While something is recorded, nothing is measured; a measurement that goes on then is broken off.
    """

    def __init__(
        self,
        preferences: Preferences,
        models: Sequence[str],
        measurement: WindowMeasurement,
        controller: SessionController,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._measurement = measurement
        self._found = measurement.known()
        self._step: MeasuringStep | None = None
        self._error: Exception | None = None
        self._recording = False
        self._card = QFrame(self)
        self._card.setObjectName("card")
        self._heading = QLabel(self._card)
        self._heading.setProperty("kind", "heading")
        self.live, self.final = ChoiceBox(self._card), ChoiceBox(self._card)
        self._fill(models)
        self._live_label, self._final_label = QLabel(self._card), QLabel(self._card)
        self.hint, self.live_speed, self.final_speed = (QLabel(self._card) for _ in range(3))
        for label in (self.hint, self.live_speed, self.final_speed):
            label.setProperty("kind", "muted")
            label.setWordWrap(True)
        self.state = QLabel(self._card)
        self.state.setWordWrap(True)
        self.bar = QProgressBar(self._card)
        self.bar.setRange(0, _PARTS)
        self.bar.setTextVisible(False)
        self.measure_button, self.cancel_button, self.use_button = (
            QPushButton(self._card) for _ in range(3)
        )
        self._lay_out()
        self._connect(controller)
        self._show_choice()
        self.retranslate()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(10)
        form.setHorizontalSpacing(20)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for label, field, speed in (
            (self._live_label, self.live, self.live_speed),
            (self._final_label, self.final, self.final_speed),
        ):
            form_row(form, label, field)
            form.addRow("", speed)
        buttons = QHBoxLayout()
        for button in (self.measure_button, self.cancel_button, self.use_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self._card)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self.hint)
        column.addLayout(form)
        column.addWidget(self.state)
        column.addWidget(self.bar)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._card)

    def _connect(self, controller: SessionController) -> None:
        self.live.activated.connect(self._on_live)
        self.final.activated.connect(self._on_final)
        self.measure_button.clicked.connect(self._on_measure)
        self.cancel_button.clicked.connect(self._measurement.cancel)
        self.use_button.clicked.connect(self._on_use)
        self._preferences.changed.connect(self._on_preferences)
        self._measurement.step_begun.connect(self._on_step)
        self._measurement.failed.connect(self._on_failed)
        self._measurement.ended.connect(self.look)
        controller.state_changed.connect(self._on_state)

    def show_models(self, models: Sequence[str]) -> None:
        """Other models are installed now."""
        self._fill(models)
        self._show_choice()
        self.look()

    def look(self) -> None:
        """Read anew what has been measured: it may have been by a command beside the window."""
        if not self._measurement.running:
            self._step = None
        self._found = self._measurement.known()
        self.retranslate()

    def retranslate(self) -> None:
        """Show everything in the language of the window."""
        self._heading.setText(self.tr("Models"))
        self.hint.setText(
            self.tr(
                "Larger models are more accurate and slower. Changes take effect at the next start."
            )
        )
        for label, field, words in (
            (self._live_label, self.live, self.tr("Live transcription model")),
            (self._final_label, self.final, self.tr("Final transcript model")),
        ):
            label.setText(words)
            field.setAccessibleName(words)
        self.final.setItemText(0, self.tr("Best installed"))
        self.live_speed.setText(live_words(self._found, str(self.live.currentData())))
        self.final_speed.setText(final_words(self._found, str(self.final.currentData())))
        self.bar.setAccessibleName(self.tr("Progress of the measurement"))
        known = bool(self._found.speeds.whisper)
        self.measure_button.setText(
            self.tr("Measure again") if known else self.tr("Measure this computer")
        )
        self.cancel_button.setText(self.tr("Cancel"))
        self.use_button.setText(self.tr("Use the recommended models"))
        running = self._measurement.running
        self.measure_button.setVisible(not running)
        self.measure_button.setEnabled(not self._recording)
        self.cancel_button.setVisible(running)
        self.use_button.setVisible(not running and self._differs())
        self.bar.setVisible(running)
        self.state.setText(self._state_words())

    def _state_words(self) -> str:
        if self._measurement.running:
            return step_words(self._step) if self._step else self.tr("Starting…")
        if self._error is not None:
            return error_text(self._error)
        if self._recording:
            return self.tr("Models cannot be measured while you record.")
        return recommendation_words(self._found) or self.tr(
            "A measurement takes about a minute. Close other programs first."
        )

    def _differs(self) -> bool:
        """Whether other models are recommended than those that are chosen."""
        recommended, settings = self._found.recommendation, self._preferences.settings
        return recommended is not None and (
            recommended.live != settings.live_model
            or recommended.final != (settings.whole_model or self._found.best)
        )

    def _fill(self, models: Sequence[str]) -> None:
        self.live.clear()
        self.final.clear()
        self.final.addItem("", "")
        for name in models:
            self.live.addItem(name, name)
            self.final.addItem(name, name)

    def _show_choice(self) -> None:
        settings = self._preferences.settings
        for box, name in ((self.live, settings.live_model), (self.final, settings.whole_model)):
            if box.findData(name) < 0:  # removed since, or installed after the window's start
                box.addItem(name, name)
            box.setCurrentIndex(box.findData(name))

    def _on_live(self) -> None:
        self._preferences.change(live_model=str(self.live.currentData()))

    def _on_final(self) -> None:
        self._preferences.change(whole_model=str(self.final.currentData()))

    def _on_use(self) -> None:
        recommended = self._found.recommendation
        if recommended is not None:
            self._preferences.change(live_model=recommended.live, whole_model=recommended.final)

    def _on_preferences(self) -> None:
        self._show_choice()
        self.retranslate()

    def _on_measure(self) -> None:
        self._step = self._error = None
        self.bar.setValue(0)
        self._measurement.start()
        self.retranslate()

    def _on_step(self, step: MeasuringStep) -> None:
        self._step = step
        self.bar.setValue(round(_PARTS * step.fraction))
        self.state.setText(self._state_words())

    def _on_failed(self, error: Exception) -> None:
        self._error = error

    def _on_state(self, state: RecordingState) -> None:
        self._recording = state is not RecordingState.IDLE
        self._measurement.set_recording(self._recording)
        self.retranslate()
