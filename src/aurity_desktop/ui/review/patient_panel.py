"""Whom a session is about, and what was said at the last visit: a panel beside the turns."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.library.visits import Visits
from aurity_desktop.domain.patients import BadPatient, Patient, checked_patient
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.ui.widgets.escape import ClosedByEscape
from aurity_desktop.ui.widgets.form_rows import form_row
from aurity_desktop.ui.widgets.high_enough import HighEnough
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.patient_completer import PatientCompleter
from aurity_desktop.ui.widgets.time_text import clock, day_text

_LONGEST = 120
#: So many visits are listed; all of them are found in the library.
_LISTED = 12
#: Lines of what was said at the last visit that are in sight at least.
_LINES = 6


class PatientPanel(HighEnough, ClosedByEscape):
    """`told` carries what was written of the patient, None that it is about nobody.

    `visit_asked` carries the id of another session with them; `left`: it is to be closed.
    """

    told = Signal(object)  # Patient | None
    visit_asked = Signal(str)
    left = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._visits: Visits | None = None
        self._patient_id = ""
        self._heading, self._trouble, self._before, self._last = (QLabel(self) for _ in range(4))
        for heading in (self._heading, self._before, self._last):
            heading.setProperty("kind", "heading")
        self._trouble.setProperty("kind", "amber")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self.close_button = QPushButton(self)
        self.close_button.setProperty("kind", "quiet")
        icons.put(self.close_button, "close", "muted")
        self.name, self.record, self.birth = (QLineEdit(self) for _ in range(3))
        for field in (self.name, self.record, self.birth):
            field.setMaxLength(_LONGEST)
            field.returnPressed.connect(self._on_save)
        self.completer = PatientCompleter(self.name)
        self.completer.chosen.connect(self._on_chosen)
        self._labels = tuple(QLabel(self) for _ in range(3))
        self.save_button, self.nobody_button = QPushButton(self), QPushButton(self)
        self.nobody_button.setProperty("kind", "quiet")
        self._list = QWidget(self)
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(2)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self._text_room = QGridLayout()  # the style sheet says how low the text itself may be
        self._text_room.addWidget(self.text, 0, 0)
        self._lay_out()
        self.close_button.clicked.connect(self.left)
        self.save_button.clicked.connect(self._on_save)
        self.nobody_button.clicked.connect(partial(self.told.emit, None))
        self.retranslate()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self.close_button)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field in zip(self._labels, (self.name, self.record, self.birth), strict=True):
            form_row(form, label, field)
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addWidget(self.nobody_button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addLayout(form)
        column.addWidget(self._trouble)
        column.addLayout(buttons)
        column.addWidget(self._before)
        column.addWidget(self._list)
        column.addWidget(self._last)
        column.addLayout(self._text_room, 1)
        column.addStretch(0)

    def show_visits(self, visits: Visits) -> None:
        """Of another session, or of the same one as it is now."""
        same = self._visits is not None and self._visits.session_id == visits.session_id
        same = same and self._visits is not None and self._visits.patient == visits.patient
        self._visits = visits
        self.completer.know(visits.known)
        if not same:
            self._fill(visits.patient or Patient(""))
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  # Qt's name
        """Larger text needs more room to be read."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._give_room()

    def _give_room(self) -> None:
        lines = 0 if self.text.isHidden() else _LINES
        self._text_room.setRowMinimumHeight(0, self.text.fontMetrics().lineSpacing() * lines)

    def leave(self) -> None:
        """Escape closes the panel."""
        self.left.emit()

    def forget(self) -> None:
        """Nothing of a patient stays here."""
        self._visits = None
        self._fill(Patient(""))
        self.completer.know(())
        self.text.clear()
        self._show_others(())

    def retranslate(self) -> None:
        """The texts in the window's language, and the visits."""
        self._heading.setText(self.tr("Patient"))
        words = (self.tr("Name"), self.tr("Record number"), self.tr("Born"))
        fields = (self.name, self.record, self.birth)
        for label, field, text in zip(self._labels, fields, words, strict=True):
            label.setText(text)
            field.setAccessibleName(text)
        self.birth.setPlaceholderText(self.tr("YYYY-MM-DD"))
        self.birth.setAccessibleDescription(self.tr("YYYY-MM-DD"))
        self.save_button.setText(self.tr("Save the patient"))
        self.nobody_button.setText(self.tr("About nobody"))
        self.nobody_button.setToolTip(self.tr("Take the patient away from this session"))
        self.close_button.setAccessibleName(self.tr("Close the patient"))
        self.close_button.setToolTip(self.tr("Close the patient (Escape)"))
        self.text.setAccessibleName(self.tr("What was said at the last visit"))
        visits = self._visits
        others = visits.others if visits is not None else ()
        self.nobody_button.setVisible(visits is not None and visits.patient is not None)
        self._before.setText(self.tr("Other visits: {count}").format(count=len(others)))
        self._before.setVisible(bool(others))
        self._last.setText(self.tr("At the last visit"))
        last = visits.last if visits is not None else ()
        self._last.setVisible(bool(last))
        self.text.setVisible(bool(last))
        self._give_room()
        self.text.setPlainText(_read(last))
        self._show_others(others[:_LISTED])

    def _show_others(self, others: tuple[SessionSummary, ...]) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for each in others:
            day = day_text(each.plan.created_at.astimezone())
            button = QPushButton(" · ".join(filter(None, (day, one_line(each.title)))), self._list)
            button.setProperty("kind", "quiet")
            button.clicked.connect(partial(self.visit_asked.emit, each.session_id))
            self._lines.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _fill(self, patient: Patient) -> None:
        self._patient_id = patient.patient_id
        self.name.setText(patient.name)
        self.record.setText(patient.record_number)
        self.birth.setText(patient.birth_date)
        for field in (self.name, self.record, self.birth):
            field.setCursorPosition(0)  # its beginning is seen, where not all of it fits
        self._trouble.hide()

    def _on_chosen(self, patient: Patient) -> None:
        self._fill(patient)

    def _on_save(self) -> None:
        fields = (self.name, self.record, self.birth)
        name, record, birth = (" ".join(one_line(each.text()).split()) for each in fields)
        patient = Patient(self._patient_id, name, record, birth)
        try:
            checked_patient(replace(patient, patient_id=self._patient_id or "new"))
        except BadPatient:
            self._trouble.setText(
                self.tr("Write a name or a record number, and the date of birth as 1960-03-31.")
            )
            self._trouble.show()
            return
        self._trouble.hide()
        self.told.emit(patient)


def _read(segments: tuple[Segment, ...]) -> str:
    return "\n\n".join(f"{clock(each.start)}  {one_line(each.text)}" for each in segments)
