"""What is chosen before recording: whom, and what rarely changes, folded under its summary."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.recording.recording import RecordingState
from aurity_desktop.domain.audio import Device
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.ui.widgets.adaptive import AdaptiveWidget
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.patient_completer import PatientCompleter

#: Up to so many people are offered as an exact number; the last entry means "or more".
_MOST_PEOPLE = 6
_MOST_DISTINGUISHED = 20
#: Of the microphone's name so many stand in the summary; all of it in the list.
_DEVICE_CHARACTERS = 32


class SetupPanel(AdaptiveWidget):
    """Microphone and language can be changed while recording, which the signals tell.

    `title` and `fold_button` stand where the controls put them; the rest opens below.
    `fold_changed` tells whether the user wants it open.
    """

    narrow_below = 105

    fold_changed = Signal(bool)

    device_chosen = Signal(str)
    language_chosen = Signal(str)
    refresh_asked = Signal()
    check_asked = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._devices: tuple[Device, ...] = ()
        self._wanted = ""
        self._state = RecordingState.IDLE
        self.fold_button = QToolButton(self)
        self.fold_button.setCheckable(True)
        self.fold_button.setProperty("kind", "quiet")
        self.fold_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(self.fold_button, "settings", "accent")
        self.microphone = ChoiceBox(self)
        self.refresh_button = QToolButton(self)
        self.refresh_button.setProperty("kind", "field")
        icons.put(self.refresh_button, "refresh")
        self.check_button = QToolButton(self)
        self.check_button.setProperty("kind", "field")
        icons.put(self.check_button, "health")
        self.language = ChoiceBox(self)
        self.people = ChoiceBox(self)
        for code in ("", "es", "en"):
            self.language.addItem("", code)
        for count in range(_MOST_PEOPLE + 1):
            self.people.addItem("", count)
        self.microphone.addItem("", "")
        self.microphone.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.microphone.setMinimumContentsLength(14)
        self.level_switch = QCheckBox(self)
        self.level_switch.setChecked(True)
        self.title = QLineEdit(self)
        self.title.setMaxLength(120)
        self.patient: Patient | None = None
        self.patients = PatientCompleter(self.title)
        self.patients.chosen.connect(self._on_patient)
        self.title.textEdited.connect(self._on_title_edited)
        self.words = QLineEdit(self)
        self.words.setMaxLength(1_000)
        self._microphone_label, self._words_label = QLabel(self), QLabel(self)
        self._language_label, self._people_label = QLabel(self), QLabel(self)
        self._lay_out()
        self.setVisible(False)
        self.fold_button.toggled.connect(self.setVisible)
        self.fold_button.clicked.connect(self.fold_changed)
        self.people.activated.connect(self._summarize)
        self.microphone.activated.connect(self._on_device)
        self.language.activated.connect(self._on_language)
        self.refresh_button.clicked.connect(self.refresh_asked)
        self.check_button.clicked.connect(self.check_asked)
        self.retranslate()

    def _lay_out(self) -> None:
        microphone = QHBoxLayout()
        microphone.setSpacing(6)
        microphone.addWidget(self.microphone, 1)
        microphone.addWidget(self.refresh_button)
        microphone.addWidget(self.check_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        whole.addLayout(row)
        whole.addWidget(self.level_switch)
        row.setSpacing(12)
        self.rows.append(row)
        sound, names, people = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for pair, stretch in ((sound, 4), (people, 3), (names, 3)):
            pair.setSpacing(12)
            row.addLayout(pair, stretch)
        for pair, label, field, stretch in (
            (sound, self._microphone_label, microphone, 3),
            (names, self._words_label, self.words, 1),
            (people, self._language_label, self.language, 1),
            (people, self._people_label, self.people, 1),
        ):
            label.setProperty("kind", "field")
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label)
            if isinstance(field, QWidget):
                column.addWidget(field)
                label.setBuddy(field)
            else:
                column.addLayout(field)
                label.setBuddy(self.microphone)
            pair.addLayout(column, stretch)

    @property
    def device(self) -> str:
        """The chosen device's name, "" for the system's own choice."""
        return str(self.microphone.currentData() or "")

    @property
    def speech_language(self) -> str:
        """The code of the language that is spoken, "" to have it detected."""
        return str(self.language.currentData())

    @property
    def speaker_count(self) -> SpeakerCount:
        """How many people speak: exactly, at least, or not known."""
        count = int(self.people.currentData())
        if count == 0:
            return SpeakerCount()
        if count == _MOST_PEOPLE:
            return SpeakerCount(count, _MOST_DISTINGUISHED)
        return SpeakerCount.exactly(count)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The words to expect in this session, beside those of the settings."""
        return tuple(word.strip() for word in self.words.text().split(",") if word.strip())

    def clear_for_the_next(self) -> None:
        """Title and words belong to one session."""
        self.title.clear()
        self.words.clear()
        self.patient = None

    def _on_patient(self, patient: Patient) -> None:
        self.patient = patient

    def _on_title_edited(self, text: str) -> None:
        """What is typed behind the name is a reason; another name is another patient."""
        if self.patient is not None and not text.startswith(self.patient.called):
            self.patient = None

    def set_open(self, is_open: bool) -> None:
        """Fold or unfold what rarely changes, as the user left it."""
        self.fold_button.setChecked(is_open)

    def prefer(self, device: str, language: str) -> None:
        """Start from what was chosen last time.

        A microphone that is not there now is chosen when it comes.
        """
        self._wanted = device
        self.language.setCurrentIndex(max(0, self.language.findData(language)))
        self._fill_devices()

    def show_devices(self, devices: Sequence[Device]) -> None:
        """The microphones there are now; the choice stays where it can."""
        self._devices = tuple(devices)
        self._fill_devices()

    def show_state(self, state: RecordingState) -> None:
        """While recording, only microphone and language are shown.

        The rest belongs to the start of a session.
        """
        self._state = state
        idle = state is RecordingState.IDLE
        for widget in (
            self.check_button,
            self.level_switch,
            self._words_label,
            self.words,
            self._people_label,
            self.people,
        ):
            widget.setVisible(idle)
        self._summarize()
        self.microphone.setEnabled(state is not RecordingState.STOPPING)
        self.language.setEnabled(state is not RecordingState.STOPPING)

    def retranslate(self) -> None:
        """The texts in the window's language, those of the lists too."""
        self._microphone_label.setText(self.tr("&Microphone"))
        self.title.setPlaceholderText(self.tr("Patient or reason (optional)"))
        self.title.setAccessibleName(self.tr("Patient or reason, optional"))
        self.title.setToolTip(self.tr("The title of the session; it can be changed later"))
        self.fold_button.setAccessibleName(self.tr("Microphone, language, people, vocabulary"))
        self.fold_button.setToolTip(self.tr("Microphone, language, people, vocabulary"))
        self.level_switch.setText(self.tr("Show the microphone's level before recording"))
        self.level_switch.setToolTip(
            self.tr("Nothing is kept. The system shows that the microphone is in use.")
        )
        self._words_label.setText(self.tr("&Vocabulary"))
        self.words.setPlaceholderText(self.tr("Optional, separated by commas"))
        self.words.setAccessibleName(
            self.tr("Vocabulary of this session, separated by commas, optional")
        )
        self.words.setToolTip(
            self.tr("Names and medicines of this visit: they are recognized better")
        )
        self._language_label.setText(self.tr("&Language spoken"))
        self._people_label.setText(self.tr("Peopl&e in the room"))
        self.microphone.setAccessibleName(self.tr("Microphone"))
        self.language.setAccessibleName(self.tr("Language spoken"))
        self.people.setAccessibleName(self.tr("People in the room"))
        self.refresh_button.setAccessibleName(self.tr("Refresh the microphones"))
        self.refresh_button.setToolTip(self.tr("Refresh the microphones (F5)"))
        self.check_button.setAccessibleName(self.tr("Check the microphone"))
        self.check_button.setToolTip(self.tr("Check the microphone (F6)"))
        names = (self.tr("Automatic"), "Español", "English")
        for place, name in enumerate(names):
            self.language.setItemText(place, name)
        self.people.setItemText(0, self.tr("Automatic"))
        for count in range(1, _MOST_PEOPLE):
            self.people.setItemText(count, str(count))
        self.people.setItemText(_MOST_PEOPLE, self.tr("{count} or more").format(count=_MOST_PEOPLE))
        self._fill_devices()

    def _fill_devices(self) -> None:
        default = next((each.name for each in self._devices if each.is_default), "")
        words = self.tr("System default")
        if default:
            words = self.tr("System default ({device})").format(device=default)
        self.microphone.blockSignals(True)
        self.microphone.clear()
        self.microphone.addItem(words, "")
        for device in self._devices:
            loopback = self.tr("{device} (computer's own sound)").format(device=device.name)
            self.microphone.addItem(loopback if device.is_loopback else device.name, device.name)
        self.microphone.setCurrentIndex(max(0, self.microphone.findData(self._wanted)))
        self.microphone.blockSignals(False)
        self._summarize()

    def _summarize(self) -> None:
        """What is chosen, in a few words, on the button that opens it."""
        default = next((each.name for each in self._devices if each.is_default), "")
        device = self.device or default or self.tr("System default")
        if len(device) > _DEVICE_CHARACTERS:
            device = f"{device[: _DEVICE_CHARACTERS - 1].rstrip()}…"
        language = self.language.currentText()
        if not self.speech_language:
            language = self.tr("Automatic language")
        parts = [device, language]
        count = int(self.people.currentData())
        if count and self._state is RecordingState.IDLE:
            parts.append(self.tr("People: {count}").format(count=self.people.currentText()))
        self.fold_button.setText(" · ".join(parts))
        self.fold_button.setAccessibleDescription(self.fold_button.text())

    def _on_device(self) -> None:
        self._wanted = self.device
        self._summarize()
        self.device_chosen.emit(self.device)

    def _on_language(self) -> None:
        self._summarize()
        self.language_chosen.emit(self.speech_language)
