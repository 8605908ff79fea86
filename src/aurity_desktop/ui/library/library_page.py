"""All sessions by day, a search through titles and words, and beside them what is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.application.library.player import Player
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.search import FoundIn
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.library.chosen_actions import ChosenActions
from aurity_desktop.ui.library.many_panel import ManyPanel
from aurity_desktop.ui.library.session_model import SessionRow
from aurity_desktop.ui.library.session_shelf import SessionShelf
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.widgets.current_stack import CurrentStack
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.theme import Appearance


class LibraryPage(TranslatedWidget):
    """The list and what is chosen stand side by side, or one at a time where it is narrow.

    The list is the shelf's, what is chosen of it is a transcript or stands for several sessions.
    """

    def __init__(
        self,
        library: Library,
        note_book: NoteBook,
        off_thread: OffThread,
        player: Player,
        appearance: Appearance,
        icons: Icons,
        models: Sequence[str],
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._moment: float | None = None
        self._note_wanted = False
        self._narrow = False
        self.shelf = SessionShelf(library, off_thread, appearance, icons, now, self)
        self.search, self.list = self.shelf.search, self.shelf.list
        self.back_button = QPushButton(self)
        self.back_button.setProperty("kind", "quiet")
        icons.put(self.back_button, "back", "accent")
        self.transcript = TranscriptPanel(
            library, note_book, off_thread, player, appearance, icons, models, self
        )
        self.many = ManyPanel(icons, self)
        self._pick = QLabel(self)
        self._pick.setProperty("kind", "empty")
        self._pick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pick.setWordWrap(True)
        self._lay_out()
        self.chosen_actions = ChosenActions(
            self.list, self.many, self.transcript, self._show_panel, self.open, self
        )
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        self._right = QWidget(self)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        reading = QWidget(self._right)
        self._reading = CurrentStack(reading)
        self._reading.addWidget(self._pick)
        self._reading.addWidget(self.transcript)
        self._reading.addWidget(self.many)
        right.addWidget(reading, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        for place, (pane, share) in enumerate(((self.shelf, 2), (self._right, 5))):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(place, share)
        self.splitter.setSizes([2_000, 5_000])  # as shares, until somebody moves the handle
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._arrange()

    def _connect(self) -> None:
        self.list.clicked.connect(self._on_taken)
        self.list.activated.connect(self._on_taken)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        self.back_button.clicked.connect(self.back)
        self.transcript.opened.connect(self._on_opened)
        self.transcript.changed.connect(self.refresh)
        self.transcript.cleared.connect(self.back)
        self.shelf.held_read.connect(self._on_held)
        self.shelf.patient.export_asked.connect(self._on_patient_export)
        self.shelf.patient.erasure_asked.connect(self._on_patient_erasure)

    def refresh(self) -> None:
        """Look into the ledger again, off the GUI thread."""
        self.shelf.refresh()

    def show_job(self, job: Job) -> None:
        """Progress on a session; when it has ended, what the session holds is read again."""
        self.shelf.show_job(job)

    def show_recording(self, session_id: str) -> None:
        """Which session is being recorded now, "" for none."""
        self.transcript.head.show_recording(session_id)
        self.shelf.show_recording(session_id)

    def open(
        self,
        session_id: str,
        moment: float | None = None,
        words: str = "",
        *,
        with_note: bool = False,
    ) -> None:
        """Show a session, and the turn at `moment` when one is given; `words` are marked in it."""
        if len(self.list.chosen()) > 1:
            self.list.clearSelection()
        self._moment, self._note_wanted = moment, with_note
        self.transcript.open(session_id, words)

    def back(self) -> None:
        """From the open session to the list, where both do not fit side by side."""
        self._reading.setCurrentWidget(self._pick)
        self._arrange()
        self.list.setFocus()

    def retranslate(self) -> None:
        """The texts in the window's language."""
        self.many.retranslate()
        self.back_button.setText(self.tr("All sessions"))
        self._pick.setText(self.tr("Choose a session to read it."))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Below a width, list and session take turns."""
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * 110
        if narrow is not self._narrow:
            self._narrow = narrow
            self._arrange()
        super().resizeEvent(event)

    def _show_panel(self, panel: QWidget) -> None:
        self._reading.setCurrentWidget(panel)
        self._arrange()

    def _arrange(self) -> None:
        reading = self._reading.currentWidget() is not self._pick
        self.shelf.setVisible(not self._narrow or not reading)
        self._right.setVisible(not self._narrow or reading)
        self.back_button.setVisible(self._narrow)

    def _on_held(self, held: frozenset[str]) -> None:
        self.chosen_actions.held = held

    def _on_patient_export(self, ending: str) -> None:
        self._choose_all_of_patient()
        self.chosen_actions.ask_for_folder(ending)

    def _on_patient_erasure(self) -> None:
        self._choose_all_of_patient()
        self.chosen_actions.ask_for_erasure()

    def _choose_all_of_patient(self) -> None:
        self.shelf.choose_all_of_patient()
        patient = self.shelf.patient.patient
        self.many.tell_of(patient.told if patient is not None else "")

    def _on_opened(self) -> None:
        if len(self.list.chosen()) > 1:  # others were chosen with it while it was read
            return
        self.list.follow(self.transcript.session_id)
        self._reading.setCurrentWidget(self.transcript)
        self._arrange()  # first: what is not in sight has no size to be scrolled in
        if self._moment is not None:
            self.transcript.go_to(self._moment)
            self._moment = None
        if self._note_wanted:
            self._note_wanted = False
            self.transcript.notes.open()

    def _on_current(self, current: QModelIndex) -> None:
        """Going through the list by keyboard reads along, where there is room for both.

        Not where the list only got the keyboard: Qt makes its first row the current one then.
        """
        chosen = self.list.selectionModel().isSelected(current)
        if current.isValid() and chosen and not self._narrow:
            self._on_chosen(current)

    def _on_taken(self, index: QModelIndex) -> None:
        """A click or Enter; what was found in a clinical note opens the note, too."""
        self._on_chosen(index, with_note=True)

    def _on_chosen(self, index: QModelIndex, *, with_note: bool = False) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, SessionRow) or len(self.list.chosen()) > 1:
            return
        if row.hit is not None:
            hit = row.hit
            noted = with_note and hit.found_in is FoundIn.CLINICAL_NOTE
            self.open(hit.session_id, hit.moment, self.shelf.found_by, with_note=noted)
            return
        if row.summary.session_id == self.transcript.session_id:
            self.transcript.found.look_for("")
            self._show_panel(self.transcript)
            return
        self.open(row.summary.session_id)

    def _on_selection(self) -> None:
        """Several stand for themselves; one alone is read."""
        chosen = self.list.chosen()
        if len(chosen) > 1:
            self.chosen_actions.describe()
            self._reading.setCurrentWidget(self.many)
        elif self._reading.currentWidget() is self.many:
            self._reading.setCurrentWidget(self._pick)
            if chosen:
                self._on_chosen(self.list.selectionModel().selectedIndexes()[0])
        self._arrange_unless_choosing()

    def _arrange_unless_choosing(self) -> None:
        """In a narrow window, choosing one after the other goes on in the list."""
        if not (self._narrow and self._reading.currentWidget() is self.many):
            self._arrange()
