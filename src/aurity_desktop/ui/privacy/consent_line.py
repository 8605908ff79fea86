"""The consent to the recording, one line below it.

It never stands in the way: it is given before or meanwhile, and withdrawn at any time.
"""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.consent import Consent, ConsentGiver, consent_given, consent_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.styling import restyle, set_style_state

_LANGUAGES = ("es", "en")


class _Asking(Enum):
    """What the line asks for beside what it shows."""

    NOTHING = auto()
    BEFORE_RECORDING = auto()
    WITHDRAWAL = auto()


class ConsentLine(TranslatedWidget):
    """Idle, `consent` is the answer that the next recording begins with.

    While one goes on, `given` and `withdrawn` ask for what the buttons say. `agreed` comes when a
    recording waited for the answer, see `ask_first`.
    """

    given = Signal(Consent)
    withdrawn = Signal()
    agreed = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = RecordingState.IDLE
        self._asking = _Asking.NOTHING
        self._session: Consent | None = None
        self._shown_language = ""
        self._speech = ""
        self._frame = QFrame(self)
        self._frame.setObjectName("consent")
        self._mark = QLabel(self._frame)
        self._icons = icons
        self._label = QLabel(self._frame)
        self.patient, self.representative = QCheckBox(self._frame), QCheckBox(self._frame)
        self.read_button, self.give_button, self.withdraw_button, self.keep_button = (
            QPushButton(self._frame) for _ in range(4)
        )
        for button in (self.read_button, self.withdraw_button, self.keep_button):
            button.setProperty("kind", "quiet")
        self.read_button.setCheckable(True)
        self._text = QLabel(self._frame)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.language_button = QPushButton(self._frame)
        self.language_button.setProperty("kind", "quiet")
        self._lay_out()
        self.patient.toggled.connect(self._on_choice)
        self.representative.toggled.connect(self._arrange)
        self.read_button.toggled.connect(self._arrange)
        self.give_button.clicked.connect(self._on_give)
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.keep_button.clicked.connect(self._stop_asking)
        self.language_button.clicked.connect(self._on_language)
        self.retranslate()

    def _lay_out(self) -> None:
        line = QWidget(self._frame)
        row = FlowLayout(line, 8)
        for widget in (
            self._mark,
            self._label,
            self.patient,
            self.representative,
            self.give_button,
            self.withdraw_button,
            self.keep_button,
            self.read_button,
            self.language_button,
        ):
            row.addWidget(widget)
        column = self._column = QVBoxLayout(self._frame)
        column.setSpacing(6)
        column.addWidget(line)
        column.addWidget(self._text)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._frame)

    @property
    def consent(self) -> Consent | None:
        """What the next recording begins with; None where nobody was asked yet."""
        if not self.patient.isChecked():
            return None
        if self.representative.isChecked():
            return consent_given(self._language, ConsentGiver.REPRESENTATIVE)
        return consent_given(self._language)

    def ask_first(self) -> None:
        """Show what to say and wait for the answer here: the settings want it before recording."""
        self._asking = _Asking.BEFORE_RECORDING
        self.read_button.setChecked(True)
        self._arrange()
        self.give_button.setFocus()
        QTimer.singleShot(0, self, self._come_into_sight)

    def _come_into_sight(self) -> None:
        """On a small or magnified screen the line may lie below the edge."""
        parent = self.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(self)
            parent = parent.parentWidget()

    def show_state(self, state: RecordingState) -> None:
        """What can be answered now, and what was asked before the state changed."""
        begins = self._state is RecordingState.IDLE and state is RecordingState.STARTING
        self._state = state
        if state is RecordingState.IDLE:
            self._session = None
        elif begins:
            self._session = self.consent  # it goes with the session, and is kept with its beginning
        # What was asked before a recording is asked no more once one has begun or ended, and the
        # other way round.
        if not state.is_pause and state is not RecordingState.RECORDING:
            self._asking = _Asking.NOTHING
        self._arrange()

    def begin(self) -> None:
        """A session has begun with what was chosen; the next patient has not been asked."""
        self._session = self.consent
        self.patient.setChecked(False)
        with QSignalBlocker(self.read_button):
            self.read_button.setChecked(False)
        self._asking = _Asking.NOTHING
        self._arrange()

    def show_given(self, consent: Consent) -> None:
        """A yes that was given meanwhile is kept."""
        self._session = consent
        self._arrange()

    def follow_speech(self, language: str) -> None:
        """The text is shown in the language that is spoken, as long as nobody chose another."""
        self._speech = language
        self.retranslate()

    @property
    def _language(self) -> str:
        if self._shown_language:
            return self._shown_language
        if self._speech in _LANGUAGES:
            return self._speech
        window = QLocale().name()[:2]
        return window if window in _LANGUAGES else _LANGUAGES[0]

    @property
    def _going_on(self) -> bool:
        return self._state not in {RecordingState.IDLE, RecordingState.STOPPING}

    def _arrange(self) -> None:
        idle = self._state is RecordingState.IDLE
        waiting = self._asking is _Asking.BEFORE_RECORDING
        leaving = self._asking is _Asking.WITHDRAWAL
        choosing = idle and not waiting
        self.patient.setVisible(choosing)
        self.representative.setVisible(choosing and self.patient.isChecked())
        in_session = self._going_on and self._state is not RecordingState.STARTING
        for told in (self._label, self._mark):
            told.setVisible(bool(self._words()))
        self.give_button.setVisible(
            (idle and waiting) or (in_session and self._session is None and not leaving)
        )
        self.withdraw_button.setVisible(in_session)
        self.keep_button.setVisible(leaving or waiting)
        self.read_button.setVisible(not leaving and (idle or in_session))
        reading = self.read_button.isChecked() and not self.read_button.isHidden()
        self._text.setVisible(reading)
        self.language_button.setVisible(reading)
        asking = waiting or leaving
        edge = 10 if asking else 0
        self._column.setContentsMargins(edge, edge, edge, edge)
        set_style_state(self._frame, "asking", "yes" if asking else "no")
        restyle(self._label)
        restyle(self._text)
        set_style_state(self.give_button, "kind", "primary" if waiting else "")
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language; the consent text in its own."""
        settled = self._session is not None and self._asking is _Asking.NOTHING
        name, colour = ("done", "good") if settled else ("info", "muted")
        self._mark.setPixmap(self._icons.pixmap(name, colour, 18, self.devicePixelRatioF()))
        self._label.setText(self._words())
        self.patient.setText(self.tr("The patient agrees to the recording"))
        self.representative.setText(self.tr("by a representative"))
        self.representative.setAccessibleName(
            self.tr("A representative of the patient agrees to the recording")
        )
        waiting = self._asking is _Asking.BEFORE_RECORDING
        self.give_button.setText(
            self.tr("Consent given: record") if waiting else self.tr("The patient agrees")
        )
        leaving = self._asking is _Asking.WITHDRAWAL
        self.withdraw_button.setText(
            self.tr("Stop recording")
            if leaving
            else self.tr("Withdraw the consent…")
            if self._session is not None
            else self.tr("The patient does not agree…")
        )
        self.keep_button.setText(self.tr("Not now") if waiting else self.tr("Keep recording"))
        self.read_button.setText(
            self.tr("Hide the text") if self.read_button.isChecked() else self.tr("Read the text")
        )
        self._text.setText(consent_text(self._language).text)
        self._text.setAccessibleName(self.tr("Consent text"))
        other = "English" if self._language == "es" else "Español"
        self.language_button.setText(other)
        self.language_button.setAccessibleName(
            self.tr("Show the text in another language: {language}").format(language=other)
        )

    def _words(self) -> str:
        if self._asking is _Asking.BEFORE_RECORDING:
            return self.tr("Ask the patient before recording:")
        if self._asking is _Asking.WITHDRAWAL:
            return self.tr("The recording stops and is not processed any further.")
        if self._state is RecordingState.IDLE:
            return ""  # the switch says it
        if self._session is None:
            # Before there is a session there is none that it could be on record for.
            starting = self._state is RecordingState.STARTING
            return "" if starting else self.tr("Consent not recorded yet")
        if self._session.given_by == ConsentGiver.REPRESENTATIVE:
            return self.tr("A representative agreed to the recording")
        return self.tr("The patient agreed to the recording")

    def _on_choice(self, agreed: bool) -> None:
        if not agreed:
            self.representative.setChecked(False)
        self._arrange()

    def _on_give(self) -> None:
        if self._asking is _Asking.BEFORE_RECORDING:
            self._asking = _Asking.NOTHING
            self.patient.setChecked(True)
            self._arrange()
            self.agreed.emit()
        else:
            self.given.emit(consent_given(self._language))

    def _on_withdraw(self) -> None:
        if self._asking is _Asking.WITHDRAWAL:
            self._asking = _Asking.NOTHING
            self.withdrawn.emit()
            return
        self._asking = _Asking.WITHDRAWAL
        self._arrange()
        self.keep_button.setFocus()

    def _stop_asking(self) -> None:
        self._asking = _Asking.NOTHING
        self._arrange()

    def _on_language(self) -> None:
        self._shown_language = "en" if self._language == "es" else "es"
        self.retranslate()
