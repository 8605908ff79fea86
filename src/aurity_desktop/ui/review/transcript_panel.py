"""One session to be read: what it is, who speaks, and the turns.

The library and the recorder both show it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.export_choice import ExportChoice
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.note_book import NoteBook
from aurity_desktop.application.library.player import Player
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.ui.export.export_panel import ExportPanel
from aurity_desktop.ui.export.print_preview import PrintPreview
from aurity_desktop.ui.language.messages import corrected_text
from aurity_desktop.ui.note.note_desk import NoteDesk
from aurity_desktop.ui.note.note_panel import NotePanel
from aurity_desktop.ui.review.corrections import Corrections
from aurity_desktop.ui.review.find_bar import FindBar
from aurity_desktop.ui.review.found_words import FoundBar
from aurity_desktop.ui.review.note_actions import NoteActions
from aurity_desktop.ui.review.opened_session import OpenedSession
from aurity_desktop.ui.review.patient_actions import PatientActions
from aurity_desktop.ui.review.patient_panel import PatientPanel
from aurity_desktop.ui.review.player_bar import PlayerBar
from aurity_desktop.ui.review.reading_area import ReadingArea
from aurity_desktop.ui.review.review import Review
from aurity_desktop.ui.review.review_bar import ReviewBar
from aurity_desktop.ui.review.rule_offer import RuleOffer
from aurity_desktop.ui.review.session_head import SessionHead
from aurity_desktop.ui.review.session_reader import SessionReader
from aurity_desktop.ui.review.speakers_bar import SpeakersBar
from aurity_desktop.ui.review.turn_actions import TurnActions
from aurity_desktop.ui.review.turn_delegate import TurnDelegate
from aurity_desktop.ui.review.turn_model import TurnModel
from aurity_desktop.ui.review.turn_view import TurnView
from aurity_desktop.ui.review.voice_actions import VoiceActions
from aurity_desktop.ui.review.waveform import Waveform
from aurity_desktop.ui.review.waveform_actions import WaveformActions
from aurity_desktop.ui.widgets.high_enough import HighEnough
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.scrolling import bring_into_sight
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

if TYPE_CHECKING:
    from aurity_desktop.application.library.page_setting import SetPages


class TranscriptPanel(HighEnough):
    """`open` looks the session up off the GUI thread; `opened` tells that it is shown.

    What cannot be opened is told by `off_thread`. `reading` has the turns and room for one panel
    beside them; what is a bar above them is added by `add_bar`.
    """

    opened = Signal(str)
    changed = Signal(str)
    export_asked = Signal(str, ExportChoice)
    again_asked = Signal(str)
    speakers_again_asked = Signal(str, SpeakerCount)
    channels_asked = Signal(str)
    model_again_asked = Signal(str, str)  # session id, model
    finish_asked = Signal(str)
    continue_asked = Signal(str)
    part_asked = Signal(str)
    undo_asked = Signal(str)
    redo_asked = Signal(str)
    cleared = Signal()

    def __init__(
        self,
        library: Library,
        note_book: NoteBook,
        off_thread: OffThread,
        player: Player,
        appearance: Appearance,
        icons: Icons,
        models: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library = library
        self._off_thread = off_thread
        self._reader = SessionReader(library, off_thread, self)
        self._session: OpenedSession | None = None
        self._without_points: OpenedSession | None = None  # as it was read last
        self._note_to_open = ""
        self.head = SessionHead(icons, models, self)
        self.export = ExportPanel(icons, self)
        self.speakers_bar = SpeakersBar(appearance, icons, self)
        self._model = TurnModel(self)
        self._delegate = TurnDelegate(appearance, self)
        self.view = TurnView(self._delegate, self)
        self.view.setModel(self._model)
        self.found = FoundBar(self.view, self._choose, icons, self)
        self.find_bar = FindBar(self.view, self._choose, icons, self)
        self.player_bar = PlayerBar(player, icons, self)
        self.note = NotePanel(NoteDesk(note_book, off_thread, self), appearance, icons, self)
        self.waveform = Waveform(appearance, self)
        self._waveform = WaveformActions(self.waveform, self.player_bar, library, off_thread)
        self.corrections = Corrections(library, off_thread, self)
        self.rule_offer = RuleOffer(self)
        self.turns = TurnActions(
            self.view,
            self._delegate,
            self._model,
            self.player_bar,
            self.speakers_bar,
            self.corrections,
        )
        VoiceActions(self.speakers_bar, self.corrections)
        self.review_bar = ReviewBar(icons, self)
        self.review = Review(
            self.review_bar,
            self.view,
            self._model,
            self.player_bar,
            self.corrections,
            self._choose,
            self.turns.correct,
            self,
        )
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.hide()
        self.preview = PrintPreview(icons, self)
        self.preview.hide()
        self.patient = PatientPanel(icons, self)
        self.patient.hide()
        self._lay_out()
        self._connect(appearance)
        self.retranslate()

    def _lay_out(self) -> None:
        turns = QWidget(self)
        text = QVBoxLayout(turns)
        text.setContentsMargins(0, 0, 0, 0)
        text.addWidget(self.view, 1)
        text.addWidget(self._empty, 1)
        self.reading = ReadingArea(turns, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for each in (self.head, self.export, self.speakers_bar):
            self._column.addWidget(each)
        self._column.addWidget(self.reading, 1)
        self._column.addWidget(self.waveform)
        self._column.addWidget(self.player_bar)
        self.add_bar(self.found)
        self.add_bar(self.find_bar)
        self.add_bar(self.review_bar)
        self.add_bar(self.rule_offer)

    def add_bar(self, bar: QWidget) -> None:
        """Put a bar right above the turns, below those that are there; it may hide itself."""
        self._column.insertWidget(self._column.indexOf(self.reading), bar)

    def _connect(self, appearance: Appearance) -> None:
        head = self.head
        head.export_asked.connect(self.ask_for_export)
        self.export.chosen.connect(self._on_export_chosen)
        self._reader.read.connect(self._on_read)
        self._reader.points_read.connect(self._on_points)
        self.notes = NoteActions(
            self.note, self.reading, self.view, self.player_bar, self._choose_at
        )
        head.note_asked.connect(self.notes.toggle)
        self.note.desk.changed.connect(self._on_note_changed)
        head.again_asked.connect(partial(self._ask, self.again_asked.emit))
        head.finish_asked.connect(partial(self._ask, self.finish_asked.emit))
        head.continue_asked.connect(partial(self._ask, self.continue_asked.emit))
        head.part_asked.connect(partial(self._ask, self.part_asked.emit))
        head.speakers_again_asked.connect(self._on_speakers_again)
        head.channels_asked.connect(partial(self._ask, self.channels_asked.emit))
        head.model_again_asked.connect(self._on_model_again)
        self.turns.mark_asked.connect(self.mark)
        self.turns.passage_asked.connect(self.notes.put_passage)
        head.check_asked.connect(self.check_next)
        head.review_marked.connect(self.corrections.mark_reviewed)
        self.review.counted.connect(head.show_points)
        self._delegate.closeEditor.connect(self.review.take_keyboard)
        self.preview.left.connect(self.close_preview)
        self.patients = PatientActions(
            self.patient, self.reading, self._library, self._off_thread, self.corrections
        )
        self.patients.visit_asked.connect(self.open)
        head.patient_asked.connect(self.patients.open)
        self.preview.print_asked.connect(self.close_preview)
        head.title.title_given.connect(self._on_titled)
        self.corrections.made.connect(self._on_corrected)
        self.find_bar.replace_asked.connect(self.corrections.replace)
        self.find_bar.always_asked.connect(self.rule_offer.accepted)
        self.speakers_bar.undo_asked.connect(partial(self._ask, self.undo_asked.emit))
        self.speakers_bar.redo_asked.connect(partial(self._ask, self.redo_asked.emit))
        self.player_bar.heard.connect(self._on_heard)
        appearance.changed.connect(self.view.viewport().update)

    @property
    def session_id(self) -> str:
        """The session shown, "" when there is none."""
        return self._session.summary.session_id if self._session else ""

    def open(self, session_id: str, words: str | None = None) -> None:
        """Show a session from the library, as it is now. The last one asked for wins.

        `words` are marked in it; None leaves what is marked as it is, but in another session.
        """
        if words is not None or session_id != self.session_id:
            self.found.look_for(words or "")
        self._reader.ask_for(session_id)
        if session_id == self.session_id:
            self._reader.read_whole()
        else:
            self._reader.read_first()
            self._waveform.look_at_sound(session_id)

    def clear(self) -> None:
        """Show no session: the one that was shown is gone, or nothing may be seen."""
        self._reader.ask_for("")
        self._session, self._without_points = None, None
        self.close_preview()
        self.patients.show_session("")
        self.review.leave()
        self.review.show_points(None)
        self.rule_offer.leave()
        self.export.leave()
        self.head.decision.hide()
        self.player_bar.load(None, 0.0)
        self._waveform.clear()
        self._model.show(())
        self.found.show_rows(())
        self.notes.show_session("")
        self.find_bar.show_rows(())
        self.find_bar.leave()
        self.cleared.emit()

    def show_pages(self, session_id: str, pages: SetPages) -> None:
        """Beside the turns, what would be printed of them, where they are still shown."""
        if session_id == self.session_id:
            self.reading.show_side(self.preview)
            self.preview.show_pages(pages)

    def close_preview(self) -> None:
        """Nothing of what would be printed is kept."""
        self.preview.forget()
        if self.reading.side is self.preview:
            self.reading.hide_side()

    def ask_for_export(self) -> None:
        """Have it said here what the file carries; `export_asked` follows."""
        if self._session is not None:
            self.export.ask(self._session.summary)

    def show_job(self, job: Job) -> None:
        """How far the work on this session is; when it has ended, the session is read again."""
        if job.session_id != self.session_id:
            return
        self.head.show_job(None if job.ended else job)
        if job.ended:
            self.open(job.session_id)

    def check_next(self) -> None:
        """Begin the review, or go on to the next word that deserves a second look."""
        self.review.next()

    def go_to(self, moment: float) -> None:
        """Bring the turn at `moment`, in seconds, into view and choose it."""
        row = self._model.row_at(moment)
        if row >= 0:
            self._choose(row)
            self.found.go_to_row(row)

    def edit_chosen_speaker(self) -> None:
        """Open the editor for the voice of the chosen turn, or for the first voice."""
        index: QModelIndex = self.view.currentIndex()
        if index.isValid():
            row = self._model.turn(index.row())
            if row is not None:
                self.speakers_bar.edit(row.label)
        elif self._session and self._session.speakers:
            self.speakers_bar.edit(self._session.speakers[0].label)

    def find_text(self, *, replacing: bool = False) -> None:
        """Open the line that finds in this transcript, or replaces."""
        if self._session is not None:
            self.found.look_for("")
            self.find_bar.ask(replacing=replacing)

    def next_found(self) -> None:
        """To the next match of what is looked for, here or in all sessions."""
        (self.found if self.find_bar.isHidden() else self.find_bar).next()

    def previous_found(self) -> None:
        """To the match before."""
        (self.found if self.find_bar.isHidden() else self.find_bar).previous()

    def mark(self, moment: float | None = None) -> None:
        """Set a bookmark at a second of the recording and open its note.

        None: where it is being heard; else where the chosen row begins.
        """
        if self._session is None:
            return
        if moment is None:
            row = self.view.currentIndex().row()
            heard, rows = self._delegate.heard, self._model.rows
            moment = heard if heard is not None else rows[row].start if row >= 0 else 0.0
        bookmark = Bookmark(uuid4().hex, round(moment * SAMPLE_RATE))
        self._note_to_open = bookmark.bookmark_id
        self.corrections.set_bookmark(bookmark)

    def chosen_text(self) -> str:
        """The chosen turns as text, one a paragraph."""
        return self.view.chosen_text()

    def retranslate(self) -> None:
        """The texts in the window's language; the rows are made anew."""
        self._delegate.corrected_words = corrected_text()
        self._delegate.overlap_words = self.tr("at the same time")
        self._delegate.editor_words = self.tr("Words of this turn")
        self._delegate.note_words = self.tr("Note at this moment of the recording")
        self.view.setAccessibleName(self.tr("Transcript in turns"))
        self._empty.setText(self._empty_text())
        if self._session is not None:
            self._show(self._session.in_words())

    def _empty_text(self) -> str:
        unheard = self._session.unheard if self._session is not None else None
        if unheard is None:
            return self.tr("No speech was recognised in this session.")
        return self.tr(
            "No speech was recognised, though {length} of sound are louder than silence. It is "
            "loudest at {time}."
        ).format(length=clock(unheard.loud_seconds), time=clock(unheard.loudest_at))

    def _on_read(self, session: OpenedSession) -> None:
        session_id, before = session.summary.session_id, self._session
        is_same = before is not None and session_id == before.summary.session_id
        if is_same and before is not None and before.is_whole and not session.is_whole:
            return  # asked for twice: there is more of it already
        is_rest = is_same and before is not None and not before.is_whole
        if session_id != self.session_id:
            self.review.leave()
            self.rule_offer.leave()
            self.export.leave()
            self.find_bar.leave()
            self.view.show_heard(None)
            self.close_preview()
        self.corrections.use_session(session_id)
        read, session = session, session.with_points_of(self._session)
        self._waveform.show(session)
        self._show(session)
        if not is_rest:
            self.notes.read_again()
            self.opened.emit(session_id)
        if self._session is not session:
            return
        if not session.is_whole:
            self._reader.read_whole()
            return
        self._without_points = read
        self._reader.look_for_points(read)

    def _on_points(self, read: OpenedSession, known: OpenedSession) -> None:
        """Of what is read since, or of another session, they are not shown."""
        if self._session is None or read is not self._without_points:
            return
        self._session, self._without_points = self._session.with_points(known), None
        self._waveform.show_doubts(self._session)
        self.review.show_points(known.points)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Where there is room the waveform is shown by itself."""
        super().resizeEvent(event)
        self._waveform.fit(self.height() / self.fontMetrics().height())

    def _show(self, session: OpenedSession) -> None:
        self._session = session
        self.patients.show_session(session.summary.session_id)
        self.notes.show_session(session.summary.session_id)
        self.head.show_session(session.summary)
        self.head.show_consent_and_hold(session.consent, session.hold)
        self.head.show_input(session.input_read)
        self.speakers_bar.show_speakers(session.speakers, session.guess)
        self.speakers_bar.show_steps(undo=session.can_undo, redo=session.can_redo)
        self._model.show(session.rows)
        self.found.show_rows(session.rows)
        self.find_bar.show_rows(session.rows, is_whole=session.is_whole)
        self.view.setVisible(bool(session.rows))
        self._empty.setText(self._empty_text())
        self._empty.setVisible(not session.rows)
        self.player_bar.load(session.sound, session.summary.duration)
        self.review.show_points(session.points)
        row, self._note_to_open = self._model.row_of_note(self._note_to_open), ""
        if row >= 0:
            self._choose(row)
            self.turns.correct(row)

    def _choose(self, row: int) -> None:
        index = self._model.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index, TurnView.ScrollHint.PositionAtCenter)
        bring_into_sight(self.view.viewport(), self.view.visualRect(index))

    def _choose_at(self, moment: float) -> None:
        row = self._model.row_at(moment)
        if row >= 0:
            self._choose(row)

    def _ask(self, emit: Callable[[str], None]) -> None:
        emit(self.session_id)

    def _on_export_chosen(self, choice: ExportChoice) -> None:
        self.export_asked.emit(self.session_id, choice)

    def _on_speakers_again(self, count: SpeakerCount) -> None:
        self.speakers_again_asked.emit(self.session_id, count)

    def _on_model_again(self, model: str) -> None:
        self.model_again_asked.emit(self.session_id, model)

    def _on_corrected(self, session_id: str) -> None:
        if session_id == self._reader.asked_id:
            self.open(session_id)
        self.changed.emit(session_id)

    def _on_note_changed(self, session_id: str) -> None:
        """What was decided can be taken back here, as every change."""
        self.speakers_bar.show_steps(undo=True, redo=False)
        self.changed.emit(session_id)

    def _on_heard(self, moment: float | None) -> None:
        self.view.show_heard(moment)
        if moment is not None and not self.view.underMouse():
            row = self._model.row_at(moment)
            if row >= 0:
                self.view.scrollTo(self._model.index(row))

    def _on_titled(self, title: str) -> None:
        self.corrections.retitle(title)
