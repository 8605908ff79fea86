"""Reads the session that was asked for last, off the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from aurity_desktop.application.child_processes.off_thread import OffThread
from aurity_desktop.application.library.library import Library
from aurity_desktop.ui.review.opened_session import (
    OpenedSession,
    read_first,
    read_points,
    read_session,
)

#: How a session is read; None where it was given up.
_Read: TypeAlias = Callable[[Library, str, Callable[[], bool]], OpenedSession | None]


class _Asked:
    """A session that was asked for; `given_up` as soon as another one is."""

    def __init__(self, session_id: str) -> None:
        self.session_id = session_id
        self.given_up = False

    def is_given_up(self) -> bool:
        """Asked from other threads."""
        return self.given_up


class SessionReader(QObject):
    """`read` carries the session that was asked for, and no other that was asked for before.

    `points_read` carries it as it was read, and with the points that deserve a second look. What
    cannot be read is told by `off_thread`.
    """

    read = Signal(OpenedSession)
    points_read = Signal(OpenedSession, OpenedSession)

    def __init__(self, library: Library, off_thread: OffThread, parent: QObject) -> None:
        super().__init__(parent)
        self._library, self._off_thread = library, off_thread
        self._asked = _Asked("")

    @property
    def asked_id(self) -> str:
        """The session that was asked for last, "" when that is none."""
        return self._asked.session_id

    def ask_for(self, session_id: str) -> None:
        """From now on this one is read, "" for none; what is still read of another is given up."""
        if session_id != self._asked.session_id:
            self._asked.given_up = True
            self._asked = _Asked(session_id)

    def read_first(self) -> None:
        """The first turns of a long session; the whole of another one."""
        self._do(read_first)

    def read_whole(self) -> None:
        """All of it."""
        self._do(read_session)

    def look_for_points(self, session: OpenedSession) -> None:
        """In a session that was read whole."""
        look = partial(read_points, self._library, session, self._asked.is_given_up)
        self._off_thread.do(look, partial(self.points_read.emit, session))

    def _do(self, read: _Read) -> None:
        asked = self._asked
        work = partial(read, self._library, asked.session_id, asked.is_given_up)
        self._off_thread.do(work, self._on_read)

    def _on_read(self, session: OpenedSession | None) -> None:
        if session is not None and session.summary.session_id == self._asked.session_id:
            self.read.emit(session)
