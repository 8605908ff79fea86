"""What people write into the session that is being recorded: marks, notes and corrections."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.application.recording.session_controller import SessionController
from aurity_desktop.domain.bookmarks import Bookmark
from aurity_desktop.domain.live_corrections import corrected
from aurity_desktop.domain.patients import Patient
from aurity_desktop.domain.session import SessionPlan
from aurity_desktop.domain.transcript import Word


class RecordingEdits(QObject):
    """A bookmark's moment is the sample that was captured when it was asked for.

    `bookmarks_held` carries the session's id and all its bookmarks by time, once the last change is
    durable, `corrections_held` all corrections of its live text; `failed` the error of a change
    that could not be recorded. Belongs to the GUI thread.
    """

    bookmarks_held = Signal(str, tuple)
    corrections_held = Signal(str, tuple)
    failed = Signal(Exception)

    def __init__(
        self,
        controller: SessionController,
        library: Library,
        off_thread: OffThread,
        parent: QObject | None = None,
    ) -> None:
        """`off_thread` does nothing else: a mark waits for no other look into the ledger."""
        super().__init__(parent)
        self._controller = controller
        self._library = library
        self._off_thread = off_thread
        self._opened = ""
        controller.session_started.connect(self._on_started)
        controller.text_corrected.connect(self._look_at_corrections)
        off_thread.failed.connect(self.failed)

    @property
    def moment(self) -> int:
        """How many samples of the session have been captured by now."""
        return self._controller.counters.captured

    def mark(self, text: str = "", at_sample: int | None = None) -> Bookmark | None:
        """Set a bookmark, now or at a sample; None where nothing is being recorded."""
        moment = self.moment if at_sample is None else at_sample
        bookmark = Bookmark(uuid4().hex, moment, text)
        return bookmark if self.write(bookmark) else None

    def write(self, bookmark: Bookmark) -> bool:
        """Set it as it is given: with another note, where it is there already.

        Whether there is a session to write into.
        """
        return self._change(
            lambda session_id: self._library.set_bookmark(session_id, bookmark),
            self._library.bookmarks,
            self.bookmarks_held.emit,
        )

    def remove_bookmark(self, bookmark_id: str) -> bool:
        """It holds no longer. Whether there is a session that is being recorded."""
        return self._change(
            lambda session_id: self._library.remove_bookmark(session_id, bookmark_id),
            self._library.bookmarks,
            self.bookmarks_held.emit,
        )

    def correct(self, word: Word, text: str) -> bool:
        """A told word was said otherwise; "" where nothing was said.

        A word that was corrected before is corrected anew. Whether there is a session.
        """
        return self._change(
            lambda session_id: self._correct(session_id, word, text),
            self._library.live_corrections,
            self.corrections_held.emit,
        )

    def assign_patient(self, patient: Patient) -> bool:
        """The session is about them. Whether there is a session."""
        return self._change(
            lambda session_id: self._library.assign_patient(session_id, patient), _tuple, _untold
        )

    def look(self) -> None:
        """Tell what is held of a session that is recorded on."""
        self._change(_nothing, self._library.bookmarks, self.bookmarks_held.emit)
        self._look_at_corrections()

    def close(self) -> None:
        """Block until what was asked for is durable. For a program that is about to end."""
        self._off_thread.close()

    def _look_at_corrections(self) -> None:
        self._change(_nothing, self._library.live_corrections, self.corrections_held.emit)

    def _on_started(self, plan: SessionPlan) -> None:
        """From here on the session is in the ledger."""
        self._opened = plan.session_id

    def _correct(self, session_id: str, word: Word, text: str) -> None:
        known = self._library.live_corrections(session_id)
        correction = corrected(known, word, text, uuid4().hex)
        by_sound = any(
            each.by_sound and each.correction_id == correction.correction_id for each in known
        )
        if correction.text == correction.heard and not by_sound:
            self._library.remove_live_correction(session_id, correction.correction_id)
        else:
            self._library.correct_live(session_id, correction)

    def _change(
        self,
        change: Callable[[str], None],
        look: Callable[[str], tuple[object, ...]],
        tell: Callable[[str, tuple[object, ...]], None],
    ) -> bool:
        """Make a change in the session, then look at it again and tell what is held now."""
        plan = self._controller.plan
        if plan is None or plan.session_id != self._opened:
            return False

        def work() -> tuple[object, ...]:
            change(plan.session_id)
            return look(plan.session_id)

        self._off_thread.do(work, partial(tell, plan.session_id))
        return True


def _nothing(_session_id: str) -> None:
    """Change nothing."""


def _tuple(_session_id: str) -> tuple[object, ...]:
    """Look at nothing."""
    return ()


def _untold(_session_id: str, _held: tuple[object, ...]) -> None:
    """Tell nobody."""
