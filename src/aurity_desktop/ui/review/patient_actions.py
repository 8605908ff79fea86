"""Connects the patient's panel with the session whose turns are beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.visits import Visits, visits_of
from aurity_desktop.ui.review.corrections import Corrections
from aurity_desktop.ui.review.patient_panel import PatientPanel
from aurity_desktop.ui.review.reading_area import ReadingArea


class PatientActions(QObject):
    """`visit_asked` carries another session with the patient, which is to be read."""

    visit_asked = Signal(str)

    def __init__(
        self,
        panel: PatientPanel,
        reading: ReadingArea,
        library: Library,
        off_thread: OffThread,
        corrections: Corrections,
    ) -> None:
        super().__init__(panel)
        self._panel, self._reading = panel, reading
        self._library, self._off_thread = library, off_thread
        self._session_id = ""
        panel.told.connect(corrections.write_patient)
        panel.visit_asked.connect(self.visit_asked)
        panel.left.connect(self.close)

    def show_session(self, session_id: str) -> None:
        """The session that is shown, as it reads now; "" for none."""
        if session_id != self._session_id:
            self._panel.forget()
        self._session_id = session_id
        if self._reading.side is self._panel:
            if session_id:
                self._look()
            else:
                self.close()

    def open(self) -> None:
        """Put the panel beside the turns of the session that is shown, with the keyboard in it."""
        if self._session_id:
            self._reading.show_side(self._panel)
            self._panel.name.setFocus()
            self._look()

    def close(self) -> None:
        """Only the turns; nothing of the patient is kept."""
        self._panel.forget()
        if self._reading.side is self._panel:
            self._reading.hide_side()

    def _look(self) -> None:
        look = partial(visits_of, self._library, self._session_id)
        self._off_thread.do(look, self._on_looked)

    def _on_looked(self, visits: Visits) -> None:
        if visits.session_id == self._session_id and self._reading.side is self._panel:
            self._panel.show_visits(visits)
