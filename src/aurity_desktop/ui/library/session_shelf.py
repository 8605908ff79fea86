"""The sessions by day, a search through titles and words, and filters: the library's left side."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QStackedLayout, QVBoxLayout, QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.patients import KnownPatient
from aurity_desktop.domain.search import FoundIn, SearchHit
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.session_filter import local_day
from aurity_desktop.ui.language.messages import to_review_text
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.library.filter_row import FilterRow
from aurity_desktop.ui.library.patient_filter import PatientFilter
from aurity_desktop.ui.library.session_delegate import SessionDelegate
from aurity_desktop.ui.library.session_list import SessionList
from aurity_desktop.ui.library.session_model import SessionModel
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.theme import Appearance

#: While somebody types, the search waits for so long.
_TYPING_MS = 150
_SHORTEST_SEARCH = 2


class SessionShelf(TranslatedWidget):
    """Sessions and search results are looked up off the GUI thread.

    `held_read` carries the ids of the sessions that nothing may erase, as often as the list is
    read.
    """

    held_read = Signal(frozenset)

    def __init__(
        self,
        library: Library,
        off_thread: OffThread,
        appearance: Appearance,
        icons: Icons,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._now = now
        self._off_thread = off_thread
        self._icons = icons
        self._jobs: dict[str, Job] = {}
        self._summaries: list[SessionSummary] = []
        self._recording_id = self._found_by = ""
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("kind", "search")
        self._search_icon = self.search.addAction(
            icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.filters = FilterRow(self)
        self.patient = PatientFilter(self)
        self.model = SessionModel(now, self)
        self._delegate = SessionDelegate(appearance, self)
        self.list = SessionList(self.model, self._delegate, self)
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self.filters.changed.connect(self.fill)
        self.patient.changed.connect(self.fill)
        self.search.textChanged.connect(self._on_typed)
        self._typing.timeout.connect(self.fill)
        appearance.changed.connect(self._on_appearance)
        self.retranslate()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.search)
        column.addWidget(self.filters)
        column.addWidget(self.patient)
        shelf = QWidget(self)
        self._list_or_empty = QStackedLayout(shelf)
        self._list_or_empty.addWidget(self.list)
        self._list_or_empty.addWidget(self._empty)
        column.addWidget(shelf, 1)

    @property
    def found_by(self) -> str:
        """The words that the hits in the list were found by."""
        return self._found_by

    def refresh(self) -> None:
        """Look into the ledger again, off the GUI thread."""
        self._off_thread.do(self._read, self._on_sessions)

    def choose_all_of_patient(self) -> None:
        """Choose every session of the patient who is chosen, whatever else was looked for."""
        self.filters.show_all()
        with QSignalBlocker(self.search):
            self.search.clear()
        self.list.clearSelection()
        self.fill()
        self.list.selectAll()

    def _read(self) -> tuple[list[SessionSummary], frozenset[str], list[KnownPatient]]:
        sessions = self._library.sessions()
        for each in sessions:
            local_day(each.plan.created_at)  # here, and not where the list is made
        return sessions, self._library.held(), self._library.patients()

    def show_job(self, job: Job) -> None:
        """Progress on a session; when it has ended, what the session holds is read again."""
        self._jobs[job.session_id] = job
        if job.ended:
            self.refresh()
        else:
            self.model.show_job(job)

    def show_recording(self, session_id: str) -> None:
        """Which session is being recorded now, "" for none."""
        self._recording_id = session_id
        if self.isVisible():
            self.refresh()

    def fill(self) -> None:
        """Show what is there of what is wanted."""
        wanted = self._wanted
        if len(wanted) < _SHORTEST_SEARCH:
            self.model.show(self._chosen(), self._jobs, self._recording_id)
            self._show_list_or_empty()
        else:
            self._off_thread.do(
                partial(self._library.search, wanted), partial(self._on_hits, wanted)
            )

    def retranslate(self) -> None:
        """The texts in the window's language, those that the list is drawn with too."""
        self.search.setPlaceholderText(self.tr("Search the sessions"))
        self.search.setAccessibleName(self.tr("Search the sessions"))
        self.filters.retranslate()
        self.patient.retranslate()
        self.list.setAccessibleName(self.tr("Sessions"))
        self._delegate.one_speaker = self.tr("1 speaker")
        self._delegate.many_speakers = self.tr("{count} speakers")
        self._delegate.working_words = self.tr("Processing")
        self._delegate.recording_words = self.tr("Being recorded now")
        self._delegate.review_words = to_review_text()
        self._say_empty()
        self.fill()  # days and states are words, too

    @property
    def _wanted(self) -> str:
        return self.search.text().strip()

    def _chosen(self) -> list[SessionSummary]:
        wanted = replace(self.filters.value, about=self.patient.sessions)
        return wanted.of(self._summaries, self._now().date())

    def _on_sessions(
        self, read: tuple[list[SessionSummary], frozenset[str], list[KnownPatient]]
    ) -> None:
        self._summaries, held, known = read
        self.patient.know(known)
        self.held_read.emit(held)
        self.fill()

    def _on_hits(self, wanted: str, hits: list[SearchHit]) -> None:
        if wanted == self._wanted:
            self._found_by = wanted
            self.model.show_hits(
                hits,
                {each.session_id: each for each in self._chosen()},
                {
                    FoundIn.TITLE: self.tr("In titles"),
                    FoundIn.CLINICAL_NOTE: self.tr("In clinical notes"),
                    FoundIn.NOTE: self.tr("In notes"),
                    FoundIn.SAID: self.tr("In what was said"),
                },
            )
            self._show_list_or_empty()

    def _on_appearance(self) -> None:
        self._search_icon.setIcon(self._icons.icon("search", "muted"))
        self.list.viewport().update()

    def _show_list_or_empty(self) -> None:
        self.list.restore()
        self._say_empty()
        self._list_or_empty.setCurrentWidget(self.list if self.model.rowCount() else self._empty)

    def _say_empty(self) -> None:
        wanted = self._wanted
        if len(wanted) >= _SHORTEST_SEARCH:
            self._empty.setText(self.tr("No results for “{words}”.").format(words=wanted))
        else:
            self._empty.setText(
                self.tr("No sessions match this filter.")
                if self._summaries
                else self.tr("No sessions yet. Your recordings will appear here.")
            )

    def _on_typed(self) -> None:
        self._typing.start()
