"""One session to be read: what it is, who speaks, and the turns. The library and the recorder both show it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from aurity_desktop.application.library import Library
from aurity_desktop.application.player import Player
from aurity_desktop.domain.edits import Edit, EditKind, Reading
from aurity_desktop.domain.errors import AurityError
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.session import OPEN_STATES, SessionState, SessionSummary, SpeakerCount
from aurity_desktop.domain.speakers import Speaker, SpeakerRole
from aurity_desktop.domain.transcript import Segment
from aurity_desktop.ui.adaptive import AdaptiveWidget
from aurity_desktop.ui.figures import length, when
from aurity_desktop.ui.icons import Icons
from aurity_desktop.ui.messages import session_state_text, step_text
from aurity_desktop.ui.notices import Action, NoticeLine, Severity
from aurity_desktop.ui.reading import ROW_ROLE
from aurity_desktop.ui.review.again_menu import AgainMenu
from aurity_desktop.ui.review.doubt_words import doubt_text
from aurity_desktop.ui.review.doubts import Doubt, doubts
from aurity_desktop.ui.review.editing import EditTranscript, RenameSpeaker
from aurity_desktop.ui.review.player_bar import PlayerBar
from aurity_desktop.ui.review.segments_of import live_segments
from aurity_desktop.ui.review.speakers_bar import SpeakersBar
from aurity_desktop.ui.review.turn_delegate import TurnDelegate
from aurity_desktop.ui.review.turn_menu import TurnMenu
from aurity_desktop.ui.review.turn_model import TurnModel, TurnRow, turn_rows
from aurity_desktop.ui.review.turn_view import TurnView
from aurity_desktop.ui.theme import Appearance

#: Session states whose second pass can be asked for by hand.
_RUNNABLE = frozenset({SessionState.FAILED, SessionState.COMPLETED})


class TranscriptPanel(AdaptiveWidget):
    narrow_below = 80

    export_asked = Signal(str)
    again_asked = Signal(str)
    speakers_again_asked = Signal(str, SpeakerCount)
    finish_asked = Signal(str)
    go_on_asked = Signal(str)
    changed = Signal(str)
    failed = Signal(Exception)

    def __init__(
        self,
        library: Library,
        player: Player,
        appearance: Appearance,
        icons: Icons,
        undo_stack: QUndoStack,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._undo_stack = undo_stack
        self._summary: SessionSummary | None = None
        self._segments: list[Segment] = []
        self._reading: Reading | None = None
        self._speakers: list[Speaker] = []
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self._facts = QLabel(self)
        self._facts.setProperty("kind", "muted")
        self._facts.setWordWrap(True)
        self.export_button = QPushButton(self)
        self.export_button.setProperty("kind", "primary")
        icons.put(self.export_button, "export", "on_accent")
        self.again_button = QPushButton(self)
        icons.put(self.again_button, "again")
        self._again_menu = AgainMenu(self.again_button)
        self.again_button.setMenu(self._again_menu)
        self.unfinished = NoticeLine(
            "unfinished",
            Severity.AMBER,
            self._words_unfinished,
            (
                Action(self._words_finish, self._on_finish),
                Action(self._words_go_on, self._on_go_on),
            ),
            self,
            dismissible=False,
        )
        self.check_button = QPushButton(self)
        self.check_button.setProperty("kind", "quiet")
        icons.put(self.check_button, "done", "accent")
        self.check_button.clicked.connect(self.check_next)
        self._doubts: list[Doubt] = []
        self._doubt = -1
        self._recording_id = ""
        self._job: Job | None = None
        self.speakers_bar = SpeakersBar(appearance, self)
        self._model = TurnModel(self)
        self._delegate = TurnDelegate(appearance, self)
        self.view = TurnView(self._delegate, self)
        self.player_bar = PlayerBar(player, icons, self)
        self.view.setModel(self._model)
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._lay_out()
        self.export_button.clicked.connect(self._on_export)
        self._again_menu.transcript_asked.connect(self._on_again)
        self._again_menu.speakers_asked.connect(self._on_speakers_again)
        self.speakers_bar.rename_asked.connect(self._on_rename)
        self.player_bar.heard.connect(self._on_heard)
        self.view.word_clicked.connect(self._on_word)
        self.view.menu_asked.connect(self._on_menu)
        self.view.edit_asked.connect(self.correct)
        self._delegate.text_edited.connect(self._on_text_edited)
        appearance.changed.connect(self.view.viewport().update)
        self.retranslate()

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._title)
        words.addWidget(self._facts)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignTop)
        buttons.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignTop)
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(8)
        head.addLayout(words, 1)
        head.addLayout(buttons)
        self.rows.append(head)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.unfinished)
        column.addWidget(self.speakers_bar)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.player_bar)

    @property
    def session_id(self) -> str:
        """The session shown, "" when there is none."""
        return self._summary.session_id if self._summary else ""

    def open(self, session_id: str) -> bool:
        """Show a session from the library. Whether that worked; if not, `failed` says why."""
        try:
            summary = self._library.session(session_id)
            reading = self._library.reading(session_id)
            segments = list(reading.segments) if reading else []
            speakers = self._library.speakers(session_id)
            if not segments:
                segments = live_segments(self._library.chunks(session_id))
            sound = self._library.sound(session_id)
        except AurityError as error:
            self.failed.emit(error)
            return False
        if summary.session_id != self.session_id:
            self._undo_stack.clear()
            self._job = None
            self._doubt = -1
            self.view.show_doubt(-1, -1)
            self.view.show_heard(None)
        self._summary, self._segments, self._speakers = summary, segments, speakers
        self._reading = reading
        self._show_rows()
        self.player_bar.load(sound, summary.duration)
        self.speakers_bar.show_speakers(speakers)
        self.view.setVisible(bool(segments))
        self._empty.setVisible(not segments)
        self.retranslate()
        return True

    def show_job(self, job: Job) -> None:
        """How far the work on this session is; when it has ended, the session is read again."""
        if job.session_id != self.session_id:
            return
        self._job = None if job.ended else job
        if job.ended:
            self.open(job.session_id)
        else:
            self._say_facts()

    def check_next(self) -> None:
        """Go to the next word that deserves a second look, and from the last to the first."""
        if not self._doubts:
            return
        self._doubt = (self._doubt + 1) % len(self._doubts)
        doubt = self._doubts[self._doubt]
        index = self._model.index(doubt.row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index, TurnView.ScrollHint.PositionAtCenter)
        self.view.show_doubt(doubt.row, doubt.word)
        self._say_doubts()

    def show_recording(self, session_id: str) -> None:
        """Which session is being recorded now, "" for none: that one is not unfinished."""
        self._recording_id = session_id
        self.retranslate()

    def go_to(self, moment: float) -> None:
        """Bring the turn at `moment`, in seconds, into view and choose it."""
        row = self._model.row_at(moment)
        if row >= 0:
            self.view.setCurrentIndex(self._model.index(row))
            self.view.scrollTo(self._model.index(row), TurnView.ScrollHint.PositionAtCenter)

    def edit_chosen_speaker(self) -> None:
        """Open the editor for the voice of the chosen turn, or for the first voice."""
        index: QModelIndex = self.view.currentIndex()
        if index.isValid():
            row: TurnRow = index.data(ROW_ROLE)
            self.speakers_bar.edit(row.label)
        elif self._speakers:
            self.speakers_bar.edit(self._speakers[0].label)

    def correct(self, row: int) -> None:
        """Open the words of a turn for correction, in place."""
        index = self._model.index(row)
        if index.isValid() and self._model.rows[row].editable:
            self.view.setCurrentIndex(index)
            self.view.edit(index)

    def chosen_text(self) -> str:
        return self.view.chosen_text()

    def retranslate(self) -> None:
        self.export_button.setText(self.tr("Export…"))
        self.export_button.setToolTip(self.tr("Write the session into one file (Ctrl+E)"))
        self.again_button.setText(self.tr("Run again"))
        self.again_button.setToolTip(self.tr("Make the transcript and the speakers again"))
        self._again_menu.retranslate()
        self._delegate.overlap_words = self.tr("at once")
        self._delegate.editor_words = self.tr("Words of this turn")
        self.view.setAccessibleName(self.tr("Transcript in turns"))
        self._empty.setText(self.tr("No speech was recognised in this session."))
        summary = self._summary
        self.unfinished.retranslate()
        self.unfinished.setVisible(
            summary is not None
            and summary.state in OPEN_STATES
            and summary.session_id != self._recording_id
        )
        self.export_button.setVisible(summary is not None)
        self.again_button.setVisible(summary is not None and summary.state in _RUNNABLE)
        if summary is None:
            self._title.clear()
            self._facts.clear()
            return
        self._title.setText(session_title(summary))
        self._say_facts()
        self._show_rows()

    def _say_facts(self) -> None:
        if self._summary is None:
            return
        words = self._fact_words(self._summary)
        if self._job is not None:
            percent = self.tr("{percent} %").format(percent=round(self._job.progress_percent))
            words.insert(0, f"{step_text(self._job.step)} {percent}")
        self._facts.setText(" · ".join(words))

    def _fact_words(self, summary: SessionSummary) -> list[str]:
        state = session_state_text(summary.state)
        if summary.session_id == self._recording_id:
            state = self.tr("Being recorded now")
        words = [state, length(summary.duration)]
        if summary.speakers == 1:
            words.append(self.tr("1 speaker"))
        elif summary.speakers:
            words.append(self.tr("{count} speakers").format(count=summary.speakers))
        if summary.plan.source:
            words.append(summary.plan.source)
        if summary.plan.model:
            words.append(summary.plan.model)
        return words

    def _on_export(self) -> None:
        self.export_asked.emit(self.session_id)

    def _words_unfinished(self) -> str:
        return self.tr("This session did not end. Everything that was recorded is kept.")

    def _words_finish(self) -> str:
        return self.tr("Finish it")

    def _words_go_on(self) -> str:
        return self.tr("Go on recording")

    def _on_finish(self) -> None:
        self.finish_asked.emit(self.session_id)

    def _on_go_on(self) -> None:
        self.go_on_asked.emit(self.session_id)

    def _on_speakers_again(self, count: SpeakerCount) -> None:
        self.speakers_again_asked.emit(self.session_id, count)

    def _on_again(self) -> None:
        self.again_asked.emit(self.session_id)

    def _show_rows(self) -> None:
        usable = self._reading if self._reading and self._reading.segments else None
        rows = turn_rows(self._segments, self._speakers, usable)
        self._model.show(rows)
        self._doubts = doubts(rows)
        self._doubt = min(self._doubt, len(self._doubts) - 1)
        self._say_doubts()

    def _say_doubts(self) -> None:
        self.check_button.setVisible(bool(self._doubts))
        if 0 <= self._doubt < len(self._doubts):
            words = self.tr("{number} of {count}: {reason}").format(
                number=self._doubt + 1,
                count=len(self._doubts),
                reason=doubt_text(self._doubts[self._doubt].kind),
            )
        else:
            words = self.tr("Check {count} places").format(count=len(self._doubts))
        self.check_button.setText(words)
        self.check_button.setToolTip(
            self.tr("Unsure words, quantities, negations and overlaps, one after the other (F4)")
        )

    def _on_heard(self, moment: float | None) -> None:
        self.view.show_heard(moment)
        if moment is not None and not self.view.underMouse():
            row = self._model.row_at(moment)
            if row >= 0:
                self.view.scrollTo(self._model.index(row))

    def _on_word(self, row: int, word: int) -> None:
        self.player_bar.play_from(self._model.rows[row].words[word].start)

    def _on_menu(self, row: int, word: int, place: QPoint) -> None:
        turn = self._model.rows[row]
        menu = TurnMenu(turn, word, self._speakers, self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        start = turn.words[word].start if word >= 0 else turn.start
        menu.play_asked.connect(partial(self.player_bar.play_from, start))
        menu.copy_asked.connect(self.view.copy_chosen)
        menu.correct_asked.connect(partial(self.correct, row))
        menu.rename_asked.connect(self.speakers_bar.edit)
        menu.reassign_asked.connect(partial(self._reassign, turn))
        menu.split_asked.connect(partial(self._split, turn))
        menu.merge_asked.connect(partial(self._merge, turn))
        menu.open(place)

    def _on_text_edited(self, row: int, text: str) -> None:
        turn = self._model.rows[row]
        if text != turn.text:
            self._make(EditKind.CORRECT, turn.first_word, turn.last_word, text=text)

    def _reassign(self, turn: TurnRow, label: str) -> None:
        self._make(EditKind.REASSIGN, turn.first_word, turn.last_word, speaker=label)

    def _split(self, turn: TurnRow, word: int) -> None:
        """Positions count the words of the unedited run: exact where the turn still has as many, else nearest."""
        place = min(turn.last_word, turn.first_word + word)
        self._make(EditKind.SPLIT, place, place)

    def _merge(self, turn: TurnRow, label: str) -> None:
        self._make(EditKind.MERGE, 0, 0, speaker=label, merged=turn.label)

    def _make(
        self,
        kind: EditKind,
        first: int,
        last: int,
        *,
        text: str = "",
        speaker: str = "",
        merged: str = "",
    ) -> None:
        edit = Edit(uuid4().hex, kind, first, last, text, speaker, merged)
        self._undo_stack.push(EditTranscript(self._library, self._carry_out, self.session_id, edit))

    def _on_rename(self, label: str, name: str, role: SpeakerRole) -> None:
        old = next((each for each in self._speakers if each.label == label), None)
        if old is None or (old.name, old.role) == (name, role):
            return
        self._undo_stack.push(
            RenameSpeaker(self._library, self._carry_out, self.session_id, old, name, role)
        )

    def _carry_out(self, change: Callable[[], None]) -> None:
        """Do a change and show what came of it."""
        session_id = self.session_id
        try:
            change()
        except AurityError as error:
            self.failed.emit(error)
        self.open(session_id)
        self.changed.emit(session_id)


def session_title(summary: SessionSummary) -> str:
    """The title that was given, else when the session was recorded."""
    return summary.plan.title or when(
        summary.plan.created_at.astimezone(), datetime.now().astimezone()
    )
