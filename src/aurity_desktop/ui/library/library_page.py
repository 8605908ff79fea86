"""All sessions, a search through every word, and beside them the session that is open."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.player import Player
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.search import SearchHit
from aurity_desktop.domain.session import SessionState, SessionSummary
from aurity_desktop.ui.language.translation import TranslatedWidget
from aurity_desktop.ui.library.session_delegate import SessionDelegate
from aurity_desktop.ui.library.session_model import SessionModel, SessionRow
from aurity_desktop.ui.review.transcript_panel import TranscriptPanel
from aurity_desktop.ui.widgets.choice_box import ChoiceBox
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.reading import ROW_ROLE
from aurity_desktop.ui.widgets.theme import Appearance

#: While somebody types, the search waits for so long.
_TYPING_MS = 150
_SHORTEST_SEARCH = 2
#: What can be shown: all, those that can be read, those under way, those that somebody has to look
#: after.
_FILTERS: tuple[frozenset[SessionState], ...] = (
    frozenset(SessionState),
    frozenset({SessionState.COMPLETED}),
    frozenset({SessionState.RECORDING, SessionState.PAUSED, SessionState.FINALIZING}),
    frozenset({SessionState.FAILED, SessionState.RECORDING, SessionState.PAUSED}),
)


class LibraryPage(TranslatedWidget):
    """The list and the open session stand side by side, or one at a time where it is narrow.

    Sessions and search results are looked up off the GUI thread.
    """

    def __init__(
        self,
        library: Library,
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
        self.filter = ChoiceBox(self)
        for states in _FILTERS:
            self.filter.addItem("", states)
        self.model = SessionModel(self)
        self._delegate = SessionDelegate(appearance, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self.back_button = QPushButton(self)
        self.back_button.setProperty("kind", "quiet")
        icons.put(self.back_button, "back", "accent")
        self.transcript = TranscriptPanel(
            library, off_thread, player, appearance, icons, models, self
        )
        self._pick = QLabel(self)
        self._pick.setProperty("kind", "empty")
        self._pick.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pick.setWordWrap(True)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._lay_out()
        self._connect(appearance)
        self.retranslate()

    def _lay_out(self) -> None:
        self._left = QWidget(self)
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(10)
        left.addWidget(self.search)
        left.addWidget(self.filter)
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
        right.addWidget(reading, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._left, 2)
        row.addWidget(self._right, 5)
        self._arrange()

    def _connect(self, appearance: Appearance) -> None:
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_chosen)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.filter.activated.connect(self.fill)
        self.search.textChanged.connect(self._on_typed)
        self._typing.timeout.connect(self.fill)
        self.back_button.clicked.connect(self.back)
        self.transcript.opened.connect(self._on_opened)
        self.transcript.changed.connect(self.refresh)
        self.transcript.cleared.connect(self.back)
        appearance.changed.connect(self._on_appearance)

    def refresh(self) -> None:
        """Look into the ledger again, off the GUI thread."""
        self._off_thread.do(self._library.sessions, self._on_sessions)

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
        for place, words in enumerate(
            (
                self.tr("All"),
                self.tr("Ready"),
                self.tr("In progress"),
                self.tr("Needs attention"),
            )
        ):
            self.filter.setItemText(place, words)
        self.filter.setAccessibleName(self.tr("Which sessions are shown"))
        self.list.setAccessibleName(self.tr("Sessions"))
        self.back_button.setText(self.tr("All sessions"))
        self._pick.setText(self.tr("Choose a session to read it."))
        self._delegate.one_speaker = self.tr("1 speaker")
        self._delegate.many_speakers = self.tr("{count} speakers")
        self._delegate.working_words = self.tr("Processing")
        self._delegate.recording_words = self.tr("Being recorded now")
        self._say_empty()
        self.list.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Below a width, list and session take turns."""
        narrow = event.size().width() < self.fontMetrics().averageCharWidth() * 110
        if narrow is not self._narrow:
            self._narrow = narrow
            self._arrange()
        super().resizeEvent(event)

    def _arrange(self) -> None:
        reading = self._reading.currentWidget() is self.transcript
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
        states = _FILTERS[self.filter.currentIndex()]
        return [each for each in self._summaries if each.state in states]

    def _on_sessions(self, summaries: list[SessionSummary]) -> None:
        self._summaries = summaries
        self.fill()

    def _on_hits(self, wanted: str, hits: list[SearchHit]) -> None:
        if wanted == self._wanted:
            self._found_by = wanted
            self.model.show_hits(hits, {each.session_id: each for each in self._chosen()})
            self._show_list_or_empty()

    def _on_appearance(self) -> None:
        self._search_icon.setIcon(self._icons.icon("search", "muted"))
        self.list.viewport().update()

    def _on_opened(self) -> None:
        self._reading.setCurrentWidget(self.transcript)
        self._arrange()  # first: what is not in sight has no size to be scrolled in
        if self._moment is not None:
            self.transcript.go_to(self._moment)
            self._moment = None

    def _show_list_or_empty(self) -> None:
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
        """Going through the list by keyboard reads along, where there is room for both."""
        if current.isValid() and not self._narrow:
            self._on_chosen(current)

    def _on_chosen(self, index: QModelIndex) -> None:
        row: SessionRow = index.data(ROW_ROLE)
        if row.hit is not None:
            moment = None if row.hit.in_title else row.hit.start
            self.open(row.summary.session_id, moment, self._found_by)
            return
        if row.summary.session_id == self.transcript.session_id:
            self.transcript.found.look_for("")
            self._reading.setCurrentWidget(self.transcript)
            self._arrange()
            return
        self.open(row.summary.session_id)
