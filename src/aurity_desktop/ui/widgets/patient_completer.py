"""Offers the patients who are known while a name is typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QStringListModel, Signal
from PySide6.QtWidgets import QAbstractItemView, QCompleter, QLineEdit

from aurity_desktop.domain.patients import KnownPatient, Patient, patients_found
from aurity_desktop.domain.safe_text import one_line
from aurity_desktop.ui.widgets.styling import dress_offers

#: More are no help to who types.
_OFFERED = 8


class PatientCompleter(QObject):
    """Of `field`; `chosen` carries the patient whose line was taken.

    A patient is found by how any of the words begins, accents and case ignored: Qt's own filter
    knows neither.
    """

    chosen = Signal(Patient)

    def __init__(self, field: QLineEdit) -> None:
        super().__init__(field)
        self._field = field
        self._known: Sequence[KnownPatient] = ()
        self._offered: dict[str, Patient] = {}
        self._lines = QStringListModel(self)
        self._completer = QCompleter(self._lines, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(field)
        dress_offers(self._completer)
        field.textEdited.connect(self._on_typed)
        taken = self._completer.activated[str]  # type: ignore[index]  # PySide6 has two of them
        taken.connect(self._on_taken)

    def know(self, known: Sequence[KnownPatient]) -> None:
        """Those who are offered from now on."""
        self._known = known

    @property
    def popup(self) -> QAbstractItemView | None:
        """The list below the field, once it has one."""
        return self._completer.popup()

    @property
    def offered(self) -> list[str]:
        """What is offered now, a line for each."""
        return list(self._offered)

    def _on_typed(self, text: str) -> None:
        found = patients_found(self._known, text)[:_OFFERED] if text.strip() else []
        self._offered = {one_line(each.patient.told): each.patient for each in found}
        self._lines.setStringList(list(self._offered))
        popup = self._completer.popup()
        if self._offered:
            self._completer.complete()
        elif popup is not None:
            popup.hide()

    def _on_taken(self, line: str) -> None:
        patient = self._offered.get(line)
        if patient is not None:
            self._field.setText(patient.called)
            self.chosen.emit(patient)
