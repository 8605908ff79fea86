"""Connects the clinical note with the transcript that it is written beside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from aurity_desktop.ui.note.note_panel import NotePanel
from aurity_desktop.ui.review.player_bar import PlayerBar
from aurity_desktop.ui.review.reading_area import ReadingArea
from aurity_desktop.ui.review.turn_view import TurnView

#: Seconds that are played around a line of the note.
_AROUND = 0.5


class NoteActions(QObject):
    """The note comes beside the turns and goes; its lines are heard, and turns become lines."""

    def __init__(
        self,
        note: NotePanel,
        reading: ReadingArea,
        view: TurnView,
        player_bar: PlayerBar,
        choose_turn: Callable[[float], None],
    ) -> None:
        """`choose_turn` chooses the turn at a second of the recording, in sight."""
        super().__init__(note)
        self._note, self._reading, self._view = note, reading, view
        self._player_bar = player_bar
        self._choose_turn = choose_turn
        self._session_id = ""
        note.hide()
        note.play_asked.connect(self._on_heard)
        note.closed.connect(self._on_closed)
        reading.side_changed.connect(self._on_side_changed)

    @property
    def is_open(self) -> bool:
        """Whether it is beside the turns."""
        return self._reading.side is self._note

    def show_session(self, session_id: str) -> None:
        """Whose note it is from now on; "" for none, then it goes."""
        self._session_id = session_id
        if not session_id:
            self._note.leave()

    def read_again(self) -> None:
        """Where it is open, its session reads otherwise now."""
        if self.is_open:
            self._note.read_again(self._session_id)

    def toggle(self) -> None:
        """Show it beside the transcript, or close it."""
        if self.is_open:
            self._note.leave()
        else:
            self.open()

    def open(self) -> None:
        """Show it beside the transcript, where it is not there yet."""
        if self._session_id and not self.is_open:
            self._reading.show_side(self._note)
            self._note.open(self._session_id)

    def put_passage(self, text: str, start: float, end: float) -> None:
        """A turn becomes a line of the note, which is opened for it."""
        self.open()
        self._note.put_passage(text, start, end)

    def _on_heard(self, start: float, end: float) -> None:
        """The words around a line of the note, and their turn in sight."""
        self._player_bar.play_part(max(0.0, start - _AROUND), end + _AROUND)
        self._choose_turn(start)

    def _on_closed(self) -> None:
        had_keyboard = self._note.isAncestorOf(self._note.window().focusWidget())
        if self.is_open:
            self._reading.hide_side()
        if had_keyboard:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_side_changed(self) -> None:
        self._view.drags = self.is_open
