"""All sessions by day, a search through titles and words, and beside them what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.application.library.player import Player
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.search import SearchHit
from aurity_desktop.domain.session import SessionSummary
from aurity_desktop.domain.session_filter import local_day
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.library.chosen_actions import ChosenActions
from aurity_desktop.ui.library.filter_row import FilterRow
from aurity_desktop.ui.library.many_panel import ManyPanel
from aurity_desktop.ui.library.session_delegate import SessionDelegate
from aurity_desktop.ui.library.session_list import SessionList
from aurity_desktop.ui.library.session_model import SessionModel, SessionRow
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.theme import Appearance

#: While somebody types, the search waits for so long.
_TYPING_MS = 150
_SHORTEST_SEARCH = 2


class LibraryPage(TranslatedWidget):
    """The list and what is chosen stand side by side, or one at a time where it is narrow.

    Sessions and search results are looked up off the GUI thread.
    """

    def __init__(
        self,
        library: Library,
        notes: NoteBook,
        off_thread: OffThread,
        player: Player,
        appearance: Appearance,
        icons: Icons,
        models: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._library = library
        self._off_thread = off_thread
        self._moment: float | None = None
        self._jobs: dict[str, Job] = {}
        self._summaries: list[SessionSummary] = []
        self._narrow = False
        self._recording_id = self._found_by = ""
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setProperty("kind", "search")
        self._search_icon = self.search.addAction(
            icons.icon("search", "muted"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._icons = icons
        self.filters = FilterRow(self)
        self.model = SessionModel(self)
        self._delegate = SessionDelegate(appearance, self)
        self.list = SessionList(self.model, self._delegate, self)
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.back_button = QPushButton(self)
        self.back_button.setProperty("kind", "quiet")
        icons.put(self.back_button, "back", "accent")
        self.transcript = TranscriptPanel(
            library, notes, off_thread, player, appearance, icons, models, self
        )
        self.many = ManyPanel(icons, self)
        self._pick = QLabel(self)
        self._pick.setProperty("kind", "empty")
        self._pick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pick.setWordWrap(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self.chosen_actions = ChosenActions(
            self.list, self.many, self.transcript, self._show_panel, self.open, self
        )
        self._connect(appearance)
        self.retranslate()

    def _lay_out(self) -> None:
        self._left = QWidget(self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.search)
        left.addWidget(self.filters)
        shelf = QWidget(self._left)
        self._list_or_empty = QStackedLayout(shelf)
        self._list_or_empty.addWidget(self.list)
        self._list_or_empty.addWidget(self._empty)
        left.addWidget(shelf, 1)
        self._right = QWidget(self)
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(6)
        right.addWidget(self.back_button, 0, Qt.AlignmentFlag.AlignLeft)
        reading = QWidget(self._right)
        self._reading = QStackedLayout(reading)
        self._reading.addWidget(self._pick)
        self._reading.addWidget(self.transcript)
        self._reading.addWidget(self.many)
        right.addWidget(reading, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setHandleWidth(16)
        for place, (pane, share) in enumerate(((self._left, 2), (self._right, 5))):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(place, share)
        self.splitter.setSizes([2_000, 5_000])  # as shares, until somebody moves the handle
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self._arrange()

    def _connect(self, appearance: Appearance) -> None:
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.selectionModel().selectionChanged.connect(self._on_selection)
        self.filters.changed.connect(self.fill)
        self.search.textChanged.connect(self._on_typed)
        self._typing.timeout.connect(self.fill)
        self.back_button.clicked.connect(self.back)
        self.transcript.opened.connect(self._on_opened)
        self.transcript.changed.connect(self.refresh)
        self.transcript.cleared.connect(self.back)
        appearance.changed.connect(self._on_appearance)

    def refresh(self) -> None:
        """Look into the ledger again, off the GUI thread."""
        self._off_thread.do(self._read, self._on_sessions)

    def _read(self) -> tuple[list[SessionSummary], frozenset[str]]:
        sessions = self._library.sessions()
        for each in sessions:
            local_day(each.plan.created_at)  # here, and not where the list is made
        return sessions, self._library.held()

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
        self.transcript.head.show_recording(session_id)
        if self.isVisible():
            self.refresh()

    def open(self, session_id: str, moment: float | None = None, words: str = "") -> None:
        """Show a session, and the turn at `moment` when one is given; `words` are marked in it."""
        if len(self.list.chosen()) > 1:
            self.list.clearSelection()
        self._moment = moment
        self.transcript.open(session_id, words)

    def back(self) -> None:
        """From the open session to the list, where both do not fit side by side."""
        self._reading.setCurrentWidget(self._pick)
        self._arrange()
        self.list.setFocus()

    def retranslate(self) -> None:
        """The texts in the window's language, those that the list is drawn with too."""
        self.search.setPlaceholderText(self.tr("Search the sessions"))
        self.search.setAccessibleName(self.tr("Search the sessions"))
        self.filters.retranslate()
        self.many.retranslate()
        self.list.setAccessibleName(self.tr("Sessions"))
        self.back_button.setText(self.tr("All sessions"))
        self._pick.setText(self.tr("Choose a session to read it."))
        self._delegate.one_speaker = self.tr("1 speaker")
        self._delegate.many_speakers = self.tr("{count} speakers")
        self._delegate.working_words = self.tr("Processing")
        self._delegate.recording_words = self.tr("Being recorded now")
        self._delegate.review_words = self.tr("To review")
        self._say_empty()
        self.fill()  # days and states are words, too

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
        self._left.setVisible(not self._narrow or not reading)
        self._right.setVisible(not self._narrow or reading)
        self.back_button.setVisible(self._narrow)

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

    @property
    def _wanted(self) -> str:
        return self.search.text().strip()

    def _chosen(self) -> list[SessionSummary]:
        return self.filters.value.of(self._summaries, datetime.now().astimezone().date())

    def _on_sessions(self, read: tuple[list[SessionSummary], frozenset[str]]) -> None:
        self._summaries, self.chosen_actions.held = read
        self.fill()

    def _on_hits(self, wanted: str, hits: list[SearchHit]) -> None:
        if wanted == self._wanted:
            self._found_by = wanted
            self.model.show_hits(
                hits,
                {each.session_id: each for each in self._chosen()},
                self.tr("In titles"),
                self.tr("In notes"),
                self.tr("In what was said"),
            )
            self._show_list_or_empty()

    def _on_appearance(self) -> None:
        self._search_icon.setIcon(self._icons.icon("search", "muted"))
        self.list.viewport().update()

    def _on_opened(self) -> None:
        if len(self.list.chosen()) > 1:  # others were chosen with it while it was read
            return
        self._reading.setCurrentWidget(self.transcript)
        self._arrange()  # first: what is not in sight has no size to be scrolled in
        if self._moment is not None:
            self.transcript.go_to(self._moment)
            self._moment = None

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

    def _on_current(self, current: QModelIndex) -> None:
        """Going through the list by keyboard reads along, where there is room for both.

        Not where the list only got the keyboard: Qt makes its first row the current one then.
        """
        chosen = self.list.selectionModel().isSelected(current)
        if current.isValid() and chosen and not self._narrow:
            self._on_chosen(current)

    def _on_chosen(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, SessionRow) or len(self.list.chosen()) > 1:
            return
        if row.hit is not None:
            moment = None if row.hit.in_title else row.hit.start
            self.open(row.summary.session_id, moment, self._found_by)
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
