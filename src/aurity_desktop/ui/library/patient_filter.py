"""Only the sessions of one patient, and what is done with all of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.domain.patients import KnownPatient, Patient
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.library.chosen_menu import FormatsMenu
from aurity_desktop.ui.widgets.flow import FlowLayout
from aurity_desktop.ui.widgets.patient_completer import PatientCompleter


class PatientFilter(TranslatedWidget):
    """In sight once somebody is known; names are offered while one is typed.

    `changed`: another patient is chosen, or none. `export_asked` carries the ending that all of the
    patient's sessions are to be exported in, `erasure_asked`: all of them are to be erased.
    """

    changed = Signal()
    export_asked = Signal(str)
    erasure_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known: Sequence[KnownPatient] = ()
        self._patient: Patient | None = None
        self.field = QLineEdit(self)
        self.field.setClearButtonEnabled(True)
        self.completer = PatientCompleter(self.field)
        self._acts = QWidget(self)
        self.export_button, self.erase_button = (QPushButton(self._acts) for _ in range(2))
        self._formats = FormatsMenu(self.export_button)
        self._formats.chosen.connect(self.export_asked)
        self.export_button.setMenu(self._formats)
        row = FlowLayout(self._acts, 8)
        for button in (self.export_button, self.erase_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self._acts)
        self.completer.chosen.connect(self._on_chosen)
        self.field.textEdited.connect(self._on_typed)
        self.field.textChanged.connect(self._on_text)
        self.erase_button.clicked.connect(self.erasure_asked)
        self.hide()
        self._acts.hide()
        self.retranslate()

    @property
    def patient(self) -> Patient | None:
        """Whose sessions alone are shown; None for everybody's."""
        return self._patient

    @property
    def sessions(self) -> frozenset[str] | None:
        """The ids of the patient's sessions; None for everybody's."""
        if self._patient is None:
            return None
        return frozenset(
            session_id
            for each in self._known
            if each.patient.patient_id == self._patient.patient_id
            for session_id in each.sessions
        )

    def know(self, known: Sequence[KnownPatient]) -> None:
        """Everybody whom a session is about now; who is known no more is chosen no more."""
        self._known = known
        self.completer.know(known)
        if self._patient is not None and not self.sessions:
            self._choose(None)
        self.setVisible(bool(known))
        self.retranslate()

    def retranslate(self) -> None:
        """The texts in the window's language, with how many sessions they are about."""
        self.field.setPlaceholderText(self.tr("Patient: name or record number"))
        self.field.setAccessibleName(self.tr("Only the sessions of one patient"))
        count = len(self.sessions or ())
        self.export_button.setText(self.tr("Export all {count}").format(count=count))
        self.erase_button.setText(self.tr("Erase all {count}…").format(count=count))
        self._formats.retranslate()

    def _choose(self, patient: Patient | None) -> None:
        self._patient = patient
        with QSignalBlocker(self.field):
            self.field.setText(one_line(patient.told) if patient is not None else "")
            self.field.setCursorPosition(0)  # the name, where not all of it fits
        self._acts.setVisible(patient is not None)
        self.retranslate()

    def _on_chosen(self, patient: Patient) -> None:
        self._choose(patient)
        self.changed.emit()

    def _on_typed(self) -> None:
        """Who changes the name has nobody chosen until one is taken."""
        self._forget()

    def _on_text(self, text: str) -> None:
        """The button in the field clears it without a key."""
        if not text:
            self._forget()

    def _forget(self) -> None:
        if self._patient is not None:
            self._patient = None
            self._acts.hide()
            self.changed.emit()
