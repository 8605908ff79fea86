"""The waveform of the session that is shown: its sound, and what is heard when it is used."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.domain.peaks import Peaks
from aurity_desktop.ui.review.opened_session import OpenedSession
from aurity_desktop.ui.review.player_bar import PlayerBar
from aurity_desktop.ui.review.waveform import Waveform

#: A page of fewer lines needs them for the text.
_LINES = 46


class WaveformActions(QObject):
    """Shown where there is room, until somebody has pressed its button; without sound never."""

    def __init__(
        self, waveform: Waveform, player_bar: PlayerBar, library: Library, off_thread: OffThread
    ) -> None:
        super().__init__(waveform)
        self._waveform = waveform
        self._button = player_bar.waveform_button
        self._library, self._off_thread = library, off_thread
        self._session: OpenedSession | None = None
        self._chosen = False
        self._button.clicked.connect(self._on_button)
        player_bar.heard.connect(waveform.show_heard)
        waveform.sought.connect(player_bar.seek)
        waveform.selected.connect(player_bar.play_again_and_again)
        waveform.selection_left.connect(player_bar.play_on)
        waveform.hide()

    def look_at_sound(self, session_id: str) -> None:
        """Of a session that was asked for right before: it is shown where that one is shown."""
        look = partial(_peaks, self._library, session_id)
        self._off_thread.do(look, partial(self._on_peaks, session_id))

    def show(self, session: OpenedSession) -> None:
        """The session that was asked for, or the one that is shown as it is now."""
        before, self._session = self._session, session
        session_id = session.summary.session_id
        another = before is None or before.summary.session_id != session_id
        self._waveform.show_tracks(session.tracks, another=another)
        if before is not None and not another and session.sound is not None:
            grown = before.summary.sample_count != session.summary.sample_count
            if grown or before.sound is None:
                self.look_at_sound(session_id)
        self._arrange()

    def show_doubts(self, session: OpenedSession) -> None:
        """What of the session that is shown deserves a second look has become known."""
        self._session = session
        self._waveform.show_tracks(session.tracks, another=False)

    def clear(self) -> None:
        """No session is shown."""
        self._session = None
        self._arrange()

    def fit(self, lines: float) -> None:
        """The page has room for so many lines of text."""
        if not self._chosen:
            self._button.setChecked(lines >= _LINES)
            self._arrange()

    def _arrange(self) -> None:
        has_sound = self._session is not None and self._session.sound is not None
        self._waveform.setVisible(has_sound and self._button.isChecked())

    def _on_button(self) -> None:
        self._chosen = True
        self._arrange()

    def _on_peaks(self, session_id: str, peaks: Peaks | None) -> None:
        if peaks is None:
            return
        if self._session is not None and self._session.summary.session_id == session_id:
            self._waveform.show_peaks(peaks)


def _peaks(library: Library, session_id: str) -> Peaks | None:
    """None where the recording has not been joined."""
    return library.peaks(session_id) if library.sound(session_id) is not None else None
