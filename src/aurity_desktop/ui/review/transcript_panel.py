"""One session to be read: what it is, who speaks, and the turns.

The library and the recorder both show it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.export_choice import ExportChoice
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.library.player import Player
from aurity_desktop.domain.audio import SAMPLE_RATE
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.jobs import Job
from aurity_desktop.domain.peaks import Peaks
from aurity_desktop.domain.session import SpeakerCount
from aurity_desktop.domain.speakers import SpeakerRole
from aurity_desktop.ui.export.export_panel import ExportPanel
from aurity_desktop.ui.language.messages import corrected_text
from aurity_desktop.ui.review.corrections import Corrections
from aurity_desktop.ui.review.found_words import FoundBar
from aurity_desktop.ui.review.opened_session import OpenedSession, read_session
from aurity_desktop.ui.review.player_bar import PlayerBar
from aurity_desktop.ui.review.review import Review
from aurity_desktop.ui.review.review_bar import ReviewBar
from aurity_desktop.ui.review.session_head import SessionHead
from aurity_desktop.ui.review.speakers_bar import SpeakersBar
from aurity_desktop.ui.review.turn_delegate import TurnDelegate
from aurity_desktop.ui.review.turn_menu import TurnMenu
from aurity_desktop.ui.review.turn_model import TurnModel
from aurity_desktop.ui.review.turn_view import TurnView
from aurity_desktop.ui.review.waveform import Waveform
from aurity_desktop.ui.review.waveform_tracks import tracks_of
from aurity_desktop.ui.widgets.high_enough import HighEnough
from aurity_desktop.ui.widgets.icons import Icons
from aurity_desktop.ui.widgets.note_menu import NoteMenu
from aurity_desktop.ui.widgets.scrolling import bring_into_sight
from aurity_desktop.ui.widgets.theme import Appearance
from aurity_desktop.ui.widgets.time_text import clock

#: A page of fewer lines needs them for the text.
_LINES_WITH_WAVEFORM = 46


class TranscriptPanel(HighEnough):
    """`open` looks the session up off the GUI thread; `opened` tells that it is shown.

    What cannot be opened is told by `off_thread`.
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
        self._wanted = ""
        self._session: OpenedSession | None = None
        self._note_to_open = ""
        self.head = SessionHead(icons, models, self)
        self.export = ExportPanel(icons, self)
        self.speakers_bar = SpeakersBar(appearance, icons, self)
        self._model = TurnModel(self)
        self._delegate = TurnDelegate(appearance, self)
        self.view = TurnView(self._delegate, self)
        self.view.setModel(self._model)
        self.found = FoundBar(self.view, self._choose, icons, self)
        self.player_bar = PlayerBar(player, icons, self)
        self.waveform = Waveform(appearance, self)
        self._wave_chosen = False
        self.corrections = Corrections(library, off_thread, self)
        self.review_bar = ReviewBar(icons, self)
        self.review = Review(
            self.review_bar,
            self.view,
            self._model,
            self.player_bar,
            self.corrections,
            self._choose,
            self.correct,
            self,
        )
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._empty.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(self.export)
        column.addWidget(self.speakers_bar)
        column.addWidget(self.found)
        column.addWidget(self.review_bar)
        column.addWidget(self.view, 1)
        column.addWidget(self._empty, 1)
        column.addWidget(self.waveform)
        column.addWidget(self.player_bar)
        self._connect(appearance)
        self.retranslate()

    def _connect(self, appearance: Appearance) -> None:
        head = self.head
        head.export_asked.connect(self.ask_for_export)
        self.export.chosen.connect(self._on_export_chosen)
        head.again_asked.connect(partial(self._ask, self.again_asked.emit))
        head.finish_asked.connect(partial(self._ask, self.finish_asked.emit))
        head.continue_asked.connect(partial(self._ask, self.continue_asked.emit))
        head.part_asked.connect(partial(self._ask, self.part_asked.emit))
        head.speakers_again_asked.connect(self._on_speakers_again)
        head.channels_asked.connect(partial(self._ask, self.channels_asked.emit))
        head.model_again_asked.connect(self._on_model_again)
        head.check_asked.connect(self.check_next)
        self.review.counted.connect(head.show_points)
        self._delegate.closeEditor.connect(self.review.take_keyboard)
        head.title.title_given.connect(self._on_titled)
        self.corrections.made.connect(self._on_corrected)
        self.speakers_bar.rename_asked.connect(self._on_rename)
        self.speakers_bar.swap_asked.connect(self._on_swap)
        self.speakers_bar.undo_asked.connect(partial(self._ask, self.undo_asked.emit))
        self.speakers_bar.redo_asked.connect(partial(self._ask, self.redo_asked.emit))
        self.player_bar.heard.connect(self._on_heard)
        self.player_bar.heard.connect(self.waveform.show_heard)
        self.player_bar.waveform_button.clicked.connect(self._on_waveform_button)
        self.waveform.sought.connect(self.player_bar.seek)
        self.waveform.selected.connect(self.player_bar.play_again_and_again)
        self.waveform.selection_left.connect(self.player_bar.play_on)
        self.view.word_clicked.connect(self._on_word)
        self.view.menu_asked.connect(self._on_menu)
        self.view.edit_asked.connect(self.correct)
        self._delegate.text_edited.connect(self._on_text_edited)
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
        self._wanted = session_id
        self._off_thread.do(partial(read_session, self._library, session_id), self._on_read)

    def clear(self) -> None:
        """Show no session: the one that was shown is gone, or nothing may be seen."""
        self._wanted, self._session = "", None
        self.review.leave()
        self.export.leave()
        self.head.decision.hide()
        self.player_bar.load(None, 0.0)
        self.waveform.hide()
        self._model.show(())
        self.found.show_rows(())
        self.cleared.emit()

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

    def correct(self, row: int) -> None:
        """Open the words of a turn for correction, in place."""
        index = self._model.index(row)
        if index.isValid() and self._model.rows[row].editable:
            self.view.setCurrentIndex(index)
            self.view.edit(index)

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
        session_id = session.summary.session_id
        if session_id != self._wanted:
            return
        another = session_id != self.session_id
        if another:
            self.review.leave()
            self.export.leave()
            self.view.show_heard(None)
        self.corrections.use_session(session_id)
        longer = self._session is None or session.sound != self._session.sound
        self.waveform.show_tracks(tracks_of(session), another=another)
        if (another or longer) and session.sound is not None:
            look = partial(self._library.peaks, session_id)
            self._off_thread.do(look, partial(self._on_peaks, session_id))
        self._show(session)
        self.opened.emit(session_id)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  # Qt's name
        """Where there is room the waveform is shown by itself."""
        super().resizeEvent(event)
        if not self._wave_chosen:
            high = self.height() >= self.fontMetrics().height() * _LINES_WITH_WAVEFORM
            self.player_bar.waveform_button.setChecked(high)
            self._show_waveform()

    def _on_waveform_button(self) -> None:
        self._wave_chosen = True
        self._show_waveform()

    def _show_waveform(self) -> None:
        has_sound = self._session is not None and self._session.sound is not None
        self.waveform.setVisible(has_sound and self.player_bar.waveform_button.isChecked())

    def _on_peaks(self, session_id: str, peaks: Peaks) -> None:
        if session_id == self._wanted:
            self.waveform.show_peaks(peaks)

    def _show(self, session: OpenedSession) -> None:
        self._session = session
        self.head.show_session(session.summary)
        self.head.show_consent_and_hold(session.consent, session.hold)
        self.head.show_input(session.input_read)
        self.speakers_bar.show_speakers(session.speakers, session.guess)
        self.speakers_bar.show_steps(undo=session.can_undo, redo=session.can_redo)
        self._model.show(session.rows)
        self.found.show_rows(session.rows)
        self.view.setVisible(bool(session.rows))
        self._empty.setText(self._empty_text())
        self._empty.setVisible(not session.rows)
        self.player_bar.load(session.sound, session.summary.duration)
        self._show_waveform()
        self.review.show_points(session.points)
        row, self._note_to_open = self._model.row_of_note(self._note_to_open), ""
        if row >= 0:
            self._choose(row)
            self.correct(row)

    def _choose(self, row: int) -> None:
        index = self._model.index(row)
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index, TurnView.ScrollHint.PositionAtCenter)
        bring_into_sight(self.view.viewport(), self.view.visualRect(index))

    def _ask(self, emit: Callable[[str], None]) -> None:
        emit(self.session_id)

    def _on_export_chosen(self, choice: ExportChoice) -> None:
        self.export_asked.emit(self.session_id, choice)

    def _on_speakers_again(self, count: SpeakerCount) -> None:
        self.speakers_again_asked.emit(self.session_id, count)

    def _on_model_again(self, model: str) -> None:
        self.model_again_asked.emit(self.session_id, model)

    def _on_corrected(self, session_id: str) -> None:
        if session_id == self._wanted:
            self.open(session_id)
        self.changed.emit(session_id)

    def _on_heard(self, moment: float | None) -> None:
        self.view.show_heard(moment)
        if moment is not None and not self.view.underMouse():
            row = self._model.row_at(moment)
            if row >= 0:
                self.view.scrollTo(self._model.index(row))

    def _on_word(self, row: int, word: int) -> None:
        turn = self._model.turn(row)
        if turn is not None:
            self.player_bar.play_from(turn.words[word].start)

    def _on_menu(self, row: int, word: int, place: QPoint) -> None:
        bookmark, turn = self._model.note(row), self._model.turn(row)
        if bookmark is not None:
            self._open_note_menu(row, bookmark, place)
        if turn is None:
            return
        speakers = self._session.speakers if self._session else ()
        before = self._model.turn(row - 1)
        follows = before is not None and before.editable
        menu = TurnMenu(turn, word, speakers, self, follows=follows)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        start = turn.words[word].start if word >= 0 else turn.start
        menu.play_asked.connect(partial(self.player_bar.play_from, start))
        menu.mark_asked.connect(partial(self.mark, start))
        menu.copy_asked.connect(self.view.copy_chosen_as)
        menu.correct_asked.connect(partial(self.correct, row))
        menu.rename_asked.connect(self.speakers_bar.edit)
        menu.reassign_asked.connect(partial(self.corrections.reassign, turn))
        if before is not None:
            menu.join_asked.connect(partial(self.corrections.join, turn, before))
        menu.split_asked.connect(partial(self.corrections.split, turn))
        menu.merge_asked.connect(partial(self.corrections.merge, turn))
        menu.open(place)

    def _open_note_menu(self, row: int, bookmark: Bookmark, place: QPoint) -> None:
        menu = NoteMenu(self)
        menu.play_asked.connect(partial(self.player_bar.play_from, bookmark.at))
        menu.write_asked.connect(partial(self.correct, row))
        menu.removal_asked.connect(partial(self.corrections.remove_bookmark, bookmark.bookmark_id))
        menu.popup(place)

    def _on_text_edited(self, row: int, text: str) -> None:
        turn = self._model.turn(row)
        bookmark = self._model.note(row)
        if turn is not None:
            self.corrections.correct(turn, text)
        elif bookmark is not None and bookmark.text != text:
            self.corrections.set_bookmark(replace(bookmark, text=text))

    def _on_titled(self, title: str) -> None:
        self.corrections.retitle(title)

    def _on_swap(self) -> None:
        """Of two voices each is the other; a guess that is turned round is confirmed so."""
        if self._session is None or len(self._session.speakers) != 2:
            return
        one, other = self._session.speakers
        if guess := self._session.guess:
            self.corrections.rename(one, one.name, guess[other.label])
            self.corrections.rename(other, other.name, guess[one.label])
        else:
            self.corrections.swap(one, other)

    def _on_rename(self, label: str, name: str, role: SpeakerRole) -> None:
        speakers = self._session.speakers if self._session else ()
        old = next((each for each in speakers if each.label == label), None)
        if old is not None:
            self.corrections.rename(old, name, role)
